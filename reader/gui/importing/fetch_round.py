"""One round of fetching what an import brought without its text, and what became of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.gui.background.save_entry import SaveEntry, SaveState

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.services.importing.fetch_waiting import FetchedWaiting
    from reader.services.importing.host_pace import HostPace
    from reader.services.library_session import LibrarySession

AT_ONCE = 40
"""Texts of one round; those that come meanwhile are fetched in the next."""


@dataclass(frozen=True, slots=True)
class FetchRound:
    """The numbers, the articles whose text came, and those that are not tried again by themselves."""

    found: FetchedWaiting
    came: list[int]
    lost: list[SaveEntry]


def fetch_round(
    session: LibrarySession, progress: Progress, pace: HostPace, settled: deque[int]
) -> FetchRound:
    """Fetch some of what waits and is due.

    Args:
        session: the library. progress: as of `fetch_waiting`. pace: how often one host is asked.
        settled: is given the number of each article whose text came or was given up, before its step; none
            that turned out to be another one, which it was joined to.

    Raises:
        ReaderError: the disk. Cancelled.
    """
    from reader.services.importing.fetch_waiting import fetch_waiting

    came: list[int] = []
    failed: list[tuple[int, ReaderError]] = []

    def ended(article_id: int, error: ReaderError | None) -> None:
        if error is None:
            came.append(article_id)
        elif _is_given_up(session, article_id):
            failed.append((article_id, error))
        else:
            return
        if session.articles.by_ids([article_id]):
            settled.append(article_id)

    found = fetch_waiting(session, progress, AT_ONCE, pace, ended)
    return FetchRound(found, came, _entries(session, failed))


def lost_texts(session: LibrarySession) -> list[SaveEntry]:
    """What earlier runs gave up and the reader has left in the list of saves, as `FetchRound.lost`."""
    lost = session.waiting.lost()
    failed = [(one.article_id, ReaderError.kept(one.error, one.error_values)) for one in lost]
    return _entries(session, failed)


def _is_given_up(session: LibrarySession, article_id: int) -> bool:
    waiting = session.waiting.of_article(article_id)
    return waiting is not None and waiting.given_up


def _entries(session: LibrarySession, failed: Sequence[tuple[int, ReaderError]]) -> list[SaveEntry]:
    """As the list of saves shows them: to be tried again, opened in the browser, or taken off the list."""
    titles = {card.id: card.title for card in session.articles.by_ids([one for one, _ in failed])}
    return [
        SaveEntry(
            session.articles.requested_url(article_id),
            state=SaveState.FAILED,
            title=titles[article_id],
            article_id=article_id,
            error=error,
        )
        for article_id, error in failed
        if article_id in titles
    ]
