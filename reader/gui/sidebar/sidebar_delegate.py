"""Paints a row of the sidebar: icon, label, count; the chosen one filled, semibold, with a bar before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.core.messages import isolate
from reader.gui.sidebar.sidebar_rows import COUNT, ICON, NAME, ROW
from reader.gui.theme.fonts import ui_font
from reader.gui.theme.icons import pixmap
from reader.gui.theme.theme import Theme
from reader.gui.widgets.basics import focus_visible
from reader.gui.widgets.pane_layout import SIDEBAR_COMPACT

_LABEL_LEFT, _LABEL_RIGHT, _COUNT_GAP = 44, 10, 6
"""Px before a label, after what stands last in its row, and between label and count."""

Index = QModelIndex | QPersistentModelIndex
Place = Callable[[int, int], QRect]


class SidebarLook(Protocol):
    """What a row must know of the sidebar it stands in."""

    compact: bool
    drop_name: str

    @property
    def theme(self) -> Theme: ...

    def devicePixelRatioF(self) -> float: ...


class SidebarDelegate(QStyledItemDelegate):
    """The delegate of the sidebar; the row a drag hovers over is framed."""

    def __init__(self, sidebar: SidebarLook, parent: QObject) -> None:
        super().__init__(parent)
        self._sidebar = sidebar

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(SIDEBAR_COMPACT - 16, index.data(Qt.ItemDataRole.SizeHintRole).height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if not index.data(NAME):
            self._heading(painter, option, index)
            return
        theme, area = self._sidebar.theme, option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

        def place(x: int, width: int, y: int = 0, height: int = ROW) -> QRect:
            logical = QRect(area.left() + x, area.top() + y, width, height)
            return QStyle.visualRect(option.direction, area, logical)

        self._background(painter, option, chosen, index)
        if chosen:
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(place(0, 3, 7, ROW - 14), 1.5, 1.5)
        color = theme.color("accent" if chosen else "muted")
        compact = self._sidebar.compact
        spot = place((area.width() - 20) // 2 if compact else 12, 20, (ROW - 20) // 2, 20)
        painter.drawPixmap(spot, pixmap(index.data(ICON), color, 20, self._sidebar.devicePixelRatioF()))
        if not compact:
            self._words(painter, option, index, place, chosen)
        self._focus(painter, option)
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The word over a group of rows; icons alone have a hairline instead."""
        text = index.data(Qt.ItemDataRole.DisplayRole)
        if not text:
            return
        painter.save()
        if self._sidebar.compact:
            line = QRect(option.rect.left() + 8, option.rect.center().y(), option.rect.width() - 16, 1)
            painter.fillRect(line, self._sidebar.theme.color("border"))
        else:
            font = ui_font(12, 500)
            painter.setFont(font)
            painter.setPen(self._sidebar.theme.color("muted"))
            side = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeading
            area = option.rect.adjusted(12, 0, -12, -6)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, QStyle.visualAlignment(option.direction, side), isolate(shown))
        painter.restore()

    def _background(
        self, painter: QPainter, option: QStyleOptionViewItem, chosen: bool, index: Index
    ) -> None:
        theme = self._sidebar.theme
        painter.setPen(Qt.PenStyle.NoPen)
        target = index.data(NAME) == self._sidebar.drop_name
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if not chosen and not hovered and not target:
            return
        fill = theme.color("tint" if chosen or target else "text")
        fill.setAlphaF(1 if chosen or target else 0.04)
        painter.setBrush(fill)
        if target:
            painter.setPen(QPen(theme.color("accent"), 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 6, 6)
            painter.setPen(Qt.PenStyle.NoPen)
            return
        painter.drawRoundedRect(QRectF(option.rect), 6, 6)

    def _focus(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if focus_visible(option):
            painter.setPen(QPen(self._sidebar.theme.color("focus"), self._sidebar.theme.focus_width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)

    def _words(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, place: Place, chosen: bool
    ) -> None:
        theme = self._sidebar.theme
        count = index.data(COUNT)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.setFont(ui_font(13, 600 if chosen else 400))
        painter.setPen(theme.color("text"))
        room = label_room(option.rect.width(), count or "", chosen)
        text = painter.fontMetrics().elidedText(
            index.data(Qt.ItemDataRole.DisplayRole), Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(
            place(_LABEL_LEFT, room), QStyle.visualAlignment(option.direction, align), isolate(text)
        )
        if count:
            painter.setFont(_count_font(chosen))
            painter.setPen(theme.color("text" if chosen else "muted"))
            side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
            painter.drawText(
                place(option.rect.width() - 54, 44), QStyle.visualAlignment(option.direction, side), count
            )


def label_room(width: int, count: str, chosen: bool) -> int:
    """Px that the label of a row has beside its count, in a row so wide."""
    taken = QFontMetrics(_count_font(chosen)).horizontalAdvance(count) + _COUNT_GAP if count else 0
    return width - _LABEL_LEFT - _LABEL_RIGHT - taken


def _count_font(chosen: bool) -> QFont:
    return ui_font(12, 600 if chosen else 400)
