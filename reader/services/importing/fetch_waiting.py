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
    from reader.saving.fetching.parallel import SideBySide
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

_AT_ONCE = 200
_SIDE_BY_SIDE = 4
"""Texts on their way, each of another host; more than one only while hosts are slow to answer."""
_SOON = 2.0
"""Seconds that the others wait for a host's answer."""
_LOOK = 0.2
"""Seconds after which it is looked again what has ended."""

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
        progress: `waiting`, a step when an article is asked for and when it has ended.
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


@dataclass(frozen=True, slots=True)
class _Running:
    """A text on its way."""

    waiting: WaitingArticle
    host: str
    progress: Progress


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
        self._total = 0

    def run(self, limit: int) -> FetchedWaiting:
        """Fetch page after page until nothing is due, or private reading begins."""
        from reader.saving.fetching.parallel import SideBySide

        self._side: SideBySide[_Running, ReaderError | None] = SideBySide(_SIDE_BY_SIDE)
        self._progress.on_cancel(self._break_off)
        try:
            self._fetch_due(limit)
            while self._side.running:
                self._settle(_LOOK)
        except ReaderError as error:
            if error.kind != PRIVATE:
                raise
            log.info("private reading began: the rest waits")
        finally:
            self._break_off()
            self._side.close()
            self._progress.on_cancel(None)
        return replace(self._result, left=self._session.waiting.count())

    def _break_off(self) -> None:
        for one in self._side.running:
            one.progress.cancel()

    def _fetch_due(self, limit: int) -> None:
        self._total, begun, below = self._session.waiting.count(), 0, 0
        while not self._session.private and (
            due := self._session.waiting.due(now(), _AT_ONCE, below, _latest())
        ):
            below = due[-1].article_id
            due.sort(key=lambda waiting: waiting.attempts)  # what failed before may fail again and again
            while due and not self._session.private and not (limit and begun >= limit):
                chosen = due.pop(self._next(due))
                if not self._may_begin(_host(chosen)):
                    continue
                self._tell()
                self._begin(chosen)
                begun += 1
            if limit and begun >= limit:
                break

    def _tell(self) -> None:
        self._progress.step(self._result.fetched + self._result.failed, self._total, "waiting")

    def _next(self, due: list[WaitingArticle]) -> int:
        """Which of them may be asked now: the newest whose host was not asked just before."""
        asked = {one.host for one in self._side.running}
        hosts = (_host(waiting) for waiting in due)
        return next((n for n, host in enumerate(hosts) if host not in asked and self._pace.is_due(host)), 0)

    def _may_begin(self, host: str) -> bool:
        """Wait for a host's turn and a free place; `False` where the host is to be left alone."""
        if self._pace.rests(host):
            return False
        while len(self._side.running) >= _SIDE_BY_SIDE or any(one.host == host for one in self._side.running):
            self._settle(_LOOK)
        if self._pace.rests(host):
            return False
        self._pace.wait_for(host, self._progress)
        return True

    def _begin(self, chosen: WaitingArticle) -> None:
        """Fetch one; who does not answer soon keeps the others waiting no longer."""
        self._side.begin(_Running(chosen, _host(chosen), Progress()), self._fetch)
        self._settle(_SOON)

    def _settle(self, seconds: float) -> None:
        """Count what has ended, after waiting for one of them for so long at most.

        Raises:
            ReaderError: of the disk, or private reading. Cancelled.
        """
        come = self._side.come(seconds)
        self._progress.check()
        for one, error in come:
            if error is None:
                self._result = replace(self._result, fetched=self._result.fetched + 1)
            else:
                self._result = replace(self._result, failed=self._result.failed + 1)
            if self._ended is not None:
                self._ended(one.waiting.article_id, error)
            self._tell()

    def _fetch(self, one: _Running) -> ReaderError | None:
        from reader.services.saving.save_article import save_article

        waiting = one.waiting
        try:
            origin = self._session.repairs.source(waiting.article_id).origin or UNKNOWN
            saved = save_article(self._session, waiting.url, one.progress, origin=origin)
        except ReaderError as error:
            if error.kind in OF_THE_LIBRARY or error.kind == PRIVATE:
                raise
            if is_waited_for(error):
                self._pace.failed(one.host, error)
            else:
                self._pace.answered(one.host)
            self._note(waiting, error)
            return error
        self._pace.answered(one.host)
        if saved.id != waiting.article_id:  # the link leads to an article that is here by another address
            self._session.imports.join(waiting.article_id, saved.id)
        self._session.waiting.done(waiting.article_id)
        return None

    def _note(self, waiting: WaitingArticle, error: ReaderError) -> None:
        attempts = waiting.attempts + 1 if is_waited_for(error) else 0
        wait = seconds_to_wait(error, attempts)
        moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=wait)
        next_at = moment.isoformat(timespec="seconds") if wait else ""
        log.info("the text of an imported article was not fetched: %s", error.kind)
        self._session.waiting.fail(waiting, error.kind, error.values, attempts, next_at)


def _host(waiting: WaitingArticle) -> str:
    from reader.saving.fetching.urls import host_of

    return host_of(waiting.url)
