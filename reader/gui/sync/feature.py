"""Several computers in one window: the command, the rounds, and what they bring."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Signal

from reader.core.errors import ReaderError
from reader.gui.feature import Feature
from reader.gui.sync.outcome import OFFLINE, SHUT_OUT, is_nobodys_fault
from reader.gui.sync.rounds import SyncRounds
from reader.gui.text.messages import words
from reader.services.unstored_acts.library_acts import OptionsNoted
from reader.settings.belonging import READERS

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.gui.context import WindowContext
    from reader.gui.reading.reading_controller import ReadingController
    from reader.gui.sync.sync_dialog import SyncDialog
    from reader.services.library_session import LibrarySession
    from reader.services.sync.sync_process import RoundResult


class SyncFeature(Feature):
    """For one window. While no folder is joined it only looks whether one is.

    Signal: `brought`: a round brought something, feeds perhaps.
    """

    brought = Signal()

    def __init__(self, context: WindowContext, reading: ReadingController) -> None:
        super().__init__(context)
        self._reading = reading
        self.rounds = SyncRounds(context, self)
        self.rounds.arrived.connect(self._on_arrived)
        self.rounds.failed.connect(self._on_failed)
        self.dialog: SyncDialog | None = None
        self._returning = False
        context.options.changed.connect(self._on_option)
        context.library.reopened.connect(lambda _pending: self.rounds.start())

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the commands do."""
        return {"sync.open": self.once_open(self.show), "sync.now": self.once_open(self.now)}

    def library_ready(self) -> None:
        """A round, where the library has other computers."""
        self.rounds.start()

    def shut_down(self) -> None:
        """No round any more."""
        self.rounds.close()

    def show(self) -> None:
        """Show how the library stands, or the way to join a folder.

        Raises:
            ReaderError: `read-only`: the library cannot be written to.
        """
        session = self.context.library.session
        if session is None:
            return
        if session.read_only:
            raise ReaderError("read-only", "the library is open for reading", folder=session.paths.root)
        if self.dialog is None or not shiboken6.isValid(self.dialog):
            from reader.gui.sync.sync_dialog import SyncDialog

            self.dialog = SyncDialog(self.context, self.rounds, self.bring_back)
            if self._returning:
                self.dialog.show_returning(True)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def now(self) -> None:
        """Bring the library in step, or show how to join a folder."""
        if self.rounds.state is None:
            self.show()
        else:
            self.rounds.now()

    def _on_arrived(self, result: RoundResult) -> None:
        """Show what came at once; the article on screen stays where the reader is."""
        self.context.library.refresh()
        self.context.options.look_elsewhere()
        self.brought.emit()
        article_id = self._reading.article_id
        if article_id in result.rewritten:
            self._reading.reload(article_id)
        if result.copied and result.deleted:
            state = self.rounds.state
            act = (self.tr("Bring them back"), self._show_bring_back)
            self.context.notices.tell(
                self.tr("%n article(s) were deleted on another computer", "", result.deleted),
                self.tr("A copy of the library was made before."),
                *(() if state is not None and state.only_reads else (act,)),
            )
        if result.received:
            self.context.notices.announce(self.tr("%n change(s) from other computers", "", result.received))
        if result.written_again and self._shown_dialog() is None:
            from reader.gui.sync.sync_text import SyncTexts  # seldom

            self.context.notices.tell(SyncTexts().written_again(result.written_again))
        if result.kept:  # what somebody deleted is there: he would wonder
            text = self.tr("%n article(s) kept: deleted on one computer, changed on another", "", result.kept)
            self.context.notices.tell(text)

    def _show_bring_back(self) -> None:
        self.show()
        self.bring_back()

    def bring_back(self) -> None:
        """Bring back what other computers deleted, and tell them; closing the dialog does not end it."""
        session = self.context.library.session
        if session is None or self._returning:
            return

        def work(progress: Progress) -> int:
            from reader.services.sync.bring_back import bring_back

            return bring_back(session, progress)

        self._set_returning(True)
        self.context.jobs.submit(
            "network",
            work,
            done=self._on_back,
            failed=self._on_back_failed,
            progress=lambda step, total, _text: self._show_progress(step, total),
            cancelled=lambda: self._set_returning(False),
        )

    def _set_returning(self, on: bool) -> None:
        self._returning = on
        if (dialog := self._shown_dialog()) is not None:
            dialog.show_returning(on)

    def _show_progress(self, step: int, total: int) -> None:
        if (dialog := self._shown_dialog()) is not None:
            dialog.advance(step, total)

    def _on_back(self, count: int) -> None:
        self._set_returning(False)
        self.context.library.refresh()
        text, dialog = self.tr("%n article(s) came back", "", count), self._shown_dialog()
        if dialog is not None:
            dialog.say(text)
        else:
            self.context.notices.tell(text)
        self.rounds.now()

    def _on_back_failed(self, error: ReaderError) -> None:
        self._set_returning(False)
        self.context.library.refresh()  # what came back by then stays
        dialog = self._shown_dialog()
        if dialog is not None:
            dialog.fail(error)
        else:
            self.context.notices.error(error)

    def _shown_dialog(self) -> SyncDialog | None:
        dialog = self.dialog
        return dialog if dialog is not None and shiboken6.isValid(dialog) and dialog.isVisible() else None

    def _on_option(self, key: str) -> None:
        """What the reader chose is noted at once, for all his computers: it is told as of now."""
        if key in READERS and self.rounds.state is not None:
            job = self.context.library.work(_note_options, newest="sync-options", keep=True)
            job.acts = (OptionsNoted(),)

    def _on_failed(self, error: ReaderError, asked: bool) -> None:
        """Say it where the reader looks: in the dialog while that is open, else only what wants an answer."""
        if self._shown_dialog() is not None:
            return
        if asked:
            self.context.notices.error(error)
        elif is_nobodys_fault(error) or error.kind == SHUT_OUT:  # what is typed ends it
            notices = self.context.notices
            notices.offer(words(error.title), words(error.hint), (self.tr("Type it"), self.show))
        elif error.kind != OFFLINE:
            self.context.notices.ask(
                words(error.title), words(error.hint), self.tr("Show what can be done"), self.show
            )


def _note_options(session: LibrarySession, _progress: Progress) -> None:
    from reader.services.sync.options_in_step import note_options  # loaded off the GUI thread

    note_options(session)
