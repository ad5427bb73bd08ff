"""Feeds followed and updated from a server of this computer."""

from __future__ import annotations

import dataclasses
import datetime
import errno
import logging
import socket
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.feeds import Feed, FeedError, FeedRule, FoundFeed, ParsedFeed, ParsedItem
from reader.core.origin import AddressClass, NamedBy, Origin
from reader.core.progress import Progress
from reader.exchange.imports.feed_lists import FEED, LIST, kind_of
from reader.gui.feeds import feed_jobs
from reader.library.feeds.feeds import NewAddress
from reader.saving.fetching.fetch import FetchedPage
from reader.services.feeds import allowed
from reader.services.feeds import update_feeds as update_feeds_module
from reader.services.feeds.feed_lists import address_of_feed, export_feeds, import_feeds
from reader.services.feeds.follow_feed import (
    feeds_of_article,
    find_feeds,
    follow,
    follow_again,
    keep,
    unfollow,
)
from reader.services.feeds.open_item import open_item
from reader.services.feeds.read_items import (
    item_ids,
    item_rows,
    mark_new,
    mark_older_read,
    mark_read,
    request_log,
)
from reader.services.feeds.rules import RulesDone, add_rule, carry_out, preview_rule
from reader.services.feeds.schedule import after_failure, next_interval
from reader.services.feeds.update_feeds import UpdateOutcome, fade, update_feeds
from reader.services.library.export_library import export_library
from reader.services.library_session import LibrarySession
from reader.services.metered import costs_by_data, says_metered
from tests.support import sample_feeds
from tests.support.limits import LIMIT
from tests.support.servers.feed_server import FeedServer, article_page, rss


def followed(session: LibrarySession, press: FeedServer, path: str = "feed", body: str = "") -> Feed:
    press.put(path, body or rss(press.base, 1, 2))
    (feed,) = follow(session, [FoundFeed(press.url(path))], Progress())
    return feed


def again(session: LibrarySession, *feeds: Feed) -> UpdateOutcome:
    return update_feeds(session, Progress(), [session.feeds.get(feed.id) for feed in feeds])


def titles(session: LibrarySession) -> list[str]:
    return [item.title for item in item_rows(session, item_ids(session))]


def test_a_feed_is_read_only_when_it_changed(session: LibrarySession, press: FeedServer) -> None:
    feed = followed(session, press)
    assert (feed.title, feed.site, feed.state, feed.error) == ("La Presse", f"{press.base}/", "ok", "")
    assert titles(session) == ["Pièce 2", "Pièce 1"]
    assert again(session, feed) == UpdateOutcome(1, 0, 0)
    assert "If-None-Match" in press.asked[-1][1]
    press.put("feed", rss(press.base, 1, 2, 3))
    assert again(session, feed) == UpdateOutcome(1, 1, 0)
    log = request_log(session)
    assert [(entry.reason, entry.status, entry.new) for entry in log] == [
        ("reader", 200, 1),
        ("reader", 304, 0),
        ("subscribe", 200, 2),
    ]
    assert update_feeds(session, Progress()) == UpdateOutcome(), "none is due"


def test_a_feed_is_found_by_its_site(session: LibrarySession, press: FeedServer) -> None:
    press.put("", '<html><head><link rel="alternate" type="application/rss+xml" title="Une" href="/f">')
    press.put("bare", "<html><body><p>Rien</p></body></html>")
    press.put("bare/feed", sample_feeds.RDF)
    press.put("none/feed", "<html></html>")
    (found,) = find_feeds(session, press.url(""), Progress())
    assert (found.url, found.title, found.reached) == (press.url("f"), "Une", AddressClass.LOOPBACK)
    assert [each.title for each in find_feeds(session, "feed:" + press.url("bare"), Progress())] == ["RDF"]
    press.asked.clear()
    (feed,) = follow(session, find_feeds(session, press.url("bare"), Progress()), Progress())
    assert (feed.state, feed.title) == ("ok", "RDF") and press.paths().count("/bare/feed") == 1, "once"
    assert again(session, feed).new == 0 and "If-None-Match" in press.asked[-1][1]
    press.put("none", "<html></html>")
    with pytest.raises(ReaderError) as caught:
        find_feeds(session, press.url("none"), Progress())
    assert caught.value.kind == "no-feed-found"
    press.put("f", rss(press.base, 1))
    assert follow(session, [found], Progress())[0].state == "ok"


