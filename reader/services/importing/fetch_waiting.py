"""Fetches the texts of articles that an import listed: the newest first, politely, in the background."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.origin import UNKNOWN
from reader.core.progress import Progress
from reader.core.storage_errors import OF_THE_LIBRARY
from reader.library.clock import now
from reader.library.imports.waiting import WaitingArticle
from reader.services.importing.host_pace import HostPace
from reader.services.saving.keep_trying import LONGEST_WAIT, PRIVATE, is_waited_for, seconds_to_wait

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

_AT_ONCE = 200

Ended = Callable[[int, ReaderError | None], None]


@dataclass(frozen=True, slots=True)
class FetchedWaiting:
    """How many texts came, how many could not be had, and how many are left to wait."""

    fetched: int = 0
    failed: int = 0
    left: int = 0


def fetch_waiting(
    session: LibrarySession,
    progress: Progress,
    limit: int = 0,
    pace: HostPace | None = None,
    ended: Ended | None = None,
) -> FetchedWaiting:
    """Fetch what waits and is due, the newest first; nothing of it in private reading, even begun midway.

    Args:
        session: the library.
        progress: `waiting`, one step an article.
        limit: at most so many; 0 for all.
        pace: how often one host is asked; the same over several rounds.
        ended: called with the number of each article and its error, `None` when it came.

    Raises:
        ReaderError: the disk. Cancelled.
    """
    return _Fetching(session, progress, pace or HostPace(), ended).run(limit)


def _latest() -> str:
    """The last moment for which a try can have been planned by a clock that is right."""
    moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=LONGEST_WAIT)
    return moment.isoformat(timespec="seconds")


class _Fetching:
    """One round over what waits."""

    def __init__(
        self, session: LibrarySession, progress: Progress, pace: HostPace, ended: Ended | None
    ) -> None:
        self._session = session
        self._progress = progress
        self._pace = pace
        self._ended = ended
        self._result = FetchedWaiting()

    def run(self, limit: int) -> FetchedWaiting:
        """Fetch page after page until nothing is due, or private reading begins."""
        try:
            self._fetch_due(limit)
        except ReaderError as error:
            if error.kind != PRIVATE:
                raise
            log.info("private reading began: the rest waits")
        return replace(self._result, left=self._session.waiting.count())

    def _fetch_due(self, limit: int) -> None:
        total, below = self._session.waiting.count(), 0
        while not self._session.private and (
            due := self._session.waiting.due(now(), _AT_ONCE, below, _latest())
        ):
            below = due[-1].article_id
            while due and not self._session.private and not (limit and self._tried >= limit):
                chosen = due.pop(self._next(due))
                if self._pace.rests(_host(chosen)):
                    continue
                self._pace.wait_for(_host(chosen), self._progress)
                self._progress.step(self._tried, total, "waiting")
                error = self._fetch(chosen)
                if error is None:
                    self._result = replace(self._result, fetched=self._result.fetched + 1)
                else:
                    self._result = replace(self._result, failed=self._result.failed + 1)
                if self._ended is not None:
                    self._ended(chosen.article_id, error)
            if limit and self._tried >= limit:
                break

    @property
    def _tried(self) -> int:
        return self._result.fetched + self._result.failed

    def _next(self, due: list[WaitingArticle]) -> int:
        """Which of them may be asked now: the newest whose host was not asked just before."""
        return next((n for n, waiting in enumerate(due) if self._pace.is_due(_host(waiting))), 0)

    def _fetch(self, waiting: WaitingArticle) -> ReaderError | None:
        from reader.services.saving.save_article import save_article

        try:
            origin = self._session.repairs.source(waiting.article_id).origin or UNKNOWN
            saved = save_article(self._session, waiting.url, self._progress.part(), origin=origin)
        except ReaderError as error:
            if error.kind in OF_THE_LIBRARY or error.kind == PRIVATE:
                raise
            self._note(waiting, error)
            return error
        if saved.id != waiting.article_id:  # the link leads to an article that is here by another address
            self._session.imports.join(waiting.article_id, saved.id)
        self._session.waiting.done(waiting.article_id)
        return None

    def _note(self, waiting: WaitingArticle, error: ReaderError) -> None:
        attempts = waiting.attempts + 1 if is_waited_for(error) else 0
        wait = seconds_to_wait(error, attempts)
        moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=wait)
        next_at = moment.isoformat(timespec="seconds") if wait else ""
        if wait:
            self._pace.rest(_host(waiting), wait)
        log.info("the text of an imported article was not fetched: %s", error.kind)
        self._session.waiting.fail(waiting, error.kind, error.values, attempts, next_at)


def _host(waiting: WaitingArticle) -> str:
    from reader.saving.fetching.urls import host_of

    return host_of(waiting.url)
