"""How long the event loop was kept from its next turn: the longest gap between two looks at the clock."""

from __future__ import annotations

import time
from types import TracebackType

from PySide6.QtCore import Qt, QTimer


class Stalls:
    """Measures while it is open; an act called directly counts as one event.

    `wall` and `work` are the longest gap in ms, by the clock and by the processor time of this thread:
    on a machine that others use, only the second says what the program did.
    """

    def __init__(self) -> None:
        self.wall = self.work = self.total = 0.0
        self.turns = 0
        self._timer = QTimer(interval=0, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)

    def __enter__(self) -> Stalls:
        self._last = time.perf_counter(), time.thread_time()
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._look()
        self._timer.stop()

    def _look(self) -> None:
        now = time.perf_counter(), time.thread_time()
        wall, work = ((a - b) * 1000 for a, b in zip(now, self._last, strict=True))
        self._last = now
        self.wall, self.work, self.total = max(self.wall, wall), max(self.work, work), self.total + work
        self.turns += 1
