"""Which word of a translation stands for which of the original: lit up together, by pointer and by key.

The links are the model's own, stored with each sentence. Words are found in the text on screen as
`core.alignment` counts them, so a number is enough to know a word on either side.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QTextCharFormat

from reader.core.alignment import decode, words
from reader.core.model import TextView, TranslatedSentence
from reader.gui.article_view.cursor_style import extra_selection
from reader.gui.article_view.display_text import ADDED
from reader.gui.article_view.document_builder import SOURCE, TARGET, Rendered
from reader.gui.article_view.sentence_stops import Stop, placed_of, selection, sides_of, stop_at
from reader.gui.reading.reading_pane import ReadingPane

_REST = 60  # ms the pointer rests on a word before it lights up; no flicker while it passes by

Place = tuple[int, int]
"""Start and end of a word in the document."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A word lit up with its partners: the texts, and the number and side of the word."""

    word: str
    partners: tuple[str, ...]
    side: str
    number: int


class WordAlignment(QObject):
    """The linked words of one pane."""

    shown = Signal(object)
    """A `Linked` by key, for screen readers and the popup."""

    def __init__(self, pane: ReadingPane) -> None:
        super().__init__(pane)
        self._pane, self._view = pane, pane.view
        self.linked: Linked | None = None
        self._by_key = False
        self._lit_in: Rendered | None = None
        self._position = -1
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._on_rest)
        pane.view.viewport().setMouseTracking(True)
        pane.view.viewport().installEventFilter(self)
        cursor = pane.sentence_cursor
        self._view.laid_out.connect(self._on_laid_out)
        cursor.moved.connect(self.clear)

    def clear(self) -> bool:
        """Light nothing; says whether something was lit."""
        lit = self.linked is not None
        self.linked, self._by_key = None, False
        if lit:
            self._view.set_layer("words", [])
        return lit

    def _on_laid_out(self) -> None:
        """What is lit by key stays where the lines alone are broken anew: something came above the text."""
        if not self._by_key or self._view.rendered is not self._lit_in:
            self.clear()

    def step(self, by: int) -> None:
        """Light the next or previous word of the current sentence that has a partner."""
        place, rendered = self._pane.sentence_cursor, self._view.rendered
        if rendered is None or not self._bilingual():
            return
        if place.stop is None:
            place.next_sentence(1)
        stop = place.stop
        if stop is None:
            return
        side = sides_of(rendered)[0]
        linked = self.linked if self._by_key and self.linked is not None else None
        number = linked.number if linked is not None else (-1 if by > 0 else 1 << 30)
        pair = self._pair(stop, place.sentence)
        numbers = _linked_numbers(pair, side) if pair is not None else []
        ahead = [n for n in numbers if (n > number if by > 0 else n < number)]
        if not ahead:
            self.clear()
            place.next_sentence(by)
            return
        self._light(rendered, stop, place.sentence, side, ahead[0] if by > 0 else ahead[-1])
        self._by_key = True
        if self.linked is not None:
            self.shown.emit(self.linked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            if event.buttons() != Qt.MouseButton.NoButton or not self._bilingual():
                return False
            self._position = self._view.cursorForPosition(event.position().toPoint()).position()
            self._rest.start()
        elif kind == QEvent.Type.Leave:
            self._rest.stop()
            if not self._by_key:
                self.clear()
        return False

    def _bilingual(self) -> bool:
        return self._pane.presenter.text_view is not TextView.ORIGINAL

    def _on_rest(self) -> None:
        """Light the word under the pointer with its partners, on whichever side it stands."""
        rendered, position = self._view.rendered, self._position
        found = (
            stop_at(rendered, self._pane.sentence_cursor.stops, position) if rendered is not None else None
        )
        if rendered is None or found is None:
            return
        stop = self._pane.sentence_cursor.stops[found[0]]
        for side in sides_of(rendered):
            places = _word_places(rendered, stop, found[1], side)
            for number, (start, end) in enumerate(places):
                if start <= position < end:
                    self._light(rendered, stop, found[1], side, number)
                    return
        if not self._by_key:
            self.clear()

    def _light(self, rendered: Rendered, stop: Stop, sentence: int, side: str, number: int) -> None:
        pair = self._pair(stop, sentence)
        own = _word_places(rendered, stop, sentence, side)
        self.clear()
        if pair is None or number >= len(own):
            return
        other_side = TARGET if side == SOURCE else SOURCE
        across = sorted(
            {
                b if side == SOURCE else a
                for a, b in decode(pair.alignment)
                if number == (a if side == SOURCE else b)
            }
        )
        if not across:
            return
        others = _word_places(rendered, stop, sentence, other_side)
        look = _look(self._view)
        lit = [own[number], *(others[n] for n in across if n < len(others))]
        self._view.set_layer("words", [extra_selection(selection(rendered, *spot), look) for spot in lit])
        self._lit_in = rendered
        text = pair.source if side == SOURCE else pair.target
        opposite = pair.target if side == SOURCE else pair.source
        self.linked = Linked(
            _nth(text, number), tuple(word for n in across if (word := _nth(opposite, n))), side, number
        )

    def _pair(self, stop: Stop, sentence: int) -> TranslatedSentence | None:
        state = self._pane.presenter.state()
        block = state.blocks.get(stop.unit) if state is not None else None
        if block is None or not 0 <= sentence < len(block.sentences):
            return None
        return block.sentences[sentence]


def _linked_numbers(pair: TranslatedSentence, side: str) -> list[int]:
    """The words of a side that have a partner and are more than a sign."""
    text = pair.source if side == SOURCE else pair.target
    spans = words(text)
    numbers = {a if side == SOURCE else b for a, b in decode(pair.alignment)}
    return sorted(n for n in numbers if n < len(spans) and text[spans[n][0]].isalnum())


def _nth(text: str, number: int) -> str:
    spans = words(text)
    return text[spans[number][0] : spans[number][1]] if number < len(spans) else ""


def _word_places(rendered: Rendered, stop: Stop, sentence: int, side: str) -> list[Place]:
    """Where the words of a sentence stand in the document; nothing when that side does not show it."""
    places: list[Place] = []
    for placed in placed_of(rendered, stop, side):  # a very long sentence stands in several pieces
        base, text = placed.block.position(), placed.block.text()
        for span in placed.spans:
            if span.sentence == sentence:
                start, end = placed.range(span)
                places += [(start + a, start + b) for a, b in screen_words(text[start - base : end - base])]
    return places


def screen_words(text: str) -> list[Place]:
    """The words of a text on screen, which holds invisible signs that do not count."""
    where = [n for n, sign in enumerate(text) if ord(sign) not in ADDED]
    clean = "".join(text[n] for n in where)
    return [(where[start], where[end - 1] + 1) for start, end in words(clean)]


def _look(view: object) -> QTextCharFormat:
    theme = view.theme  # type: ignore[attr-defined]
    look = QTextCharFormat()
    look.setBackground(theme.color("tint"))
    look.setForeground(theme.color("text"))
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    look.setUnderlineColor(theme.color("accent"))
    return look
