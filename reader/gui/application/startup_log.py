"""Notes in the log when a start has come to its steps: first paint, library, first article on screen.

The log's own times say how long each took; `tests/benchmarks/startup.py` reads them there, of the frozen
program too, and so can whoever looks for why a start was slow.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

log = logging.getLogger(__name__)

PAINTED, LIBRARY, ARTICLE = "start: first paint", "start: library shown", "start: article readable"


class StartupLog(QObject):
    """Watches one start of a window; each step is noted once, when it is on screen."""

    def __init__(self, parent: QObject, painted: SignalInstance, opened: SignalInstance) -> None:
        super().__init__(parent)
        self._noted: set[str] = set()
        painted.connect(lambda: self._note(PAINTED))
        opened.connect(lambda: self._soon(LIBRARY))

    def note_articles(self, opened: SignalInstance) -> None:
        """Note the first article that is opened from now on."""
        opened.connect(lambda _id: self._soon(ARTICLE))

    def _soon(self, step: str) -> None:
        """Note a step after what is being painted has been painted."""
        QTimer.singleShot(0, self, lambda: self._note(step))

    def _note(self, step: str) -> None:
        if step not in self._noted:
            self._noted.add(step)
            log.info(step)
