"""Learns the reader's speed while they read, if they agreed: how long they stay on how many words.

A stretch begins at a paragraph and ends when the reader has gone on to a later one. Anything that breaks
the reading (another window, another article, going back) begins anew, and nothing is measured then.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from reader.core.model import BlockKind, TextView
from reader.gui.feature import Feature
from reader.settings.reading_speeds import samples_of, text_of

if TYPE_CHECKING:
    from reader.gui.article_view.units import Unit
    from reader.gui.context import WindowContext
    from reader.gui.reading.reading_pane import ReadingPane

_STORED_EVERY = 12
"""Samples after which they are stored in the middle of an article."""


class ReadingSpeedFeature(Feature):
    """For one window. `clock` gives seconds, for tests."""

    def __init__(self, context: WindowContext, pane: ReadingPane) -> None:
        super().__init__(context)
        self._pane = pane
        self.clock = time.monotonic
        self._from = ""
        self._language = ""
        self._since = 0.0
        self._fresh: list[tuple[str, int, float]] = []
        pane = pane
        pane.sentence_cursor.moved.connect(self._on_cursor)
        pane.view.settled.connect(self._on_scrolled)
        pane.choice_changed.connect(self.begin_anew)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.applicationStateChanged.connect(self._on_state)

    def article_opened(self, article_id: int) -> None:
        """Another article: nothing of the one before goes on."""
        self.begin_anew()
        self.store()

    def article_closed(self) -> None:
        """No article: nothing is read."""
        self.begin_anew()
        self.store()

    def shut_down(self) -> None:
        """Keep what was learnt."""
        self.store()

    def begin_anew(self) -> None:
        """What comes next is not joined to what was before."""
        self._from = ""

    def reached(self, unit_id: str) -> None:
        """The reader is at a paragraph now."""
        content = self._pane.content
        if not unit_id or content is None or not self.context.options.flag("learn_speed"):
            return
        now, language = self.clock(), self._pane.presenter.read_language
        before, since = self._from, self._since
        same = before == unit_id and language == self._language
        if same:
            return
        self._from, self._since, self._language = unit_id, now, language
        order = [unit.id for unit in content.units]
        if before not in order or unit_id not in order:
            return
        first, last = order.index(before), order.index(unit_id)
        if last > first and self._readable():
            words = sum(self._words(unit, language) for unit in content.units[first:last])
            self._keep(language, words, now - since)

    def store(self) -> None:
        """Put the new samples to the others."""
        if not self._fresh:
            return
        from reader.reading.speed_learning import with_sample

        samples = samples_of(self.context.options.text("speed_samples"))
        for language, words, seconds in self._fresh:
            samples[language] = with_sample(samples.get(language, ()), words, seconds)
        self._fresh.clear()
        self.context.options.set("speed_samples", text_of(samples))

    def _keep(self, language: str, words: int, seconds: float) -> None:
        from reader.reading.speed_learning import is_reading

        if is_reading(words, seconds):
            self._fresh.append((language.split("-")[0], words, seconds))
        if len(self._fresh) >= _STORED_EVERY:
            self.store()

    def _readable(self) -> bool:
        """Whether one language is read, with nothing lying over it."""
        single = self._pane.text_view in (TextView.ORIGINAL, TextView.TRANSLATION)
        return single and self.context.overlays.shown is None

    def _words(self, unit: Unit, language: str) -> int:
        from reader.reading.reading_time import words_in

        content = self._pane.content
        if content is None or unit.kind in (BlockKind.RELATED, BlockKind.EMBED):
            return 0
        if language == content.language:
            text = " ".join(sentence.text for sentence in unit.sentences)
        else:
            done = content.state(language).blocks.get(unit.id)
            text = " ".join(pair.target for pair in done.sentences) if done is not None else ""
        return words_in(text, language)

    def _on_cursor(self) -> None:
        stop = self._pane.sentence_cursor.stop
        self.reached(stop.unit if stop is not None else "")

    def _on_scrolled(self) -> None:
        position = self._pane.view.position()
        if self._pane.sentence_cursor.stop is None and position is not None:
            self.reached(position.block)

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive:
            self.begin_anew()
