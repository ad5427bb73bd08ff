"""Rows that are read page by page: those around the one that is looked at."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

PAGE = 100
"""Rows asked for at once."""


class RowPages(QObject):
    """For one model. `wanted(first, end)`: the rows from `first` up to `end` are looked at."""

    wanted = Signal(int, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.row = -1
        """The row that was asked for last, -1 for none."""
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._ask)

    def want(self, row: int) -> None:
        """A row is looked at and not read. The last one decides; the others ask when painted again."""
        self.row = row
        if not self._asking.isActive():
            self._asking.start()

    def forget(self) -> None:
        """The rows are others now."""
        self.row = -1

    def _ask(self) -> None:
        first = max(0, self.row - PAGE // 2)
        self.wanted.emit(first, first + PAGE)
