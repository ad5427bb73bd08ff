"""A piece of a feed becomes an article: from the feed where the whole text is there, else from its page."""

from __future__ import annotations

import html
import logging
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.feeds import Feed, FeedItem
from reader.core.origin import NamedBy, Origin
from reader.core.progress import Progress
from reader.core.storage_errors import OF_THE_LIBRARY
from reader.services.saving.keep_trying import NOBODY_ASKED, is_waited_for
from reader.services.saving.link_origin import class_of_address
from reader.services.saving.save_article import save_article
from reader.services.saving.store_page import PageAtHand, SaveOutcome, duplicate_of, store_page

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

_EVERYWHERE = "*"
_NOT_OF_THE_TEXT = OF_THE_LIBRARY | {"local-address"}


def open_item(session: LibrarySession, item_id: int, progress: Progress) -> SaveOutcome:
    """Save a piece, unless the library has it, and note that it was opened.

    Args:
        session: the library.
        item_id: which.
        progress: as for `save_article`.

    Raises:
        ReaderError: `no-such-piece`, or as `save_article`; the piece stays as it was. Cancelled.
    """
    outcome = save_item(session, session.feed_items.get(item_id), progress)
    session.feed_items.opened(item_id, outcome.id)
    return outcome


def save_item(session: LibrarySession, item: FeedItem, progress: Progress) -> SaveOutcome:
    """Save a piece as an article, unless the library has it.

    Raises:
        ReaderError: as `open_item`. Cancelled.
    """
    if item.article_id:
        for known in session.articles.by_ids([item.article_id]):
            return duplicate_of(session, known, item.url)
    feed = _feed_of(session, item)
    origin = Origin(
        NamedBy.PAGE, feed.url, class_of_address(feed.url) if feed.agreed == feed.url else Origin().reached
    )
    text = session.feed_items.text(item.id)
    if text:
        try:
            return _from_feed(session, item, feed, text, origin, progress)
        except ReaderError as error:
            if error.kind in _NOT_OF_THE_TEXT or not item.url:
                raise
            log.info("the text of a feed is none; its page is asked instead: %s", error.kind)
    if not item.url:
        raise ReaderError("no-article", "the piece has neither text nor address")
    return save_article(session, item.url, progress, origin=origin, title=item.title)


class SilentHosts:
    """Computers that did not answer during one run: what else lies there waits as well."""

    def __init__(self) -> None:
        self._hosts: set[str] = set()

    def have(self, url: str) -> bool:
        """Whether an address lies on one of them, or nothing could be reached at all."""
        return _EVERYWHERE in self._hosts or _host(url) in self._hosts

    def note(self, url: str, error: ReaderError) -> None:
        """Note that the computer at an address did not answer."""
        self._hosts.add(_EVERYWHERE if error.kind in NOBODY_ASKED else _host(url))


def try_item(session: LibrarySession, item: FeedItem, progress: Progress, silent: SilentHosts) -> int | None:
    """Save a piece among many.

    Returns:
        The number of its article, 0 where it cannot be saved, `None` where that needs a connection, which
        `silent` is told.

    Raises:
        ReaderError: the disk. Cancelled.
    """
    try:
        return save_item(session, item, progress).id
    except ReaderError as error:
        if error.kind in OF_THE_LIBRARY:
            raise
        log.info("a piece was not saved: %s", error.kind)
        if not is_waited_for(error):
            return 0
        silent.note(item.url, error)
        return None


def _host(url: str) -> str:
    from reader.saving.fetching.urls import host_of

    return host_of(url)


def _feed_of(session: LibrarySession, item: FeedItem) -> Feed:
    for feed_id in item.feed_ids:
        return session.feeds.get(feed_id)
    return Feed(0, item.url)


def _from_feed(
    session: LibrarySession, item: FeedItem, feed: Feed, text: str, origin: Origin, progress: Progress
) -> SaveOutcome:
    from reader.saving.fetching.fetch import Fetcher

    page = PageAtHand(
        item.url or feed.name,
        _page(item, feed, text).encode(),
        item.url,
        "text/html; charset=utf-8",
        origin=origin,
    )
    fetcher = Fetcher(politeness=session.politeness)
    try:
        return store_page(session, page, fetcher, progress)
    finally:
        fetcher.close()


def _page(item: FeedItem, feed: Feed, text: str) -> str:
    """A page that says what the feed says, in the words that pages say it with."""
    title, author = html.escape(item.title), html.escape(item.author)
    about = {
        'name="author"': author,
        'property="og:site_name"': html.escape(feed.name),
        'property="article:published_time"': html.escape(item.published_at),
        'property="og:title"': title,
    }
    marks = "".join(f'<meta {name} content="{value}">' for name, value in about.items() if value)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{marks}</head>'
        f"<body><article><h1>{title}</h1>{text}</article></body></html>"
    )
