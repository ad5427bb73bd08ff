"""Paints one card of the library list (146 px high), mirrored in a right-to-left interface."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QPixmap,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.core.messages import isolate
from reader.core.model import ArticleSummary
from reader.gui.article_model import Role
from reader.gui.card_text import SEPARATOR, badges, head_parts, joined, time_text, title_of
from reader.gui.fonts import ui_font
from reader.gui.theme import Theme
from reader.gui.thumbnails import SIZE as THUMBNAIL
from reader.gui.widgets import focus_visible

HEIGHT = 146
START, END, TOP = 24, 16, 12
"""Padding of a card in px: at the start, at the end, above."""

_HEAD_LINE, _TITLE_LINE, _EXCERPT_LINE = 17, 20, 18
_LAST_LINE = QRect(0, 115, 0, 18)
_DOT = 7


_FRENCH_SPACE = re.compile(r" ([?!:;»])")
"""French punctuation never begins a line."""


class ArticleCard(QStyledItemDelegate):
    """The delegate of the library list.

    Args:
        theme: where its colours come from; replace `theme` and update the view to change it.
    """

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.reading_speed = 0
        self.title_language = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        summary: ArticleSummary = index.data(Role.SUMMARY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = _Card(painter, option, summary, self.theme)
        card.surface()
        thumbnail = index.data(Role.THUMBNAIL)
        width = card.width - START - END
        if isinstance(thumbnail, QPixmap):
            card.thumbnail(thumbnail)
            width -= THUMBNAIL.width() + 14
        card.head(width)
        card.words(width, title_of(summary, self.title_language))
        card.last_line(time_text(summary, self.reading_speed))
        card.progress()
        if focus_visible(option):
            card.focus()
        painter.restore()


class _Card:
    """One painting of one card. Places are given left to right from the card's start and mirrored here."""

    def __init__(
        self, painter: QPainter, option: QStyleOptionViewItem, summary: ArticleSummary, theme: Theme
    ) -> None:
        self.painter = painter
        self.rect: QRect = option.rect
        self.direction: Qt.LayoutDirection = option.direction
        self.rtl = self.direction == Qt.LayoutDirection.RightToLeft
        self.selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self.hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        self.summary = summary
        self.theme = theme
        self.width = self.rect.width()

    def place(self, x: int, y: int, width: int, height: int) -> QRect:
        """A rectangle measured from the card's start side, where it really is."""
        logical = QRect(self.rect.left() + x, self.rect.top() + y, width, height)
        return QStyle.visualRect(self.direction, self.rect, logical)

    def color(self, token: str) -> QColor:
        return self.theme.color(token)

    def surface(self) -> None:
        fill = "sel" if self.selected else "list"
        self.painter.fillRect(self.rect, self.color(fill))
        if self.hovered and not self.selected:
            overlay = self.color("text")
            overlay.setAlphaF(0.04)
            self.painter.fillRect(self.rect, overlay)
        self.painter.fillRect(self.place(0, HEIGHT - 1, self.width, 1), self.color("border"))
        if self.selected:
            self.painter.fillRect(self.place(0, 0, 3, HEIGHT - 1), self.color("accent"))

    def thumbnail(self, pixmap: QPixmap) -> None:
        spot = self.place(
            self.width - END - THUMBNAIL.width(), TOP + 3, THUMBNAIL.width(), THUMBNAIL.height()
        )
        self.painter.drawPixmap(spot, pixmap)

    def head(self, width: int) -> None:
        """The unread dot, the section and the date."""
        if not self.summary.opened:
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.setBrush(self.color("accent"))
            self.painter.drawEllipse(self.place(10, TOP + 5, _DOT, _DOT))
        section, date = head_parts(self.summary)
        strong, plain = ui_font(12, 600), ui_font(12)
        date_text = (SEPARATOR if section else "") + isolate(date) if date else ""
        date_width = QFontMetrics(plain).horizontalAdvance(date_text)
        shown = QFontMetrics(strong).elidedText(section, Qt.TextElideMode.ElideRight, width - date_width)
        used = QFontMetrics(strong).horizontalAdvance(shown)
        self.line(isolate(shown) if shown else "", START, TOP, used + 2, _HEAD_LINE, strong, "accent")
        self.line(date_text, START + used, TOP, width - used, _HEAD_LINE, plain, "muted")

    def words(self, width: int, words: str) -> None:
        """The title (two lines at most), and the excerpt under it."""
        weight = 500 if self.summary.opened else 600
        top = TOP + _HEAD_LINE + 1
        title = self.block(words, START, top, width, _TITLE_LINE, ui_font(14.5, weight), "text")
        top += title * _TITLE_LINE + 3
        self.block(self.summary.excerpt, START, top, width, _EXCERPT_LINE, ui_font(13), "muted")

    def last_line(self, time: str) -> None:
        """Source, author (elided first) and reading time (never), with the badges at the end."""
        room = self.badges(self.width - END)
        font = ui_font(12)
        metrics = QFontMetrics(font)
        available = room - START - 8
        author = self.summary.author
        text = joined((self.summary.site, author, time))
        if metrics.horizontalAdvance(text) > available:
            others = metrics.horizontalAdvance(joined((self.summary.site, "", time)) + SEPARATOR)
            fits = available - others
            author = metrics.elidedText(author, Qt.TextElideMode.ElideRight, fits) if fits > 32 else ""
            text = joined((self.summary.site, author, time))
        if metrics.horizontalAdvance(text) > available and time:
            left = available - metrics.horizontalAdvance(SEPARATOR + time)
            site = metrics.elidedText(self.summary.site, Qt.TextElideMode.ElideRight, max(left, 0))
            text = joined((site, time))
        self.line(text, START, _LAST_LINE.y(), available, _LAST_LINE.height(), font, "muted")

    def badges(self, end: int) -> int:
        """Draw the language badges ending at `end`; returns where they start."""
        font = ui_font(10.5, 600)
        metrics = QFontMetrics(font)
        for text, translated in reversed(badges(self.summary)):
            width = max(22, metrics.horizontalAdvance(text) + 9)
            end -= width
            spot = self.place(end, _LAST_LINE.y() + 1, width, 16)
            self.painter.setPen(QPen(self.color("accent" if translated else "control"), 1))
            self.painter.setBrush(self.color("tint") if translated else Qt.BrushStyle.NoBrush)
            self.painter.drawRoundedRect(QRectF(spot).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            self.painter.setFont(font)
            self.painter.setPen(self.color("accent" if translated else "muted"))
            self.painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, text)
            end -= 4
        return end

    def progress(self) -> None:
        """The 2 px line of an article that is begun."""
        if 0.01 <= self.summary.progress < 1:
            width = round((self.width - START - END) * self.summary.progress)
            self.painter.fillRect(self.place(START, HEIGHT - 3, width, 2), self.color("accent"))

    def focus(self) -> None:
        """The ring of keyboard focus, inside the card."""
        self.painter.setPen(QPen(self.color("focus"), self.theme.focus_width))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        inside = QRectF(self.place(5, 2, self.width - 8, HEIGHT - 6))
        self.painter.drawRoundedRect(inside, 6, 6)

    def line(self, text: str, x: int, y: int, width: int, height: int, font: QFont, token: str) -> None:
        """One line at the start of a place, in the interface's direction."""
        self.painter.setFont(font)
        self.painter.setPen(self.color(token))
        side = Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft
        option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        option.setTextDirection(self.direction)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        self.painter.drawText(QRectF(self.place(x, y, width, height)), text, option)

    def block(self, text: str, x: int, y: int, width: int, line: int, font: QFont, token: str) -> int:
        """Two lines at most, the last one elided; base direction from the text, aligned to the start.

        Returns:
            The number of lines drawn.
        """
        lines = wrapped(text, font, width)
        self.painter.setPen(self.color(token))
        for number, (shown, rtl) in enumerate(lines):
            layout = QTextLayout(shown, font)
            option = QTextOption()
            option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
            side = Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft
            option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
            option.setWrapMode(QTextOption.WrapMode.NoWrap)
            layout.setTextOption(option)
            spot = self.place(x, y + number * line, width, line)
            layout.beginLayout()
            drawn = layout.createLine()
            drawn.setLineWidth(width)
            layout.endLayout()
            layout.draw(self.painter, QPointF(spot.left(), spot.top() + (line - drawn.height()) / 2))
        return len(lines)


