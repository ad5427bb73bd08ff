"""Paints a row of the command palette: icon, name with its match in bold, reason or key at the end."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.gui.command_palette.palette_entries import Row
from reader.gui.keyboard.key_caps import caps_of
from reader.gui.theme.fonts import ui_font
from reader.gui.theme.icons import pixmap
from reader.gui.theme.theme import THEME_SOURCE, Theme

HEIGHT, HEADING = 38, 30
ROW = Qt.ItemDataRole.UserRole
TITLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


class PaletteDelegate(QStyledItemDelegate):
    """Draws headings and entries in a theme."""

    @property
    def _theme(self) -> Theme:
        return THEME_SOURCE.current

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW)
        return QSize(100, HEIGHT if isinstance(row, Row) and row.entry is not None else HEADING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.entry is None:
            self._heading(painter, option, index.data(TITLE))
        else:
            self._entry(painter, option, row)
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, text: str) -> None:
        painter.setFont(ui_font(12))
        painter.setPen(self._theme.color("muted"))
        side = QStyle.visualAlignment(
            option.direction, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        )
        painter.drawText(option.rect.adjusted(18, 4, -18, 0), side | Qt.AlignmentFlag.AlignAbsolute, text)

    def _entry(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        entry, theme, area = row.entry, self._theme, option.rect
        assert entry is not None
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(area, theme.color("tint"))
            bar = QStyle.visualRect(option.direction, area, QRect(area.left(), area.top(), 3, area.height()))
            painter.fillRect(bar, theme.color("accent"))
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        color = theme.color("muted" if entry.reason or not chosen else "accent")
        spot = QStyle.visualRect(option.direction, area, QRect(area.left() + 18, area.top() + 10, 18, 18))
        painter.drawPixmap(spot, pixmap(entry.icon, color, 18, painter.device().devicePixelRatioF()))
        used = self._end(painter, area, row, rtl)
        room = area.width() - 48 - 18 - used
        layout = self._name(row, room, rtl)
        x = area.left() + (18 + used if rtl else 48)
        layout.draw(painter, QPointF(x, area.top() + (area.height() - layout.boundingRect().height()) / 2))

    def _name(self, row: Row, room: int, rtl: bool) -> QTextLayout:
        """The entry's name in one line, its matches bold."""
        entry = row.entry
        assert entry is not None
        font = ui_font(13)
        layout = QTextLayout(entry.name, font)
        option = QTextOption(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        layout.setTextOption(option)
        plain, strong = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(self._theme.color("muted" if entry.reason else "text"))
        strong.setFontWeight(QFont.Weight.Bold)
        formats = [_range(0, len(entry.name), plain)]
        formats += [_range(start, end - start, strong) for start, end in row.spans]
        layout.setFormats(formats)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(max(40, room))
        layout.endLayout()
        return layout

    def _end(self, painter: QPainter, area: QRect, row: Row, rtl: bool) -> int:
        """Key caps or reason at the end; returns the width taken."""
        entry = row.entry
        assert entry is not None
        if entry.reason:
            painter.setFont(ui_font(12))
            painter.setPen(self._theme.color("muted"))
            width = painter.fontMetrics().horizontalAdvance(entry.reason) + 4
            x = area.left() + 18 if rtl else area.right() - 18 - width
            place = QRect(x, area.top(), width, area.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, entry.reason)
            return width + 12
        caps = caps_of(entry.keys) if entry.keys else []
        painter.setFont(ui_font(11))
        widths = [max(19, painter.fontMetrics().horizontalAdvance(cap) + 12) for cap in caps]
        total = sum(widths) + 4 * max(0, len(caps) - 1)
        x = area.left() + 18 if rtl else area.right() - 18 - total
        for cap, width in zip(caps, widths, strict=True):
            box = QRectF(x + 0.5, area.top() + (area.height() - 19) / 2 + 0.5, width - 1, 18)
            painter.setPen(QPen(self._theme.color("border"), 1))
            painter.setBrush(self._theme.color("page"))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(self._theme.color("muted"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cap)
            x += width + 4
        return total + (12 if caps else 0)


def _range(start: int, length: int, made: QTextCharFormat) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, length, made
    return found
