"""Selecting by keyboard: word by word or sentence by sentence, from the current sentence on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from reader.gui.article_view.sentence_stops import sentence_ranges, sides_of

if TYPE_CHECKING:
    from reader.gui.article_view.article_view import ArticleView
    from reader.gui.article_view.sentence_cursor import SentenceCursor

WORD, SENTENCE = "word", "sentence"


def extend_selection(view: ArticleView, place: SentenceCursor, unit: str, forward: bool) -> None:
    """Move the selection's end by a unit; without one, begin at the current sentence.

    Args:
        forward: on in reading order, else back; what is selected grows or shrinks.
    """
    rendered = view.rendered
    if rendered is None or place.stop is None:
        return
    cursor = view.textCursor()
    if not cursor.hasSelection():
        found = sentence_ranges(rendered, place.stop, place.sentence, sides_of(rendered)[0])
        if not found:
            return
        start, end = found[0]
        if unit == SENTENCE:
            cursor.setPosition(start if forward else end)
            cursor.setPosition(end if forward else start, QTextCursor.MoveMode.KeepAnchor)
            _show(view, place, cursor)
            return
        cursor.setPosition(start)
    if unit == WORD:
        keep = QTextCursor.MoveMode.KeepAnchor
        move = QTextCursor.MoveOperation
        if forward:
            before = cursor.position()
            cursor.movePosition(move.EndOfWord, keep)
            if cursor.position() == before:
                cursor.movePosition(move.NextWord, keep)
                cursor.movePosition(move.EndOfWord, keep)
        else:
            cursor.movePosition(move.PreviousWord, keep)
    else:
        cursor.setPosition(_sentence_edge(view, place, cursor, forward), QTextCursor.MoveMode.KeepAnchor)
    _show(view, place, cursor)


def right_is_forward(place: SentenceCursor) -> bool:
    """Whether the arrow to the right goes on in the text being read."""
    return place.direction == Qt.LayoutDirection.LeftToRight


def _sentence_edge(view: ArticleView, place: SentenceCursor, cursor: QTextCursor, forward: bool) -> int:
    """The next end, or the start before, of a sentence on the side of the selection."""
    rendered, here = view.rendered, cursor.position()
    assert rendered is not None
    side = sides_of(rendered)[0]
    edges = [
        found[1] if forward else found[0]
        for stop in place.stops
        for sentence in stop.sentences
        for found in sentence_ranges(rendered, stop, sentence, side)
    ]
    ahead = [edge for edge in edges if (edge > here if forward else edge < here)]
    return (min(ahead) if forward else max(ahead)) if ahead else here


def _show(view: ArticleView, place: SentenceCursor, cursor: QTextCursor) -> None:
    bar = view.verticalScrollBar()
    before = bar.value()
    view.setTextCursor(cursor)
    bar.setValue(before)  # Qt would jump to it
    place.show_position(cursor.position())