def wrapped(text: str, font: QFont, width: int, most: int = 2) -> list[tuple[str, bool]]:
    """Break a text into at most `most` lines of `width` px, the last one elided.

    Returns:
        Each line with whether the text runs right to left.
    """
    text = _FRENCH_SPACE.sub("\u00a0\\1", " ".join(text.split()))
    if not text or width <= 0:
        return []
    layout = QTextLayout(text, font)
    layout.beginLayout()
    spans: list[tuple[int, int]] = []
    while len(spans) <= most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        spans.append((line.textStart(), line.textLength()))
    layout.endLayout()
    rtl = runs_right_to_left(text)
    units = text.encode("utf-16-le")  # Qt counts UTF-16 units
    lines = [
        (units[2 * start : 2 * (start + length)].decode("utf-16-le").rstrip(), rtl)
        for start, length in spans[:most]
    ]
    if len(spans) > most:
        rest = units[2 * spans[most - 1][0] :].decode("utf-16-le")
        elided = QFontMetrics(font).elidedText(rest[:400], Qt.TextElideMode.ElideRight, width)
        lines[-1] = (elided, rtl)
    return lines


def runs_right_to_left(text: str) -> bool:
    """Whether the first strong letter of a text is a right-to-left one."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL", "L"):
            return kind != "L"
    return False
