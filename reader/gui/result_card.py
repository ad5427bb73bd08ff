"""Paints one result of a search: section, title, up to three snippets with their hits bold, a last line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QPixmap,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.core.messages import isolate
from reader.gui.article_card import END, START, TOP, runs_right_to_left
from reader.gui.article_model import Role
from reader.gui.fonts import ui_font
from reader.gui.result_model import ResultRole
from reader.gui.result_text import ResultWords, last_line, runs_rtl, snippets, title_spans
from reader.gui.theme import Theme
from reader.gui.widgets import focus_visible

if TYPE_CHECKING:
    from reader.library.search import Result

PICTURE = QSize(56, 53)

_HEAD_LINE, _TITLE_LINE, _SNIPPET_LINE, _LAST_LINE = 17, 20, 18, 18
_GAP, _BOTTOM = 6, 11

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text laid out in at most two lines, its hits bold on yellow."""

    layout: QTextLayout
    lines: int


class ResultCard(QStyledItemDelegate):
    """The delegate of the results.

    Args:
        theme: where its colours come from; replace `theme` and update the view to change it.
    """

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 320
        return QSize(200, _Painting(index, width, self.theme).height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        _Painting(index, option.rect.width(), self.theme).paint(painter, option)
        painter.restore()


class _Painting:
    """One layout of one result. Places are given from the row's start side and mirrored when painted."""

    def __init__(self, index: QModelIndex | QPersistentModelIndex, width: int, theme: Theme) -> None:
        self._theme = theme
        self._width = width
        self._result: Result = index.data(ResultRole.RESULT)
        picture = index.data(Role.THUMBNAIL)
        self._picture = picture if isinstance(picture, QPixmap) else None
        summary = self._result.summary
        room = width - START - END
        self._title_width = room - (PICTURE.width() + 14 if summary.thumbnail else 0)
        rtl = runs_right_to_left(summary.title)
        self._title = self._text(
            summary.title, title_spans(self._result), ui_font(14.5, 600), self._title_width, rtl, "text"
        )
        self._badge_font = ui_font(10.5, 600)
        self._snippets: list[tuple[str, int, _Text]] = []
        for hit in snippets(self._result):
            badge = ResultWords().badge(hit, summary.language)
            wide = max(22, QFontMetrics(self._badge_font).horizontalAdvance(badge) + 9)
            own = runs_rtl(hit, summary.language)
            text = self._text(hit.snippet, hit.bold, ui_font(13), room - wide - 8, own, "muted")
            self._snippets.append((badge, wide, text))

    @property
    def height(self) -> int:
        """Px of the row."""
        return self._top_of_snippets + self._height_of_snippets + _LAST_LINE + _BOTTOM

    @property
    def _top_of_snippets(self) -> int:
        title = _HEAD_LINE + 1 + self._title.lines * _TITLE_LINE
        return TOP + max(title, PICTURE.height() + 3 if self._result.summary.thumbnail else 0) + 4

    @property
    def _height_of_snippets(self) -> int:
        return sum(text.lines * _SNIPPET_LINE + _GAP for _, _, text in self._snippets)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """Draw the row where the view wants it."""
        self._painter, self._direction, self._rect = painter, option.direction, option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._surface(selected, bool(option.state & QStyle.StateFlag.State_MouseOver))
        summary = self._result.summary
        if self._picture is not None:
            spot = self._place(
                self._width - END - PICTURE.width(), TOP + 3, PICTURE.width(), PICTURE.height()
            )
            painter.drawPixmap(spot, self._picture)
        section = isolate(summary.section) if summary.section else ""
        self._line(section, TOP, self._title_width, ui_font(12, 600), "accent", _HEAD_LINE)
        self._draw(self._title, START, TOP + _HEAD_LINE + 1, self._title_width)
        top = self._top_of_snippets
        for badge, wide, text in self._snippets:
            self._badge(badge, wide, top)
            self._draw(text, START + wide + 8, top, self._width - START - END - wide - 8)
            top += text.lines * _SNIPPET_LINE + _GAP
        self._line(last_line(self._result), top, self._width - START - END, ui_font(12), "muted", _LAST_LINE)
        if focus_visible(option):
            painter.setPen(QPen(self._theme.color("focus"), self._theme.focus_width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self._place(5, 2, self._width - 8, self._rect.height() - 6)), 6, 6)

    def _surface(self, selected: bool, hovered: bool) -> None:
        painter, height = self._painter, self._rect.height()
        painter.fillRect(self._rect, self._theme.color("sel" if selected else "list"))
        if hovered and not selected:
            overlay = self._theme.color("text")
            overlay.setAlphaF(0.04)
            painter.fillRect(self._rect, overlay)
        painter.fillRect(self._place(0, height - 1, self._width, 1), self._theme.color("border"))
        if selected:
            painter.fillRect(self._place(0, 0, 3, height - 1), self._theme.color("accent"))

    def _badge(self, text: str, width: int, top: int) -> None:
        painter = self._painter
        spot = self._place(START, top + 1, width, 16)
        painter.setPen(QPen(self._theme.color("control"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(spot).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setFont(self._badge_font)
        painter.setPen(self._theme.color("muted"))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, text)

    def _line(self, text: str, top: int, width: int, font: QFont, token: str, height: int) -> None:
        """One line at the interface's start, elided."""
        if not text:
            return
        painter = self._painter
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
        rtl = self._direction == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        option.setTextDirection(self._direction)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        painter.drawText(QRectF(self._place(START, top, width, height)), shown, option)

    def _draw(self, text: _Text, x: int, y: int, width: int) -> None:
        """A laid out text; at the interface's start, whatever its own direction."""
        place = self._place(x, y, width, 1)
        rtl = self._direction == Qt.LayoutDirection.RightToLeft
        for number in range(text.lines):
            line = text.layout.lineAt(number)
            shift = width - line.naturalTextWidth() if rtl else 0.0
            line.setPosition(QPointF(shift, line.y()))
        text.layout.draw(self._painter, QPointF(place.left(), place.top()))

    def _place(self, x: int, y: int, width: int, height: int) -> QRect:
        logical = QRect(self._rect.left() + x, self._rect.top() + y, width, height)
        return QStyle.visualRect(self._direction, self._rect, logical)

    def _text(
        self, text: str, spans: tuple[Span, ...], font: QFont, width: int, rtl: bool, token: str
    ) -> _Text:
        height = _TITLE_LINE if token == "text" else _SNIPPET_LINE
        colors = (self._theme.color(token), self._theme.color("hl.yellow"), self._theme.color("text"))
        layout, shown = _lay_out(text, spans, font, width, rtl, colors, height)
        if shown < len(text):
            cut = text[: max(0, shown - 2)].rstrip() + "…"
            kept = tuple((a, min(b, len(cut) - 1)) for a, b in spans if a < len(cut) - 1)
            layout, _ = _lay_out(cut, kept, font, width, rtl, colors, height)
        return _Text(layout, layout.lineCount())


def _lay_out(
    text: str,
    spans: tuple[Span, ...],
    font: QFont,
    width: int,
    rtl: bool,
    colors: tuple[QColor, QColor, QColor],
    height: int,
) -> tuple[QTextLayout, int]:
    """Two lines at most of a text; returns them and how many letters they hold."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    option.setTextDirection(direction)
    option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(_formats(text, spans, colors))
    layout.beginLayout()
    end = 0
    for number in range(2):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 40))
        line.setPosition(QPointF(0, number * height + (height - line.height()) / 2))
        end = line.textStart() + line.textLength()
    layout.endLayout()
    units = text.encode("utf-16-le")[: 2 * end]  # Qt counts UTF-16 units
    return layout, len(units.decode("utf-16-le", "ignore"))


def _formats(
    text: str, spans: tuple[Span, ...], colors: tuple[QColor, QColor, QColor]
) -> list[QTextLayout.FormatRange]:
    plain, marked, strong = colors
    whole, hit = QTextCharFormat(), QTextCharFormat()
    whole.setForeground(plain)
    hit.setForeground(strong)
    hit.setBackground(marked)
    hit.setFontWeight(QFont.Weight.DemiBold)
    made = [_range(0, _units(text), whole)]
    for start, end in spans:
        made.append(_range(_units(text[:start]), _units(text[start:end]), hit))
    return made


def _range(start: int, length: int, format_: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, format_
    return made


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
