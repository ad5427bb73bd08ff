"""What is painted beside the text: bars of quotes, paragraphs that wait for translation, shapes of marks."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock, QTextLine

from reader.core.model import TextView
from reader.gui.article_view.canvas import Canvas
from reader.gui.article_view.document_builder import SOURCE, TARGET, Rendered
from reader.gui.article_view.text_formats import Property
from reader.gui.theme.icons import pixmap

MARK_ICONS = {
    "current": ("loader-circle", "muted"),
    "waiting": ("clock", "pend"),
    "failed": ("triangle-alert", "warn"),
    "suspect": ("triangle-alert", "warn"),
    "corrected": ("pencil", "accent"),
}
MARK_SIZE = 16
_AROUND = (-4, -4, 4, 4)
"""Px around a sign that still count as it."""
_PICTURE = "\ufffc"
BAR = 3
RING_RADIUS = 8
_BELOW_TEXT = 20
"""Px below the text at which the ring closes, above what stands at the article's end."""
FROM_TEXT = 20
"""Px from the text to the far edge of the cursor's bar."""


def paint(view: Canvas, rendered: Rendered, area: QRect) -> None:
    """Paint the gutter of the blocks inside `area` of the viewport."""
    painter = QPainter(view.viewport())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    offset = view.verticalScrollBar().value()
    layout = rendered.document.documentLayout()
    block = view.cursorForPosition(area.topLeft()).block()
    block = block.previous() if block.previous().isValid() else block
    pairs = rendered.layout.view is TextView.SIDE_BY_SIDE
    marked: set[int] = set()
    while block.isValid():
        box = layout.blockBoundingRect(block).translated(0, -offset)
        if box.top() > area.bottom() and not (
            pairs and block.blockFormat().property(Property.SIDE) == SOURCE
        ):
            break  # below a source cell its row's other cell may still begin inside the area
        if block.blockFormat().property(Property.QUOTE):
            _quote_bar(painter, view, block, box)
        if view.marks:
            _mark(painter, view, rendered, block, box, marked)
        block = block.next()
    for blocks in view.bars:
        _cursor_bar(painter, view, rendered, blocks)
    view.shapes.paint(painter, view)
    if view.outlined is not None:
        _outline(painter, view, *view.outlined)
    if view.focused_link is not None:
        _outline(painter, view, *view.focused_link, view.theme.focus_width, gap=2)
    if view.shows_focus:
        _focus_ring(painter, view)
    painter.end()


def _focus_ring(painter: QPainter, view: Canvas) -> None:
    """Round the column down to the article's end: the text has the keyboard, and no cursor says so yet."""
    bar, page = view.verticalScrollBar(), view.viewport().rect()
    end = bar.maximum() + page.height() - view.bottom_room - bar.value()
    page.setBottom(min(page.bottom(), end + _BELOW_TEXT))
    if page.height() < 2 * RING_RADIUS:
        return
    width = view.theme.focus_width
    painter.setPen(QPen(view.theme.color("focus"), width))
    inset = width / 2 + 1
    area = QRectF(page).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(area, RING_RADIUS, RING_RADIUS)


def _rtl(block: QTextBlock) -> bool:
    return block.textDirection() == Qt.LayoutDirection.RightToLeft


def _cursor_bar(painter: QPainter, view: Canvas, rendered: Rendered, blocks: list[QTextBlock]) -> None:
    """The bar at the start side of the current paragraph, from its first line's letters to its last one's."""
    layout = rendered.document.documentLayout()
    boxes = [layout.blockBoundingRect(block) for block in blocks]
    first, last = blocks[0].layout(), blocks[-1].layout()
    if not first.lineCount() or not last.lineCount():
        return
    top = boxes[0].top() + first.lineAt(0).y()
    end = last.lineAt(last.lineCount() - 1)
    bottom = boxes[-1].top() + end.y() + end.height()
    offset = view.verticalScrollBar().value()
    edges = [_start(block, box) for block, box in zip(blocks, boxes, strict=True)]
    x = max(edges) + FROM_TEXT - BAR if _rtl(blocks[0]) else min(edges) - FROM_TEXT
    painter.fillRect(QRectF(x, top - offset, BAR, bottom - top), view.theme.color("accent"))


