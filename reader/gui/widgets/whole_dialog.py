"""How large a dialog is: never too low for its words, nor larger than the window that it stands over."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QDialog, QWidget

_EDGE = 16
"""Px that a dialog is smaller than a small window at least, so that it is seen to lie over it."""


def size_over(window: QWidget | None, usual: tuple[int, int]) -> QSize:
    """How large a dialog over a window is that usually has a size, in px."""
    size = QSize(*usual)
    return size if window is None else size.boundedTo(window.size() - QSize(_EDGE, _EDGE))


class WholeDialog(QDialog):
    """Grows to what its wrapped words need: Qt opens a dialog at two thirds of the screen at most.

    Where the desktop's text is twice as large these are too few for some, and Qt then cuts their words.
    """

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest) and self.hasHeightForWidth():
            self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))
        return handled
