"""Whom a feed's password is told, and what of the local network a feed may reach."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.feeds import Feed, FeedRequest, FoundFeed
from reader.core.origin import TYPED, AddressClass, NamedBy, Origin
from reader.core.progress import Progress
from reader.library.feeds.feeds import FeedUpdate
from reader.saving.fetching.fetch import FetchedPage, Fetcher
from reader.saving.fetching.redirects import hears_password
from reader.services.feeds.feed_lists import follow_listed, import_feeds
from reader.services.feeds.feed_secrets import secret_of
from reader.services.feeds.fetch_feed import left_address, limit_of, settled_address
from reader.services.feeds.follow_feed import feed_link, find_feeds, follow, keep
from reader.services.feeds.update_feeds import update_feeds
from reader.services.library_session import LibrarySession
from tests.support.servers.feed_server import FeedServer, rss

PRIVATE = AddressClass.PRIVATE


@pytest.fixture
def other_press() -> Iterator[FeedServer]:
    server = FeedServer()
    yield server
    server.close()


def arrived(feed: Feed, settled: str, reached: AddressClass = AddressClass.PUBLIC) -> FetchedPage:
    return FetchedPage(feed.url, settled, b"", "", 200, reached=reached, settled_url=settled)


@pytest.mark.parametrize(
    ("first", "second", "heard"),
    [
        ("https://a.example/feed", "https://a.example/new", True),
        ("http://a.example/feed", "https://a.example/feed", True),
        ("http://a.example:80/feed", "https://a.example:443/feed", True),
        ("https://a.example/feed", "http://a.example/feed", False),
        ("https://a.example/feed", "https://b.example/feed", False),
        ("http://a.example/feed", "https://a.example:8443/feed", False),
        ("http://a.example:8080/feed", "https://a.example/feed", False),
    ],
)
def test_a_password_is_for_its_server_and_never_less_secure(first: str, second: str, heard: bool) -> None:
    assert hears_password(first, second) is heard


def test_the_server_that_a_feed_moved_to_hears_no_password(
    session: LibrarySession,
    press: FeedServer,
    other_press: FeedServer,
    keyring_of_this_test: dict[str, str],
) -> None:
    press.put("feed", rss(press.base, 1))
    (feed,) = follow(session, [FoundFeed(press.url("feed").replace("://", "://zoe:whisper@"))], Progress())
    other_press.put("new", rss(press.base, 1, 2))
    press.put("feed", "", 301, Location=other_press.url("new").replace("127.0.0.1", "localhost"))
    for number in (3, 4):
        assert update_feeds(session, Progress(), [session.feeds.get(feed.id)]).failed == 0
        other_press.put("new", rss(press.base, 1, 2, number))
    assert [asked.get("Authorization") for _, asked in other_press.asked] == [None, None]
    assert not any("localhost" in name for name in keyring_of_this_test)


def test_a_moved_feed_takes_its_password_along_on_its_own_server_only(
    session: LibrarySession, keyring_of_this_test: dict[str, str]
) -> None:
    given = [FoundFeed(f"http://zoe:whisper@{name}.example/feed") for name in ("a", "b", "c")]
    first, second, third = keep(session, given)

    def moved(feed: Feed, settled: str) -> Feed:
        to = settled_address(session, feed, arrived(feed, settled))
        if to is not None:
            request = FeedRequest(feed.id, "2026-11-28T06:00:00+00:00", "reader", 304)
            session.feeds.store([(feed, FeedUpdate(request, lambda _new: (60, ""), moved_to=to))])
        left_address(session, feed, to)
        return session.feeds.get(feed.id)

    first = moved(first, "https://a.example/feed")
    assert first.url == "https://a.example/feed" and secret_of(first).password == "whisper"
    second = moved(second, "https://elsewhere.example/feed")
    assert (second.url, second.secret) == ("https://elsewhere.example/feed", False)
    assert secret_of(second).authorization == ""
    before = dict(keyring_of_this_test)
    assert moved(third, "https://a.example/feed").url == third.url, "another feed has that address"
    assert moved(first, "http://a.example/feed").url == first.url, "in the open"
    assert keyring_of_this_test == before
    assert sorted(before) == ["feed http://c.example/feed", "feed https://a.example/feed"]


def test_each_feed_has_cookies_of_its_own(session: LibrarySession, press: FeedServer) -> None:
    press.put("one", rss(press.base, 1), Set_Cookie="seen=one; Path=/")
    press.put("two", "", 302, Location="/three", Set_Cookie="seen=two; Path=/")
    press.put("three", rss(press.base, 2))
    fetcher = Fetcher()
    for path in ("one", "two"):
        fetcher.feed(press.url(path))
    fetcher.close()
    cookies = [asked.get("Cookie") for _, asked in press.asked]
    assert cookies == [None, None, "seen=two"], "on one way they are kept"


def test_only_a_local_feed_may_go_on_to_be_local(session: LibrarySession) -> None:
    page, file = Origin(NamedBy.PAGE, "https://p.example/", AddressClass.PUBLIC), Origin(NamedBy.FILE)
    wide = FoundFeed("https://w.example/feed")
    local = FoundFeed("http://nas.example/feed", reached=PRIVATE)
    by_page = FoundFeed("http://nas.lan/feed", page="https://p.example/", reached=AddressClass.PUBLIC)
    own = FoundFeed("http://nas2.example/feed", page="http://nas2.example/", reached=PRIVATE)
    for found, origin, limit in (
        (wide, TYPED, AddressClass.PUBLIC),
        (local, TYPED, None),
        (FoundFeed("http://router.lan/feed"), TYPED, None),
        (by_page, TYPED, AddressClass.PUBLIC),
        (own, page, None),
        (FoundFeed("http://other.lan/feed"), file, AddressClass.PUBLIC),
    ):
        (feed,) = keep(session, [found], origin)
        assert limit_of(feed) is limit, found.url


def test_what_the_reader_allowed_is_one_address(session: LibrarySession) -> None:
    (feed,) = keep(session, [FoundFeed("http://nas.lan/feed")])
    assert settled_address(session, feed, arrived(feed, "http://b.lan/feed", PRIVATE)) is None
    public = settled_address(session, feed, arrived(feed, "https://b.example/feed"))
    assert public is not None and public.agreed == ""
    own = settled_address(session, feed, arrived(feed, "http://nas.lan/new", PRIVATE))
    assert own is not None and own.agreed == own.url
    moved = Feed(1, "https://b.example/feed", agreed="http://nas.lan/feed")
    assert limit_of(moved) is AddressClass.PUBLIC


def test_a_feed_that_a_page_named_is_not_taken_for_typed(session: LibrarySession, press: FeedServer) -> None:
    press.put("feed", rss(press.base, 1))
    page = Origin(NamedBy.PAGE, press.url("a"), AddressClass.LOOPBACK)
    (found,) = find_feeds(session, press.url("feed"), Progress(), page)
    assert (found.page, found.reached) == (press.url("a"), AddressClass.LOOPBACK)
    (typed,) = find_feeds(session, press.url("feed"), Progress())
    assert (typed.page, typed.reached) == ("", AddressClass.LOOPBACK)


@pytest.mark.parametrize(
    "text",
    ["http://[bad/", "https://ex℀mple.com", "https://zoe:whisper@/x", "https://zoe:whisper@[b/?token=h"],
)
def test_what_is_no_address_is_said_without_its_password(text: str) -> None:
    with pytest.raises(ReaderError) as caught:
        feed_link(text)
    assert caught.value.kind == "not-a-link"
    assert "whisper" not in str(caught.value.values) and "whisper" not in caught.value.detail


def test_a_line_that_is_no_address_costs_no_list(session: LibrarySession, tmp_path: Path) -> None:
    listed = tmp_path / "feeds.opml"
    lines = ("http://[bad/", "https://ex℀mple.com/feed", "https://good.example/feed")
    outlines = "".join(f'<outline text="X" xmlUrl="{line}"/>' for line in lines)
    listed.write_text(f"<opml><body>{outlines}</body></opml>", "utf-8")
    taken = import_feeds(session, listed)
    assert ([feed.url for feed in taken.feeds], taken.new) == (["https://good.example/feed"], 1)


def test_without_a_keyring_the_feeds_without_a_password_are_followed(
    session: LibrarySession,
) -> None:
    found = [FoundFeed("https://a.example/feed?token=hush"), FoundFeed("https://b.example/feed")]
    taken = follow_listed(session, [*found, FoundFeed("http://nas.lan/feed")])
    assert [feed.url for feed in taken.feeds] == ["https://b.example/feed"]
    assert taken.error is not None and taken.error.kind == "no-keyring"
    assert [each.url for each in taken.local] == ["http://nas.lan/feed"]
