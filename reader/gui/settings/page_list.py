"""The list of the settings' pages: icon and name, the chosen one marked as in the sidebar."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.gui.settings.page_table import page_icon, page_ids, page_title
from reader.gui.theme.fonts import ui_font
from reader.gui.theme.icons import pixmap
from reader.gui.theme.theme import THEME_SOURCE
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import KeyboardFocus, focus_visible

PAGE = Qt.ItemDataRole.UserRole
HEIGHT = 34

Index = QModelIndex | QPersistentModelIndex


class _Row(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, area, direction = THEME_SOURCE.current, option.rect, option.direction
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("tint"))
            painter.drawRoundedRect(QRectF(area).adjusted(0, 1, 0, -1), 6, 6)
            bar = QRect(area.left(), area.top() + 8, 3, area.height() - 16)
            painter.fillRect(QStyle.visualRect(direction, area, bar), theme.color("accent"))
        color = theme.color("accent" if chosen else "muted")
        spot = QRect(area.left() + 12, area.top() + 8, 18, 18)
        mark = pixmap(page_icon(index.data(PAGE)), color, 18, painter.device().devicePixelRatioF())
        painter.drawPixmap(QStyle.visualRect(direction, area, spot), mark)
        painter.setFont(ui_font(13, 600 if chosen else 400))
        painter.setPen(theme.color("text"))
        inner = QRect(area.left() + 40, area.top(), area.width() - 48, area.height())
        side = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft)
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(QStyle.visualRect(direction, area, inner), flags, text)
        if focus_visible(option):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), theme.focus_width))
            painter.drawRoundedRect(QRectF(area).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)
        painter.restore()


class PageList(ThemedWidget, KeyboardFocus, QListWidget):
    """One Tab stop; arrows go from page to page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Row(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        for page in page_ids():
            item = QListWidgetItem(self)
            item.setData(PAGE, page)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Pages"))
        for number in range(self.count()):
            item = self.item(number)
            item.setText(page_title(item.data(PAGE), QCoreApplication.translate))

    @property
    def page(self) -> str:
        """The chosen page, empty for none."""
        item = self.currentItem()
        return str(item.data(PAGE)) if item is not None and item.isSelected() else ""

    def choose(self, page: str) -> None:
        """Mark a page; an unknown one marks none."""
        for number in range(self.count()):
            if self.item(number).data(PAGE) == page:
                self.setCurrentRow(number)
                return
        self.clearSelection()
