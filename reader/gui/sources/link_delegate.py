"""Paints a link of a source's list: section and date, title, excerpt, author, and whether it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from reader.core.messages import isolate
from reader.gui.cards.card_painter import (
    END,
    EXCERPT_LINE,
    HEAD_LINE,
    LAST_LINE,
    START,
    TITLE_LINE,
    TOP,
    CardDelegate,
    CardPainting,
    wrapped,
)
from reader.gui.cards.card_text import SEPARATOR
from reader.gui.sources.link_model import ASKABLE, FAILED, NEW, SAVED, SAVING, LinkRole, state_text
from reader.gui.text.dates import short_date
from reader.gui.text.sections import section_name
from reader.gui.theme.fonts import ui_font
from reader.gui.theme.icons import pixmap
from reader.gui.widgets.basics import focus_visible

if TYPE_CHECKING:
    from reader.services.library.source_lists import LinkRow

MORE_HEIGHT = 44
_BUTTON, _ICON, _SIDE, _GAP = 28, 16, 10, 6
_BOTTOM = 12

_ICONS = {
    SAVED: ("circle-check", "ok"),
    SAVING: ("download", "accent"),
    FAILED: ("circle-alert", "error"),
    NEW: ("plus", "text"),
}


class LinkDelegate(CardDelegate):
    """The delegate of a source's list."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: LinkRow | None = index.data(LinkRole.LINK)
        if row is None:
            return QSize(200, MORE_HEIGHT)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 320
        return QSize(200, _height(row, width - START - END))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = _Painting(painter, option, self.theme)
        card.surface()
        row: LinkRow | None = index.data(LinkRole.LINK)
        if row is None:
            card.more(index.data(Qt.ItemDataRole.DisplayRole))
        else:
            card.link(row, index.data(LinkRole.STATE))
        if focus_visible(option):
            card.ring()
        painter.restore()


def button_place(rect: QRect, direction: Qt.LayoutDirection, state: str) -> QRect:
    """Where the state of a row stands: the button to save it, or that it is saved."""
    width = _state_width(state)
    spot = QRect(rect.right() + 1 - END - width, rect.bottom() - _BOTTOM + 5 - _BUTTON, width, _BUTTON)
    return QStyle.visualRect(direction, rect, spot)


def _state_width(state: str) -> int:
    words = QFontMetrics(ui_font(12, 500)).horizontalAdvance(state_text(state)) + 2
    icon = _ICON + _GAP if state in _ICONS else 0
    return words + icon + (2 * _SIDE if state in ASKABLE else 0)


def _height(row: LinkRow, width: int) -> int:
    title = len(wrapped(row.link.title, ui_font(14.5, 600), width)) * TITLE_LINE
    excerpt = len(wrapped(row.link.excerpt, ui_font(13), width)) * EXCERPT_LINE
    return TOP + HEAD_LINE + 1 + title + 3 + excerpt + 8 + _BUTTON - 5 + _BOTTOM


class _Painting(CardPainting):
    """One painting of one row."""

    def link(self, row: LinkRow, state: str) -> None:
        """A link with its state."""
        link, width = row.link, self.width - START - END
        strong, plain = ui_font(12, 600), ui_font(12)
        date = short_date(link.date) if link.date else ""
        date_text = (SEPARATOR if link.section else "") + isolate(date) if date else ""
        room = width - QFontMetrics(plain).horizontalAdvance(date_text)
        section = QFontMetrics(strong).elidedText(
            section_name(link.section), Qt.TextElideMode.ElideRight, room
        )
        used = QFontMetrics(strong).horizontalAdvance(section)
        self.line(isolate(section) if section else "", START, TOP, used + 2, HEAD_LINE, strong, "accent")
        self.line(date_text, START + used, TOP, width - used, HEAD_LINE, plain, "muted")
        top = TOP + HEAD_LINE + 1
        top += self.block(link.title, START, top, width, TITLE_LINE, ui_font(14.5, 600), "text") * TITLE_LINE
        self.block(link.excerpt, START, top + 3, width, EXCERPT_LINE, ui_font(13), "muted")
        room = width - _state_width(state) - 12
        author = QFontMetrics(plain).elidedText(link.author, Qt.TextElideMode.ElideRight, room)
        y = self.height - _BOTTOM + 5 - _BUTTON + (_BUTTON - LAST_LINE) // 2
        self.line(isolate(author) if author else "", START, y, room, LAST_LINE, plain, "muted")
        self._state(state)

    def more(self, text: str) -> None:
        """The row that shows the rest."""
        self.line(text, START, 0, self.width - START - END, self.height - 1, ui_font(13, 600), "accent")

    def _state(self, state: str) -> None:
        spot = button_place(self.rect, self.direction, state)
        if state in ASKABLE:
            self.painter.setPen(QPen(self.color("control"), 1))
            self.painter.setBrush(self.color("raised"))
            self.painter.drawRoundedRect(QRectF(spot).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        x = self.width - END - spot.width() + (_SIDE if state in ASKABLE else 0)
        y = self.height - _BOTTOM + 5 - _BUTTON
        if state in _ICONS:
            name, token = _ICONS[state]
            picture = pixmap(name, self.color(token), _ICON, self.painter.device().devicePixelRatioF())
            self.painter.drawPixmap(self.place(x, y + (_BUTTON - _ICON) // 2, _ICON, _ICON), picture)
            x += _ICON + _GAP
        token = "text" if state in ASKABLE else "muted"
        self.line(state_text(state), x, y, self.width - END - x + 2, _BUTTON, ui_font(12, 500), token)
