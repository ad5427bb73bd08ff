"""The shapes beside marked passages: at the end side of the text, where the passage begins."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextBlock, QTextCharFormat
from PySide6.QtWidgets import QTextEdit

from reader.core.marks import Annotation
from reader.core.model import TextView
from reader.gui.article_view.canvas import Canvas
from reader.gui.article_view.cursor_style import extra_selection
from reader.gui.article_view.highlight_ranges import Shown
from reader.gui.article_view.highlight_style import RING, SIZE, draw_shape, token
from reader.gui.article_view.margin_painter import right_edge
from reader.gui.article_view.sentence_stops import selection
from reader.gui.theme.typography import GUTTER

if TYPE_CHECKING:
    from reader.gui.article_view.document_builder import Rendered
    from reader.gui.theme.theme import Theme

_IN_GUTTER, _IN_GAP = 26, 14
"""Px from the text's edge to the middle of a shape: beside one column, between two."""
_APART = 3
_HIT = 4
"""Px around a shape that still count as it."""


@dataclass(frozen=True, slots=True)
class _Spot:
    position: int
    mark: Annotation
    exact: bool


def extras_of(theme: Theme, rendered: Rendered, shown: Sequence[Shown]) -> list[QTextEdit.ExtraSelection]:
    """Marked letters on their colour; sentences that are marked in another language underlined in dots."""
    made = []
    for one in sorted(shown, key=lambda s: s.mark.id):
        look = QTextCharFormat()
        if one.exact:
            look.setBackground(theme.color(token(one.mark.colour)))
            look.setForeground(theme.color("text"))  # a link's own colour is too weak on it
        else:
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            look.setUnderlineColor(theme.color("control"))
        made += [extra_selection(selection(rendered, *found), look) for found in one.ranges]
    return made


class MarginMarks:
    """The shapes of one view."""

    def __init__(self) -> None:
        self._spots: list[_Spot] = []

    def show(self, shown: Sequence[Shown]) -> None:
        """Show the shapes of these marks."""
        spots = [_Spot(one.ranges[0][0], one.mark, one.exact) for one in shown]
        self._spots = sorted(spots, key=lambda spot: spot.position)

    def paint(self, painter: QPainter, view: Canvas) -> None:
        """Paint those in sight."""
        if not self._spots:
            return
        ink = view.theme.color("text")
        for centre, spot in self._places(view):
            draw_shape(
                painter, centre, spot.mark.colour, ink, hollow=not spot.exact, ringed=bool(spot.mark.note)
            )

    def mark_at(self, view: Canvas, point: QPoint) -> Annotation | None:
        """The mark whose shape is at a point of the viewport."""
        reach = SIZE / 2 + _HIT
        for centre, spot in self._places(view):
            area = QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach)
            if area.contains(QPointF(point)):
                return spot.mark
        return None

    def marks_at(self, position: int, shown: Sequence[Shown]) -> list[Annotation]:
        """The marks whose own letters are at a document position, the newest first."""
        found = [
            one.mark
            for one in shown
            if one.exact and any(start <= position <= end for start, end in one.ranges)
        ]
        return sorted(found, key=lambda mark: -mark.id)

    def _places(self, view: Canvas) -> Iterator[tuple[QPointF, _Spot]]:
        """Middle of each shape in sight; where two would meet, the later one moves down."""
        rendered = view.rendered
        if rendered is None or not self._spots:
            return
        port = view.viewport().rect()
        first = view.cursorForPosition(QPoint(0, -200)).block()
        last = max(
            view.cursorForPosition(corner).position() for corner in (port.bottomLeft(), port.bottomRight())
        )
        begin = bisect.bisect_left(self._spots, first.position(), key=lambda spot: spot.position)
        below: dict[int, float] = {}
        for spot in self._spots[begin:]:
            block = rendered.document.findBlock(spot.position)
            if block.position() > last or not block.isValid():
                break
            centre = _centre(view, rendered, block, spot.position - block.position())
            least = below.get(round(centre.x()))
            if least is not None and centre.y() < least:
                centre.setY(least)
            height = RING if spot.mark.note else SIZE
            below[round(centre.x())] = centre.y() + height + _APART
            yield centre, spot


def _centre(view: Canvas, rendered: Rendered, block: QTextBlock, place: int) -> QPointF:
    box = rendered.document.documentLayout().blockBoundingRect(block)
    line = block.layout().lineForTextPosition(place)
    height = line.y() + line.height() * 0.6 if line.isValid() else 12.0
    rtl = block.textDirection() == Qt.LayoutDirection.RightToLeft
    if rendered.layout.view is TextView.SIDE_BY_SIDE:
        x = box.left() - _IN_GAP if rtl else right_edge(block, box) + _IN_GAP
    else:
        x = GUTTER - _IN_GUTTER if rtl else view.viewport().width() - GUTTER + _IN_GUTTER
    return QPointF(x, box.top() + height - view.verticalScrollBar().value())
