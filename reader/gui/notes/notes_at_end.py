"""No note that the library refuses is lost as the window closes: the reader is asked, or a file written."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QDir, QObject, QStandardPaths, QTimer

from reader.core.errors import ReaderError
from reader.core.look import Look
from reader.gui.notes.unstored_dialog import Note, UnstoredDialog, as_markdown

if TYPE_CHECKING:
    from pathlib import Path

    from reader.gui.context import WindowContext
    from reader.gui.notes.note_subject import Subject
    from reader.gui.notes.notes_store import NotesStore

log = logging.getLogger(__name__)

_ANSWER = 1500
"""ms in which the library has stored a note, or the disk is taken for silent."""

_SOON = 400
"""The same while something else ends the program or the session, and may not wait for long."""


class NotesAtEnd(QObject):
    """For one window.

    Args:
        store: knows what is not stored. flush: gives it what is being typed.
    """

    def __init__(self, context: WindowContext, store: NotesStore, flush: Callable[[], object]) -> None:
        super().__init__(store)
        self._context, self._store, self._flush = context, store, flush
        self._titles: dict[int, str] = {}
        self._go_on: Callable[[], object] | None = None
        self._may_ask = True
        self._free = False
        self._once_more = False  # what is tried now was begun before the reader asked for it
        self._kept: list[Note] = []
        """What was written into a file as the session was about to end."""
        self._dialog: UnstoredDialog | None = None
        self._answer = QTimer(self, singleShot=True, interval=_ANSWER)
        self._answer.timeout.connect(self._decide)
        store.settled.connect(self._on_settled)

    def know(self, article_id: int, title: str) -> None:
        """Remember what an article is called, for its notes."""
        self._titles[article_id] = title

    def holds(self, go_on: Callable[[], object], may_ask: bool) -> bool:
        """Whether the window has to wait before it closes; see `Feature.holds_close`."""
        self._may_ask &= may_ask
        if self._free:
            self._free = False
            return False
        if self._go_on is None:
            self._flush()
            if self._is_safe():
                return False
            self._go_on = go_on
            self._store.try_again()
            self._answer.start(_ANSWER if self._may_ask else _SOON)
        elif self._dialog is not None and not may_ask:
            self._dialog.accept()
            self._decide()
        return self._go_on is not None

    def session_ends(self) -> None:
        """Write what the library refused into a file: the window may be ended, or go on.

        What was typed just now is given to the library first, which mostly has stored it at once.
        """
        self._flush()
        if not self._is_safe():
            self._context.jobs.finish_kept(_SOON / 1000)
        if not self._is_safe():
            self._write_file()

    def _is_safe(self) -> bool:
        return all(note in self._kept for note in self._notes())

    def _notes(self) -> list[Note]:
        return [(self._title(subject), subject.quote, text) for subject, text in self._store.unstored()]

    def _title(self, subject: Subject) -> str:
        return self._titles.get(subject.article_id) or QCoreApplication.translate("notes", "An article")

    def _on_settled(self) -> None:
        if self._go_on is None:
            return
        if self._dialog is not None:
            if self._is_safe():  # a disk that slept has answered
                self._dialog.accept()
                self._leave()
        elif self._once_more:
            self._try_again()
        else:
            self._decide()

    def _decide(self) -> None:
        """The library has answered, or does not: close, or say what would be lost."""
        self._answer.stop()
        if self._is_safe():
            self._leave()
        elif self._may_ask:
            self._ask()
        else:
            self._write_file()
            self._leave()

    def _ask(self) -> None:
        window = self._context.window
        if not window.isVisible():
            window.show()
        dialog = self._dialog = UnstoredDialog(self._context, self._notes(), self._store.reason)
        dialog.again_wanted.connect(self._try_again)
        dialog.close_wanted.connect(self._leave)
        dialog.rejected.connect(self._stay)
        dialog.open()

    def _try_again(self) -> None:
        self._dialog = None
        self._once_more = self._store.waits
        if not self._once_more:
            self._flush()
            self._store.try_again()
        if self._store.waits:
            self._answer.start()
        else:
            self._decide()

    def _stay(self) -> None:
        self._dialog = self._go_on = None

    def _leave(self) -> None:
        go_on, self._go_on, self._dialog = self._go_on, None, None
        if go_on is not None:
            self._free = True
            go_on()
            self._free = False  # for the next close, should something else have stopped this one

    def _write_file(self) -> None:
        """Write a file among the reader's documents, where it is seen; elsewhere if that cannot be done."""
        notes, data = self._notes(), as_markdown(self._notes()).encode("utf-8", "replace")
        name = QCoreApplication.translate("notes", "Liseuse – notes that could not be stored {date}")
        moment = QDateTime.currentDateTime().toString("yyyy-MM-dd HHmmss")
        file = f"{name.replace('{date}', moment)}.md"
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        look = Look(lambda: _write(file, data, documents, QDir.homePath(), QDir.tempPath()))
        if look.answered(_ANSWER / 1000) and look.result():
            self._kept += notes
            self._store.note_kept()
            log.info("notes that the library refused were written into a file")
        else:
            log.warning("notes that the library refused could not be written anywhere")


def _write(name: str, data: bytes, *folders: str) -> bool:
    """Write a file that only the reader may read into the first folder that takes it."""
    from pathlib import Path

    return any(_is_written(Path(folder) / name, data) for folder in folders)


def _is_written(file: Path, data: bytes) -> bool:
    from reader.services.whole_file import write_whole

    try:
        write_whole(file, data, private=True)
    except ReaderError as error:
        log.info("not written there: %s", error.kind)
        return False
    return True
