"""Says when the reader's place is to be written, and what it is."""

from __future__ import annotations

from dataclasses import replace

from reader.core.model import ReadingPosition
from reader.gui.article_view.article_view import ArticleView
from reader.gui.article_view.sentence_cursor import SentenceCursor
from reader.gui.background.write_timer import WriteTimer


class PositionTimer(WriteTimer):
    """Of one view and its cursor."""

    def __init__(self, view: ArticleView, cursor: SentenceCursor) -> None:
        super().__init__(view)
        self._view, self._cursor = view, cursor
        view.moved.connect(self.note)
        cursor.moved.connect(self.note)

    def take(self) -> ReadingPosition | None:
        """The place to be written, with that of the sentence cursor; `None` when it is as it was written."""
        position = self._view.position() if self.moved else None
        if position is None:
            return None
        self.moved = False
        block, sentence = self._cursor.place or ("", 0)
        return replace(position, cursor_block=block, cursor_sentence=sentence)
