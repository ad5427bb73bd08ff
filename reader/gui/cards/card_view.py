"""The list view of cards: its keys open and enter, letters are left to the commands, cards can be dragged."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QDrag,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QListView

from reader.gui.cards.picked_articles import articles_mime
from reader.gui.widgets.basics import KeyboardFocus, plain_viewport

Index = QModelIndex | QPersistentModelIndex

_STEPS = (Qt.Key.Key_Down, Qt.Key.Key_Up)

_DRAGGED = 320
"""Px of the card's width that hang at the pointer while it is dragged."""


class CardView(KeyboardFocus, QListView):
    """The cards. `enter_pressed` opens; the arrow towards the article enters it too.

    A click with Ctrl picks a card, one with Shift a stretch of cards: `pick_wanted(index, stretch)`.
    """

    enter_pressed = Signal(QModelIndex)
    pick_wanted = Signal(QModelIndex, bool)
    plain_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setViewport(plain_viewport())
        self._picking = False
        self._told = QPersistentModelIndex()  # the current card that Qt has told screen readers of
        self._place: int | None = None  # where the list stood before it had no room at all
        self._in_sight = False  # of a hidden list: whether its current card is to be seen when it is shown
        self.draggable = True
        self.read_card: Callable[[], QModelIndex] = QModelIndex
        """The card of the article that is read, invalid when it has none here."""
        self.unseen: Callable[[], bool] = lambda: False
        """Whether the current card took the place of another, and nobody has seen its article."""
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(36)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    def paint_with(self, delegate: QAbstractItemDelegate, uniform: bool) -> None:
        """Take a delegate; `uniform` when every card is as high as the first."""
        self.setItemDelegate(delegate)
        self.setUniformItemSizes(uniform)
        if not uniform:
            self.setResizeMode(QListView.ResizeMode.Adjust)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint again what changed. Qt would lay out every row again, of which 100,000 take 8 ms."""
        if self.uniformItemSizes():
            QAbstractItemView.dataChanged(self, first, last, list(roles))
        else:
            super().dataChanged(first, last, list(roles))

    @property
    def chosen(self) -> bool:
        """Whether the current card is chosen, not merely the one that a list has once it gets the focus."""
        index = self.currentIndex()
        return index.isValid() and self.selectionModel().isSelected(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Without a current card that of the article that is read becomes it, else the first, with a ring."""
        card = QModelIndex() if self.currentIndex().isValid() else self.read_card()
        if card.isValid():
            self.taking_focus = True
            self.setCurrentIndex(card)
            self.taking_focus = False
        super().focusInEvent(event)
        if not self.chosen:
            self.setProperty("byKey", True)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._told = QPersistentModelIndex(current)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell a screen reader, too, of a current card that becomes chosen; Qt tells of a new one itself."""
        super().selectionChanged(selected, deselected)
        index = self.currentIndex()
        if QAccessible.isActive() and self.hasFocus() and self._told == index and selected.contains(index):
            news = QAccessibleEvent(self, QAccessible.Event.Focus)
            news.setChild(index.row())
            QAccessible.updateAccessibility(news)

    def dragged(self) -> list[int]:
        """The articles that a drag takes along: the picked ones when the current card is one of them."""
        index, picks = self.currentIndex(), getattr(self.model(), "picks", None)
        if not index.isValid():
            return []
        own = int(index.data(_SUMMARY).id)
        return picks.ids if picks is not None and own in picks else [own]

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a card into sight; of a hidden list, also at the height in which it is shown."""
        super().scrollTo(index, hint)
        if not self.isVisible():
            self._in_sight = index == self.currentIndex()

    def hideEvent(self, event: QHideEvent) -> None:
        spot = self.visualRect(self.currentIndex())
        self._in_sight = self.viewport().rect().intersects(spot)
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._return()

    def _return(self) -> None:
        """Stand where the list stood before it was hidden, with the card in sight that was."""
        if not self.isVisible() or self.viewport().rect().isEmpty():
            return
        index, place, seen = self.currentIndex(), self._place, self._in_sight
        self._place, self._in_sight = None, False
        if place is not None:
            self.visualRect(index)  # lays out the rows, which are as many px again as before
            self.verticalScrollBar().setValue(place)
        if seen and index.isValid():
            self.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().isEmpty() and self._place is None:  # a splitter shows what was hidden without a width
            self._place = self.verticalScrollBar().value()
        index, lost = self.currentIndex(), event.oldSize().height() - event.size().height()
        spot = self.visualRect(index) if index.isValid() else QRect()
        super().resizeEvent(event)
        self._return()
        if lost > 0 and 0 <= spot.top() < self.viewport().height() + lost:
            self.scrollTo(index)  # what comes below the list covers no part of the current card
        if not self.uniformItemSizes() and event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()  # Qt itself looks at the height only

    def startDrag(self, actions: Qt.DropAction) -> None:
        ids = self.dragged() if self.draggable else []
        if not ids:
            return
        drag = QDrag(self)
        drag.setMimeData(articles_mime(ids))
        drag.setPixmap(self.drag_picture())
        drag.exec(Qt.DropAction.CopyAction)

    def drag_picture(self) -> QPixmap:
        """What hangs at the pointer: the top of the current card."""
        spot = self.visualRect(self.currentIndex())
        spot.setWidth(min(spot.width(), _DRAGGED))
        spot.setHeight(min(spot.height(), 72))
        return self.viewport().grab(spot)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        self._picking = bool(held) and index.isValid() and event.button() == Qt.MouseButton.LeftButton
        if self._picking:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            stretch = bool(held & Qt.KeyboardModifier.ShiftModifier)
            self.pick_wanted.emit(index, stretch)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._picking:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._picking:
            self._picking = False
            event.accept()
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self.plain_clicked.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        into = Qt.Key.Key_Left if rtl else Qt.Key.Key_Right
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, into) and self.currentIndex().isValid():
            self.enter_pressed.emit(self.currentIndex())
            return
        if event.text() and event.text().isprintable() and not event.text().isspace():
            event.ignore()  # letters are commands, not a search for a title
            return
        index = self.currentIndex()
        passed_over = event.key() == Qt.Key.Key_Down and self.unseen()
        if event.key() in _STEPS and index.isValid() and (passed_over or not self.chosen):
            self.setProperty("byKey", True)
            self.selectionModel().clearCurrentIndex()  # so that it is told as a new one
            self.setCurrentIndex(index)
            return
        super().keyPressEvent(event)


_SUMMARY = Qt.ItemDataRole.UserRole + 1  # `Role.SUMMARY`, whose module needs this one's neighbours
