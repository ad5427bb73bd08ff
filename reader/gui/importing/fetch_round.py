"""One round of fetching what an import brought without its text, and what became of it."""

from __future__ import annotations

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


def fetch_round(session: LibrarySession, progress: Progress, pace: HostPace) -> FetchRound:
    """Fetch some of what waits and is due.

    Raises:
        ReaderError: the disk. Cancelled.
    """
    from reader.services.importing.fetch_waiting import fetch_waiting

    came: list[int] = []
    failed: list[tuple[int, ReaderError]] = []

    def ended(article_id: int, error: ReaderError | None) -> None:
        if error is None:
            came.append(article_id)
        else:
            failed.append((article_id, error))

    found = fetch_waiting(session, progress, AT_ONCE, pace, ended)
    lost = [_entry(session, *one) for one in failed if _is_given_up(session, one[0])]
    return FetchRound(found, came, lost)


def _is_given_up(session: LibrarySession, article_id: int) -> bool:
    waiting = session.waiting.of_article(article_id)
    return waiting is not None and waiting.given_up


def _entry(session: LibrarySession, article_id: int, error: ReaderError) -> SaveEntry:
    """As the list of saves shows it: to be tried again, opened in the browser, or taken off the list."""
    url, title = session.articles.requested_url(article_id), session.articles.summary(article_id).title
    return SaveEntry(url, state=SaveState.FAILED, title=title, article_id=article_id, error=error)
