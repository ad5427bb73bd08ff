"""One request for a feed: within the address policy, with its password, its failures named."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.feeds import FeedError
from reader.core.origin import AddressClass
from reader.library.feeds.feeds import NewAddress
from reader.services.feeds.feed_secrets import forget_secret, keep_secret, secret_of

if TYPE_CHECKING:
    from reader.core.feeds import Feed, ParsedFeed
    from reader.core.progress import Progress
    from reader.saving.fetching.fetch import FetchedPage, Fetcher
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

_GONE = 410
_OF_FEEDS = {
    "not-found": "feed-missing",
    "login-needed": "feed-closed",
    "not-allowed": "feed-refused",
    "too-large": "feed-too-large",
}


@dataclass(frozen=True, slots=True)
class FetchedFeed:
    """A feed as it arrived; `changed` is whether its document is another than the last one."""

    page: FetchedPage
    changed: bool
    digest: str


@dataclass(frozen=True, slots=True)
class DocumentAtHand:
    """A feed that was fetched and read to be found."""

    page: FetchedPage
    document: ParsedFeed

    @property
    def fetched(self) -> FetchedFeed:
        """It, as an answer to a first request for the feed."""
        return FetchedFeed(self.page, True, digest_of(self.page))


def digest_of(page: FetchedPage) -> str:
    """What tells one document of a feed from another."""
    return hashlib.sha256(page.body).hexdigest()


def limit_of(feed: Feed) -> AddressClass | None:
    """How local the address of a feed may be: as the reader allowed it, else public.

    A name that the reader gave may lead elsewhere at a later update, when he is not asked; and what he
    allowed is one address, not the one that the feed has moved to.
    """
    return None if feed.agreed == feed.url else AddressClass.PUBLIC


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
            named_by=limit_of(feed),
            authorization=secret.authorization,
        )
    except ReaderError as error:
        raise _told(error, feed) from None
    if page.status == 304:
        return FetchedFeed(page, False, feed.body_digest)
    digest = digest_of(page)
    return FetchedFeed(page, digest != feed.body_digest, digest)


def settled_address(session: LibrarySession, feed: Feed, page: FetchedPage) -> NewAddress | None:
    """The address that a feed has for good now; `None` when it keeps the one it has.

    Name and password go along to no other server, and to none that is asked in the open. The keyring has
    what the new address needs when this returns; `left_address` takes out what the old one needed.

    Raises:
        ReaderError: `feed-secret-lost`; `no-keyring`, `keyring-closed` when the new address has a password.
    """
    from reader.saving.feeds.secrets import FeedSecret, split_secret
    from reader.saving.fetching.redirects import hears_password
    from reader.saving.fetching.urls import comparison_key, host_of

    bare, given = split_secret(page.settled_url)
    if page.settled_url == page.url or bare == feed.url:
        return None
    asked = secret_of(feed)
    trusted = hears_password(feed.url, bare)
    if not trusted and (feed.secret or feed.agreed == feed.url) and host_of(bare) == host_of(feed.url):
        return None  # the same computer, less securely or at another port: it is asked as before
    if feed.agreed == feed.url and not trusted and page.reached > AddressClass.PUBLIC:
        return None  # another address of the local network, which the reader did not allow
    if asked == FeedSecret() and given != FeedSecret():
        return None  # a server that hands out passwords by redirect is asked for them each time
    key = comparison_key(bare)
    taken = session.feeds.find(key)
    if taken is not None and taken.id != feed.id:
        return None
    user, password = (asked.user, asked.password) if trusted else ("", "")
    secret = FeedSecret(user, password, given.query)
    if secret != FeedSecret():
        keep_secret(bare, secret)
    agreed = bare if trusted and feed.agreed == feed.url else ""
    return NewAddress(bare, key, agreed, secret != FeedSecret())


def left_address(session: LibrarySession, feed: Feed, moved: NewAddress | None) -> None:
    """Take the password of the address that a feed had out of the keyring, once the feed has another."""
    if moved is None or not feed.secret or session.feeds.get(feed.id).url != moved.url:
        return
    try:
        forget_secret(feed.url)
    except ReaderError as error:
        log.info("a feed's former password was not taken out of the keyring: %s", error.kind)


def of_a_feed(error: ReaderError, url: str) -> ReaderError:
    """What failed of a page, in the words of feeds where those of pages would lead astray."""
    from reader.saving.fetching.urls import host_of

    kind = _OF_FEEDS.get(error.kind)
    if kind is None:
        return error
    return ReaderError(kind, error.detail, **{"host": host_of(url), **error.values})


def _told(error: ReaderError, feed: Feed) -> ReaderError:
    """The error in the words of feeds, without an address that may hold a password."""
    if error.values.get("status") == _GONE:
        return FeedError("feed-gone", "status 410", host=error.values.get("host", ""))
    error = of_a_feed(error, feed.url)
    values = {name: value for name, value in error.values.items() if name not in ("link", "url", "text")}
    if "link" in error.values:
        values["link"] = feed.url
    return FeedError(error.kind, error.detail if not feed.secret else "", **values)
