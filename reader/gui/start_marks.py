"""Notes in the log when a start has come to its steps: first paint, library, first article on screen.

The log's own times say how long each took; `tests/benchmarks/startup.py` reads them there, of the frozen
program too, and so can whoever looks for why a start was slow.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

if TYPE_CHECKING:
    from reader.gui.main_window import MainWindow

log = logging.getLogger(__name__)

PAINTED, LIBRARY, ARTICLE = "start: first paint", "start: library shown", "start: article readable"


class StartMarks(QObject):
    """Watches one start of a window; each step is noted once, when it is on screen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._noted: set[str] = set()
        inside = window.centralWidget()
        assert inside is not None
        inside.installEventFilter(self)
        window.library_opened.connect(lambda: self._soon(LIBRARY))
        window.reading.opened.connect(lambda _id: self._soon(ARTICLE))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._soon(PAINTED)
        return False

    def _soon(self, step: str) -> None:
        """Note a step after what is being painted has been painted."""
        if step not in self._noted:
            self._noted.add(step)
            QTimer.singleShot(0, self, lambda: log.info(step))
