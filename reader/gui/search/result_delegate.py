"""Paints one result of a search: section, title, up to three snippets with their hits bold, a last line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPixmap,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from reader.core.messages import isolate
from reader.gui.article_list.article_model import Role
from reader.gui.cards.card_painter import (
    END,
    HEAD_LINE,
    LAST_LINE,
    START,
    TITLE_LINE,
    TOP,
    CardDelegate,
    CardPainting,
    badge_width,
    runs_right_to_left,
)
from reader.gui.search.result_model import ResultRole
from reader.gui.search.result_text import ResultTexts, last_line, runs_rtl, snippets, title_spans
from reader.gui.text.french_signs import bound_signs
from reader.gui.text.sections import section_name
from reader.gui.theme.fonts import ui_font
from reader.gui.theme.theme import Theme
from reader.gui.widgets.basics import focus_visible

if TYPE_CHECKING:
    from reader.core.search import Result

PICTURE = QSize(56, 53)

_SNIPPET_LINE, _GAP, _BOTTOM = 18, 6, 11

_MEASURED = 1_000  # results whose heights are known

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text laid out in at most two lines, its hits bold on yellow."""

    layout: QTextLayout
    lines: int


class ResultDelegate(CardDelegate):
    """The delegate of the results."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[tuple[int, int], tuple[Result, int]] = {}

    def measure_again(self) -> None:
        """Forget the heights: other words or fonts may need other lines."""
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 320
        result: Result = index.data(ResultRole.RESULT)
        known = self._heights.get((id(result), width))
        if known is None or known[0] is not result:
            if len(self._heights) > _MEASURED:
                self._heights.clear()
            card = _Painting(QPainter(), option, index, width, self.theme, measured=True)
            known = self._heights[(id(result), width)] = (result, card.needed)
        return QSize(200, known[1])

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        card = _Painting(painter, option, index, option.rect.width(), self.theme)
        card.paint()
        if focus_visible(option):
            card.ring()
        painter.restore()


class _Painting(CardPainting):
    """One layout of one result, to be measured or painted; dots at the end change no height."""

    def __init__(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        width: int,
        theme: Theme,
        measured: bool = False,
    ) -> None:
        super().__init__(painter, option, theme, index.data(Role.PICKED))
        self._measured = measured
        self.width = width
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
        self._snippets: list[tuple[str, int, _Text]] = []
        for hit in snippets(self._result):
            badge = ResultTexts().badge(hit, summary.language)
            wide = badge_width(badge)
            own = runs_rtl(hit, summary.language)
            text = self._text(hit.snippet, hit.bold, ui_font(13), room - wide - 8, own, "muted")
            self._snippets.append((badge, wide, text))

    @property
    def needed(self) -> int:
        """Px of height the row needs."""
        snippets_height = sum(text.lines * _SNIPPET_LINE + _GAP for _, _, text in self._snippets)
        return self._top_of_snippets + snippets_height + LAST_LINE + _BOTTOM

    @property
    def _top_of_snippets(self) -> int:
        title = HEAD_LINE + 1 + self._title.lines * TITLE_LINE
        return TOP + max(title, PICTURE.height() + 3 if self._result.summary.thumbnail else 0) + 4

    def paint(self) -> None:
        """Draw the row where the view wants it."""
        self.surface()
        self.check()
        summary = self._result.summary
        if self._picture is not None:
            left = self.width - END - PICTURE.width()
            self.painter.drawPixmap(
                self.place(left, TOP + 3, PICTURE.width(), PICTURE.height()), self._picture
            )
        section = section_name(summary.section, summary.language)
        section = isolate(section) if section else ""
        self._one_line(section, TOP, self._title_width, ui_font(12, 600), "accent", HEAD_LINE)
        self._draw(self._title, START, TOP + HEAD_LINE + 1, self._title_width)
        top, room = self._top_of_snippets, self.width - START - END
        for badge, wide, text in self._snippets:
            self.badge(badge, START, top + 1)
            self._draw(text, START + wide + 8, top, room - wide - 8)
            top += text.lines * _SNIPPET_LINE + _GAP
        self._one_line(last_line(self._result), top, room, ui_font(12), "muted", LAST_LINE)

    def _one_line(self, text: str, top: int, width: int, font: QFont, token: str, height: int) -> None:
        """One line at the interface's start, elided."""
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
        self.line(shown, START, top, width, height, font, token)

    def _draw(self, text: _Text, x: int, y: int, width: int) -> None:
        """A laid out text; at the interface's start, whatever its own direction."""
        place = self.place(x, y, width, 1)
        for number in range(text.lines):
            line = text.layout.lineAt(number)
            shift = width - line.naturalTextWidth() if self.rtl else 0.0
            line.setPosition(QPointF(shift, line.y()))
        text.layout.draw(self.painter, QPointF(place.left(), place.top()))

    def _text(
        self, text: str, spans: tuple[Span, ...], font: QFont, width: int, rtl: bool, token: str
    ) -> _Text:
        height = TITLE_LINE if token == "text" else _SNIPPET_LINE
        colors = (self.color(token), self.color("hl.yellow"), self.color("text"))
        layout, shown = _lay_out(text, spans, font, width, rtl, colors, height)
        length = shown
        while shown < len(text) and length > 0 and not self._measured:
            cut = text[:length].rstrip() + "…"
            kept = tuple((a, min(b, len(cut) - 1)) for a, b in spans if a < len(cut) - 1)
            layout, fits = _lay_out(cut, kept, font, width, rtl, colors, height)
            if fits >= len(cut):
                break
            length -= 1  # the dots need room: a letter less
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
    layout = QTextLayout(bound_signs(text), font)
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
