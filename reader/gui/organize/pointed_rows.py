"""Whether the pointer rests in a list since a click there: its rows are not to move under it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from reader.gui.cards.card_view import CardView

_LEAVES = (QEvent.Type.Leave, QEvent.Type.Hide)
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)


class PointedRows(QObject):
    """From a click into a list on, until the pointer has left it or a key is pressed."""

    ended = Signal()

    def __init__(self, cards: CardView) -> None:
        super().__init__(cards)
        self._port = cards.viewport()
        self._port.installEventFilter(self)
        self.hold = False
        """Whether the rows are to stay where they are."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._port:
            if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
                self._begin(event.button())
            elif kind in _LEAVES:
                self._end()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() not in _MODIFIERS:
            self._end()
        return False

    def _begin(self, button: Qt.MouseButton) -> None:
        app = QCoreApplication.instance()
        if button == Qt.MouseButton.LeftButton and not self.hold and app is not None:
            self.hold = True
            app.installEventFilter(self)  # a key counts wherever the focus is

    def _end(self) -> None:
        app = QCoreApplication.instance()
        if self.hold and app is not None:
            self.hold = False
            app.removeEventFilter(self)
            self.ended.emit()
