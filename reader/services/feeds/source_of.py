"""Whether the source of an article is followed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.core.errors import ReaderError

if TYPE_CHECKING:
    from reader.core.feeds import Feed
    from reader.services.library_session import LibrarySession


def followed_source(session: LibrarySession, article_id: int) -> Feed | None:
    """The feed that an article came by, or one of the site it lies in; `None` where none is followed.

    A host alone is no site: a feed that is about a part of it, such as one author's pages, has what lies
    below that.
    """
    came_by = session.feed_items.feeds_of_article(article_id)
    try:
        url = session.articles.summary(article_id).url
    except ReaderError as error:
        if error.kind != "no-such-article":
            raise
        return None
    of_site: list[tuple[int, Feed]] = []
    for feed in session.feeds.all():
        if feed.id in came_by:
            return feed
        if feed.site and _lies_in(url, feed.site):
            of_site.append((len(feed.site), feed))
    return max(of_site, key=lambda each: each[0])[1] if of_site else None


def _lies_in(url: str, site: str) -> bool:
    """Whether an address lies below that of a site, or at it."""
    (host, path), (of_host, of_path) = _place(url), _place(site)
    return bool(host) and host == of_host and path[: len(of_path)] == of_path


def _place(url: str) -> tuple[str, list[str]]:
    """The host of an address without `www.`, and the steps of its path; a page `index.…` is its folder."""
    from reader.saving.fetching.urls import host_of

    steps = urlsplit(url).path.split("/")
    kept = [step for step in steps if step and not step.startswith("index.")]
    return host_of(url).removeprefix("www."), kept
