"""Translates the article on screen, paragraph by paragraph, and keeps what is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.core.errors import ReaderError
from reader.core.model import Route, TranslatedBlock, Translation
from reader.core.progress import Progress
from reader.gui.background.job_runner import Job, JobRunner
from reader.gui.background.library_controller import LibraryController
from reader.gui.reading.article_content import PAUSED

if TYPE_CHECKING:
    from reader.gui.reading.reading_pane import ReadingPane
    from reader.gui.translation.pane_translation import PaneTranslation
    from reader.services.library.open_article import OpenedArticle


@dataclass(slots=True, eq=False)
class _Run:
    """One translation under way."""

    target: str
    done: int
    total: int
    job: Job | None = None
    first: str = ""
    paused: bool = False


class TranslationController(QObject):
    """The translations of the article on screen; at most one runs."""

    started = Signal(str)
    """A translation to a language begins."""
    ended = Signal(str)
    """A translation to a language has come to an end, however it did."""

    def __init__(
        self,
        pane: ReadingPane,
        shown: PaneTranslation,
        library: LibraryController,
        runner: JobRunner,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._pane = pane
        self._shown = shown
        self._library = library
        self._runner = runner
        self._article: OpenedArticle | None = None
        self._run: _Run | None = None
        self._last = ""
        self._asked = ""  # the language that the reader asked for, of the article on screen
        pane.language_chosen.connect(self.choose)
        bar, view = shown.bar, pane.view
        bar.cancel_wanted.connect(self.stop)
        bar.pause_wanted.connect(self.pause)
        view.settled.connect(self._note_place)
        bar.retry_wanted.connect(self.retry)

    def set_article(self, article: OpenedArticle | None) -> None:
        """Another article is on screen, or none."""
        self.stop()
        self._run = None
        self._last = self._asked = ""
        self._article = article

    @property
    def language(self) -> str:
        """The language the article is written in."""
        if self._article is None:
            return ""
        document = self._article.article.document
        return document.language

    @property
    def running(self) -> bool:
        """Whether a translation is under way."""
        return self._run is not None

    @property
    def under_way(self) -> tuple[int, str] | None:
        """The article that is being translated, and its language to be."""
        run, opened = self._run, self._article
        if run is None or opened is None:
            return None
        summary = opened.article.summary
        return summary.id, run.target

    def choose(self, code: str) -> None:
        """The pane shows a language: translate to it unless that is done or under way."""
        if self._article is not None and code != self.language:
            self._last = self._asked = code
            if self._pane.needs_translation(code):
                self._start(code)

    def stop(self) -> None:
        """Stop; what is done is kept."""
        if self._run is not None and self._run.job is not None:
            self._run.job.cancel()
        elif self.paused:
            state = self._pane.presenter.state()
            assert state is not None
            self._shown.cancelled(self._pane.target, state.done, state.total)

    def pause(self) -> None:
        """Pause; `retry` goes on where it was."""
        if self._run is not None and self._run.job is not None:
            self._run.paused = True
            self._run.job.cancel()

    @property
    def paused(self) -> bool:
        """Whether the translation on screen is paused."""
        state = self._pane.presenter.state()
        return state is not None and state.status == PAUSED

    def retry(self) -> None:
        """Go on with what was stopped or failed, in the language on screen."""
        target = self._pane.target or self._last
        if target:
            self._asked = target
            self._start(target)

    def start_again(self, target: str) -> None:
        """Translate the article on screen anew; corrected sentences stay."""
        self._asked = target
        self._start(target, again=True)

    def renew(self, source: str, target: str, only_asked: bool) -> None:
        """Better models for a pair are there: what is on screen in it is translated by them.

        Args:
            source: code of the pair's language that is translated from.
            target: code of the one that is translated to.
            only_asked: whether a server translates that gets only what the reader asks for.
        """
        if target == self._pane.target and source == self.language and self._may_start(target, only_asked):
            if not self._pane.needs_translation(target):
                self._shown.begins_anew(target)
            self._start(target)

    def note_begin(self, target: str) -> None:
        """A sentence on screen is being translated, which counts as a translation."""
        self.started.emit(target)

    def note_end(self, target: str) -> None:
        """That has come to an end."""
        self.ended.emit(target)

    def models_changed(self, only_asked: bool) -> None:
        """A model came or went: what failed for want of one is tried again.

        Args:
            only_asked: whether a server translates that gets only what the reader asks for: what began
                without it stays as it is.
        """
        target = self._pane.target
        if not target or self._run is not None or not self._pane.needs_translation(target):
            return
        if self._may_start(target, only_asked):
            self._start(target)

    def began_unasked(self, target: str) -> None:
        """The translation to a language began because an article was opened."""
        if target == self._asked:
            self._asked = ""

    def engine_changed(self, only_asked: bool) -> None:
        """Another engine translates from now on: what is under way goes on with that one.

        Args:
            only_asked: whether that is a server that gets only what the reader asks for: then what began
                without it stops.
        """
        run = self._run
        if run is None:
            self.models_changed(only_asked)
        elif self._may_start(run.target, only_asked):
            self._start(run.target)
        else:
            self.stop()

    def _may_start(self, target: str, only_asked: bool) -> bool:
        """Whether a translation that no one asks for just now may begin."""
        return not only_asked or target == self._asked

    def _start(self, target: str, again: bool = False) -> None:
        session, article = self._library.session, self._article
        if session is None or article is None:
            return
        left = self._run
        self.stop()
        if left is not None and left.target != target:
            self._shown.left(left.target, left.done, left.total)
        run = self._run = _Run(target, 0, _units(article), first=self._pane.first_block)
        document, summary = article.article.document, article.article.summary
        self.started.emit(target)
        if again:
            self._shown.begins_anew(target)
        self._shown.started(target, run.total)

        def work(progress: Progress, job: Job) -> Translation:
            from reader.services.translation.translate_article import by_best_route, translate_article

            def on_block(block: TranslatedBlock, done: int, total: int) -> None:
                job.post(lambda: self._on_block(run, block, done, total))

            def along(route: Route) -> Translation:
                job.post(lambda: self._shown.takes(target, route) if run is self._run else None)
                return translate_article(
                    session, summary.id, target, progress, on_block, lambda: run.first, again, route
                )

            return by_best_route(session, document.language, target, progress, along)

        run.job = self._runner.submit_streaming(
            self._library.translation_lane,
            work,
            done=lambda translation: self._on_done(run, translation),
            failed=lambda error: self._on_failed(run, error),
            cancelled=lambda: self._on_cancelled(run),
        )

    def _on_block(self, run: _Run, block: TranslatedBlock, done: int, total: int) -> None:
        run.done, run.total = done, total
        if run is self._run:
            self._shown.block_came(run.target, block, done, total)

    def _on_done(self, run: _Run, translation: Translation) -> None:
        if self._end(run):
            self._shown.done(run.target, translation)

    def _on_failed(self, run: _Run, error: ReaderError) -> None:
        if self._end(run):
            self._shown.failed(run.target, error)

    def _on_cancelled(self, run: _Run) -> None:
        if self._end(run):
            tell = self._shown.paused if run.paused else self._shown.cancelled
            tell(run.target, run.done, run.total)

    def _note_place(self) -> None:
        """The reader went elsewhere: what is on screen there comes next."""
        if self._run is not None:
            self._run.first = self._pane.first_block

    def _end(self, run: _Run) -> bool:
        """Note that a run is over; whether it is still the one on screen."""
        current = run is self._run
        if current:
            self._run = None
        self.ended.emit(run.target)
        return current


def _units(article: OpenedArticle) -> int:
    """How many blocks a translation has: title, caption, body."""
    document = article.article.document
    return 1 + bool(document.lead is not None and document.lead.caption) + len(document.blocks)
