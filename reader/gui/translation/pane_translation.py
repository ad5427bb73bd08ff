"""What the reading pane does when a translation starts, goes on, ends, fails or is stopped."""

from __future__ import annotations

import time
from typing import Protocol, cast

from PySide6.QtCore import QCoreApplication, SignalInstance

from reader.core.errors import ReaderError
from reader.core.model import Route, TranslatedBlock, Translation
from reader.gui.reading.article_content import FAILED, PAUSED, RUNNING, STOPPED, ArticleContent
from reader.gui.reading.article_presenter import ArticlePresenter
from reader.gui.text.language_names import language_name
from reader.gui.text.messages import fill
from reader.gui.translation.translation_bar import TranslationBar

QUARTERS = 4
_STRIP_SECONDS = 0.2
"""Between two updates of the strip: blocks come faster than anybody reads it."""


class TranslatedPane(Protocol):
    """What the events of a translation need of the pane that shows it."""

    presenter: ArticlePresenter
    strip: TranslationBar

    @property
    def content(self) -> ArticleContent | None: ...
    @property
    def target(self) -> str: ...
    @property
    def announcement(self) -> SignalInstance: ...
    @property
    def failure(self) -> SignalInstance: ...
    def show_strip(self) -> None: ...


class TranslationEvents:
    """The part of `ReadingPane` that the translation controller talks to."""

    def translation_started(self, target: str, total: int = 0) -> None:
        """The engine begins; `total` counts blocks, 0 while it is not known."""
        pane = _pane(self)
        if pane.content is not None:
            pane.content.state(target).start(total)
            self._translation_changed(target)
            pane.announcement.emit(pane.strip.words.progress(pane.content.state(target)))

    def translation_cleared(self, target: str) -> None:
        """Everything is translated anew: what was there waits again."""
        pane = _pane(self)
        if pane.content is not None and pane.content.state(target).blocks:
            pane.content.state(target).blocks.clear()
            pane.presenter.forget_words(target)
            if target == pane.target:
                pane.presenter.refresh()

    def translation_takes(self, target: str, route: Route) -> None:
        """The way a translation goes is known; what came by another one is not mixed with it."""
        content = _pane(self).content
        before = content.state(target).route if content is not None else None
        if before is not None and before.key != route.key:
            self.translation_cleared(target)

    def translated_block(self, target: str, block: TranslatedBlock, done: int, total: int) -> None:
        """A block is done; it appears at once, or with others at most four times a second."""
        pane = _pane(self)
        if pane.content is None:
            return
        state = pane.content.state(target)
        if state.status != RUNNING:
            state.start(total)
        before = state.blocks.get(block.id)
        state.blocks[block.id] = block
        state.done, state.total = done, total
        state.last = block.id
        if before is not None:
            state.started_done = max(state.started_done, done)  # stored ones say nothing about the pace
        if target == pane.target:
            if before != block:
                pane.presenter.received(block)
            elif done == total or time.monotonic() - state.told > _STRIP_SECONDS:
                state.told = time.monotonic()  # what was stored is on screen already
                pane.show_strip()
        if total >= QUARTERS and done * QUARTERS // total != (done - 1) * QUARTERS // total and done < total:
            pane.announcement.emit(pane.strip.words.short_progress(done, total))

    def translation_done(self, target: str, translation: Translation) -> None:
        """The whole translation is there."""
        pane = _pane(self)
        if pane.content is None:
            return
        before = set(pane.content.state(target).blocks)
        pane.content.store(target, translation)
        pane.presenter.forget_words(target)
        if target == pane.target:
            for unit_id, block in pane.content.state(target).blocks.items():
                if unit_id not in before:
                    pane.presenter.received(block)
            pane.presenter.flush()
        self._translation_changed(target)
        pane.announcement.emit(_translated(target))

    def translation_failed(self, target: str, error: ReaderError) -> None:
        """The translation stopped by a failure; what is done stays."""
        pane = _pane(self)
        if pane.content is not None:
            state = pane.content.state(target)
            state.status, state.error = FAILED, error
            self._translation_changed(target)
            pane.failure.emit(pane.strip.words.failed(state))

    def translation_cancelled(self, target: str, done: int, total: int) -> None:
        """The reader stopped it; what is done stays."""
        pane = _pane(self)
        if pane.content is not None:
            self._keep_done(target, done, total)
            self._translation_changed(target)
            pane.announcement.emit(pane.strip.words.stopped(pane.content.state(target)))

    def _keep_done(self, target: str, done: int, total: int) -> None:
        content = _pane(self).content
        assert content is not None
        state = content.state(target)
        state.status, state.done, state.total = STOPPED, max(done, len(state.blocks)), total

    def translation_paused(self, target: str, done: int, total: int) -> None:
        """The reader paused it; it goes on when they say so."""
        pane = _pane(self)
        if pane.content is not None:
            self._keep_done(target, done, total)
            pane.content.state(target).status = PAUSED
            self._translation_changed(target)
            pane.announcement.emit(pane.strip.words.paused(pane.content.state(target)))

    def translation_refreshed(self, target: str, translation: Translation) -> None:
        """Sentences of a translation are other ones now: corrected, tried again, or taken back."""
        pane = _pane(self)
        if pane.content is None:
            return
        before = dict(pane.content.state(target).blocks)
        pane.content.store(target, translation)
        pane.presenter.forget_words(target)
        if target == pane.target:
            for unit_id, block in pane.content.state(target).blocks.items():
                if before.get(unit_id) != block:
                    pane.presenter.received(block)
        self._translation_changed(target)

    def _translation_changed(self, target: str) -> None:
        pane = _pane(self)
        if target == pane.target:
            pane.presenter.flush()
            pane.show_strip()


def _pane(events: TranslationEvents) -> TranslatedPane:
    return cast("TranslatedPane", events)


def _translated(target: str) -> str:
    text = QCoreApplication.translate("ReadingPane", "Translated to {language}")
    return fill(text, language=language_name(target))
