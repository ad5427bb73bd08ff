"""Notes in the log when a start has come to its steps: first paint, rows, library, first article on screen.

The log's own times say how long each took; `tests/benchmarks/startup.py` reads them there, of the frozen
program too, and so can whoever looks for why a start was slow.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QAbstractItemView

log = logging.getLogger(__name__)

PAINTED, ROWS = "start: first paint", "start: rows readable"
LIBRARY, ARTICLE = "start: library shown", "start: article readable"


class StartupLog(QObject):
    """Watches one start of a window; each step is noted once, when it is on screen."""

    rows_readable = Signal()
    """The first rows are on screen."""

    def __init__(self, parent: QObject, painted: SignalInstance, opened: SignalInstance) -> None:
        super().__init__(parent)
        self._noted: set[str] = set()
        self._list: QAbstractItemView | None = None
        painted.connect(lambda: self._note(PAINTED))
        opened.connect(lambda: self._soon(LIBRARY))

    def note_articles(self, opened: SignalInstance) -> None:
        """Note the first article that is opened from now on."""
        opened.connect(lambda _id: self._soon(ARTICLE))

    def note_rows(self, rows: QAbstractItemView) -> None:
        """Note when a list is first painted with rows in it; naming it once more does no harm."""
        if self._list is rows or ROWS in self._noted:
            return
        self._list = rows
        rows.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        rows = self._list
        if rows is not None and event.type() is QEvent.Type.Paint:
            filled = rows.model().rowCount() > 0
            if filled or LIBRARY in self._noted:  # an empty library has none to wait for
                self._list = None
                watched.removeEventFilter(self)
            if filled:
                self._soon(ROWS)
        return False

    def _soon(self, step: str) -> None:
        """Note a step after what is being painted has been painted."""
        QTimer.singleShot(0, self, lambda: self._note(step))

    def _note(self, step: str) -> None:
        if step not in self._noted:
            self._noted.add(step)
            log.info(step)
            if step == ROWS:
                self.rows_readable.emit()
