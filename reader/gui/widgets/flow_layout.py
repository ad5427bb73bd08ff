"""A layout that sets widgets one after the other and goes on in the next row, in either direction."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class FlowLayout(QLayout):
    """Rows of widgets of their own widths, like words.

    Args:
        parent: the widget it lays out.
        gap: px between widgets, and between rows. centred: each row stands in the middle.
    """

    def __init__(self, parent: QWidget | None = None, gap: int = 6, centred: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._centred = centred
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, move: bool) -> int:
        """Set every widget (if `move`); returns the height that is needed."""
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent is not None else Qt.LayoutDirection.LeftToRight
        y = area.y()
        for row in self._rows(area.width()):
            width = sum(size.width() for _item, size in row) + self._gap * (len(row) - 1)
            x = area.x() + ((area.width() - width) // 2 if self._centred else 0)
            for item, size in row:
                if move:
                    spot = QRect(QPoint(x, y), size)
                    item.setGeometry(QStyle.visualRect(direction, area, spot))
                x += size.width() + self._gap
            y += max(size.height() for _item, size in row) + self._gap
        return max(y - self._gap, area.y()) - rect.y() + margins.bottom()

    def _rows(self, room: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """What is shown, with its size, in rows of a width of `room` px."""
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(1, room)))
            if not rows or used + self._gap + size.width() > room:
                rows.append([])
                used = -self._gap
            rows[-1].append((item, size))
            used += self._gap + size.width()
        return rows
