"""A dialog that is never too low for its words."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog


class WholeDialog(QDialog):
    """Grows to what its wrapped words need: Qt opens a dialog at two thirds of the screen at most.

    Where the desktop's text is twice as large these are too few for some, and Qt then cuts their words.
    """

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest) and self.hasHeightForWidth():
            self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))
        return handled
