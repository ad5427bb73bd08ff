"""Paints a piece of a feed: source and time, title, summary, and whether it is new, saved or to be heard."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from reader.core.feeds import FeedItem
from reader.core.messages import isolate
from reader.gui.cards.card_painter import (
    END,
    EXCERPT_LINE,
    HEAD_LINE,
    START,
    TITLE_LINE,
    TOP,
    CardDelegate,
    CardPainting,
)
from reader.gui.cards.card_text import SEPARATOR
from reader.gui.feeds.feed_model import FeedRole
from reader.gui.feeds.feed_text import moment_text
from reader.gui.theme.fonts import ui_font
from reader.gui.theme.icons import pixmap
from reader.gui.widgets.basics import focus_visible

HEIGHT = TOP + HEAD_LINE + 1 + 2 * TITLE_LINE + 3 + EXCERPT_LINE + TOP
"""Px of a row; all are alike, so that 200,000 of them are laid out at once."""

_DOT, _ICON = 7, 16


class FeedDelegate(CardDelegate):
    """The delegate of the list of pieces."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = _Painting(painter, option, self.theme)
        card.surface()
        item: FeedItem | None = index.data(FeedRole.ITEM)
        if item is not None:
            card.piece(item, index.data(FeedRole.SOURCE) or "", bool(index.data(FeedRole.OPENING)))
        if focus_visible(option):
            card.ring()
        painter.restore()


class _Painting(CardPainting):
    """One painting of one row."""

    def piece(self, item: FeedItem, source: str, opening: bool) -> None:
        """A piece; what is read is paler."""
        width = self.width - START - END
        if item.new:
            self._dot()
        self._head(item, source, width, opening)
        top = TOP + HEAD_LINE + 1
        title = item.translated_title or item.title
        font = ui_font(14.5, 600 if item.new else 400)
        lines = self.block(title, START, top, width, TITLE_LINE, font, "text" if item.new else "muted")
        room = 1 + (2 - lines)  # what a short title leaves
        summary = item.translated_summary or item.summary
        top += lines * TITLE_LINE + 3
        self.block(summary, START, top, width, EXCERPT_LINE, ui_font(13), "muted", most=room)

    def _head(self, item: FeedItem, source: str, width: int, opening: bool) -> None:
        strong, plain = ui_font(12, 600), ui_font(12)
        mark = self._mark(item, opening)
        room = width - (_ICON + 6 if mark[0] else 0)
        said = mark[2] or moment_text(item.sort_at)
        time = (SEPARATOR if source else "") + isolate(said) if said else ""
        left = room - QFontMetrics(plain).horizontalAdvance(time)
        name = QFontMetrics(strong).elidedText(source, Qt.TextElideMode.ElideRight, left)
        used = QFontMetrics(strong).horizontalAdvance(name)
        token = "accent" if item.new else "muted"
        self.line(isolate(name) if name else "", START, TOP, used + 2, HEAD_LINE, strong, token)
        self.line(time, START + used, TOP, room - used, HEAD_LINE, plain, "muted")
        if mark[0]:
            ratio = self.painter.device().devicePixelRatioF()
            picture = pixmap(mark[0], self.color(mark[1]), _ICON, ratio)
            self.painter.drawPixmap(self.place(self.width - END - _ICON, TOP, _ICON, _ICON), picture)

    def _mark(self, item: FeedItem, opening: bool) -> tuple[str, str, str]:
        """The icon at a row's end, its colour, and what stands in place of the time."""
        translate = QCoreApplication.translate
        if opening:
            return "download", "accent", translate("feeds", "Opening…")
        if item.article_id:
            return "circle-check", "ok", ""
        if item.media == "audio":
            return "volume-2", "muted", translate("feeds", "To listen to, in the browser")
        if item.media == "video":
            return "play", "muted", translate("feeds", "To watch, in the browser")
        return ("languages", "muted", "") if item.translated_title else ("", "", "")

    def _dot(self) -> None:
        """The dot of a new piece, in the start margin."""
        spot = self.place(9, TOP + (HEAD_LINE - _DOT) // 2 + 1, _DOT, _DOT)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.color("accent"))
        self.painter.drawEllipse(QRectF(spot))
