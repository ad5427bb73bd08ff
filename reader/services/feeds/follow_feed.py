"""Following a source: its feed is found by its own address or by its site's, read once, and kept."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.core.errors import ReaderError
from reader.core.feeds import Feed, FoundFeed, SoughtFeedError
from reader.core.origin import TYPED, AddressClass, NamedBy, Origin
from reader.core.progress import Progress
from reader.library.feeds.feeds import NewFeed
from reader.services.desktop.open_request import feed_address
from reader.services.feeds.feed_secrets import forget_secret, keep_secret, secret_of
from reader.services.feeds.fetch_feed import DocumentAtHand, of_a_feed
from reader.services.feeds.update_feeds import Ended, update_feeds
from reader.services.saving.link_origin import class_of_address, origin_of_links

if TYPE_CHECKING:
    from reader.library.feeds.removal import RemovedFeed
    from reader.saving.feeds.secrets import FeedSecret
    from reader.saving.fetching.fetch import FetchedPage, Fetcher
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

_MISSING = frozenset(
    ("not-found", "not-a-page", "not-allowed", "server-error", "broken-answer", "login-needed")
)


def feed_link(text: str) -> str:
    """The address in what the reader gave: `feed:` in front of it, or instead of `http:`, says nothing more.

    Raises:
        ReaderError: `not-a-link`, `unsupported-scheme`.
    """
    from reader.saving.feeds.secrets import with_access
    from reader.saving.fetching.urls import parse_link

    given = text.strip()
    if (address := feed_address(given)) is not None:
        given = address
    try:
        return with_access(given, parse_link(given))
    except ValueError as error:
        raise ReaderError("not-a-link", text=_shown(given)) from error
    except ReaderError as error:
        raise ReaderError(error.kind, error.detail, **{**error.values, "text": _shown(given)}) from None


def has_secret(text: str) -> bool:
    """Whether an address holds a password.

    Raises:
        ReaderError: as `feed_link`.
    """
    from reader.saving.feeds.secrets import FeedSecret, split_secret

    return split_secret(feed_link(text))[1] != FeedSecret()


def _shown(given: str) -> str:
    """What was given instead of an address, without what may be a password in it."""
    before, mark, rest = given.rpartition("@")
    told = f"{before.partition('://')[0]}://…@{rest}" if mark and "://" in before else rest
    shown = "".join(char for char in told.partition("?")[0] if char.isprintable())
    return shown[:60] + ("…" if len(shown) > 60 else "")


def find_feeds(
    session: LibrarySession, text: str, progress: Progress, origin: Origin = TYPED
) -> list[FoundFeed]:
    """The feeds behind an address: itself, those that its page names, or what lies where feeds usually lie.

    Args:
        session: the library.
        text: the address of a feed or of a site.
        progress: `fetching`.
        origin: who named it.

    Raises:
        ReaderError: `no-feed-found`, or as for a page. Cancelled.
    """
    from reader.saving.feeds.discovery import usual_places
    from reader.saving.feeds.secrets import FeedSecret, split_secret
    from reader.saving.fetching.fetch import Fetcher

    link = feed_link(text)
    bare, secret = split_secret(link)
    fetcher = Fetcher(politeness=session.politeness)
    progress.step(0, 1, "fetching")
    try:
        asked = secret.whole(bare)
        page = _asked(fetcher, asked, origin, secret, progress)
        # An access goes no further than the server it was given for.
        moved = _followed_by_now(session, page) if secret == FeedSecret() else ""
        found = _read(session, page, moved or link, progress)
        if found is not None:
            # What a page or a file named is not the reader's own wish, even where it is a feed itself.
            named_by = "" if origin.by is NamedBy.READER else origin.page or page.final_url
            return [replace(found, page=named_by, reached=page.reached)]
        named = session.extraction.find_feeds(page.body, page.final_url, page.content_type, progress)
        if named:
            return [replace(each, page=page.final_url, reached=page.reached) for each in named]
        for place in usual_places(page.final_url):
            if (found := _tried(session, fetcher, place, page.reached, progress)) is not None:
                return [replace(found, page=page.final_url, reached=page.reached)]
    finally:
        fetcher.close()
    raise ReaderError("no-feed-found", "neither a feed nor one named", host=urlsplit(bare).hostname or bare)


def follow(
    session: LibrarySession,
    found: Sequence[FoundFeed],
    progress: Progress,
    origin: Origin = TYPED,
    ended: Ended | None = None,
    reason: str = "subscribe",
) -> list[Feed]:
    """Follow feeds and look at them at once; of those followed already, at those that failed or got access.

    Args:
        session: the library.
        found: their addresses and what they are called.
        progress: `feeds`.
        origin: who named them.
        ended: called with each feed and its error after the look.
        reason: for the log.

    Returns:
        The feeds, in their order. One that could not be read is followed all the same, and says why.

    Raises:
        ReaderError: `no-keyring`, `keyring-closed` for one with a password; the disk. Cancelled: they are
            followed by then.
    """
    feeds = keep(session, found, origin)
    at_hand = {
        feed.id: each.at_hand
        for feed, each in zip(feeds, found, strict=True)
        if isinstance(each.at_hand, DocumentAtHand)
    }
    due = [feed for feed in feeds if not feed.next_at]
    update_feeds(session, progress, due, reason, ended, at_hand=at_hand)
    return [session.feeds.get(feed.id) for feed in feeds]


def keep(
    session: LibrarySession, found: Sequence[FoundFeed], origin: Origin = TYPED, allow_local: bool = False
) -> list[Feed]:
    """Follow feeds without a look at them: they are due. Those followed already take the access that is new.

    Args:
        session: the library.
        found: their addresses and what they are called.
        origin: who named them, where no page did.
        allow_local: they may lie in this computer's network, whoever named them.

    Raises:
        ReaderError: `no-keyring`, `keyring-closed`, `not-a-link`; none is followed then.
    """
    from reader.saving.feeds.secrets import FeedSecret, split_secret
    from reader.saving.fetching.urls import comparison_key, host_of

    new = []
    for each in found:
        bare, secret = split_secret(feed_link(each.url))
        key = comparison_key(bare)
        with_secret = secret != FeedSecret()
        by = Origin(NamedBy.PAGE, each.page, each.reached) if each.page else origin
        local = allow_local or _may_be_local(bare, by, each)
        known = session.feeds.find(key)
        # Another spelling of an address that has what it needs says nothing new.
        stays = known is not None and not with_secret and (known.secret or not local)
        url = known.url if known is not None and stays else bare
        if with_secret:
            keep_secret(bare, secret)
            if known is not None and known.secret and known.url != bare:
                _forget(known.url)
        agreed = url if local and host_of(url) == host_of(bare) else ""
        new.append(NewFeed(url, key, each.title, named_by=by.by.value, agreed=agreed, secret=with_secret))
    return session.feeds.add(new)


@dataclass(frozen=True, slots=True)
class Unfollowed:
    """Feeds that are followed no longer, with all that `follow_again` puts back."""

    feeds: tuple[Feed, ...]
    removed: tuple[RemovedFeed, ...]
    secrets: dict[str, FeedSecret]


def unfollow(session: LibrarySession, feed_ids: Sequence[int]) -> Unfollowed:
    """Follow feeds no longer; returns what they were. Saved articles stay.

    Raises:
        ReaderError: `no-such-feed`; none is taken away then.
    """
    feeds = tuple(session.feeds.get(feed_id) for feed_id in feed_ids)
    secrets = {}
    for feed in feeds:
        if feed.secret:
            try:
                secrets[feed.url] = secret_of(feed)
            except ReaderError as error:
                log.info("a feed's password is not in the keyring: %s", error.kind)
    removed = session.feeds.remove(feed_ids)
    for url in secrets:
        _forget(url)
    return Unfollowed(feeds, tuple(removed), secrets)


def follow_again(session: LibrarySession, former: Unfollowed) -> list[Feed]:
    """Take back `unfollow`: the feeds are followed and due, with their names, rules, pieces and passwords."""
    for url, secret in former.secrets.items():
        try:
            keep_secret(url, secret)
        except ReaderError as error:
            log.info("a feed's password was not put into the keyring again: %s", error.kind)
    return [session.feeds.get(feed_id) for feed_id in session.feeds.put_back(former.removed)]


def _forget(url: str) -> None:
    """Take the password of the feed at `url` out of the keyring, where there is one to be asked."""
    try:
        forget_secret(url)
    except ReaderError as error:
        log.info("a feed's password was not taken out of the keyring: %s", error.kind)


def feeds_of_article(session: LibrarySession, article_id: int, progress: Progress) -> list[FoundFeed]:
    """The feeds of the site that an article is from, found by its page.

    Raises:
        ReaderError: as `find_feeds`. Cancelled.
    """
    url = session.articles.summary(article_id).url
    return find_feeds(session, url, progress, origin_of_links(session, article_id))


def _asked(
    fetcher: Fetcher, whole: str, origin: Origin, secret: FeedSecret, progress: Progress
) -> FetchedPage:
    """What lies at an address that was given; where a password is wanted, how one is given is said.

    Raises:
        SoughtFeedError: as for a page.
    """
    try:
        return fetcher.feed(whole, progress, named_by=origin.limit(whole), authorization=secret.authorization)
    except ReaderError as error:
        if error.kind == "login-needed":
            raise of_a_feed(error, whole) from None
        raise _sought(error) from None


def _sought(error: ReaderError) -> SoughtFeedError:
    """What failed of a feed that was looked for, in words that say that nothing is followed."""
    return SoughtFeedError(error.kind, error.detail, **error.values)


def _may_be_local(url: str, origin: Origin, found: FoundFeed) -> bool:
    """Whether a feed lies in this computer's network, and who named it may name an address as local."""
    from reader.saving.fetching.urls import host_of

    local = class_of_address(url)
    if not found.page or host_of(found.page) == host_of(url):
        local = max(local, found.reached)
    limit = origin.limit(url)
    return local > AddressClass.PUBLIC and (limit is None or local <= limit)


