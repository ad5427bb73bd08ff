"""Fetches the texts of articles that an import listed: the newest first, politely, in the background."""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.origin import UNKNOWN
from reader.core.progress import Progress
from reader.library.clock import now
from reader.library.imports.waiting import WaitingArticle
from reader.services.saving.keep_trying import is_waited_for, seconds_to_wait

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

HOST_SECONDS = 1.0
"""The least time between two pages of one host."""
_AT_ONCE = 200
_NOT_OF_THE_PAGE = frozenset(("disk-full", "disk-error", "read-only", "library-busy", "library-damaged"))
_TURN = 0.05  # s; how often a wait looks whether it was cancelled

Ended = Callable[[int, ReaderError | None], None]


@dataclass(frozen=True, slots=True)
class FetchedWaiting:
    """How many texts came, and how many could not be had."""

    fetched: int = 0
    failed: int = 0


def fetch_waiting(
    session: LibrarySession,
    progress: Progress,
    limit: int = 0,
    host_seconds: float = HOST_SECONDS,
    ended: Ended | None = None,
) -> FetchedWaiting:
    """Fetch what waits and is due, the newest first.

    Args:
        session: the library.
        progress: `waiting`, one step an article.
        limit: at most so many; 0 for all.
        host_seconds: the least time between two pages of one host.
        ended: called with the number of each article and its error, `None` when it came.

    Raises:
        ReaderError: the disk. Cancelled.
    """
    return _Fetching(session, progress, host_seconds, ended).run(limit)


class _Fetching:
    """One round over what waits."""

    def __init__(
        self, session: LibrarySession, progress: Progress, host_seconds: float, ended: Ended | None
    ) -> None:
        self._session = session
        self._progress = progress
        self._host_seconds = host_seconds
        self._ended = ended
        self._asked: dict[str, float] = {}
        self._resting: set[str] = set()

    def run(self, limit: int) -> FetchedWaiting:
        """Fetch page after page until nothing is due."""
        result, total, below = FetchedWaiting(), self._session.waiting.count(), 0
        while due := self._session.waiting.due(now(), _AT_ONCE, below):
            below = due[-1].article_id
            while due and not (limit and result.fetched + result.failed >= limit):
                chosen = due.pop(self._next(due))
                if _host(chosen) in self._resting:
                    continue
                self._wait_for(_host(chosen))
                self._progress.step(result.fetched + result.failed, total, "waiting")
                error = self._fetch(chosen)
                if error is None:
                    result = replace(result, fetched=result.fetched + 1)
                else:
                    result = replace(result, failed=result.failed + 1)
                if self._ended is not None:
                    self._ended(chosen.article_id, error)
            if limit and result.fetched + result.failed >= limit:
                break
        return result

    def _next(self, due: list[WaitingArticle]) -> int:
        """Which of them may be asked now: the newest whose host was not asked just before."""
        moment = time.monotonic()
        for place, waiting in enumerate(due):
            asked = self._asked.get(_host(waiting))
            if asked is None or moment - asked >= self._host_seconds:
                return place
        return 0

    def _wait_for(self, host: str) -> None:
        while time.monotonic() - self._asked.get(host, -self._host_seconds) < self._host_seconds:
            self._progress.check()
            time.sleep(_TURN)
        self._asked[host] = time.monotonic()

    def _fetch(self, waiting: WaitingArticle) -> ReaderError | None:
        from reader.services.saving.save_article import save_article

        try:
            origin = self._session.repairs.source(waiting.article_id).origin or UNKNOWN
            saved = save_article(self._session, waiting.url, self._quiet(), origin=origin)
        except ReaderError as error:
            if error.kind in _NOT_OF_THE_PAGE:
                raise
            self._note(waiting, error)
            return error
        if saved.id != waiting.article_id:  # the link leads to an article that is here by another address
            self._session.imports.join(waiting.article_id, saved.id)
        self._session.waiting.done(waiting.article_id)
        return None

    def _quiet(self) -> Progress:
        """A progress of one page: it says nothing, and ends when the whole is cancelled."""
        inner = Progress()
        self._progress.on_cancel(inner.cancel)
        self._progress.check()
        return inner

    def _note(self, waiting: WaitingArticle, error: ReaderError) -> None:
        attempts = waiting.attempts + 1 if is_waited_for(error) else 0
        wait = seconds_to_wait(error, attempts)
        moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=wait)
        next_at = moment.isoformat(timespec="seconds") if wait else ""
        if wait:
            self._resting.add(_host(waiting))
        log.info("the text of an imported article was not fetched: %s", error.kind)
        self._session.waiting.fail(waiting, error.kind, error.values, attempts, next_at)


def _host(waiting: WaitingArticle) -> str:
    from reader.saving.fetching.urls import host_of

    return host_of(waiting.url)
