"""What the reading pane shows when a translation starts, goes on, ends, fails or is stopped."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from reader.core.errors import ReaderError
from reader.core.model import Route, TextView, TranslatedBlock, Translation
from reader.gui.reading.article_content import DONE, FAILED, PAUSED, RUNNING, STOPPED, ArticleContent
from reader.gui.reading.reading_pane import ReadingPane
from reader.gui.text.language_names import language_name
from reader.gui.text.messages import fill
from reader.gui.translation.translation_bar import TranslationBar

QUARTERS = 4
_STRIP_SECONDS = 0.2
"""Between two updates of the strip: blocks come faster than anybody reads it."""


_STILL_SECONDS = 1
"""After which the time that is left is said anew, though no block came: of a short article few come."""


class PaneTranslation(QObject):
    """The translations of one pane's article, in its text and in the bar above it."""

    def __init__(self, pane: ReadingPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self.bar = TranslationBar(pane)
        self.bar.original_wanted.connect(lambda: pane.choose_view(TextView.ORIGINAL))
        pane.set_banner(self.bar)
        self.newer: dict[str, bool] = {}
        """Whether a newer model was installed when it was last looked, by the keys of ways."""
        self._clock = QTimer(self, interval=_STILL_SECONDS * 1000)
        self._clock.timeout.connect(self._tell_time)

    def started(self, target: str, total: int = 0) -> None:
        """The engine begins; `total` counts blocks, 0 while it is not known."""
        content = self._pane.content
        if content is not None:
            content.state(target).start(total)
            self._changed(target)
            self._clock.start()
            self._pane.announce(self.bar.words.progress(content.state(target)))

    def begins_anew(self, target: str) -> None:
        """Everything is translated anew: what was there stays until its new translation comes."""
        content = self._pane.content
        if content is not None:
            content.state(target).begin_anew()

    def takes(self, target: str, route: Route) -> None:
        """The way a translation goes is known; what came by another one stays until it is replaced."""
        content = self._pane.content
        if content is None:
            return
        state = content.state(target)
        if state.route is not None and state.route.key != route.key:
            state.begin_anew()
        state.route = route
        self._changed(target)

    def block_came(self, target: str, block: TranslatedBlock, done: int, total: int) -> None:
        """A block is done; it appears at once, or with others at most four times a second."""
        pane, content = self._pane, self._pane.content
        if content is None:
            return
        state = content.state(target)
        if state.status != RUNNING:
            state.start(total)
        if not self._clock.isActive():
            self._clock.start()
        before = state.blocks.get(block.id)
        state.blocks[block.id] = block
        stored = block.id not in state.old
        state.old.discard(block.id)
        state.note(done, total, before is not None and stored)
        state.last = block.id
        if target == pane.target:
            if before != block:
                pane.presenter.received(block)
            elif done == total or time.monotonic() - state.told > _STRIP_SECONDS:
                state.told = time.monotonic()  # what was stored is on screen already
                pane.show_strip()
        if total >= QUARTERS and done * QUARTERS // total != (done - 1) * QUARTERS // total and done < total:
            pane.announce(self.bar.words.short_progress(done, total))

    def done(self, target: str, translation: Translation) -> None:
        """The whole translation is there."""
        pane, content = self._pane, self._pane.content
        if content is None:
            return
        self._take(content, target, translation)
        self._changed(target)
        pane.announce(_translated(target))

    def outdated(self, target: str, newer: bool | None) -> None:
        """Whether a newer model is installed than the one that made the translation; `None`: not known."""
        content = self._pane.content
        if content is not None and content.state(target).status == DONE:
            state = content.state(target)
            changed, state.newer = state.newer != newer, newer
            if changed:
                self._changed(target)

    def failed(self, target: str, error: ReaderError) -> None:
        """The translation stopped by a failure; what is done stays."""
        content = self._pane.content
        if content is not None:
            state = content.state(target)
            state.status, state.error = FAILED, error
            self._changed(target)
            self._pane.tell_failure(self.bar.words.failed(state))

    def left(self, target: str, done: int, total: int) -> None:
        """Another language is translated to instead; it goes on when it is chosen again."""
        content = self._pane.content
        if content is not None:
            _keep_done(content, target, STOPPED, done, total)
            self._changed(target)

    def cancelled(self, target: str, done: int, total: int) -> None:
        """The reader stopped it; what is done stays."""
        content = self._pane.content
        if content is not None:
            _keep_done(content, target, STOPPED, done, total)
            self._changed(target)
            self._pane.announce(self.bar.words.stopped(content.state(target)))

    def paused(self, target: str, done: int, total: int) -> None:
        """The reader paused it; it goes on when they say so."""
        content = self._pane.content
        if content is not None:
            _keep_done(content, target, PAUSED, done, total)
            self._changed(target)
            self._pane.announce(self.bar.words.paused(content.state(target)))

    def refreshed(self, target: str, translation: Translation) -> None:
        """Sentences of a translation are other ones now: corrected, tried again, or taken back."""
        content = self._pane.content
        if content is not None:
            self._take(content, target, translation)
            self._changed(target)

    def _take(self, content: ArticleContent, target: str, translation: Translation) -> None:
        """Store a translation, and show what of it is not on screen."""
        presenter, before = self._pane.presenter, dict(content.state(target).blocks)
        content.store(target, translation)
        presenter.forget_words(target)
        if target == self._pane.target:
            for unit_id, block in content.state(target).blocks.items():
                if before.get(unit_id) != block:
                    presenter.received(block)

    def _tell_time(self) -> None:
        """Say how long the translation on screen may still take; nothing more when none is under way.

        Its line is as high as before, and nothing else is chosen: only the bar's words are others.
        """
        content, state = self._pane.content, self._pane.presenter.state()
        if content is None or all(each.status != RUNNING for each in content.states.values()):
            self._clock.stop()
        elif state is not None and state.status == RUNNING and state.seconds_left() is not None:
            self.bar.show_state(state, self._pane.target)

    def _changed(self, target: str) -> None:
        if target == self._pane.target:
            self._pane.presenter.flush()
            self._pane.show_strip()


def _keep_done(content: ArticleContent, target: str, status: str, done: int, total: int) -> None:
    state = content.state(target)
    state.status, state.done, state.total = status, max(done, len(state.blocks) - len(state.old)), total


def _translated(target: str) -> str:
    text = QCoreApplication.translate("ReadingPane", "Translated to {language}")
    return fill(text, language=language_name(target))