def _tried(
    session: LibrarySession, fetcher: Fetcher, place: str, reached: AddressClass, progress: Progress
) -> FoundFeed | None:
    """The feed at a place where there may be one."""
    try:
        page = fetcher.feed(place, progress, named_by=reached)
    except ReaderError as error:
        if error.kind not in _MISSING:
            raise _sought(error) from None
        return None
    try:
        return _read(session, page, place, progress)
    except ReaderError as error:
        if error.kind != "feed-broken":
            raise
        return None


def _followed_by_now(session: LibrarySession, page: FetchedPage) -> str:
    """The address of the followed feed to which the asked one has moved for good, "" without one."""
    from reader.saving.fetching.urls import comparison_key

    known = session.feeds.find(comparison_key(page.settled_url)) if page.settled_url != page.url else None
    if known is None or (class_of_address(known.url) > AddressClass.PUBLIC and known.agreed != known.url):
        return ""  # one that the reader did not allow is not allowed by the way
    return known.url


def _read(session: LibrarySession, page: FetchedPage, link: str, progress: Progress) -> FoundFeed | None:
    """What was fetched, as a feed; `None` for anything else."""
    try:
        feed = session.extraction.read_feed(page.body, page.final_url, page.content_type, progress)
    except ReaderError as error:
        if error.kind != "not-a-feed":
            raise _sought(error) from None
        return None
    return FoundFeed(link, feed.title, at_hand=DocumentAtHand(page, feed))
