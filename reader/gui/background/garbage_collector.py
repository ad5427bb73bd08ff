"""Garbage is collected on the GUI thread only.

Python looks for cycles on whichever thread happens to allocate. A cycle may hold a widget or a timer, and Qt
crashes when one is destroyed outside the thread it lives on. While lanes have threads of their own, automatic
collection is off, and a timer of the GUI thread does it.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

INTERVAL = 1_000  # milliseconds between looks at how much has gathered
FULL_EVERY = 60.0  # seconds between full collections
STARTING = 5.0  # seconds at most without a look: what a start makes stays, and no look finds anything


class GarbageCollector(QObject):
    """Takes the collecting of garbage over from all threads until `stop`; several may exist at once."""

    _running = 0

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        GarbageCollector._running += 1
        gc.disable()
        self._stopped = False
        self._full_at = time.monotonic() + FULL_EVERY
        self._begins_at = time.monotonic() + STARTING
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due, as Python would have done."""
        if time.monotonic() < self._begins_at:
            return
        young, middle, _old = gc.get_count()
        if time.monotonic() >= self._full_at:
            self._full_at = time.monotonic() + FULL_EVERY
            gc.collect()
        elif middle > gc.get_threshold()[1]:
            gc.collect(1)
        elif young > gc.get_threshold()[0]:
            gc.collect(0)

    def settle(self) -> None:
        """What there is now stays for the whole run (modules, the window's parts): look through it no more.

        A full collection then takes a few milliseconds, not tens of them.
        """
        gc.freeze()
        self._begins_at = 0.0

    def stop(self, for_good: bool = True) -> None:
        """Give collecting back to Python once no other needs it here; a second call does nothing.

        Args:
            for_good: no thread is left that could collect; else collecting stays off, as the program ends.
        """
        if self._stopped:
            return
        self._stopped = True
        self._timer.stop()
        if not for_good:
            return
        GarbageCollector._running -= 1
        if GarbageCollector._running == 0:
            gc.enable()
