"""A scroll bar that glides to its value, or jumps there when the reader wants nothing to move by itself."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal
from PySide6.QtWidgets import QScrollBar

from reader.gui.theme.motion import MOTION

SCROLL_MS = 160


class SmoothScroll(QObject):
    """For one scroll bar."""

    arrived = Signal()
    """The bar has come to where it was sent."""

    def __init__(self, bar: QScrollBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._motion = QVariantAnimation(self)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.setDuration(SCROLL_MS)
        self._motion.valueChanged.connect(lambda value: bar.setValue(round(value)))
        self._motion.finished.connect(self.arrived)

    @property
    def running(self) -> bool:
        """Whether the bar is on its way."""
        return self._motion.state() == self._motion.State.Running

    @property
    def end(self) -> float:
        """Where the bar will stand."""
        return float(self._motion.endValue()) if self.running else self._bar.value()

    def stop(self) -> None:
        """Stand still, wherever that is."""
        self._motion.stop()

    def to(self, value: int) -> None:
        """Go to a value."""
        self._motion.stop()
        value = max(self._bar.minimum(), min(value, self._bar.maximum()))
        if MOTION.reduced or value == self._bar.value():
            self._bar.setValue(value)
            self.arrived.emit()
            return
        self._motion.setStartValue(self._bar.value())
        self._motion.setEndValue(value)
        self._motion.start()
