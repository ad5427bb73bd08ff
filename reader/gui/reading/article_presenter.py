"""Puts the open article into the view: which language, which layout, which size, in which theme."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Hashable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from reader.core.model import ReadingPosition, TextView, TranslatedBlock
from reader.gui.article_view.article_view import ArticleView
from reader.gui.article_view.block_writer import BlockWriter
from reader.gui.article_view.document_builder import Layout, build
from reader.gui.article_view.text_formats import TextFormats
from reader.gui.article_view.title_writer import Header, avatar_side, meta_text, rewrite_meta
from reader.gui.article_view.units import CAPTION, TITLE
from reader.gui.reading.article_content import DONE, FAILED, RUNNING, ArticleContent, TranslationState
from reader.gui.reading.doubtful_sentences import gutter_states
from reader.gui.reading.lead_height import LeadHeight, free_height
from reader.gui.text.dates import long_date
from reader.gui.text.sections import section_name
from reader.gui.theme.reading_fonts import ReadingFonts
from reader.gui.theme.typography import (
    COLUMN_GAP,
    DEFAULT_STEP,
    LARGEST_STEP,
    NARROWEST_COLUMN,
    TextStep,
    column_width,
    text_step,
)
from reader.settings.reading_speeds import ReadingSpeeds

Files = dict[str, tuple[Path, int, int, bool]]

WIDEST_PAIR = 1120
COLUMN_LETTERS = 14
"""Width that a column of two needs, in heights of its letters: some 30 characters, or words would break."""
PAIR_FULL_SIZE = 1600
"""Width in px from which two columns get the chosen size; below it they get the step before."""

STREAM_INTERVAL = 250
"""Milliseconds between two updates of a translation under way: at most four a second."""
SLICE = 0.004
"""Seconds of this thread that one update takes at most; many blocks at once come in several."""
SLICE_INTERVAL = 20
"""Milliseconds until the next slice of an update."""


class ArticlePresenter(QObject):
    """Everything between the article's data and the view's document."""

    streamed = Signal()
    """Translated blocks that had arrived are on screen."""
    preparing = Signal()
    """A document is about to be built: room for what stands below it must be known."""

    def __init__(self, view: ArticleView, strips_height: Callable[[], int] = lambda: 0) -> None:
        super().__init__(view)
        self.view, self.strips_height = view, strips_height
        self.content: ArticleContent | None = None
        self.language = ""
        self.text_view = TextView.ORIGINAL
        self.target = ""
        self.preferred = ("", TextView.TRANSLATION)
        """The language and view that an article opens in where its translation is whole."""
        self.coming = ""
        """The language that the article opened next is translated to at once, empty for none."""
        self.step = DEFAULT_STEP
        self.measure = 68
        self.speeds = ReadingSpeeds()
        self.fonts = ReadingFonts()
        self.leading = 100
        self.hyphenate = self.justify = False
        self._fresh: dict[str, TranslatedBlock] = {}
        self._stream = QTimer(self, singleShot=True, interval=STREAM_INTERVAL)
        self._stream.timeout.connect(self._flush_again)
        self._rebuild = QTimer(self, singleShot=True, interval=120)
        self._rebuild.timeout.connect(self.refresh)
        self._words: dict[str, int] = {}
        self._lead = LeadHeight()
        view.width_changed.connect(self._on_width)
        view.outgrown.connect(self._rebuild.start)

    def open(self, content: ArticleContent, position: ReadingPosition | None) -> None:
        """Take an article; the same one opened anew keeps language, view and place."""
        same = self.content is not None and self.content.id == content.id
        place = self.view.position() if same else position
        if not same or self.language not in (content.language, self.target):
            self._begin(content)
        self.content = content
        self._reset()
        self.render(place)

    def _begin(self, content: ArticleContent) -> None:
        """The language and view that another article opens in."""
        self.language, self.text_view, self.target = content.language, TextView.ORIGINAL, ""
        wanted, view = self.preferred
        stored = wanted in content.states and content.state(wanted).status == DONE
        if stored or wanted == self.coming != "":
            self.language, self.text_view, self.target = wanted, view, wanted

    def close(self) -> None:
        """Forget the article."""
        self.content = None
        self._reset()
        self.view.clear_article()

    def choose(self, language: str, text_view: TextView) -> None:
        """Show a language in a view, with the reader's sentence where it is."""
        assert self.content is not None
        self.language, self.text_view = language, text_view
        if language != self.content.language:
            self.target = language
        self.refresh()

    @property
    def marked_language(self) -> str:
        """The language to mark as chosen: none for an original in a language that nobody knows."""
        content = self.content
        unknown = content is not None and not content.document.language and self.language == content.language
        return "" if unknown else self.language

    @property
    def shown_view(self) -> TextView:
        """The view as far as there is room: two columns need 320 px each, in large type more."""
        if self.text_view is TextView.SIDE_BY_SIDE:
            letters = text_step(self._step_for(TextView.SIDE_BY_SIDE)).body
            narrowest = max(NARROWEST_COLUMN, COLUMN_LETTERS * letters)
            if self._pair_width() < 2 * narrowest + COLUMN_GAP:
                return TextView.INTERLEAVED
        return self.text_view

    @property
    def crowded(self) -> bool:
        """Whether two columns are wanted and have no room."""
        return self.text_view is TextView.SIDE_BY_SIDE and self.shown_view is not TextView.SIDE_BY_SIDE

    @property
    def bilingual(self) -> bool:
        """Whether the target language is on screen."""
        return self.text_view is not TextView.ORIGINAL

    def state(self) -> TranslationState | None:
        """The state of the translation on screen, `None` in the original."""
        if self.content is None or not self.bilingual or not self.target:
            return None
        return self.content.state(self.target)

    @property
    def _waiting(self) -> bool:
        """Whether a translation that is not there may be on its way; one that could not begin is not."""
        state = self.state()
        return state is None or state.status != FAILED or bool(state.blocks)

    def refresh(self) -> None:
        """Build anew with the reader's sentence where it is."""
        self.render(self.view.position())

    def render(self, position: ReadingPosition | None) -> None:
        """Build the document and show it at a position."""
        content = self.content
        if content is None:
            return
        self._fresh.clear()
        self._rebuild.stop()
        self._want_column()  # what stands below the text asks for its width
        self.preparing.emit()
        layout, files, header = self._prepare(content)
        blocks = content.state(self.target).blocks if self.bilingual else {}
        rendered = build(layout, header, content.title, content.caption, content.blocks, blocks)
        self.view.marks = self._marks()
        self.view.show_document(rendered, files, position)

    def take_up(self) -> None:
        """Give a document that was shown before the window had its parts the room that these want."""
        self.preparing.emit()
        self.view.take_rooms()

    def received(self, block: TranslatedBlock) -> None:
        """A block of the translation on screen is done: show it now or within a quarter of a second."""
        self._fresh[block.id] = block
        if not self._stream.isActive():
            self._flush_again()

    def flush(self) -> None:
        """Show what has arrived, without moving the line being read; the rest of much follows in slices."""
        fresh, self._fresh = self._fresh, {}
        rendered, content = self.view.rendered, self.content
        if rendered is None or content is None:
            return
        turned = rendered.layout.waiting != self._waiting or any(
            unit.id in fresh and not rendered.can_replace(unit) for unit in rendered.units
        )
        if turned or self._head_grew(content, fresh):
            self.view.without_moving(self.refresh)
            return
        if fresh:
            self.view.without_moving(lambda: self._replace(fresh))
            if self._fresh:
                self._stream.start(SLICE_INTERVAL)
        self.view.marks = self._marks()
        self.view.viewport().update()
        if fresh:
            self.streamed.emit()

    def _head_grew(self, content: ArticleContent, fresh: Collection[str]) -> bool:
        """Whether title or caption take so much more room translated that the lead picture must be lower."""
        rendered = self.view.rendered
        highest = rendered.layout.lead_height if rendered is not None else 0
        heads = bool(highest) and (TITLE in fresh or CAPTION in fresh)
        return heads and self._prepare(content)[0].lead_height < highest

    @property
    def behind(self) -> bool:
        """Whether something that has arrived is not shown yet."""
        return bool(self._fresh)

    def update_meta(self, share: float) -> None:
        """Renew “N min left” in the title block."""
        rendered = self.view.rendered
        if rendered is None or self.content is None or not rendered.byline:
            return
        meta, line = self.meta(share), rendered.byline[0]
        if line.text() != meta_text(meta):
            writer = BlockWriter(rendered.layout.formats, rendered.layout.width, {})
            self.view.without_moving(lambda: rewrite_meta(writer, line, meta))

    def meta(self, share: float) -> tuple[str, ...]:
        """Date, reading time and time left, one line in the interface's language."""
        from reader.reading.reading_time import minutes, minutes_left

        assert self.content is not None
        code, words = self.read_language, self.words()
        day = long_date(self.content.document.date) if self.content.document.date else ""
        if not words:  # its text is not fetched yet
            return (day,)
        total = self.tr("Reading time %n min", "", minutes(words, code, self.speeds.of(code)))
        left = minutes_left(words, share, code, self.speeds.of(code))
        return (day, total, self.tr("%n min left", "", left) if left else self.tr("finished"))

    def words(self) -> int:
        """How many words the article has in the language it is read in; 0 while its text is not there."""
        assert self.content is not None
        code = self.read_language
        found = self._words.get(code)
        if found is None:
            found = self._words[code] = self.content.words(code)
        return found

    def seconds(self) -> float:
        """How long the article takes to read; 0 while its text is not there."""
        from reader.reading.reading_time import speed_of

        code = self.read_language
        return 60 * self.words() / speed_of(code, self.speeds.of(code))

    @property
    def read_language(self) -> str:
        """The language the reader reads in: the original's beside a translation counts as the original."""
        assert self.content is not None
        alone = self.text_view in (TextView.TRANSLATION, TextView.INTERLEAVED)
        return self.target if alone and self.target else self.content.language

    def forget_words(self, language: str) -> None:
        """Count the words of a language anew: its text changed."""
        self._words.pop(language, None)

    @property
    def line_height(self) -> int:
        """Px of a line of body text on screen."""
        step = text_step(self._step_for(self.shown_view)).with_leading(self.leading)
        return step.arabic_line if self.bilingual and self.target == "ar" else step.line

    def _prepare(self, content: ArticleContent) -> tuple[Layout, Files, Header]:
        """Sizes, formats, pictures and words for the next build."""
        shown = self.shown_view
        pair = shown is TextView.SIDE_BY_SIDE
        step = text_step(self._step_for(shown)).with_leading(self.leading)
        self.view.want_column(self._pair_width() if pair else self._column_of(step))
        width = self.view.column
        theme = self.view.theme
        smaller = text_step(max(1, self.step - 1)).with_leading(self.leading)
        justify = self.justify and not pair
        second = TextFormats(theme, smaller, True, self.fonts, self.hyphenate, justify)
        formats = TextFormats(theme, step, False, self.fonts, self.hyphenate, justify)
        column = (width - COLUMN_GAP) // 2 if pair else width
        names, files, avatar = content.pictures(column, 0, avatar_side(formats))
        target = self.target or content.language
        layout = Layout(shown, content.language, target, formats, second, width, names, waiting=self._waiting)
        document, lead = content.document, content.document.lead
        header = Header(
            document.section if document.language else section_name(document.section),
            document.author,
            document.site,
            self.meta(self.view.share_read if self.view.rendered else 0.0),
            avatar,
            lead if lead is not None and (lead.digest or content.caption) else None,
        )
        highest = self._lead_height(layout, header)
        if highest:
            names, files, _ = content.pictures(column, highest, avatar_side(formats))
        return replace(layout, pictures=names, lead_height=highest), files, header

    def _lead_height(self, layout: Layout, header: Header) -> int:
        """How high the lead picture may be, 0 for as high as any."""
        assert self.content is not None
        if header.lead is None or not self.content.lead_capped:
            return 0
        view, (above, below) = self.view, self.view.rooms
        strips = view.strip_room if below else self.strips_height()
        free = free_height(view.height() - above - below, view.width(), strips)
        return self._lead.of(self._place(layout), layout, header, self.content, free)

    def _place(self, layout: Layout) -> Hashable:
        """What the height of the lead picture depends on, `None` while the text has no size on screen."""
        view, step = self.view, layout.formats.step
        if self.content is None or not view.isVisible():
            return None
        single = layout.view in (TextView.ORIGINAL, TextView.TRANSLATION)
        shown = None if single else layout.view
        return self.content.id, view.window().size().toTuple(), layout.width, any(view.rooms), step, shown

    def _step_for(self, shown: TextView) -> int:
        """Two columns take the step below in windows under 1600 px, never under 15 px."""
        if shown is TextView.SIDE_BY_SIDE and self.view.window().width() < PAIR_FULL_SIZE:
            return max(1, min(self.step, LARGEST_STEP) - 1)
        return self.step

    def _pair_width(self) -> int:
        self.view.want_column(WIDEST_PAIR)
        return self.view.column

    def _marks(self) -> dict[str, str]:
        """Which units may be wrong, which waiting one is being translated now, and which wait."""
        state = self.state()
        if state is None or self.content is None:
            return {}
        found = gutter_states(state.blocks, state.weak)
        if state.status != RUNNING:
            return found
        ids = [unit.id for unit in self.content.units if unit.translatable]
        start = ids.index(state.last) + 1 if state.last in ids else 0
        waiting = [i for i in ids[start:] + ids[:start] if i not in state.blocks or i in state.old]
        return found | {name: "current" if number == 0 else "waiting" for number, name in enumerate(waiting)}

    def _replace(self, fresh: dict[str, TranslatedBlock]) -> None:
        rendered, content = self.view.rendered, self.content
        assert rendered is not None and content is not None
        until = time.thread_time() + SLICE
        for number, (unit_id, block) in enumerate(fresh.items()):
            if number and time.thread_time() > until:
                self._fresh[unit_id] = block
                continue
            unit = content.unit(unit_id)
            if unit is not None and unit.translatable:
                rendered.replace_target(unit, block)

    def _flush_again(self) -> None:
        if self._fresh:
            self.flush()
            self._stream.start(SLICE_INTERVAL if self._fresh else STREAM_INTERVAL)

    def _want_column(self) -> None:
        pair = self.shown_view is TextView.SIDE_BY_SIDE
        self.view.want_column(WIDEST_PAIR if pair else self._single_width())

    def _on_width(self) -> None:
        rendered = self.view.rendered
        if rendered is None:
            return
        fits = self.shown_view is rendered.layout.view
        self._want_column()
        if not fits or self.view.column != rendered.layout.width:
            self._rebuild.start()

    def _single_width(self) -> int:
        return self._column_of(text_step(self.step))

    def _column_of(self, step: TextStep) -> int:
        return column_width(step, self.measure, self.fonts.for_latin(step.body))

    def _reset(self) -> None:
        self._fresh.clear()
        self._words.clear()
        self._stream.stop()
        self._rebuild.stop()
