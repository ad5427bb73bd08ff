"""What is painted beside the text: bars of quotes, marks of paragraphs that wait for their translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QTextBlock

from reader.gui.document_builder import SOURCE, TARGET, Rendered
from reader.gui.icons import pixmap
from reader.gui.text_formats import Property

if TYPE_CHECKING:
    from reader.gui.reading_view import ReadingView

MARK_ICONS = {
    "current": ("loader-circle", "muted"),
    "waiting": ("clock", "pend"),
    "failed": ("triangle-alert", "warn"),
}
MARK_SIZE = 16
BAR = 3


def paint(view: ReadingView, rendered: Rendered, area: QRect) -> None:
    """Paint the gutter of the blocks inside `area` of the viewport."""
    painter = QPainter(view.viewport())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    offset = view.verticalScrollBar().value()
    layout = rendered.document.documentLayout()
    block = view.cursorForPosition(area.topLeft()).block()
    block = block.previous() if block.previous().isValid() else block
    marked: set[int] = set()
    while block.isValid():
        box = layout.blockBoundingRect(block).translated(0, -offset)
        if box.top() > area.bottom() and block.blockFormat().property(Property.SIDE) != SOURCE:
            break  # below a source cell its row's other cell may still begin inside the area
        if block.blockFormat().property(Property.QUOTE):
            _quote_bar(painter, view, block, box)
        if view.marks:
            _mark(painter, view, rendered, block, box, marked)
        block = block.next()
    painter.end()


def _rtl(block: QTextBlock) -> bool:
    return block.textDirection() == Qt.LayoutDirection.RightToLeft


def _quote_bar(painter: QPainter, view: ReadingView, block: QTextBlock, box: QRectF) -> None:
    text = block.layout().boundingRect()
    x = box.right() + block.blockFormat().rightMargin() - BAR if _rtl(block) else box.left()
    bar = QRectF(x, box.top() + 4, BAR, text.height() - 4)
    painter.fillRect(bar, view.theme.color("border"))


def _mark(
    painter: QPainter, view: ReadingView, rendered: Rendered, block: QTextBlock, box: QRectF, marked: set[int]
) -> None:
    """The state of a unit beside its first line, once."""
    made = block.blockFormat()
    index = made.property(Property.UNIT)
    if index is None or made.property(Property.SIDE) != TARGET or index in marked:
        return
    state = view.marks.get(rendered.units[index].id)
    if state is None:
        return
    marked.add(index)
    name, token = MARK_ICONS[state]
    picture = pixmap(name, view.theme.color(token), MARK_SIZE, view.devicePixelRatioF())
    line = block.layout().lineAt(0)
    middle = box.top() + line.y() + line.height() * 0.6
    x = box.right() + 10 if _rtl(block) else box.left() - 10 - MARK_SIZE
    painter.drawPixmap(round(x), round(middle - MARK_SIZE / 2), picture)