def test_a_feed_in_a_file_says_where_it_can_be_followed(session: LibrarySession, tmp_path: Path) -> None:
    own = '<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel><title>T</title>{0}</channel></rss>'
    bodies = {
        "own.rss": own.format('<a:link rel="self" href="https://own.example/feed"/>'),
        "site.xml": sample_feeds.WORDPRESS.replace('<atom:link href="http://quotidien.example/feed/"', "<x "),
        "kept.json": sample_feeds.JSON,
    }
    found = {}
    for name, body in bodies.items():
        (tmp_path / name).write_text(body, "utf-8")
        assert kind_of(tmp_path / name) == FEED
        found[name] = address_of_feed(session, tmp_path / name)
    assert found == {
        "own.rss": "https://own.example/feed",
        "site.xml": "http://quotidien.example/",
        "kept.json": "http://json.example/",
    }
    (tmp_path / "none.rss").write_text(own.format(""), "utf-8")
    with pytest.raises(ReaderError) as caught:
        address_of_feed(session, tmp_path / "none.rss")
    assert caught.value.kind == "no-feed-found"
    (tmp_path / "list.opml").write_text('<opml><body><outline text="rss" xmlUrl="x"/></body></opml>', "utf-8")
    (tmp_path / "note.xml").write_text("<notes/>", "utf-8")
    assert [kind_of(tmp_path / name) for name in ("list.opml", "note.xml", "gone.xml")] == [LIST, "", ""]


@pytest.mark.parametrize(
    ("body", "status", "kind", "state"),
    [
        (sample_feeds.LOGIN_PAGE, 200, "not-a-feed", "failing"),
        ("", 410, "feed-gone", "gone"),
        ("", 404, "feed-missing", "failing"),
        ("", 401, "feed-closed", "failing"),
        ("", 403, "feed-refused", "failing"),
        ("", 413, "feed-too-large", "failing"),
        ("", 500, "server-error", "failing"),
        ("", 429, "too-many-requests", "failing"),
        ("<rss version='2.0'><chan<<<nel> &&& nothing", 200, "feed-broken", "failing"),
        ("", 200, "not-a-feed", "failing"),
    ],
)
def test_what_goes_wrong_is_the_feeds_state_and_the_pieces_stay(
    session: LibrarySession, press: FeedServer, body: str, status: int, kind: str, state: str
) -> None:
    feed = followed(session, press)
    press.put("feed", body, status)
    assert again(session, feed).failed == 1
    failed = session.feeds.get(feed.id)
    assert (failed.state, failed.error) == (state, kind) and len(titles(session)) == 2
    error = FeedError(failed.error, "", **failed.error_values)
    said = f"{error.title.show()} {error.hint.show()}"
    assert "{" not in said and "page" not in said and "link" not in said, "of a feed"
    press.put("feed", rss(press.base, 9))
    assert again(session, feed).new == 1 and session.feeds.get(feed.id).error == ""


def test_a_feed_that_leads_in_a_circle_says_so_in_words_of_feeds(
    session: LibrarySession, press: FeedServer
) -> None:
    feed = followed(session, press)
    press.put("feed", "", 302, Location="/feed")
    told: list[ReaderError | None] = []
    update_feeds(
        session, Progress(), [session.feeds.get(feed.id)], ended=lambda _feed, error: told.append(error)
    )
    (error,) = told
    assert error is not None and error.kind == "too-many-redirects"
    assert "page" not in error.hint.show() and "kept" in error.hint.show()


def test_of_a_feed_that_is_looked_for_in_vain_nothing_is_said_to_be_kept(
    session: LibrarySession, press: FeedServer
) -> None:
    for body, status, kind in (("", 500, "server-error"), ("<rss><chan<<<nel> &&&", 200, "feed-broken")):
        press.put("else", body, status)
        with pytest.raises(ReaderError) as caught:
            find_feeds(session, press.url("else"), Progress())
        assert caught.value.kind == kind
        assert caught.value.hint.show() == "Nothing was followed. Try again later."


