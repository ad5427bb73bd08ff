"""What is offered for a library that is damaged, altered or missing: a backup, salvage, a look, another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QEvent, QTimer, Signal

from reader.core.messages import isolate
from reader.gui.library_dialog import LibraryDialog, moment_text
from reader.gui.text.messages import words
from reader.gui.widgets.basics import push_button

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QPushButton

    from reader.core.errors import ReaderError
    from reader.core.progress import Progress
    from reader.gui.context import WindowContext
    from reader.services.backup.keep_backups import KeptCopy
    from reader.services.backup.salvage_library import Damage

_Identity = tuple[int, int, int]

_NOT_OPENED = (-1, -1, -1)
"""In the place of a file's identity: whatever is there is another one, and is tried."""
_LATER = 2000
"""ms after which a library that another program works on is tried again."""


class RescueDialog(LibraryDialog):
    """The damaged file is never written to, and no library is begun by itself, whatever is chosen.

    Signals: `restore_wanted(copy)`, `choose_wanted` (restore a backup that lies elsewhere),
    `salvage_wanted`, `look_wanted` (open it for reading only), `begin_wanted` (an empty library in place
    of a missing one), `other_wanted` (open another library), `replaced` (another program, such as the command
    line, put another file in the place of the library's meanwhile).

    Args:
        kind: the kind of the error that the library did not open with.
    """

    restore_wanted = Signal(object)
    choose_wanted = Signal()
    begin_wanted = Signal()
    salvage_wanted = Signal()
    look_wanted = Signal()
    other_wanted = Signal()
    replaced = Signal()

    def __init__(self, context: WindowContext, kind: str = "library-damaged") -> None:
        title, intro = {
            "library-missing": (
                self.tr("The library file is missing"),
                self.tr(
                    "What is beside it shows that there was one. Whatever you choose, nothing is overwritten."
                ),
            ),
            "library-away": (
                self.tr("The library’s disk is not here"),
                self.tr("Connect the disk, or choose below. Nothing is deleted, whatever you choose."),
            ),
            "library-altered": (
                self.tr("The library was changed by another program"),
                self.tr("Nothing in it was run. The file stays as it is, whatever you choose."),
            ),
        }.get(
            kind,
            (
                self.tr("The library is damaged"),
                self.tr("The damaged file stays as it is, whatever you choose. Nothing is overwritten."),
            ),
        )
        super().__init__(context, title, intro, (600, 480))
        self._missing = kind == "library-missing"
        self.buttons: dict[str, QPushButton] = {}
        self.paths = context.library.paths
        self._file: _Identity | None = None
        self._known = False
        for opened in (context.library.ready, context.library.reopened):
            opened.connect(self.reject)  # nothing is offered any more to mend it, whoever did that
        context.library.open_failed.connect(self._on_not_opened)
        self.work("network", self._look, self._show, self.tr("Looking at the library…"))

    def examine(self, _progress: Progress) -> Any:
        """Look what there is to go back to; off the GUI thread."""
        from reader.services.backup.salvage_library import examine_damage

        return examine_damage(self.paths)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._look_at_file()  # the reader may come from a terminal
        super().changeEvent(event)

    def _look(self, progress: Progress) -> tuple[_Identity | None, Any]:
        file = _identity(self.paths.database)  # before: what is found may be of the next one already
        return file, self.examine(progress)

    def _show(self, found: tuple[_Identity | None, Any]) -> None:
        self._file, self._known = found[0], True
        self.show_found(found[1])
        self._look_at_file()

    def _look_at_file(self) -> None:
        database = self.paths.database
        if self._known:
            self.context.jobs.submit("network", lambda _progress: _identity(database), done=self._on_file)

    def _on_file(self, file: _Identity | None) -> None:
        if shiboken6.isValid(self) and self.isVisible() and file != self._file:
            self._file = file
            self.replaced.emit()

    def _on_not_opened(self, error: ReaderError) -> None:
        if error.kind == "library-busy" and self._known:  # another program still works on what it put there
            self._file = _NOT_OPENED
            QTimer.singleShot(_LATER, self, self._look_at_file)

    def count_text(self, count: int) -> str:
        """How many articles there are; an heir has to ask for the forms itself, which Qt keeps by class."""
        return self.tr("%n article(s)", "", count)

    def show_found(self, damage: Damage) -> None:
        """Show what can be done."""
        self.clear()
        self.offer_backup(damage.backup, damage.unread)
        if self._missing:
            self.offer_choice()
            self.offer_beginning()
        else:
            self.offer(
                "salvage",
                self.tr("Salvage what can be read"),
                self.tr("Liseuse reads every article that is still whole into a new library."),
                self.tr("Salvage"),
                self.salvage_wanted.emit,
            )
        if damage.readable:
            detail = self.tr("Nothing can be saved or changed there.")
            found = f"{self.count_text(damage.articles)} · {detail}"
            self.offer("look", self.tr("Look at it as it is"), found, self.tr("Open"), self.look_wanted.emit)
        self.offer_other()

    def offer_other(self) -> None:
        """Offer a library in another folder."""
        self.offer(
            "other",
            self.tr("Open another library"),
            self.tr("An empty folder becomes a new library."),
            self.tr("Choose…"),
            self.other_wanted.emit,
        )

    def offer_choice(self) -> None:
        """Offer to look for a backup elsewhere."""
        self.offer(
            "choose",
            self.tr("Restore another backup"),
            self.tr("A copy of the library in another folder or on another disk."),
            self.tr("Choose…"),
            self.choose_wanted.emit,
        )

    def offer_beginning(self) -> None:
        """Offer an empty library."""
        self.offer(
            "begin",
            self.tr("Begin an empty library"),
            self.tr("Backups and pictures stay where they are."),
            self.tr("Begin"),
            self.begin_wanted.emit,
        )

    def offer_backup(self, copy: KeptCopy | None, unread: ReaderError | None) -> None:
        """Offer the newest sound backup, or say why there is none."""
        if copy is None and unread is not None:
            title = self.tr("The folder of backups cannot be read")
            self.add_row(title, words(unread.hint), ("circle-alert", "muted"))
            return
        if copy is None:
            self.add_row(self.tr("There is no sound backup"), "", ("info", "muted"))
            return
        title = self.tr("Restore the backup of {date}").replace("{date}", isolate(moment_text(copy.made_at)))
        button = push_button("primary", "row")
        button.setText(self.tr("Restore"))
        button.setAccessibleName(title)
        button.clicked.connect(partial(self._chosen, partial(self.restore_wanted.emit, copy)))
        self.buttons["restore"] = button
        self.add_row(title, self.count_text(copy.articles), ("shield-check", "accent"), button)

    def offer(self, name: str, title: str, detail: str, verb: str, tell: Callable[[], object]) -> None:
        """A row with one button; `name` is one of the icons below."""
        button = push_button("", "row")
        button.setText(verb)
        button.setAccessibleName(title)
        button.clicked.connect(partial(self._chosen, tell))
        self.buttons[name] = button
        icons = {
            "salvage": "hard-drive",
            "look": "lock",
            "other": "folder-open",
            "choose": "folder-open",
            "begin": "plus",
            "again": "rotate-ccw",
            "locate": "folder-open",
            "stay": "library",
        }
        self.add_row(title, detail, (icons.get(name, "hard-drive"), "muted"), button)

    def _chosen(self, tell: Callable[[], object], _checked: bool = False) -> None:
        self.accept()
        tell()


def _identity(file: Path) -> _Identity | None:
    """What is another when another file took this one's place; `None` where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
