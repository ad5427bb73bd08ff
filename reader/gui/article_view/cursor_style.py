"""How the sentence cursor looks: the sentence filled, a bar beside its paragraph, the rest dimmed on wish."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from reader.gui.article_view.document_builder import Rendered
from reader.gui.article_view.sentence_stops import Stop, placed_of, selection, sentence_ranges, sides_of
from reader.gui.theme.theme import Theme


def sentence_extras(
    theme: Theme, rendered: Rendered, stop: Stop, sentence: int
) -> list[QTextEdit.ExtraSelection]:
    """The current sentence filled on every side shown; in High contrast underlined too.

    One that waits for its translation is a little less pale: on the fill it could hardly be read.
    """
    look = QTextCharFormat()
    look.setBackground(theme.color("cursor"))
    if theme.name == "contrast":
        look.setFontUnderline(True)
    waiting = QTextCharFormat(look)
    waiting.setForeground(theme.color("muted"))
    found = [
        selection(rendered, *span)
        for side in sides_of(rendered)
        for span in sentence_ranges(rendered, stop, sentence, side)
    ]
    pale = theme.color("pend")
    waits = [cursor.charFormat().foreground().color() == pale for cursor in found]
    return [extra_selection(c, waiting if waits[n] else look) for n, c in enumerate(found)]


def under_marks(
    sentence: list[QTextEdit.ExtraSelection], marks: list[QTextEdit.ExtraSelection]
) -> list[QTextEdit.ExtraSelection]:
    """The current sentence underlined where the colour of the reader's marks lies over its own."""
    look = QTextCharFormat()
    look.setFontUnderline(True)
    spans = [(mark.cursor.selectionStart(), mark.cursor.selectionEnd()) for mark in marks] if sentence else []
    found = []
    for extra in sentence:
        first, last = extra.cursor.selectionStart(), extra.cursor.selectionEnd()
        for start, end in spans:
            if max(first, start) < min(last, end):
                part = QTextCursor(extra.cursor)
                part.setPosition(max(first, start))
                part.setPosition(min(last, end), QTextCursor.MoveMode.KeepAnchor)
                found.append(extra_selection(part, look))
    return found


def bars_of(rendered: Rendered, stop: Stop) -> list[list[QTextBlock]]:
    """The blocks of the current paragraph, one list for each side that shows it."""
    sides = [[spot.block for spot in placed_of(rendered, stop, side)] for side in sides_of(rendered)]
    return [blocks for blocks in sides if blocks]


def dim_extras(
    theme: Theme, rendered: Rendered, bars: list[list[QTextBlock]]
) -> list[QTextEdit.ExtraSelection]:
    """Everything before and after the current paragraph, in the colour of what waits."""
    look = QTextCharFormat()
    look.setForeground(theme.color("pend"))
    blocks = sorted((block for column in bars for block in column), key=QTextBlock.position)
    # To and from the character before a block: Qt takes the look of a list item's mark from there.
    starts = [0, *(block.position() + block.length() - 1 for block in blocks)]
    stops = [*(block.position() - 1 for block in blocks), rendered.document.characterCount() - 1]
    walls = _walls(blocks)
    around = [
        part
        for start, stop in zip(starts, stops, strict=True)
        for part in pairwise([start, *(wall for wall in walls if start < wall < stop), stop])
    ]
    return [extra_selection(selection(rendered, *part), look) for part in around if part[1] - part[0] > 1]


def _walls(blocks: list[QTextBlock]) -> list[int]:
    """Where the cells that hold blocks begin and end, in order: a selection across them takes them whole."""
    walls = set()
    for block in blocks:
        table = QTextCursor(block).currentTable()
        if table is not None:
            cell = table.cellAt(block.position())
            walls |= {cell.firstPosition(), cell.lastPosition()}
            walls |= {table.firstPosition() - 1, table.lastPosition() + 1}
    return sorted(walls)


def extra_selection(cursor: QTextCursor, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
    """A stretch of text to draw in another look."""
    extra = QTextEdit.ExtraSelection()
    extra.cursor, extra.format = cursor, look
    return extra
