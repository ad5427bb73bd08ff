"""Stretches of an article's text, laid out in lines: fonts by script, hyphens, links, direction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextFormat, QTextLayout, QTextOption

from reader.gui.article_view.display_text import Piece, display_text
from reader.gui.article_view.inline_runs import Run
from reader.gui.export.boxes import TextBox
from reader.gui.export.page_marks import UNSEEN_SIZE, Element
from reader.gui.export.page_style import QUIET, RUNNING, PageStyle, PrintRole

LONGEST = 12_000
"""Characters laid out at once; Qt needs the square of a paragraph's length."""
_ISOLATES = re.compile("([\u2066-\u2069])")
_UNSEEN = QTextCharFormat()
_UNSEEN.setProperty(QTextFormat.Property.FontPixelSize, UNSEEN_SIZE)
FRENCH = "fr"
_BEFORE_SIGN, _AFTER_QUOTE = re.compile(r"(?<=\S) (?=[»!?;:])"), re.compile(r"(?<=«) ")
"""The spaces of French at which no line may end, though a page may have plain ones."""
GREY = QColor("#555555")
LINK_LINE = QColor("#9a9a9a")
_BASE = 0.74
"""Where letters stand in a Latin line, of its height; facing Arabic ones begin at the same place."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a stretch of text is set: its role, language and direction, and the column's width."""

    role: PrintRole
    language: str
    rtl: bool
    width: float
    inset: float = 0


class TextSetter:
    """Lays out text for one page style."""

    def __init__(self, style: PageStyle) -> None:
        self._style = style

    def set(
        self, runs: Sequence[Run], setting: Setting, element: Element | None, bar: bool = False
    ) -> TextBox:
        """Lay out runs of at most `LONGEST` characters."""
        style, role, rtl = self._style, setting.role, setting.rtl
        hyphens = setting.language if role in RUNNING else ""
        if setting.language == FRENCH:
            runs = [Run(_spaced(run.text), run.styles, run.href) for run in runs]
        pieces = display_text(runs, rtl, hyphens).pieces
        layout = QTextLayout("".join(piece.text for piece in pieces), style.font(role, rtl))
        layout.setTextOption(_option(rtl))
        layout.setFormats(self._formats(pieces, role))
        line_height = style.line(role, rtl)
        base = style.line(role, False) * _BASE
        lines = _break_lines(layout, setting.width - setting.inset, line_height, base)
        return TextBox(
            layout, element, line_height, setting.width, 0, lines, rtl=rtl, inset=setting.inset, bar=bar
        )

    def _formats(self, pieces: Sequence[Piece], role: PrintRole) -> list[QTextLayout.FormatRange]:
        found: list[QTextLayout.FormatRange] = []
        start = 0
        for piece in pieces:
            shown = self._format(piece, role)
            for text in _ISOLATES.split(piece.text):
                if not text:
                    continue
                stretch = QTextLayout.FormatRange()
                stretch.start, stretch.length = start, len(text.encode("utf-16-le", "surrogatepass")) // 2
                stretch.format = _UNSEEN if _ISOLATES.fullmatch(text) else shown
                found.append(stretch)
                start += stretch.length
        return found

    def _format(self, piece: Piece, role: PrintRole) -> QTextCharFormat:
        styles = piece.run.styles
        made = QTextCharFormat()
        made.setFont(self._style.font(role, piece.arabic, styles))
        made.setForeground(GREY if role in QUIET else QColor(Qt.GlobalColor.black))
        if piece.run.href:
            made.setAnchor(True)
            made.setAnchorHref(piece.run.href)
        if piece.run.href or "underline" in styles:
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            made.setUnderlineColor(LINK_LINE)
        if "sup" in styles or "sub" in styles:
            place = QTextCharFormat.VerticalAlignment
            made.setVerticalAlignment(place.AlignSuperScript if "sup" in styles else place.AlignSubScript)
        made.setFontStrikeOut("strike" in styles)
        return made


def pieces_of(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Runs cut into paragraphs that Qt can lay out in a moment, at a space where there is one."""
    current: list[Run] = []
    length = 0
    for run in runs:
        text = run.text
        while length + len(text) > LONGEST:
            cut = text.rfind(" ", 0, LONGEST - length) + 1 or LONGEST - length
            yield [*current, Run(text[:cut], run.styles, run.href)]
            current, length, text = [], 0, text[cut:]
        current.append(Run(text, run.styles, run.href))
        length += len(text)
    if length:
        yield current


def _spaced(text: str) -> str:
    """French text whose signs stay with the word before them, letter for letter."""
    return _AFTER_QUOTE.sub("\u202f", _BEFORE_SIGN.sub("\u202f", text))


def _option(rtl: bool) -> QTextOption:
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    return option


def _break_lines(layout: QTextLayout, width: float, height: float, base: float) -> int:
    """Break a text into lines `height` apart, the first `base` below its top; gives their number."""
    count = 0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, count * height + base - line.ascent()))
        count += 1
    layout.endLayout()
    return count
