"""Something that is done once for all of what happens in a turn of the event loop, before it is painted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget


class BeforePaint(QObject):
    """Calls an action before the next frame of a widget's window, however often it was asked for until then.

    A timer of 0 ms would come after the frame, which then shows things half done: Qt paints before it looks
    at timers.

    Args:
        widget: what the action is about. action: what to call.
    """

    _due = Signal()

    def __init__(self, widget: QWidget, action: Callable[[], None]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._action = action
        self._window: QWidget | None = None
        self.wanted = False
        """Whether the action is still to come."""
        self._due.connect(self._act, Qt.ConnectionType.QueuedConnection)  # where there is nothing to paint

    def start(self) -> None:
        """Have the action called soon."""
        if not self.wanted:
            self.wanted = True
            self._window = self._widget.window()
            self._window.installEventFilter(self)
            self._due.emit()

    def stop(self) -> None:
        """It was done meanwhile."""
        self.wanted = False
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            self._act()
        return False

    def _act(self) -> None:
        if self.wanted:
            self.stop()
            self._action()
