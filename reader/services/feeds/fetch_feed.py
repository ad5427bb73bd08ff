"""One request for a feed: within the address policy, with its password, its failures named."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.origin import AddressClass
from reader.services.feeds.feed_secrets import keep_secret, secret_of

if TYPE_CHECKING:
    from reader.core.feeds import Feed
    from reader.core.progress import Progress
    from reader.saving.fetching.fetch import FetchedPage, Fetcher

_GONE = 410


@dataclass(frozen=True, slots=True)
class FetchedFeed:
    """A feed as it arrived; `changed` is whether its document is another than the last one."""

    page: FetchedPage
    changed: bool
    digest: str


def limit_of(feed: Feed) -> AddressClass | None:
    """How local the address of a feed may be: as the reader allowed it, else public.

    A name that the reader gave may lead elsewhere at a later update, when he is not asked.
    """
    return None if feed.agreed else AddressClass.PUBLIC


def fetch_feed(feed: Feed, fetcher: Fetcher, progress: Progress | None = None) -> FetchedFeed:
    """Ask for a feed, if it has changed.

    Raises:
        ReaderError: as for a page; `feed-gone`, `feed-secret-lost`; none holds a password. Cancelled.
    """
    secret = secret_of(feed)
    try:
        page = fetcher.feed(
            secret.whole(feed.url),
            progress,
            feed.etag,
            feed.last_modified,
            limit_of(feed),
            secret.authorization,
        )
    except ReaderError as error:
        raise _told(error, feed) from None
    if page.status == 304:
        return FetchedFeed(page, False, feed.body_digest)
    digest = hashlib.sha256(page.body).hexdigest()
    return FetchedFeed(page, digest != feed.body_digest, digest)


def settled_address(feed: Feed, page: FetchedPage) -> tuple[str, str]:
    """The address that a feed has for good now, with its key; ("", "") when it is the one it had.

    Raises:
        ReaderError: `no-keyring`, when the new address holds a password.
    """
    from reader.saving.feeds.secrets import FeedSecret, split_secret
    from reader.saving.fetching.urls import comparison_key

    asked = secret_of(feed)
    bare, secret = split_secret(page.settled_url)
    if page.settled_url == page.url or bare == feed.url:
        return "", ""
    if asked != FeedSecret():
        keep_secret(bare, FeedSecret(asked.user, asked.password, secret.query))
    elif secret != FeedSecret():
        return "", ""  # a server that hands out passwords by redirect is asked for them each time
    return bare, comparison_key(bare)


def _told(error: ReaderError, feed: Feed) -> ReaderError:
    """The error in the words of feeds, without an address that may hold a password."""
    if error.values.get("status") == _GONE:
        return ReaderError("feed-gone", "status 410", host=error.values.get("host", ""))
    values = {name: value for name, value in error.values.items() if name not in ("link", "url", "text")}
    if "link" in error.values:
        values["link"] = feed.url
    return ReaderError(error.kind, error.detail if not feed.secret else "", **values)
