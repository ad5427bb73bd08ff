"""Work that takes a moment: it says so, and can be cancelled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QProgressDialog, QWidget

if TYPE_CHECKING:
    from reader.core.errors import ReaderError
    from reader.core.progress import Progress
    from reader.gui.context import WindowContext
    from reader.services.library_session import LibrarySession

SOON = 700
"""ms until the reader is told that the work goes on."""

Result = TypeVar("Result")


def take_time(
    context: WindowContext,
    text: tuple[str, str],
    work: Callable[[LibrarySession, Progress], Result],
    done: Callable[[Result], object],
    counted: bool = False,
    over: Callable[[], object] | None = None,
) -> None:
    """Do work off the GUI thread, beside what the library is asked meanwhile; a failure is told.

    Args:
        text: what is being done, and what breaks it off.
        done: gets what the work gave, on the GUI thread.
        counted: show how far the work is; its last step is not its end.
        over: called at the end whatever came of it, before `done`.
    """
    waiting = _waiting_dialog(context.window, *text)

    def ended() -> None:
        waiting.hide()
        waiting.deleteLater()
        if over is not None:
            over()

    def finished(result: Result) -> None:
        ended()
        done(result)

    def failed(error: ReaderError) -> None:
        ended()
        context.notices.error(error)

    def moved(step: int, total: int, _text: str) -> None:
        waiting.setMaximum(total)
        waiting.setValue(step)

    job = context.jobs.submit(
        "network",
        lambda progress: work(context.library.open_session(), progress),
        finished,
        failed,
        moved if counted else None,
        ended,
    )
    waiting.canceled.connect(job.cancel)


def _waiting_dialog(window: QWidget, text: str, cancel: str) -> QProgressDialog:
    """A dialog that shows itself soon, beside the window's work; its button, named `cancel`, breaks off."""
    waiting = QProgressDialog(text, cancel, 0, 0, window)
    waiting.setWindowModality(Qt.WindowModality.NonModal)
    waiting.setAutoReset(False)  # the last step is not the end
    # With no total Qt looks at `minimumDuration` only at its first value, which never comes.
    QTimer.singleShot(SOON, waiting, waiting.show)
    return waiting
