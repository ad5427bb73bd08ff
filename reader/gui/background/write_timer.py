"""Says when what changes often is to be written: soon enough that a kill loses next to nothing."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

EVERY = 400
"""ms at least between two times while it goes on changing."""
REST = 800
"""ms that what changes with every movement of the mouse rests before it is told again."""


class WriteTimer(QObject):
    """The first change after a rest is told at once, what follows now and then, and the last.

    Args:
        rests: whether of what follows only the last is told, once it has come to rest: of a window that is
            dragged nobody needs each place on the way.
    """

    due = Signal()
    """It is to be written."""

    def __init__(self, parent: QObject, rests: bool = False) -> None:
        super().__init__(parent)
        self.moved = False
        """Whether it has changed since it was written; who writes it says so."""
        self._rests = rests
        self._soon = QTimer(self, singleShot=True, interval=0)  # once the change is painted
        self._soon.timeout.connect(self.due)
        self._pause = QTimer(self, singleShot=True, interval=REST if rests else EVERY)
        self._pause.timeout.connect(self._on_pause)

    def note(self) -> None:
        """It has changed."""
        self.moved = True
        if not self._pause.isActive():
            self._tell()
        elif self._rests:
            self._pause.start()

    def _on_pause(self) -> None:
        if self.moved:
            self._tell()

    def _tell(self) -> None:
        self._pause.start()
        self._soon.start()
