"""A line of text that says less where it has less room, so that nothing of it is cut."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from reader.gui.widgets.basics import StartLabel

_ROUNDED = 2
"""Px by which Qt may find a text wider than the difference to the one that stands there says."""


class FittingLabel(StartLabel):
    """Asks for room for its longest text and is content with room for its shortest.

    Args:
        role: the style sheet's role.
    """

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: tuple[str, ...] = ("",)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def set_texts(self, *texts: str) -> None:
        """Give the same in several lengths, the longest first, by which a screen reader names it."""
        self._texts = texts or ("",)
        self.setAccessibleName(self._texts[0])
        self.updateGeometry()
        parent = self.parentWidget()
        if parent is not None and (layout := parent.layout()) is not None:
            layout.activate()  # else the shortest would stand here until the next turn
        self._fit()

    def sizeHint(self) -> QSize:
        return self._size_with(self._texts[0]) + QSize(_ROUNDED, 0)

    def minimumSizeHint(self) -> QSize:
        return self._size_with(self._texts[-1]) + QSize(_ROUNDED, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _size_with(self, text: str) -> QSize:
        size, metrics = super().sizeHint(), self.fontMetrics()
        return size + QSize(metrics.horizontalAdvance(text) - metrics.horizontalAdvance(self.text()), 0)

    def _fit(self) -> None:
        room = self.width()
        self.setText(next((t for t in self._texts if self._size_with(t).width() <= room), self._texts[-1]))
