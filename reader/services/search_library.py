"""The search box: what is typed becomes articles, each with the sentences that hold the words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.core.progress import Progress

if TYPE_CHECKING:
    from reader.core.search import Found, Result
    from reader.library.search.search import Search
    from reader.services.library_session import LibrarySession

PAGE = 12
"""Results of one page, as many as the tallest window shows."""


def search(session: LibrarySession, query: str, where: str = "", progress: Progress | None = None) -> Found:
    """Find the articles that hold what was typed; never an error, whatever is typed.

    Args:
        session: the open library.
        query: words, "phrases" and filters, see `library.search_query`.
        where: "" for everywhere, `original`, `translation` or `notes`.
        progress: its `cancel` ends the search at once.

    Raises:
        Cancelled: by `progress`.
    """
    return _search(session).find(query, where, progress)


def results(
    session: LibrarySession, found: Found, offset: int = 0, limit: int = PAGE, trashed: bool = False
) -> list[Result]:
    """Cards and snippets of some of what was found, in order; with `trashed`, of what lies in Trash."""
    return _search(session).page(found, offset, limit, trashed)


def catch_up(session: LibrarySession, progress: Progress | None = None) -> int:
    """Read what waits into the index (after a migration or an import); returns how many articles.

    Raises:
        Cancelled: what is read by then stays.
    """
    return _search(session).catch_up(progress)


def read_again(session: LibrarySession, ids: Sequence[int]) -> None:
    """Bring the index up to date after a sentence of these articles was corrected."""
    _search(session).read_again(ids)


def _search(session: LibrarySession) -> Search:
    from reader.library.search.search import Search
    from reader.reading.reading_time import DEFAULT_SPEED, SPEEDS
    from reader.services.own_speed import reading_speeds

    known = reading_speeds(session.settings)
    usual = {"": known.general} if known.general else {**SPEEDS, "": DEFAULT_SPEED}
    return Search(session.database, {**usual, **known.learnt, **known.own})
