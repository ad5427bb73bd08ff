"""Paints one card of the library list (146 px high, compact 68), mirrored in a right-to-left interface."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyleOptionViewItem

from reader.core.messages import isolate
from reader.core.model import ArticleSummary
from reader.gui.article_list.article_model import Role
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
    badge_width,
    runs_right_to_left,
    wrapped,
)
from reader.gui.cards.card_text import BEGUN, SEPARATOR, badges, head_parts, joined, time_text, title_of
from reader.gui.cards.thumbnails import SIZE as THUMBNAIL
from reader.gui.theme.fonts import ui_font
from reader.gui.widgets.basics import focus_visible
from reader.settings.reading_speeds import ReadingSpeeds

__all__ = ["COMPACT_HEIGHT", "HEIGHT", "ArticleDelegate", "runs_right_to_left", "wrapped"]

HEIGHT, COMPACT_HEIGHT = 146, 68
_LAST_Y, _COMPACT_LAST_Y = 115, 45
_COMPACT_TOP = 6
_DOT = 7


class ArticleDelegate(CardDelegate):
    """The delegate of the library list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reading_speeds = ReadingSpeeds()
        self.title_language = ""
        self.compact = False

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, COMPACT_HEIGHT if self.compact else HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = _Card(painter, option, index, self)
        card.surface()
        card.paint()
        if focus_visible(option):
            card.ring()
        painter.restore()


class _Card(CardPainting):
    """One painting of one article's card."""

    def __init__(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        delegate: ArticleDelegate,
    ) -> None:
        super().__init__(painter, option, delegate.theme, index.data(Role.PICKED))
        self.summary: ArticleSummary = index.data(Role.SUMMARY)
        self.title = title_of(self.summary, delegate.title_language)
        self.time = time_text(self.summary, delegate.reading_speeds.of(self.summary.language))
        self.compact = delegate.compact
        picture = None if self.compact else index.data(Role.THUMBNAIL)
        self.picture = picture if isinstance(picture, QPixmap) else None

    def paint(self) -> None:
        """Everything on the card's surface."""
        if not self.summary.url and not self.summary.title:
            self.waiting()
            return
        width = self.width - START - END
        top = _COMPACT_TOP if self.compact else TOP
        if self.picture is not None:
            self.thumbnail(self.picture)
            width -= THUMBNAIL.width() + 14
        self.head(width, top)
        self.words(width, top + HEAD_LINE + 1)
        self.last_line(_COMPACT_LAST_Y if self.compact else _LAST_Y)
        self.progress()

    def waiting(self) -> None:
        """Grey bars in place of words that are being read."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        color = self.color("border")
        color.setAlphaF(0.6)
        self.painter.setBrush(color)
        for number, share in enumerate((0.3, 0.9, 0.6)[: 2 if self.compact else 3]):
            width = round((self.width - START - END) * share)
            self.painter.drawRoundedRect(self.place(START, TOP + 3 + 22 * number, width, 12), 4, 4)

    def thumbnail(self, pixmap: QPixmap) -> None:
        """The picture at the end side."""
        left = self.width - END - THUMBNAIL.width()
        self.painter.drawPixmap(self.place(left, TOP + 3, THUMBNAIL.width(), THUMBNAIL.height()), pixmap)

    def head(self, width: int, top: int) -> None:
        """The unread dot (or the check mark of a picked card), the section and the date."""
        if not self.check() and not self.summary.opened:
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.setBrush(self.color("accent"))
            self.painter.drawEllipse(self.place(10, top + 5, _DOT, _DOT))
        section, date = head_parts(self.summary)
        strong, plain = ui_font(12, 600), ui_font(12)
        date_text = (SEPARATOR if section else "") + isolate(date) if date else ""
        date_width = QFontMetrics(plain).horizontalAdvance(date_text)
        shown = QFontMetrics(strong).elidedText(section, Qt.TextElideMode.ElideRight, width - date_width)
        used = QFontMetrics(strong).horizontalAdvance(shown)
        self.line(isolate(shown) if shown else "", START, top, used + 2, HEAD_LINE, strong, "accent")
        self.line(date_text, START + used, top, width - used, HEAD_LINE, plain, "muted")

    def words(self, width: int, top: int) -> None:
        """The title (two lines at most, compact one), and the excerpt under it."""
        font = ui_font(14.5, 500 if self.summary.opened else 600)
        most = 1 if self.compact else 2
        lines = self.block(self.title, START, top, width, TITLE_LINE, font, "text", most)
        if not self.compact:
            top += lines * TITLE_LINE + 3
            self.block(self.summary.excerpt, START, top, width, EXCERPT_LINE, ui_font(13), "muted")

    def last_line(self, y: int) -> None:
        """Source, author (elided first) and reading time (never), with the badges at the end."""
        room = self.badges(self.width - END, y)
        font = ui_font(12)
        metrics = QFontMetrics(font)
        available = room - START - 8
        author, site, time = self.summary.author, self.summary.site, self.time
        text = joined((site, author, time))
        if metrics.horizontalAdvance(text) > available:
            others = metrics.horizontalAdvance(joined((site, "", time)) + SEPARATOR)
            fits = available - others
            author = metrics.elidedText(author, Qt.TextElideMode.ElideRight, fits) if fits > 32 else ""
            text = joined((site, author, time))
        if metrics.horizontalAdvance(text) > available and time:
            left = available - metrics.horizontalAdvance(SEPARATOR + time)
            site = metrics.elidedText(site, Qt.TextElideMode.ElideRight, max(left, 0))
            text = joined((site, time))
        self.line(text, START, y, available, LAST_LINE, font, "muted")

    def badges(self, end: int, y: int) -> int:
        """Draw the language badges ending at `end`; returns where they start."""
        for text, translated in reversed(badges(self.summary)):
            end -= badge_width(text)
            self.badge(text, end, y + 1, translated)
            end -= 4
        return end

    def progress(self) -> None:
        """The 2 px line of an article that is begun."""
        if BEGUN <= self.summary.progress < 1:
            width = round((self.width - START - END) * self.summary.progress)
            self.painter.fillRect(self.place(START, self.height - 3, width, 2), self.color("accent"))
