"""Finding in the open article: every hit marked, one of them current, without accents and case."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from itertools import chain, islice

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QFont, QTextCharFormat, QTextDocument

from reader.core.search import Term
from reader.gui.article_view.article_view import ArticleView
from reader.gui.article_view.cursor_style import extra_selection
from reader.gui.article_view.scroll_anchor import sentence_start
from reader.gui.article_view.sentence_cursor import SentenceCursor
from reader.gui.article_view.sentence_stops import selection
from reader.gui.article_view.text_formats import Property, joint_before
from reader.gui.find.hit_patterns import Spans, each_word, phrase_spans, word_spans
from reader.gui.text.matching import Folded, fold

MOST = 2000
"""Hits that are marked; more are neither useful nor quick to draw."""
WAIT = 150
"""ms after the last letter until the text is searched."""


class Finder(QObject):
    """Searches the document on screen; a new document (other language, size) is searched anew."""

    found = Signal(int, int)
    """Number of the current hit (from 1, 0 for none) and of all."""

    def __init__(self, view: ArticleView, cursor: SentenceCursor) -> None:
        super().__init__(view)
        self._view = view
        self._cursor = cursor
        self._query = ""
        self._terms: tuple[Term, ...] = ()
        self._hits: list[tuple[int, int]] = []
        self._current = -1
        self._document: QTextDocument | None = None
        self._length = 0
        self._folded: dict[str, Folded] = {}
        self._wait = QTimer(self, singleShot=True, interval=WAIT)
        self._wait.timeout.connect(self._search_from_here)
        view.laid_out.connect(self._on_laid_out)

    @property
    def hits(self) -> list[tuple[int, int]]:
        """Document positions of the hits."""
        return self._hits

    @property
    def current(self) -> int:
        """Index of the current hit, -1 for none."""
        return self._current

    @property
    def waiting(self) -> bool:
        """Whether a text is still being typed, and not looked for yet."""
        return self._wait.isActive()

    def look_for(self, query: str, terms: Sequence[Term] = ()) -> None:
        """Look for a text once typing rests; or for each of the words of a search, which it stands for."""
        self._query, self._terms = query.strip(), tuple(terms)
        self._wait.start()

    def step(self, by: int) -> None:
        """Go to the next hit, or the one before; round at the ends."""
        if self.waiting:
            self._wait.stop()
            self._search_from_here()
        elif self._hits:
            self._go((self._current + by) % len(self._hits))

    def clear(self) -> None:
        """Mark nothing; the cursor stays at the hit."""
        if 0 <= self._current < len(self._hits):
            self._cursor.go_to_position(self._hits[self._current][0])
        self._wait.stop()
        self._query, self._terms, self._hits, self._current = "", (), [], -1
        self._folded, self._document = {}, None
        self._view.outlined = None
        self._view.set_layer("hits", [])

    def _search_from_here(self) -> None:
        self._search()
        here = self._place()
        after = next((n for n, hit in enumerate(self._hits) if hit[0] >= here), 0)
        self._go(after if self._hits else -1)

    def _place(self) -> int:
        """Where looking begins: at the top of what is in sight; at the sentence that a search led to."""
        stop, rendered = self._cursor.stop, self._view.rendered
        if self._terms and stop is not None and rendered is not None:
            start = sentence_start(rendered, stop.unit, self._cursor.sentence)
            if start is not None:
                return start
        return self._view.cursorForPosition(self._view.viewport().rect().topLeft()).position()

    def _search(self) -> None:
        self._view.builder.finish()
        blocks, leads = self._blocks() if self._query else [], self._leads()
        if not self._terms:
            self._hits = self._found(blocks, leads, phrase_spans(fold(self._query).text))
            return
        self._hits = self._found(blocks, leads, word_spans(self._terms))
        if not self._hits:  # a phrase that runs from one paragraph into the next
            self._hits = self._found(blocks, leads, word_spans(each_word(self._terms)))

    def _found(
        self, blocks: Sequence[tuple[int, Folded]], leads: Mapping[int, int], spans: Spans
    ) -> list[tuple[int, int]]:
        found = (
            (start + first, self._with_marks(start + last))
            for start, folded in blocks
            for first, last in (folded.span(*span) for span in spans(folded.text))
            if first >= leads.get(start, 0)
        )
        return list(islice(found, MOST))

    def _with_marks(self, end: int) -> int:
        """The end of a hit with the marks over its last letter, which are no letters of their own."""
        document = self._view.document()
        while unicodedata.combining(document.characterAt(end)):
            end += 1
        return end

    def _leads(self) -> dict[int, int]:
        """By place, how many letters of the program a paragraph begins with, where it does."""
        rendered = self._view.rendered
        spots = chain.from_iterable(rendered.placed.values()) if rendered is not None else ()
        return {spot.block.position(): spot.lead for spot in spots if spot.lead}

    def _blocks(self) -> list[tuple[int, Folded]]:
        """Every paragraph's place and text; a text that stood in the document before is not prepared again.

        What the program says about the article (reading time, names of columns) is not looked through.

        The pieces of a long paragraph are one text: a passage may go on from one into the next, also inside
        a word.
        """
        document, known = self._view.document(), self._folded
        self._document, self._length, self._folded = document, document.characterCount(), {}
        found = []
        block = document.begin()
        while block.isValid():
            start, letters, origin = block.position(), list[str](), list[Sequence[int]]()
            said = block.blockFormat().hasProperty(Property.ABOUT)
            joint: str | None = ""
            while joint is not None:
                text, place = block.text(), block.position() - start
                folded = self._folded[text] = self._folded.get(text) or known.get(text) or fold(text)
                if joint:
                    letters.append(" ")
                    origin.append((place - 1,))  # Qt has one sign between two blocks, whatever the joint is
                letters.append(folded.text)
                origin.append([place + at for at in folded.origin] if place else folded.origin)
                block = block.next()
                joint = joint_before(block) if block.isValid() else None
            whole = folded if len(letters) == 1 else Folded("".join(letters), list(chain(*origin)))
            if whole.text.strip() and not said:
                found.append((start, whole))
        return found

    def _go(self, index: int) -> None:
        self._current = index
        self._draw()
        if 0 <= index < len(self._hits):
            self._cursor.show_position(self._hits[index][0])
        self.found.emit(index + 1, len(self._hits))

    def _draw(self) -> None:
        made = []
        look = QTextCharFormat()
        look.setBackground(self._view.theme.color("hl.yellow"))
        look.setForeground(self._view.theme.color("text"))
        look.setFontWeight(QFont.Weight.Bold)
        rendered = self._view.rendered
        for start, end in self._hits if rendered is not None else ():
            assert rendered is not None
            made.append(extra_selection(selection(rendered, start, end), look))
        current = self._hits[self._current] if 0 <= self._current < len(self._hits) else None
        self._view.outlined = current
        self._view.set_layer("hits", made)

    def _on_laid_out(self) -> None:
        """Another document, or the same one changed: find the hits anew, keep the number of the current."""
        if not self._query:
            return
        if self._view.rendered is None:
            self.clear()
            return
        document = self._view.document()
        if document is self._document and document.characterCount() == self._length:
            return
        if not self._view.whole:
            self._hits, self._document = [], None  # they come again once all of the text is there
            self._draw()
        else:
            self._search()
            self._current = min(self._current, len(self._hits) - 1)
            self._draw()
            self.found.emit(self._current + 1, len(self._hits))
