"""Whether the source of an article is followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.core.errors import ReaderError

if TYPE_CHECKING:
    from reader.core.feeds import Feed
    from reader.services.library_session import LibrarySession


def followed_source(session: LibrarySession, article_id: int) -> Feed | None:
    """The feed that an article came by, or one of its site; `None` where none is followed."""
    from reader.saving.fetching.urls import host_of

    came_by = session.feed_items.feeds_of_article(article_id)
    try:
        host = _bare(host_of(session.articles.summary(article_id).url))
    except ReaderError as error:
        if error.kind != "no-such-article":
            raise
        return None
    of_site = None
    for feed in session.feeds.all():
        if feed.id in came_by:
            return feed
        if of_site is None and host and host in (_bare(host_of(feed.site)), _bare(host_of(feed.url))):
            of_site = feed
    return of_site


def _bare(host: str) -> str:
    return host.removeprefix("www.")
