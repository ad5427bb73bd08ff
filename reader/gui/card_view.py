"""The list view of cards and results: its keys open and enter, letters are left to the commands."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView

from reader.gui.widgets import KeyboardFocus


class CardView(KeyboardFocus, QListView):
    """The cards. `enter_pressed` opens; the arrow towards the article enters it too."""

    enter_pressed = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        into = Qt.Key.Key_Left if rtl else Qt.Key.Key_Right
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, into) and self.currentIndex().isValid():
            self.enter_pressed.emit(self.currentIndex())
            return
        if event.text() and event.text().isprintable() and not event.text().isspace():
            event.ignore()  # letters are commands, not a search for a title
            return
        super().keyPressEvent(event)
