"""What every card of the list pane is painted with: its surface, lines, badges, marks and ring."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.gui.text.french_signs import bound_signs
from reader.gui.theme.fonts import ui_font
from reader.gui.theme.icons import pixmap
from reader.gui.theme.theme import THEME_SOURCE, Theme

Index = QModelIndex | QPersistentModelIndex

START, END, TOP = 24, 16, 12
"""Padding of a card in px: at the start, at the end, above."""

HEAD_LINE, TITLE_LINE, EXCERPT_LINE, LAST_LINE = 17, 20, 18, 18
"""Heights of a card's lines in px."""

BADGE = 16
_LEAST_BADGE = 22
_CHECK = 16

_BLANKS = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]+", re.ASCII)
"""Those a line may break at; narrow and plain no-break spaces stay as they are."""


class CardDelegate(QStyledItemDelegate):
    """Paints the rows of a list in a theme.

    Args:
        theme: where its colours come from; replace `theme` and update the view to change it.
    """

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return THEME_SOURCE.current


class CardPainting:
    """One painting of one card. Places are given from the card's start side and mirrored here.

    Args:
        painter: at work.
        option: the row's place, direction and state.
        theme: the colours.
        picked: whether the card is picked; `None` while none is.
    """

    def __init__(
        self, painter: QPainter, option: QStyleOptionViewItem, theme: Theme, picked: bool | None = None
    ) -> None:
        self.painter = painter
        self.rect: QRect = option.rect
        self.direction: Qt.LayoutDirection = option.direction
        self.rtl = self.direction == Qt.LayoutDirection.RightToLeft
        self.current = bool(option.state & QStyle.StateFlag.State_Selected)
        self.hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        self.picked = picked
        self.theme = theme
        self.width = self.rect.width()
        self.height = self.rect.height()

    def place(self, x: int, y: int, width: int, height: int) -> QRect:
        """A rectangle measured from the card's start side, where it really is."""
        logical = QRect(self.rect.left() + x, self.rect.top() + y, width, height)
        return QStyle.visualRect(self.direction, self.rect, logical)

    def color(self, token: str) -> QColor:
        """A colour of the theme."""
        return self.theme.color(token)

    def surface(self) -> None:
        """Fill, hairline below, bar of the current card; a picked card also has a check mark."""
        filled = self.current if self.picked is None else self.picked
        self.painter.fillRect(self.rect, self.color("sel" if filled else "list"))
        if self.hovered and not filled:
            overlay = self.color("text")
            overlay.setAlphaF(0.04)
            self.painter.fillRect(self.rect, overlay)
        self.painter.fillRect(self.place(0, self.height - 1, self.width, 1), self.color("border"))
        if self.current:
            self.painter.fillRect(self.place(0, 0, 3, self.height - 1), self.color("accent"))

    def check(self) -> bool:
        """The check mark of a picked card, in the start margin; says whether it is picked."""
        if self.picked:
            ratio = self.painter.device().devicePixelRatioF()
            mark = pixmap("check", self.color("accent"), _CHECK, ratio)
            self.painter.drawPixmap(self.place(6, TOP + 1, _CHECK, _CHECK), mark)
        return bool(self.picked)

    def ring(self) -> None:
        """The ring of keyboard focus, inside the card."""
        self.painter.setPen(QPen(self.color("focus"), self.theme.focus_width))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        inside = QRectF(self.place(5, 2, self.width - 8, self.height - 6))
        self.painter.drawRoundedRect(inside, 6, 6)

    def line(self, text: str, x: int, y: int, width: int, height: int, font: QFont, token: str) -> None:
        """One line at the start of a place, in the interface's direction."""
        if not text:
            return
        self.painter.setFont(font)
        self.painter.setPen(self.color(token))
        side = Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft
        option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        option.setTextDirection(self.direction)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        self.painter.drawText(QRectF(self.place(x, y, width, height)), text, option)

    def block(
        self, text: str, x: int, y: int, width: int, line: int, font: QFont, token: str, most: int = 2
    ) -> int:
        """Some lines at most, the last one elided; base direction from the text, aligned to the start.

        Returns:
            The number of lines drawn.
        """
        lines = wrapped(text, font, width, most)
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

    def badge(self, text: str, x: int, y: int, strong: bool = False) -> int:
        """A small framed word, `strong` for a translation; returns its width."""
        width = badge_width(text)
        spot = self.place(x, y, width, BADGE)
        self.painter.setPen(QPen(self.color("accent" if strong else "control"), 1))
        self.painter.setBrush(self.color("tint") if strong else Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(QRectF(spot).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        self.painter.setFont(badge_font())
        self.painter.setPen(self.color("accent" if strong else "muted"))
        self.painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, text)
        return width


def badge_font() -> QFont:
    """The font of a badge."""
    return ui_font(10.5, 600)


def badge_width(text: str) -> int:
    """The px a badge takes."""
    return max(_LEAST_BADGE, QFontMetrics(badge_font()).horizontalAdvance(text) + 9)


def wrapped(text: str, font: QFont, width: int, most: int = 2) -> list[tuple[str, bool]]:
    """Break a text into at most `most` lines of `width` px, the last one elided.

    Returns:
        Each line with whether the text runs right to left.
    """
    text = bound_signs(_BLANKS.sub(" ", text).strip())
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