def test_of_a_broken_feed_in_a_file_the_file_is_named_and_nothing_is_said_to_be_kept(
    session: LibrarySession, tmp_path: Path
) -> None:
    file = tmp_path / "press.xml"
    file.write_text("<rss version='2.0'><chan<<<nel> &&& nothing")
    with pytest.raises(ReaderError) as caught:
        address_of_feed(session, file)
    assert caught.value.kind == "feed-broken" and caught.value.values["host"] == "press.xml"
    assert caught.value.hint.show() == "Nothing was followed. Try again later."


def test_a_server_that_wants_a_rest_gets_it(session: LibrarySession, press: FeedServer) -> None:
    feed = followed(session, press)
    press.put("feed", "", 429, Retry_After="30000")
    again(session, feed)
    rest = datetime.datetime.fromisoformat(session.feeds.get(feed.id).next_at) - _now()
    assert datetime.timedelta(hours=7) < rest


def test_this_computers_lost_connection_is_no_feeds_failure(
    session: LibrarySession, press: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = followed(session, press)

    with monkeypatch.context() as unplugged:
        unplugged.setattr(socket.socket, "connect_ex", lambda *_: errno.ENETUNREACH)
        for _ in range(3):
            assert again(session, feed).failed == 1
    after = session.feeds.get(feed.id)
    assert after == dataclasses.replace(session.feeds.get(feed.id), state="ok", error="", failures=0)
    rest = datetime.datetime.fromisoformat(after.next_at) - _now()
    assert rest <= datetime.timedelta(minutes=15)
    assert [entry.error for entry in request_log(session)][:3] == ["offline"] * 3


def test_old_pieces_go_with_the_first_look_of_a_day(session: LibrarySession, press: FeedServer) -> None:
    feed = followed(session, press)

    def run(statement: str) -> None:
        with session.database.write(index=False) as written:
            written.connection().exec_driver_sql(statement)

    run("UPDATE feed_item SET added_at = '2020'")
    again(session, feed)
    assert len(titles(session)) == 2, "it was looked at before on this day"
    run("UPDATE feed_request SET requested_at = '2026-01-01T08:00:00+00:00'")
    again(session, feed)
    assert titles(session) == []


def test_a_feed_does_not_wait_for_the_year_that_a_clock_stood_in(
    session: LibrarySession, press: FeedServer
) -> None:
    followed(session, press)
    with session.database.write(index=False) as written:
        written.connection().exec_driver_sql("UPDATE feed SET next_at = '2100-01-01T00:00:00+00:00'")
    assert update_feeds(session, Progress()).feeds == 1 and update_feeds(session, Progress()).feeds == 0


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def test_a_feed_that_moved_for_good_is_remembered_there(session: LibrarySession, press: FeedServer) -> None:
    feed = followed(session, press)
    press.put("new", rss(press.base, 1, 2, 3))
    press.put("feed", "", 302, Location="/new")
    again(session, feed)
    assert session.feeds.get(feed.id).url == press.url("feed"), "only for now"
    press.put("feed", "", 301, Location="/new")
    press.put("new", rss(press.base, 1, 2, 3, 4))
    again(session, feed)
    moved = session.feeds.get(feed.id)
    assert (moved.url, moved.moves) == (press.url("new"), (press.url("feed"),))
    press.asked.clear()
    assert again(session, moved).failed == 0 and press.paths() == ["/new"]


def test_the_same_document_is_known_by_its_new_mark_and_place(
    session: LibrarySession, press: FeedServer
) -> None:
    feed = followed(session, press)
    body = rss(press.base, 1, 2)
    press.put("feed", body, ETag='"other"')
    press.pages["/feed"].tag = False
    assert again(session, feed).new == 0 and session.feeds.get(feed.id).etag == '"other"'
    again(session, feed)
    assert press.asked[-1][1]["If-None-Match"] == '"other"'
    for place in ("same", "unchanged"):
        press.put(place, body)
        press.put(session.feeds.get(feed.id).url.rpartition("/")[2], "", 301, Location=f"/{place}")
        again(session, feed)
        assert session.feeds.get(feed.id).url == press.url(place)
    assert [entry.status for entry in request_log(session)][:2] == [304, 200]


def test_redirects_in_a_ring_and_endless_feeds_end(session: LibrarySession, press: FeedServer) -> None:
    feed = followed(session, press)
    press.put("feed", "", 301, Location="/ring")
    press.put("ring", "", 301, Location="/feed")
    again(session, feed)
    assert session.feeds.get(feed.id).error == "too-many-redirects"
    press.put("feed", b"<rss>" + b"x" * (11 * 1024 * 1024))
    again(session, feed)
    assert session.feeds.get(feed.id).error == "feed-too-large"


def test_nothing_local_is_asked_that_the_reader_did_not_name(
    session: LibrarySession, press: FeedServer, tmp_path: Path
) -> None:
    press.put("feed", rss(press.base, 1))
    for origin in (Origin(NamedBy.FILE), Origin(NamedBy.PAGE, "https://a.example/", AddressClass.PUBLIC)):
        (feed,) = follow(session, [FoundFeed(press.url("feed"))], Progress(), origin)
        assert (feed.error, press.asked) == ("local-address", [])
        unfollow(session, [feed.id])
    listed = tmp_path / "feeds.opml"
    listed.write_text(f'<opml><body><outline text="X" xmlUrl="{press.url("feed")}"/></body></opml>')
    taken = import_feeds(session, listed)
    (feed,) = taken.feeds
    assert taken.new == 1 and again(session, feed).failed == 1
    unfollow(session, [feed.id])
    (feed,) = import_feeds(session, listed, allow_local=True).feeds
    assert again(session, feed).new == 1


def test_a_password_is_in_the_keyring_and_nowhere_else(
    session: LibrarySession,
    press: FeedServer,
    tmp_path: Path,
    keyring_of_this_test: dict[str, str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    address = press.url("feed?cat=1&token=hush").replace("://", "://zoe:whisper@")
    press.put("feed?cat=1&token=hush", rss(press.base, 1))
    (found,) = find_feeds(session, address, Progress())
    (feed,) = follow(session, [found], Progress())
    assert feed.url == press.url("feed?cat=1") and feed.secret and feed.state == "ok"
    assert press.asked[-1][1]["Authorization"] == "Basic em9lOndoaXNwZXI="
    press.put("feed?cat=1&token=hush", "", 301, Location="http://localhost:1/elsewhere?token=hush")
    again(session, feed)
    export_feeds(session.feeds.all(), tmp_path / "out.opml")
    feed = session.feeds.get(feed.id)
    told = [(tmp_path / "out.opml").read_text(), str(feed), caplog.text, str(session.feeds.requests())]
    database = session.paths.database.read_bytes() + Path(f"{session.paths.database}-wal").read_bytes()
    for secret in ("hush", "whisper"):
        assert not any(secret in text for text in told) and secret.encode() not in database
        assert secret in str(keyring_of_this_test)
    keyring_of_this_test.clear()
    again(session, feed)
    assert session.feeds.get(feed.id).error == "feed-secret-lost"


def test_following_is_taken_back_and_begun_again(
    session: LibrarySession, press: FeedServer, keyring_of_this_test: dict[str, str]
) -> None:
    address = press.url("feed").replace("://", "://zoe:whisper@")
    press.put("feed", rss(press.base, 1, 2, whole=sample_feeds.WHOLE))
    (feed,) = follow(session, [FoundFeed(address)], Progress())
    rule = add_rule(session, FeedRule(0, feed.id, "other", "save"))
    read, new = item_ids(session)
    mark_read(session, [read])
    former = unfollow(session, [feed.id])
    assert session.feeds.all() == [] and titles(session) == [] and session.feed_rules.all() == []
    assert keyring_of_this_test == {} and "whisper" not in str(former)
    (back,) = follow_again(session, former)
    assert back == dataclasses.replace(feed, next_at="")
    assert session.feed_rules.all() == [rule]
    press.put("feed", rss(press.base, 1, 2, 3))
    assert again(session, back).new == 1 and press.asked[-1][1]["Authorization"]
    assert [(item.id, item.new) for item in item_rows(session, [read, new])] == [(read, False), (new, True)]
    assert session.feed_items.text(new)
    with pytest.raises(ReaderError):
        unfollow(session, [99])


def test_what_came_meanwhile_gets_the_rest_of_what_is_put_back(
    session: LibrarySession, press: FeedServer
) -> None:
    feed = followed(session, press)
    add_rule(session, FeedRule(0, feed.id, "other", "save"))
    mark_read(session, item_ids(session))
    former = unfollow(session, [feed.id])
    other = followed(session, press, "other")
    newer = followed(session, press)
    follow_again(session, former)
    assert {each.id for each in session.feeds.all()} == {other.id, newer.id}
    assert [rule.feed_id for rule in session.feed_rules.all()] == [newer.id]
    assert [(item.new, item.feed_ids) for item in item_rows(session, item_ids(session))] == [
        (False, (other.id, newer.id))
    ] * 2


def test_a_feed_that_is_followed_again_takes_what_is_new(
    session: LibrarySession, press: FeedServer, tmp_path: Path, keyring_of_this_test: dict[str, str]
) -> None:
    press.put("feed", "", 401)
    (feed,) = follow(session, [FoundFeed(press.url("feed"))], Progress())
    assert feed.error == "feed-closed"
    press.put("feed", rss(press.base, 1))
    address = press.url("feed").replace("://", "://zoe:whisper@")
    (again_followed,) = follow(session, [FoundFeed(address)], Progress())
    assert (again_followed.id, again_followed.state, again_followed.secret) == (feed.id, "ok", True)
    assert press.asked[-1][1]["Authorization"]
    press.put("feed", "", 410)
    again(session, feed)
    assert session.feeds.get(feed.id).state == "gone"
    press.put("feed", rss(press.base, 1, 2))
    asked = len(press.asked)
    for _ in range(2):
        (back,) = follow(session, [FoundFeed(press.url("feed"))], Progress())
        assert (back.state, back.secret, len(press.asked)) == ("ok", True, asked + 1), "once"
    listed = tmp_path / "feeds.opml"
    listed.write_text('<opml><body><outline text="X" xmlUrl="http://nas.example/feed"/></body></opml>')
    assert [each.agreed for each in import_feeds(session, listed).feeds] == [""]
    assert [each.agreed for each in import_feeds(session, listed, allow_local=True).feeds] == [
        "http://nas.example/feed"
    ]


def test_lists_of_feeds_come_and_go(session: LibrarySession, press: FeedServer, tmp_path: Path) -> None:
    feed = followed(session, press)
    session.feeds.rename(feed.id, "Mon « journal » & <co>")
    export_feeds(session.feeds.all(), tmp_path / "out.opml")
    exported = export_library(session, tmp_path / "whole", Progress()).path
    assert (exported / "feeds.opml").read_bytes() == (tmp_path / "out.opml").read_bytes()
    unfollow(session, [feed.id])
    taken = import_feeds(session, tmp_path / "out.opml")
    (back,) = taken.feeds
    assert (back.url, back.name, taken.new) == (feed.url, "Mon « journal » & <co>", 1)
    assert import_feeds(session, tmp_path / "out.opml").new == 0
    (tmp_path / "no.opml").write_text("<html>")
    with pytest.raises(ReaderError) as caught:
        import_feeds(session, tmp_path / "no.opml")
    assert caught.value.kind == "unknown-export"


def test_an_opened_piece_is_an_article_of_its_source(session: LibrarySession, press: FeedServer) -> None:
    followed(session, press)
    press.put("a/1", article_page(1))
    second, first = item_rows(session, item_ids(session))
    outcome = open_item(session, first.id, Progress())
    assert (outcome.status, outcome.title) == ("saved", "Pièce 1")
    assert open_item(session, first.id, Progress()).status == "duplicate"
    opened = session.feed_items.get(first.id)
    assert (opened.article_id, opened.new, session.feed_items.count_new()) == (outcome.id, False, 1)
    with pytest.raises(ReaderError) as caught:
        open_item(session, second.id, Progress())
    assert caught.value.kind == "not-found" and session.feed_items.get(second.id).new


def test_a_piece_that_leads_to_a_file_is_a_link_with_its_title(
    session: LibrarySession, press: FeedServer
) -> None:
    followed(session, press)
    press.put("a/1", b"%PDF-1.7\n" + b"0" * 9000, **{"Content-Type": "application/pdf"})
    first = item_rows(session, item_ids(session))[1]
    outcome = open_item(session, first.id, Progress())
    assert (outcome.status, outcome.title, outcome.incomplete) == ("saved", "Pièce 1", "file")
    assert session.feed_items.get(first.id).article_id == outcome.id


def test_a_text_that_is_whole_in_the_feed_is_taken_from_there(
    session: LibrarySession, press: FeedServer
) -> None:
    feed = followed(session, press, body=rss(press.base, 1, whole=sample_feeds.WHOLE))
    press.asked.clear()
    (item,) = item_rows(session, item_ids(session))
    outcome = open_item(session, item.id, Progress())
    article = session.articles.get(outcome.id)
    assert "Paragraphe 5" in article.document.text and press.asked == []
    assert (article.document.title, article.document.site) == ("Pièce 1", feed.title)
    assert session.articles.requested_url(outcome.id) in ("", item.url)
    press.put("", f'<html><head><link rel="alternate" type="application/rss+xml" href="{feed.url}">')
    press.put("a/1", '<html><head><link rel="alternate" type="application/rss+xml" href="/feed">')
    assert [found.url for found in feeds_of_article(session, outcome.id, Progress())] == [feed.url]


def test_older_pieces_are_marked_read_and_back(session: LibrarySession, press: FeedServer) -> None:
    feed = followed(session, press, body=rss(press.base, 1, 2, 3, 4))
    second = item_ids(session)[1]
    changed = mark_older_read(session, second, feed.id)
    assert len(changed) == 3 and session.feed_items.count_new() == 1
    assert sorted(mark_new(session, changed)) == sorted(changed) and session.feed_items.count_new() == 4


def test_rules_save_tag_star_and_skip(session: LibrarySession, press: FeedServer) -> None:
    add_rule(session, FeedRule(0, 0, "pièce", "tag", "presse"))
    add_rule(session, FeedRule(0, 0, "pièce", "favourite"))
    add_rule(session, FeedRule(0, 0, '"pièce 2" source:presse', "translate", "en"))
    press.put("a/1", article_page(1))
    press.put("a/2", article_page(2))
    feed = followed(session, press, body=rss(press.base, 1, 2, 3))
    add_rule(session, FeedRule(0, feed.id, "author:nobody pièce", "skip"))
    assert [item.title for item in preview_rule(session, '"pièce 3"', feed.id)] == ["Pièce 3"]
    assert preview_rule(session, "pièc") == [], "a rule has whole words"
    told: list[str] = []
    done = carry_out(session, Progress(lambda _done, _total, text: told.append(text)))
    assert (done.saved, done.failed) == (2, 1) and session.feed_items.wanted() == []
    assert told == ["rules"] * 3, "one step a piece; the steps of a page are its own"
    saved = session.articles.summaries()
    assert {(card.title, card.tags, card.favourite) for card in saved} == {
        ("Pièce 1", ("presse",), True),
        ("Pièce 2", ("presse",), True),
    }
    assert [job.target for job in session.translation_jobs.all()] == ["en"]
    add_rule(session, FeedRule(0, 0, "pièce", "skip"))
    press.put("feed", rss(press.base, 1, 2, 3, 4))
    assert again(session, feed).new == 0


def test_what_a_rule_wants_waits_for_the_connection(session: LibrarySession, press: FeedServer) -> None:
    add_rule(session, FeedRule(0, 0, "pièce", "tag", "presse"))
    for number in (1, 2):
        press.put(f"a/{number}", "", 503, Retry_After="600")
    followed(session, press)
    press.asked.clear()
    assert carry_out(session, Progress()) == RulesDone(0, 0, 2)
    assert len(press.asked) == 1, "a computer that does not answer is asked once"
    for number in (1, 2):
        press.put(f"a/{number}", article_page(number))
    assert carry_out(session, Progress()) == RulesDone(2, 0, 0)
    assert {card.tags for card in session.articles.summaries()} == {("presse",)}
    press.put("feed", rss(press.base, 1, 2, 3))
    press.put("a/3", "", 503, Retry_After="600")
    again(session, session.feeds.all()[0])
    with session.database.write(index=False) as written:
        written.connection().exec_driver_sql("UPDATE feed_item SET added_at = '2020' WHERE wanted <> ''")
    assert carry_out(session, Progress()) == RulesDone(0, 1, 0), "not for ever"
    assert session.feed_items.wanted() == []


@pytest.mark.parametrize(
    ("query", "action", "argument"),
    [
        ("", "save", ""),
        ("is:unread", "save", ""),
        ("pièce lang:ar", "save", ""),
        ("is:translated pièce", "save", ""),
        ("x", "tag", " "),
        ("x", "translate", "En"),
        ("x", "keep", ""),
        ("x", "keep", "0"),
        ("x", "keep", "4000"),
        ("x", "keep", "٣"),
        ("x", "y", ""),
    ],
)
def test_a_rule_that_means_nothing_is_refused(
    session: LibrarySession, query: str, action: str, argument: str
) -> None:
    with pytest.raises(ReaderError) as caught:
        add_rule(session, FeedRule(0, 0, query, action, argument))
    assert caught.value.kind in ("bad-rule", "rule-sees-not")


def test_a_rule_keeps_pieces_longer_or_less_long(session: LibrarySession, press: FeedServer) -> None:
    followed(session, press, body=rss(press.base, 1, 2, 3))
    other = followed(session, press, "other", rss(press.base, 11, 12, title="Le Soir"))
    ages = {1: 40, 2: 40, 3: 5, 11: 40, 12: 5}
    with session.database.write(index=False) as written:
        for number, days in ages.items():
            added = (_now() - datetime.timedelta(days=days)).isoformat()
            written.connection().exec_driver_sql(
                "UPDATE feed_item SET added_at = ? WHERE title = ?", (added, f"Pièce {number}")
            )
    add_rule(session, FeedRule(0, 0, '"pièce 2"', "keep", "60", 20))
    add_rule(session, FeedRule(0, 0, '"pièce 3"', "keep", "3"))
    add_rule(session, FeedRule(0, other.id, "source:soir", "keep", "50"))
    add_rule(session, FeedRule(0, 0, '"pièce 1"', "keep", "99", paused=True))
    add_rule(session, FeedRule(0, 0, '"pièce 12"', "keep", "1"))
    assert [rule.daily_limit for rule in session.feed_rules.all()] == [0] * 5
    assert fade(session) == 2 and set(titles(session)) == {"Pièce 2", "Pièce 11", "Pièce 12"}
    press.put("feed", rss(press.base, 2, 3, 4))
    assert again(session, session.feeds.all()[0], session.feeds.all()[1]).new == 1, "it does not come back"
    assert not session.feed_items.wanted(), "such a rule wants nothing done with what comes"
    with session.database.write(index=False) as written:
        run = written.connection().exec_driver_sql
        run("UPDATE feed_rule SET argument = iif(query LIKE '%12%', 'x', '9999999')")
    assert fade(session) == 2, "days that are none are passed over: as if there were no rule"


def test_the_interval_follows_how_often_a_feed_changes() -> None:
    moment = datetime.datetime(2026, 11, 27, 12, tzinfo=datetime.UTC)

    def feed(hours: float, minutes: int = 0) -> ParsedFeed:
        dates = (moment - datetime.timedelta(hours=hours * n) for n in range(1, 11))
        items = tuple(ParsedItem(str(n), published=date.isoformat()) for n, date in enumerate(dates))
        return ParsedFeed(minutes=minutes, items=items)

    assert next_interval(60, 1, feed(2), moment) == 60
    assert next_interval(60, 1, feed(0.1), moment) == 15
    assert next_interval(60, 1, feed(200), moment) == 24 * 60
    assert next_interval(60, 1, feed(2, minutes=180), moment) == 180
    assert next_interval(60, 0, None, moment) == 78 and next_interval(60, 1, ParsedFeed(), moment) == 36
    refused = ReaderError("server-error", "", host="a")
    assert [after_failure(refused, 60, failures) for failures in (0, 1, 9)] == [120, 240, 1440]
    assert [after_failure(ReaderError("offline", ""), 600, failures) for failures in (0, 3)] == [15, 15]


@pytest.mark.parametrize("mains", [True, False])
def test_by_itself_nothing_is_asked_on_battery_where_the_reader_wants_it(
    session: LibrarySession, press: FeedServer, monkeypatch: pytest.MonkeyPatch, mains: bool
) -> None:
    press.put("feed", rss(press.base, 1))
    asked: list[bool] = []
    monkeypatch.setattr(allowed, "on_mains", lambda: asked.append(mains) or mains)
    (feed,) = keep(session, [FoundFeed(press.url("feed"))])
    session.settings.set("feeds_on_mains_only", True)
    assert feed_jobs.look(session, Progress(), 0, "timer").new == int(mains)
    session.settings.set("feeds_on_mains_only", False)
    assert feed_jobs.look(session, Progress(), 0, "timer").new == int(not mains)
    session.settings.set("feeds_on_mains_only", True)
    press.put("feed", rss(press.base, 1, 2))
    assert feed_jobs.look(session, Progress(), feed.id, "reader").new == 1
    asked.clear()
    assert feed_jobs.look(session, Progress(), 0, "timer").new == 0
    assert asked == [], "no other program is asked while no feed is due"


def test_by_itself_nothing_is_asked_at_other_hours_or_where_data_is_counted(session: LibrarySession) -> None:
    def may(hour: int, metered: bool = False) -> bool:
        return allowed.may_look(session, metered, datetime.datetime(2026, 11, 28, hour, 30))

    assert may(3) and not may(3, metered=True)
    session.settings.set("feeds_unmetered_only", False)
    assert may(3, metered=True)
    session.settings.set("feeds_from_hour", 6)
    session.settings.set("feeds_until_hour", 9)
    assert [may(hour) for hour in (5, 6, 8, 9)] == [False, True, True, False]
    session.settings.set("feeds_from_hour", 22)
    assert [may(hour) for hour in (9, 21, 22, 8)] == [False, False, True, True], "over midnight"
    assert says_metered("u 1\n") and says_metered("u 3") and not says_metered("u 4") and not says_metered("")
    assert costs_by_data("Variable\r\n") and costs_by_data("Fixed") and not costs_by_data("Unrestricted\r\n")
    assert not costs_by_data("Unknown") and not costs_by_data(""), "nobody can say"


def test_what_came_before_a_fault_of_the_library_is_stored(
    session: LibrarySession, press: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds = [followed(session, press, path) for path in ("one", "two")]
    press.put("one", rss(press.base, 1, 2, 3))
    press.put("two", rss(press.base, 1, 2, 3, 4))
    monkeypatch.setattr(update_feeds_module, "_GATHERED_FOR", LIMIT)  # both are judged as one group
    judge = update_feeds_module.settled_address

    def settled(library: LibrarySession, feed: Feed, page: FetchedPage) -> NewAddress | None:
        if feed.id == feeds[1].id:
            raise ReaderError("library-busy", "")
        return judge(library, feed, page)

    monkeypatch.setattr(update_feeds_module, "settled_address", settled)
    with pytest.raises(ReaderError) as caught:
        again(session, *feeds)
    assert caught.value.kind == "library-busy"
    assert "Pièce 3" in titles(session) and "Pièce 4" not in titles(session)


def test_an_access_given_for_a_former_address_is_kept(
    session: LibrarySession, press: FeedServer, keyring_of_this_test: dict[str, str]
) -> None:
    followed(session, press)
    press.put("former", "", 301, Location="/feed")
    found = find_feeds(session, press.url("former").replace("://", "://anna:hush@"), Progress())
    (feed,) = follow(session, found, Progress())
    assert feed.secret and "hush" in str(keyring_of_this_test)


def test_a_former_address_of_a_followed_feed_is_that_feed(session: LibrarySession, press: FeedServer) -> None:
    feed = followed(session, press)
    press.put("former", "", 301, Location="/feed")
    found = find_feeds(session, press.url("former"), Progress())
    assert [each.id for each in follow(session, found, Progress())] == [feed.id]
    press.put("elsewhere", "", 302, Location="/feed")
    found = find_feeds(session, press.url("elsewhere"), Progress())
    assert [each.url for each in follow(session, found, Progress())] == [press.url("elsewhere")]
    assert len(session.feeds.all()) == 2, "one that is only lent an address may get another"
