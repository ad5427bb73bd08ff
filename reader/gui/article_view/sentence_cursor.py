"""The sentence cursor of the reading view: moves by sentence, paragraph, heading, and shows where it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QTextCursor

from reader.core.model import ReadingPosition
from reader.gui.article_view.article_view import ArticleView
from reader.gui.article_view.cursor_style import bars_of, dim_extras, sentence_extras
from reader.gui.article_view.display_text import ADDED
from reader.gui.article_view.document_builder import Rendered
from reader.gui.article_view.scroll_anchor import line_top
from reader.gui.article_view.sentence_stops import (
    CAPTION_STOP,
    HEADING,
    PARAGRAPH,
    TITLE_STOP,
    WHOLE,
    Stop,
    first_sentence,
    place_of,
    placed_of,
    selection,
    sentence_ranges,
    sides_of,
    stop_at,
    stops_of,
)
from reader.gui.text.messages import fill
from reader.gui.widgets.smooth_scroll import SmoothScroll

HIGHEST, LOWEST = 0.25, 0.60
"""The cursor's line is kept between these shares of the view's height."""
DOWN_TO, UP_TO = 0.28, 0.5
"""Where the line is put when it has left that band below, or above."""


class SentenceCursor(QObject):
    """One cursor for one view. It appears at the first move or click and is kept for each article.

    Args:
        view: what it moves in.
        article: tells the id of the article on screen.
    """

    moved = Signal()
    spoken = Signal(str)
    """The sentence just reached, for screen readers."""

    def __init__(self, view: ArticleView, article: Callable[[], int]) -> None:
        super().__init__(view)
        self._view = view
        self._article = article
        self._shown = 0
        self._kept: dict[int, tuple[str, int]] = {}
        self._stops: list[Stop] = []
        self._seen = 0
        self._awaited: tuple[str, int] | None = None
        self._rendered: Rendered | None = None
        self._index = -1
        self._sentence = WHOLE
        self._holds = True
        self.quiet = False
        """Whether moves are not told, because the text is being read aloud."""
        self.focused = False
        """Whether the paragraphs around the current one are dimmed."""
        self._glide = SmoothScroll(view.verticalScrollBar())
        self._glide.arrived.connect(self._hold)
        view.laid_out.connect(self._on_laid_out)
        view.builder.grown.connect(self._on_grown)
        view.text_clicked.connect(self.go_to_position)
        view.user_scrolls.connect(self._glide.stop)

    @property
    def stop(self) -> Stop | None:
        """The current paragraph, `None` while the cursor has not appeared."""
        return self._stops[self._index] if 0 <= self._index < len(self._stops) else None

    @property
    def place(self) -> tuple[str, int] | None:
        """Its unit and sentence, also while they are not written yet; `None` while it has not appeared."""
        return (self.stop.unit, self._sentence) if self.stop is not None else self._awaited

    @property
    def sentence(self) -> int:
        """The current sentence's number in its block."""
        return self._sentence

    @property
    def stops(self) -> list[Stop]:
        """Every paragraph of the document on screen."""
        return self._stops

    @property
    def direction(self) -> Qt.LayoutDirection:
        """The direction of the paragraph the cursor is in, or would appear in."""
        stop = self.stop
        rendered = self._view.rendered
        if rendered is None or not self._stops:
            return Qt.LayoutDirection.LeftToRight
        if stop is None:
            stop = self._stops[min(len(self._stops) - 1, self._first_visible()[0])]
        placed = placed_of(rendered, stop, sides_of(rendered)[0])
        return placed[0].block.textDirection() if placed else Qt.LayoutDirection.LeftToRight

    def counts(self) -> tuple[int, int, int, int]:
        """Number of the paragraph and of all, of the sentence in it and of all: for the status line.

        Titles, headings, captions and related links are not counted as paragraphs.
        """
        stop = self.stop
        if stop is None:
            return 0, self.paragraphs, 0, 0
        number = sum(s.kind == PARAGRAPH for s in self._stops[: self._index + 1])
        place = stop.sentences.index(self._sentence) + 1 if self._sentence in stop.sentences else 1
        return number, self.paragraphs, place, max(1, len(stop.sentences))

    @property
    def paragraphs(self) -> int:
        """How many paragraphs the article has."""
        return sum(stop.kind == PARAGRAPH for stop in self._stops)

    def headings(self) -> list[tuple[int, Stop, str]]:
        """Index, stop and text of every heading, for the list of contents."""
        self._view.builder.finish()
        found = [(n, stop) for n, stop in enumerate(self._stops) if stop.kind == HEADING]
        return [(n, stop, self.text_of(stop)) for n, stop in found]

    def heading_before(self) -> int:
        """Which of the headings the reader is under, -1 for none."""
        here = self._index if self.stop is not None else self._first_visible()[0] if self._stops else -1
        return sum(index <= here for index, _, _ in self.headings()) - 1

    def expect(self, article: int, position: ReadingPosition | None) -> None:
        """Stand, in an article that is about to be shown, where it stood when that place was kept."""
        if position is not None and position.cursor_block:
            self._kept[article] = (position.cursor_block, position.cursor_sentence)

    # Moving

    def next_paragraph(self, by: int = 1) -> None:
        """Go to the start of the next paragraph, or of the one before (`by` -1)."""
        if self._appear():
            return
        target = self._index + by
        if target >= len(self._stops):
            self._view.builder.finish()
        if target >= len(self._stops):
            self.to_end()
        elif target < 0:
            self.to_start()
        else:
            self._go(target, first=True)

    def next_sentence(self, by: int = 1) -> None:
        """Go to the next sentence, or the one before, over the paragraph's end."""
        if self._appear():
            return
        stop = self._stops[self._index]
        place = stop.sentences.index(self._sentence) if self._sentence in stop.sentences else 0
        if self._index + by >= len(self._stops):
            self._view.builder.finish()
        if 0 <= place + by < len(stop.sentences):
            self._set(self._index, stop.sentences[place + by])
        elif 0 <= self._index + by < len(self._stops):
            self._go(self._index + by, first=by > 0)
        elif by > 0:
            self.to_end()
        else:
            self.to_start()

    def next_heading(self, by: int = 1) -> None:
        """Go to the next heading, or the one before; the title counts as one."""
        if not self._stops:
            return
        self._view.builder.finish()
        here = self._index if self.stop is not None and self._visible() else self._first_visible()[0]
        places = [n for n, stop in enumerate(self._stops) if stop.kind in (HEADING, TITLE_STOP)]
        ahead = [n for n in places if (n > here if by > 0 else n < here)]
        if ahead:
            self._go(ahead[0] if by > 0 else ahead[-1], first=True)
        else:
            self.spoken.emit(self.tr("No further heading"))

    def go_to(self, index: int) -> None:
        """Go to a paragraph by its index."""
        if 0 <= index < len(self._stops):
            self._go(index, first=True)

    def go_to_position(self, position: int, scroll: bool = False) -> None:
        """Go to the sentence at a document position, as a click does; it is already in sight."""
        rendered = self._view.rendered
        found = stop_at(rendered, self._stops, position) if rendered is not None else None
        if found is not None:
            self._set(*found, scroll=scroll)

    def show_position(self, position: int) -> None:
        """Bring a document position into the band where the cursor is kept, without moving the cursor."""
        rendered = self._view.rendered
        if rendered is not None:
            height, (above, below) = self._view.viewport().height(), self._view.rooms
            at = line_top(rendered.document, position)
            top = at - self._view.verticalScrollBar().value()
            highest, lowest = max(HIGHEST * height / 2, above), min(LOWEST * height, height - below)
            if not highest <= top <= lowest:
                self._scroll_to(round(at - max(DOWN_TO * height, highest)), hold=False)

    def to_start(self) -> None:
        """Go to the title."""
        if self._stops:
            self._index, self._sentence = 0, first_sentence(self._stops[0])
            self._after_move(None)
            self._scroll_to(0)

    def to_end(self) -> None:
        """Go to the last sentence and show what stands below it."""
        if self._stops:
            self._view.lay_out_all()
            self._index = len(self._stops) - 1
            self._sentence = (self._stops[-1].sentences or (WHOLE,))[-1]
            self._after_move(None)
            self._scroll_to(self._view.verticalScrollBar().maximum())

    def toggle_focus(self) -> bool:
        """Dim the other paragraphs, or no longer; says which."""
        self.focused = not self.focused
        if self.stop is None and self.focused:
            self._appear()
        self.refresh()
        return self.focused

    # What is at the cursor

    def text(self) -> str:
        """The current sentence on the side being read, as stored (without what display adds)."""
        stop, rendered = self.stop, self._view.rendered
        if stop is None or rendered is None:
            return ""
        ranges = sentence_ranges(rendered, stop, self._sentence, sides_of(rendered)[0])
        return " ".join(_plain(selection(rendered, *found)) for found in ranges)

    def text_of(self, stop: Stop) -> str:
        """A paragraph's text on the side being read."""
        rendered = self._view.rendered
        assert rendered is not None
        placed = placed_of(rendered, stop, sides_of(rendered)[0])
        return " ".join(_plain(QTextCursor(spot.block), whole=True) for spot in placed)

    def link(self) -> str:
        """The address of the first link in the current sentence, empty when it has none."""
        stop, rendered = self.stop, self._view.rendered
        if stop is None or rendered is None:
            return ""
        for start, end in sentence_ranges(rendered, stop, self._sentence, sides_of(rendered)[0]):
            cursor = selection(rendered, start, start)
            while cursor.position() < end and cursor.movePosition(QTextCursor.MoveOperation.NextCharacter):
                if cursor.charFormat().isAnchor():
                    return cursor.charFormat().anchorHref()
        return ""

    def line_top(self) -> float | None:
        """Where the current sentence's first line is in the view, px from its top."""
        start = self._start()
        rendered = self._view.rendered
        if start is None or rendered is None:
            return None
        return line_top(rendered.document, start) - self._view.verticalScrollBar().value()

    def refresh(self) -> None:
        """Draw the cursor where it is now."""
        stop, rendered = self.stop, self._view.rendered
        if stop is None or rendered is None:
            self._view.bars = []
            self._view.set_layer("cursor", [])
            self._view.set_layer("dim", [])
            return
        self._view.bars = bars_of(rendered, stop)
        self._view.set_layer("cursor", sentence_extras(self._view.theme, rendered, stop, self._sentence))
        dimmed = dim_extras(self._view.theme, rendered, self._view.bars) if self.focused else []
        self._view.set_layer("dim", dimmed)

    # Inside

    def _on_laid_out(self) -> None:
        rendered = self._view.rendered
        article = self._article() if rendered is not None else 0
        if article != self._shown:
            if self.place is not None and self._shown:
                self._kept[self._shown] = self.place
            self._shown, self._index = article, -1
            self._rendered, self._stops, self._awaited = None, [], self._kept.get(article)
            self.focused = False
        if rendered is not self._rendered:
            self._awaited = self.place
            self._rendered, self._index, self._seen, self._stops = rendered, -1, 0, []
            self._take_up()
        self.refresh()

    def _on_grown(self) -> None:
        if self._view.rendered is self._rendered and self._take_up():
            self.refresh()

    def _take_up(self) -> bool:
        """Know the paragraphs written since; says whether the cursor's own is among them."""
        if self._rendered is None:
            return False
        self._stops += stops_of(self._rendered, self._seen)
        self._seen = self._rendered.written
        if self._awaited is None:
            return False
        self._index, self._sentence = place_of(self._stops, *self._awaited)
        if self.stop is not None or self._rendered.whole:
            self._awaited = None
        return self.stop is not None

    def _appear(self) -> bool:
        """Show the cursor if it is not in sight yet; says whether this was all there was to do."""
        if not self._stops or (self.stop is not None and self._visible()):
            return not self._stops
        index, sentence = self._first_visible()
        self._set(index, sentence)
        return True

    def _first_visible(self) -> tuple[int, int]:
        """The sentence to begin with: the first of the text at the very top, else the one being read."""
        if self._view.verticalScrollBar().value() == 0:
            body = [n for n, s in enumerate(self._stops) if s.kind not in (TITLE_STOP, CAPTION_STOP)]
            index = body[0] if body else 0
            return index, first_sentence(self._stops[index])
        position = self._view.measured() or ReadingPosition("")
        index, sentence = place_of(self._stops, position.block, position.sentence)
        return (index, sentence) if index >= 0 else (0, first_sentence(self._stops[0]))

    def _visible(self) -> bool:
        if self._glide.running:
            return True  # the view is on its way there, as while a key is held
        top = self.line_top()
        return top is not None and -8 <= top < self._view.viewport().height() - 8

    def _go(self, index: int, first: bool) -> None:
        sentences = self._stops[index].sentences or (WHOLE,)
        self._set(index, sentences[0] if first else sentences[-1])

    def _set(self, index: int, sentence: int, scroll: bool = True) -> None:
        going_up = (index, sentence) < (self._index, self._sentence)
        self._index, self._sentence = index, sentence
        self._after_move(going_up if scroll else None)

    def _after_move(self, going_up: bool | None) -> None:
        self._awaited = None
        self.refresh()
        stop = self.stop
        if stop is not None and not self.quiet:
            heading = stop.kind in (HEADING, TITLE_STOP)
            self.spoken.emit(fill(self.tr("Heading: {title}"), title=self.text()) if heading else self.text())
        if going_up is not None:
            self._bring_into_band(going_up)
        self.moved.emit()

    def _bring_into_band(self, going_up: bool) -> None:
        start, rendered = self._start(), self._view.rendered
        if start is None or rendered is None:
            return
        height = self._view.viewport().height()
        at = line_top(rendered.document, start)
        self._holds = True
        if HIGHEST * height <= at - self._glide.end <= LOWEST * height:
            if not self._glide.running:
                self._hold()
            return
        self._scroll_to(round(at - (UP_TO if going_up else DOWN_TO) * height))

    def _scroll_to(self, value: int, hold: bool = True) -> None:
        bar = self._view.verticalScrollBar()
        if value > bar.maximum():
            self._view.lay_out_all()
        self._glide.stop()
        self._holds = hold
        self._glide.to(value)

    def _hold(self) -> None:
        """From now on the current sentence is the one that stays in place."""
        stop, top = self.stop, self.line_top()
        if self._holds and stop is not None and top is not None:
            self._view.hold(ReadingPosition(stop.unit, max(0, self._sentence), top))

    def _start(self) -> int | None:
        stop, rendered = self.stop, self._view.rendered
        if stop is None or rendered is None:
            return None
        ranges = sentence_ranges(rendered, stop, self._sentence, sides_of(rendered)[0])
        return ranges[0][0] if ranges else None


def _plain(cursor: QTextCursor, whole: bool = False) -> str:
    text = cursor.block().text() if whole else cursor.selectedText().replace("\u2029", " ")
    return text.translate(ADDED).replace("\ufffc", "").replace("\u2028", " ").replace("\u00a0", " ").strip()
