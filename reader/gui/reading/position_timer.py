"""Says when the reader's place is to be written: soon enough that a kill loses next to nothing."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from reader.core.model import ReadingPosition
from reader.gui.article_view.article_view import ArticleView
from reader.gui.article_view.sentence_cursor import SentenceCursor

EVERY = 400
"""ms at least between two times while the reader scrolls on."""


class PositionTimer(QObject):
    """Of one view. The first move after a rest is told at once, what follows now and then, and the last."""

    due = Signal()
    """The place is to be written."""

    def __init__(self, view: ArticleView, cursor: SentenceCursor) -> None:
        super().__init__(view)
        self._view, self._cursor = view, cursor
        self.moved = False
        """Whether the reader has come to another place since it was written."""
        self._soon = QTimer(self, singleShot=True, interval=0)  # once the move is painted
        self._soon.timeout.connect(self.due)
        self._pause = QTimer(self, singleShot=True, interval=EVERY)
        self._pause.timeout.connect(self._on_pause)
        view.moved.connect(self.note)
        cursor.moved.connect(self.note)

    def note(self) -> None:
        """The reader has come to another place."""
        self.moved = True
        if not self._pause.isActive():
            self._tell()

    def take(self) -> ReadingPosition | None:
        """The place to be written, with that of the sentence cursor; `None` when it is as it was written."""
        position = self._view.position() if self.moved else None
        if position is None:
            return None
        self.moved = False
        block, sentence = self._cursor.place or ("", 0)
        return replace(position, cursor_block=block, cursor_sentence=sentence)

    def _on_pause(self) -> None:
        if self.moved:
            self._tell()

    def _tell(self) -> None:
        self._pause.start()
        self._soon.start()
