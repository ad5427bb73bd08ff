"""The lists that the window shows of feeds, and the marks of their pieces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.core.feeds import Feed, FeedItem, FeedRequest

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.services.library_session import LibrarySession


def followed(session: LibrarySession, progress: Progress | None = None) -> list[Feed]:
    """The feeds, each with its number of new pieces, by their names; `progress` may end it at once."""
    return session.feeds.all(progress)


def item_ids(
    session: LibrarySession,
    feed_id: int = 0,
    only_new: bool = False,
    limit: int = -1,
    progress: Progress | None = None,
) -> list[int]:
    """The numbers of the pieces of a feed (0: of all), the newest first; at most `limit`, -1 for all."""
    return session.feed_items.ids(feed_id, only_new, limit, progress)


def item_rows(session: LibrarySession, ids: Sequence[int]) -> list[FeedItem]:
    """Pieces by their numbers; those that are gone are left out."""
    return session.feed_items.rows(ids)


def mark_read(session: LibrarySession, ids: Sequence[int]) -> list[int]:
    """Mark pieces as read; returns those that were new, for undo."""
    return session.feed_items.mark_read(ids)


def mark_new(session: LibrarySession, ids: Sequence[int]) -> list[int]:
    """Mark pieces as new; returns those that were read."""
    return session.feed_items.mark_new(ids)


def mark_older_read(session: LibrarySession, item_id: int, feed_id: int = 0) -> list[int]:
    """Mark a piece and all that are older as read, of one feed or of all (0).

    Returns:
        Those that were new, for undo.

    Raises:
        ReaderError: `no-such-piece`.
    """
    item = session.feed_items.get(item_id)
    return session.feed_items.mark_read(session.feed_items.new_from(item.sort_at, item.id, feed_id))


def rename(session: LibrarySession, feed_id: int, title: str) -> None:
    """Call a feed as the reader likes, "" for its own title."""
    session.feeds.rename(feed_id, title)


def request_log(session: LibrarySession, feed_id: int = 0, limit: int = 200) -> list[FeedRequest]:
    """The last requests that were made for a feed (0: for all), the newest first."""
    return session.feeds.requests(limit, feed_id)


def count_new(session: LibrarySession, progress: Progress | None = None) -> int:
    """How many pieces the reader has not seen; one that stands in several feeds counts once."""
    return session.feed_items.count_new(progress)
