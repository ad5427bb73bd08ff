"""How far a page key moves: no line is passed over, no picture stands alone where text fits beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

if TYPE_CHECKING:
    from reader.gui.article_view.inert_browser import InertBrowser

PAGE = 0.9
"""Share of the height in sight that a page key moves by at most; the rest is seen again."""
_LOOKED_AT = 2.2
"""Pages from the edge that is left on in which lines are looked at."""
_NO_LETTERS = " \u00a0\ufffc\u2028"
"""What a block of a picture alone holds: the picture's own character, and blanks."""


@dataclass(frozen=True)
class _Row:
    """A line of text or a picture: where it begins and ends in the direction moved in, in px."""

    begin: float
    end: float
    text: bool


def page_step(view: InertBrowser, by: int) -> int:
    """Px to scroll by for a page on (`by` is 1) or back (−1), without what bars lie over."""
    above, below = view.rooms
    page = view.viewport().height() - above - below
    top = view.verticalScrollBar().value() + above
    head = top if by > 0 else -(top + page)
    reach = page * _LOOKED_AT
    start, end = (top, top + reach) if by > 0 else (top + page - reach, top + page)
    rows = [_turned(row, by) for row in _rows(view.document(), start, end)]
    step = by * round(_next_head(rows, head, page) - head)
    passed_over = any(-row.end < top and -row.begin > above + page for row in rows)
    if by < 0 and top + step <= _first_line(view.document()) and not passed_over:  # else the margin is left
        return -view.verticalScrollBar().value()
    return step


def _first_line(document: QTextDocument) -> float:
    """Where a text begins, px; without any, where its block does."""
    block = document.firstBlock()
    top, layout = document.documentLayout().blockBoundingRect(block).top(), block.layout()
    return top + (layout.lineAt(0).y() if layout.lineCount() else 0.0)  # the line of none crashes


def _turned(row: _Row, by: int) -> _Row:
    return row if by > 0 else _Row(-row.end, -row.begin, row.text)


def _next_head(rows: list[_Row], head: float, page: float) -> float:
    """Where the next page begins: with what this one shows in part only, or with lines of it again."""
    foot, rows = head + page, [row for row in rows if row.begin > head + 1]  # a part of a px is no step
    cut = [row.begin for row in rows if row.end > foot and row.end - row.begin <= page]
    begin = min([head + PAGE * page, *cut])
    begin = min([row.begin for row in rows if row.text and row.begin < begin < row.end], default=begin)
    if any(row.text and begin <= row.begin and row.end <= begin + page for row in rows):
        return begin
    return _beside_text(rows, begin, page)


def _beside_text(rows: list[_Row], begin: float, page: float) -> float:
    """The last line before `begin` that fits on a page with the picture there, else `begin`."""
    pictures = [row for row in rows if not row.text and row.end > begin]
    if not pictures:
        return begin
    end = min(pictures, key=lambda row: row.begin).end
    lines = [row.begin for row in rows if row.text and row.begin < begin and end - row.begin <= page]
    return max(lines, default=begin)


def _rows(document: QTextDocument, start: float, end: float) -> Iterator[_Row]:
    """What stands between two heights of a document."""
    block = _block_at(document, start)
    while block.isValid():
        box = document.documentLayout().blockBoundingRect(block)
        if box.top() > end:
            return
        layout, text = block.layout(), bool(block.text().strip(_NO_LETTERS))
        for number in range(layout.lineCount() if block.text() else 0):
            line = layout.lineAt(number)
            top = box.top() + line.y()
            if top + line.height() > start:
                yield _Row(top, top + line.height(), text)
        block = block.next()


def _block_at(document: QTextDocument, height: float) -> QTextBlock:
    """The block at a height; in a table its first, for columns stand side by side."""
    spot = QPointF(document.size().width() / 2, max(0.0, height))
    at = max(0, document.documentLayout().hitTest(spot, Qt.HitTestAccuracy.FuzzyHit))
    cursor = QTextCursor(document)
    cursor.setPosition(at)
    frame = cursor.currentFrame()
    while frame is not None and frame.parentFrame() not in (None, document.rootFrame()):
        frame = frame.parentFrame()
    inside = frame is not None and frame is not document.rootFrame() and frame.parentFrame() is not None
    return frame.firstCursorPosition().block() if inside else cursor.block()
