"""A button that says less where it has less room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent

from reader.gui.widgets.basics import Button


class FittingButton(Button):
    """Asks for room for its long text and is content with room for its short one; named by the long one."""

    def __init__(self, kind: str = "") -> None:
        super().__init__()
        self._long = self._short = ""
        if kind:
            self.setProperty("kind", kind)

    def set_texts(self, long: str, short: str) -> None:
        """Give both texts."""
        self._long, self._short = long, short
        self.setAccessibleName(long)
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._size_with(self._long)

    def minimumSizeHint(self) -> QSize:
        return self._size_with(self._short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _size_with(self, text: str) -> QSize:
        size, metrics = super().sizeHint(), self.fontMetrics()
        return size + QSize(metrics.horizontalAdvance(text) - metrics.horizontalAdvance(self.text()), 0)

    def _fit(self) -> None:
        self.setText(self._long if self._size_with(self._long).width() <= self.width() else self._short)