def _start(block: QTextBlock, box: QRectF) -> float:
    """The x of the column's edge at the side where the block begins.

    Qt lets a box begin at the column's left edge whatever its indent and margins; its width lacks them.
    """
    return right_edge(block, box) if _rtl(block) else box.left()


def right_edge(block: QTextBlock, box: QRectF) -> float:
    """The x of the right edge of a block's column, whose box Qt makes narrower by indent and margins."""
    text_list, made = block.textList(), block.blockFormat()
    levels = text_list.format().indent() if text_list is not None else 0
    return box.right() + levels * block.document().indentWidth() + made.leftMargin() + made.rightMargin()


def _outline(painter: QPainter, view: Canvas, start: int, end: int, width: float = 2, gap: float = 1) -> None:
    """A frame around each line of the current search hit, or of the link that has the keyboard."""
    rendered = view.rendered
    if rendered is None:
        return
    block = rendered.document.findBlock(start)
    box = rendered.document.documentLayout().blockBoundingRect(block)
    painter.setPen(QPen(view.theme.color("focus"), width))
    out = gap + width / 2
    for number in range(block.layout().lineCount()):
        line = block.layout().lineAt(number)
        first = max(start - block.position(), line.textStart())
        last = min(end - block.position(), line.textStart() + line.textLength())
        if first < last:
            xs = sorted((_x(line, first), _x(line, last)))
            left = box.left() + xs[0]
            top = box.top() + line.y() - view.verticalScrollBar().value()
            painter.drawRoundedRect(QRectF(left - out, top, xs[1] - xs[0] + 2 * out, line.height()), 2, 2)


def _x(line: QTextLine, position: int) -> float:
    return float(line.cursorToX(position)[0])  # type: ignore[index] # it gives a pair; the stub says object


def _quote_bar(painter: QPainter, view: Canvas, block: QTextBlock, box: QRectF) -> None:
    text = block.layout().boundingRect()
    x = box.right() + block.blockFormat().rightMargin() - BAR if _rtl(block) else box.left()
    bar = QRectF(x, box.top() + 4, BAR, text.height() - 4)
    painter.fillRect(bar, view.theme.color("border"))


def _mark(
    painter: QPainter, view: Canvas, rendered: Rendered, block: QTextBlock, box: QRectF, marked: set[int]
) -> None:
    """The state of a unit beside its first line, once."""
    made = block.blockFormat()
    index = made.property(Property.UNIT)
    if index is None or made.property(Property.SIDE) != TARGET or index in marked:
        return
    state = view.marks.get(rendered.units[index].id)
    if state is None or block.text() == _PICTURE:  # the words below it are what is translated
        return
    marked.add(index)
    name, token = MARK_ICONS[state]
    picture = pixmap(name, view.theme.color(token), MARK_SIZE, view.devicePixelRatioF())
    painter.drawPixmap(_mark_corner(block, box), picture)


def _mark_corner(block: QTextBlock, box: QRectF) -> QPoint:
    """Where the sign of a block stands, whose box is at its place in the viewport."""
    line = block.layout().lineAt(0)
    middle = box.top() + line.y() + line.height() * 0.6
    edge, away = _start(block, box), FROM_TEXT + 2  # beyond the cursor's bar
    x = edge + away if _rtl(block) else edge - away - MARK_SIZE
    return QPoint(round(x), round(middle - MARK_SIZE / 2))


def sign_at(view: Canvas, rendered: Rendered, spot: QPoint) -> str:
    """The unit whose sign is at a point of the viewport, empty for none."""
    offset, layout = view.verticalScrollBar().value(), rendered.document.documentLayout()
    seen: set[str] = set()
    for unit in view.marks:
        for placed in rendered.placed.get((unit, TARGET)) or ():
            block = placed.block
            if unit in seen or block.text() == _PICTURE or not block.layout().lineCount():
                continue
            seen.add(unit)
            corner = _mark_corner(block, layout.blockBoundingRect(block).translated(0, -offset))
            if QRect(corner, QSize(MARK_SIZE, MARK_SIZE)).adjusted(*_AROUND).contains(spot):
                return unit
    return ""
