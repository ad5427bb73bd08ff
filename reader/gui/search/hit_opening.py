"""The place of a hit in its article: the language that holds it, its sentence, and the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.core.model import ReadingPosition, TextView
from reader.gui.article_view.scroll_anchor import sentence_start
from reader.gui.search import search_jobs
from reader.gui.search.result_text import AUTHOR, NOTE, ORIGINAL, TAG, TITLE

if TYPE_CHECKING:
    from reader.core.search import Found, Hit, Result
    from reader.gui.reading.reading_pane import ReadingPane

_TOP = 160.0
"""px from the top of the view to the sentence that holds the hit."""


class HitOpening(QObject):
    """Leads to the best hit of a result whose article is on screen in a pane."""

    note_found = Signal(int, object)
    """The words are in a note of the article, a `Hit`."""
    language_found = Signal(int)
    """The article is about to be shown in the language that holds the words, and is to stay in it."""
    words_found = Signal(str, object)
    """The article is at the place that holds these words: how they stand there, and a tuple of `Term`."""

    def __init__(self, pane: ReadingPane) -> None:
        super().__init__(pane)
        self._pane = pane

    def show(self, result: Result, found: Found | None) -> None:
        """Show the language that holds the best hit, its sentence, and the words that were looked for."""
        hit = search_jobs.best_hit(result)
        if hit is None or hit.where in (AUTHOR, TAG):
            return
        if hit.where == NOTE:
            self.note_found.emit(result.summary.id, hit)
            return
        pane = self._pane
        self.language_found.emit(result.summary.id)
        self._show_language(hit)
        block = "title" if hit.where == TITLE else hit.block
        if block:
            pane.view.restore(ReadingPosition(block, hit.sentence, _TOP))
            rendered = pane.view.rendered
            start = sentence_start(rendered, block, hit.sentence) if rendered is not None else None
            if start is not None:
                pane.sentence_cursor.go_to_position(start)
        if found is not None:
            terms = search_jobs.terms_in(found.query, hit)
            self.words_found.emit(search_jobs.as_written(terms, hit), terms)

    def _show_language(self, hit: Hit) -> None:
        pane = self._pane
        if hit.where in (TITLE, ORIGINAL):
            if pane.text_view is not TextView.ORIGINAL:
                pane.set_view(TextView.ORIGINAL)
        elif pane.target != hit.where or pane.text_view is TextView.ORIGINAL:
            pane.show_language(hit.where)
