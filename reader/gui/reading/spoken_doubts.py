"""What a screen reader hears of links and of sentences that may be wrong, which others see in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.gui.article_view.display_text import ADDED
from reader.gui.article_view.document_builder import TARGET
from reader.gui.article_view.inline_runs import safe_link
from reader.gui.article_view.sentence_stops import sides_of
from reader.gui.reading.doubtful_sentences import suspects
from reader.gui.text.messages import fill

if TYPE_CHECKING:
    from reader.gui.article_view.sentence_cursor import SentenceCursor
    from reader.gui.article_view.text_structure import Piece
    from reader.gui.reading.article_presenter import ArticlePresenter


class SpokenDoubts(QObject):
    """Of one pane.

    Args:
        presenter: knows the translation on screen.
        cursor: tells the sentence just reached.
    """

    said = Signal(str)
    """What is to be announced, as the cursor moves and `Tab` reaches a link."""

    def __init__(self, presenter: ArticlePresenter, cursor: SentenceCursor) -> None:
        super().__init__(cursor)
        self._presenter, self._cursor = presenter, cursor
        cursor.spoken.connect(lambda text: self.said.emit(self.told(text)))
        presenter.view.link_reached.connect(lambda words: self.said.emit(self.link(words)))

    def told(self, text: str) -> str:
        """What the cursor says, and that the sentence has a link or is a doubtful one of the translation."""
        stop, words, rendered = self._cursor.stop, self._cursor.text(), self._presenter.view.rendered
        if stop is None or not words or words not in text:
            return text
        if safe_link(self._cursor.link()):  # which Return follows
            text = self.link(text)
        if rendered is None or sides_of(rendered)[0] != TARGET:
            return text  # the words are the original's
        if self._cursor.sentence not in self._doubtful(stop.unit):
            return text
        return fill(self.tr("May be wrong: {sentence}"), sentence=text)

    def link(self, words: str) -> str:
        """What is said of a link, or of a sentence that holds one."""
        return fill(self.tr("{sentence}, link"), sentence=" ".join(words.translate(ADDED).split()))

    def remark(self, piece: Piece) -> str:
        """How many sentences of a piece of a translation are doubtful, in words; "" for none."""
        if piece.stop is None or not piece.target:
            return ""
        count = len(self._doubtful(piece.stop.unit) & set(piece.stop.sentences))
        return self.tr("%n sentences may be wrong", "", count) if count else ""

    def _doubtful(self, unit: str) -> set[int]:
        state = self._presenter.state()
        return {number for _, number in suspects(state, [unit])} if state is not None else set()
