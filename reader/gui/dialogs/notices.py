"""The only place that asks, warns and reports crashes, and that speaks to screen readers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from reader.core.errors import ReaderError
from reader.core.log.discretion import trace_of
from reader.gui.dialogs.placed_notices import Act, OfferNotice, OutcomeNotice, PlacedNotices
from reader.gui.text.messages import words
from reader.settings import installation

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from reader.gui.dialogs.message_box import Kind

log = logging.getLogger(__name__)


def _is_covered() -> bool:
    """Whether the reader is in a dialog, or in the guide, which may lie over a main window."""
    active = QApplication.activeWindow()
    return QApplication.activeModalWidget() is not None or not (
        active is None or isinstance(active, QMainWindow)
    )


def _do(act: Callable[[], None], *_checked: bool) -> None:
    act()


class Notices(QObject):
    """Dialogs and announcements of one window. Dialogs never block the event loop.

    Args:
        window: what the dialogs belong to.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._crash_shown = self._replaced_shown = False
        self._in_place: PlacedNotices | None = None
        self.report: Callable[[BaseException], str] = trace_of
        """Makes the text about a crash."""
        self.open_logs: Callable[[], object] = lambda: None
        """Shows the log folder."""
        self.foot: Callable[[], Iterable[QWidget]] = lambda: ()
        """What stands at the window's foot, where nothing that is told is to cover it."""

    def error(self, error: ReaderError) -> None:
        """Tell a failure of something just asked for: what happened, what to do, details on demand.

        A main window tells it at its foot, where it stands in nobody's way, unless a dialog or another of
        the program's windows lies over it.
        """
        replaced = error.kind == installation.KIND
        if replaced and self._replaced_shown:  # once is enough: everything that is asked for may fail of it
            return
        self._replaced_shown |= replaced
        log.info("shown: %s", error.kind)
        if not replaced and (placed := self._place()) is not None:
            placed.show_error(error)
            self.announce(f"{words(error.title)} {words(error.hint)}", assertive=True)
            return
        self._show_whole(error)
        self.announce(words(error.title), assertive=True)

    def look_for_update(self) -> None:
        """Tell it, once, when the program was updated under the window, before anything fails of it."""
        if not self._replaced_shown and installation.OWN.replaced():
            self.error(ReaderError(installation.KIND))

    def dismiss(self) -> bool:
        """Close the newest notice at the window's foot; whether there was one."""
        return self._in_place is not None and self._in_place.dismiss()

    def _show_whole(self, error: ReaderError) -> None:
        """A failure with its details, in a dialog."""
        box = self._box("warning", words(error.title), words(error.hint), error.detail)
        box.addButton(self.tr("Close"), box.ButtonRole.RejectRole)
        box.open()

    def tell(
        self, text: str, explanation: str = "", *acts: Act, kind: type[OutcomeNotice] = OutcomeNotice
    ) -> None:
        """Tell what came of something that shows nowhere else, where failures are told, and offer `acts`.

        Args:
            kind: `WrittenNotice` where there is nothing more to say of a file than where it is.
        """
        placed = self._place()
        if placed is not None:
            placed.show_outcome(text, explanation, acts, kind)
        else:
            self._tell_whole(text, explanation, acts)
        self.announce(text)

    def _tell_whole(self, text: str, explanation: str, acts: Sequence[Act]) -> None:
        box = self._box("information", text, explanation)
        for name, act in acts:
            box.addButton(name, box.ButtonRole.AcceptRole).clicked.connect(partial(_do, act))
        box.addButton(self.tr("Close"), box.ButtonRole.RejectRole)
        box.open()

    def offer(self, text: str, explanation: str, act: Act) -> None:
        """Tell at the window's foot what goes on only once the reader does something.

        It stands in nobody's way, and waits there while another window lies over it.
        """
        self._at_foot().show_outcome(text, explanation, [act], OfferNotice)
        self.announce(text)

    def _place(self) -> PlacedNotices | None:
        """Where a main window tells in place; `None` while another window lies over it."""
        if not isinstance(self._window, QMainWindow) or _is_covered():
            return None
        return self._at_foot()

    def _at_foot(self) -> PlacedNotices:
        if self._in_place is None:
            self._in_place = PlacedNotices(
                self._window, self._show_whole, self._tell_whole, lambda: self.foot()
            )
        return self._in_place

    def ask(
        self,
        question: str,
        explanation: str,
        accept: str,
        on_accept: Callable[[], object],
        on_refuse: Callable[[], object] | None = None,
        refuse: str = "",
    ) -> None:
        """Ask before something that cannot be taken back; `accept` is the verb on the button.

        With `refuse`, the other answer has a button of its own that says so; Cancel and Esc do nothing then.
        Without, Cancel is the other answer.
        """
        box = self._box("question", question, explanation)
        yes = box.addButton(accept, box.ButtonRole.AcceptRole)
        cancel = box.addButton(self.tr("Cancel"), box.ButtonRole.RejectRole)
        no = box.addButton(refuse, box.ButtonRole.NoRole) if refuse else cancel
        box.setDefaultButton(no)
        box.setEscapeButton(cancel)
        yes.clicked.connect(lambda: on_accept())
        if on_refuse is not None:
            (no.clicked if refuse else box.rejected).connect(lambda: on_refuse())
        box.open()

    def crash(self, error: BaseException) -> None:
        """Report a bug: to the log each time, to the reader once a run.

        What comes of files that were replaced meanwhile is no bug; the reader is told to start again.
        """
        log.error("unexpected error", exc_info=error)
        if installation.OWN.explains(error):
            self.error(ReaderError(installation.KIND, f"{type(error).__name__}: {error}"))
            return
        if self._crash_shown:
            return
        self._crash_shown = True
        self._offer(
            self.tr("Something in Liseuse went wrong."),
            self.tr("What you saved is safe. The details below help us to repair it."),
            self.report(error),
        )

    def offer_report(self, report: str) -> None:
        """Offer the report on what ended an earlier run."""
        self._offer(
            self.tr("Liseuse ended unexpectedly the last time."),
            self.tr("What you saved is safe. The details below help us to repair it."),
            report,
        )

    def _offer(self, title: str, explanation: str, report: str) -> None:
        from reader.gui.dialogs.crash_dialog import CrashDialog

        CrashDialog(title, explanation, report, self.open_logs, self._window).open()
        self.announce(title, assertive=True)

    def announce(self, text: str, assertive: bool = False) -> None:
        """Have a screen reader say `text`; `assertive` only for failures of something just asked for."""
        if not text:
            return
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        event = QAccessibleAnnouncementEvent(self._window, text)
        if assertive:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def _box(self, kind: Kind, text: str, explanation: str, detail: str = "") -> QMessageBox:
        from reader.gui.dialogs.message_box import message_box  # loaded by a start behind its rows

        return message_box(kind, text, explanation, detail, self._window)
