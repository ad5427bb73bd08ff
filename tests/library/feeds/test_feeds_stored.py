"""Feeds in the library: each piece once, marks that can be taken back, rules with a limit, fading."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.feeds import Feed, FeedRequest, FeedRule, ParsedFeed, ParsedItem
from reader.core.progress import Cancelled, Progress
from reader.library.database import Database
from reader.library.feeds import feed_items
from reader.library.feeds.feed_items import FeedItems
from reader.library.feeds.feed_rules import FeedRules
from reader.library.feeds.feeds import FeedFailure, Feeds, FeedUpdate, NewAddress, NewFeed
from reader.library.recovery import salvage


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(tmp_path / "library.db")
    yield opened
    opened.close()


def follow(database: Database, *names: str) -> list[Feed]:
    return Feeds(database).add([NewFeed(f"https://{n}.example/feed", f"{n}.example/feed") for n in names])


def piece(number: int, **changes: str) -> ParsedItem:
    url = f"https://press.example/{number}"
    return dataclasses.replace(
        ParsedItem(f"id-{number}", f"press.example/{number}", url, f"Title {number}", published=""), **changes
    )


def update(feed: Feed, *items: ParsedItem, rules: tuple[FeedRule, ...] = ()) -> FeedUpdate:
    return FeedUpdate(
        FeedRequest(feed.id, "2026-11-28T06:00:00+00:00", "reader", 200, 1000),
        lambda _new: (60, "2026-11-28T07:00:00+00:00"),
        ParsedFeed("The Press", "https://press.example/", items=items),
        etag='"1"',
        judge=lambda _item: rules,
    )


def take(feeds: Feeds, feed: Feed, brought: FeedUpdate) -> int:
    (new,) = feeds.store([(feed, brought)])
    return new


def test_a_piece_is_one_whatever_names_it(database: Database) -> None:
    first, second = follow(database, "one", "two")
    feeds, items = Feeds(database), FeedItems(database)
    assert take(feeds, first, update(first, piece(2), piece(1))) == 2
    assert take(feeds, first, update(first, piece(2), piece(1))) == 0, "the same document again"
    assert take(feeds, second, update(second, piece(2))) == 0, "the same piece in another feed"
    assert take(feeds, first, update(first, piece(2, guid="other"), piece(1))) == 0, "an id that changed"
    assert take(feeds, first, update(first, piece(2, guid="other", key="x", url="https://x"))) == 0, (
        "an address"
    )
    rows = items.rows(items.ids())
    assert [row.title for row in rows] == ["Title 2", "Title 1"], "in the order of the document"
    assert rows[0].feed_ids == (first.id, second.id)
    assert [feed.new for feed in feeds.all()] == [2, 1]
    assert items.ids(second.id) == items.ids(second.id, only_new=True) == [rows[0].id]
    assert {request.new for request in feeds.requests(10, first.id)} == {2, 0}
    stored = feeds.get(first.id)
    assert (stored.title, stored.etag, stored.interval) == ("The Press", '"1"', 60)


def test_what_several_feeds_bring_is_stored_together_or_not_at_all(database: Database) -> None:
    first, second, third = follow(database, "one", "two", "three")
    feeds, items = Feeds(database), FeedItems(database)
    request = FeedRequest(third.id, "2026-11-28T06:00:00+00:00", "timer", 500, error="server-error")
    failed = FeedFailure(request, ReaderError("server-error", "500", host="three.example"), "2026")
    came = [(first, update(first, piece(1), piece(2))), (second, update(second, piece(2))), (third, failed)]
    refused = (second, dataclasses.replace(came[1][1], judge=None, document=ParsedFeed(items=(piece(3),))))
    with pytest.raises(TypeError):
        feeds.store([came[0], refused])  # type: ignore[list-item]
    assert items.ids() == [] and feeds.requests() == [], "nothing of the first either"
    assert feeds.store(came) == [2, 0, 0]
    assert [request.feed_id for request in feeds.requests()] == [third.id, second.id, first.id]
    assert [feeds.get(feed.id).state for feed in (first, second, third)] == ["ok", "ok", "failing"]


def test_following_twice_is_following_once(database: Database) -> None:
    (feed,) = follow(database, "one")
    assert follow(database, "one", "two")[0] == feed
    with pytest.raises(ReaderError) as caught:
        Feeds(database).get(99)
    assert caught.value.kind == "no-such-feed"


def test_what_is_older_is_marked_as_read_and_back(database: Database) -> None:
    (feed,) = follow(database, "one")
    feeds, items = Feeds(database), FeedItems(database)
    dates = [f"2026-11-{day:02}T00:00:00+00:00" for day in range(1, 6)]
    take(feeds, feed, update(feed, *(piece(n, published=date) for n, date in enumerate(dates))))
    middle = items.rows(items.ids())[2]
    older = items.new_from(middle.sort_at, middle.id, feed.id)
    assert len(older) == 3 and sorted(older) == sorted(items.new_from(middle.sort_at, middle.id))
    assert items.mark_read(older) and items.count_new() == 2 and items.mark_read(older) == []
    assert sorted(items.mark_new(older)) == sorted(older) and items.count_new() == 5


def test_of_a_feed_seen_first_only_the_newest_are_new(database: Database) -> None:
    (feed,) = follow(database, "one")
    many = [piece(n, published=f"2026-01-01T00:{n // 60:02}:{n % 60:02}+00:00") for n in range(80)]
    assert take(Feeds(database), feed, update(feed, *many)) == 50
    items = FeedItems(database)
    assert len(items.ids()) == 80 and items.rows(items.ids())[0].new
    assert not items.rows(items.ids())[-1].new


def test_a_faded_piece_does_not_come_back_while_its_feed_names_it(database: Database) -> None:
    (feed,) = follow(database, "one")
    feeds, items = Feeds(database), FeedItems(database)
    take(feeds, feed, update(feed, piece(1), piece(2), piece(3, html="<p>a</p>")))
    kept = items.ids()[0]
    items.opened(kept, 7)
    assert items.fade("2020", "2020") == 0 and len(items.ids()) == 3
    assert items.fade("2999", "2999") == 2 and items.ids() == [kept]
    assert take(feeds, feed, update(feed, piece(1), piece(2), piece(3))) == 0
    assert items.ids() == [kept] and feeds.requests() != []
    take(feeds, feed, update(feed, piece(9)))
    assert len(_entries(database)) == 4, "as long as the feed named it at its last change"
    with database.write(index=False) as session:
        session.connection().exec_driver_sql("UPDATE feed_entry SET seen_at = '2021' WHERE item_id = 0")
    assert items.fade("2022", "2999") == 0
    assert len(_entries(database)) == 2 and feeds.requests() == []


def _entries(database: Database) -> list[int]:
    with database.read() as session:
        rows = session.connection().exec_driver_sql("SELECT item_id FROM feed_entry")
        return [row[0] for row in rows]


def test_fading_goes_by_in_pieces(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    (feed,) = follow(database, "one")
    feeds, items = Feeds(database), FeedItems(database)
    take(feeds, feed, update(feed, *(piece(number) for number in range(25))))
    items.opened(items.ids()[3], 7)
    monkeypatch.setattr(feed_items, "_FADED_AT_ONCE", 4)
    monkeypatch.setattr(feed_items, "_BATCH", 3)
    assert items.fade("2999", "2999") == 24 and len(items.ids()) == 1


def test_a_young_piece_among_old_ones_does_not_end_the_fading(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    (feed,) = follow(database, "one")
    feeds, items = Feeds(database), FeedItems(database)
    take(feeds, feed, update(feed, *(piece(number) for number in range(20))))
    with database.write(index=False) as session:
        run = session.connection().exec_driver_sql
        run("UPDATE feed_item SET added_at = iif(id = 2 OR id BETWEEN 9 AND 12, '2998', '2020')")
    monkeypatch.setattr(feed_items, "_FADED_AT_ONCE", 4)
    assert items.fade("2021", "2020") == 7 and min(items.ids()) == 2, "a whole lot of young ones ends it"


def test_a_feed_goes_with_what_only_it_had(database: Database) -> None:
    first, second = follow(database, "one", "two")
    feeds, items = Feeds(database), FeedItems(database)
    take(feeds, first, update(first, piece(1), piece(2), piece(3)))
    take(feeds, second, update(second, piece(2)))
    opened = next(row.id for row in items.rows(items.ids()) if row.title == "Title 3")
    items.opened(opened, 0)
    FeedRules(database).add(FeedRule(0, first.id, "x", "save"))
    feeds.remove([first.id])
    assert sorted(row.title for row in items.rows(items.ids())) == ["Title 2", "Title 3"]
    assert FeedRules(database).all() == []
    assert take(feeds, first, update(first, piece(9))) == 0, "it is not followed any more"


def test_rules_have_their_limit_and_a_skipped_piece_is_never_seen(database: Database) -> None:
    (feed,) = follow(database, "one")
    rules = FeedRules(database)
    save = rules.add(FeedRule(0, 0, "title", "save", daily_limit=2))
    assert rules.add(FeedRule(0, 0, "title", "save", daily_limit=2)).id == save.id
    feeds, items = Feeds(database), FeedItems(database)
    assert take(feeds, feed, update(feed, piece(1), piece(2), piece(3), rules=(save,))) == 3
    wanted = items.wanted()
    assert [entry.actions for entry in wanted] == [{"save": [""]}] * 2
    kept = [item.title for item in items.rows([entry.item_id for entry in wanted])]
    assert kept == ["Title 2", "Title 1"], "the newest, which stand first"
    items.settled(wanted[0].item_id, 5)
    assert [entry.item_id for entry in items.wanted()] == [wanted[1].item_id]
    assert items.get(wanted[0].item_id).article_id == 5
    skip = rules.add(FeedRule(0, feed.id, "x", "skip"))
    assert take(feeds, feed, update(feed, piece(4), rules=(skip,))) == 0
    assert take(feeds, feed, update(feed, piece(4))) == 0 and len(items.ids()) == 3
    assert rules.all(feed.id) == [skip, save], "what skips comes first"
    assert take(feeds, feed, update(feed, piece(5), rules=(save, skip))) == 1, "an earlier rule keeps it"
    assert all(set(entry.actions) == {"save"} for entry in items.wanted())
    with pytest.raises(ReaderError):
        rules.remove(99)


def test_rules_are_changed_put_in_order_and_back(database: Database) -> None:
    (feed,) = follow(database, "one")
    rules = FeedRules(database)
    first, second, third = (rules.add(FeedRule(0, feed.id, name, "save")) for name in "abc")
    rules.order([third.id, first.id])
    assert [rule.query for rule in rules.all()] == ["c", "b", "a"], "the other keeps its place"
    rules.change(dataclasses.replace(second, query="z", paused=True, daily_limit=3))
    assert [(rule.query, rule.paused, rule.daily_limit) for rule in rules.all()][1] == ("z", True, 3)
    assert not rules.add(dataclasses.replace(second, query="z")).paused, "who gives it again wants it to work"
    gone = rules.remove(second.id)
    rules.put_back(gone)
    assert [rule.query for rule in rules.all()] == ["c", "z", "a"]
    with pytest.raises(ReaderError):
        rules.change(dataclasses.replace(second, id=99))
    Feeds(database).remove([feed.id])
    rules.put_back(gone)
    assert rules.all() == [], "its feed is not followed any more"


def test_rules_are_about_pieces_that_are_new(database: Database) -> None:
    first, second = follow(database, "one", "two")
    save = FeedRules(database).add(FeedRule(0, 0, "title", "save", daily_limit=0))
    feeds, items = Feeds(database), FeedItems(database)
    pieces = [piece(n, published=f"2026-11-{1 + n % 27:02}T0{n // 27}:00:00+00:00") for n in range(81)]
    assert take(feeds, first, update(first, *pieces, rules=(save,))) == 50
    wanted = items.wanted()
    assert len(wanted) == 50 and all(item.new for item in items.rows([w.item_id for w in wanted]))
    take(feeds, second, update(second, piece(1, title="Other")))
    assert take(feeds, second, update(second, piece(1, title="Another"))) == 0
    (row,) = [row for row in items.rows(items.ids()) if row.url.endswith("/1")]
    assert row.title == "Title 1" and row.feed_ids == (first.id, second.id), "its first feed names it"
    take(feeds, first, update(first, piece(1, title="Mended")))
    assert items.get(row.id).title == "Mended"


def test_a_failure_keeps_the_pieces_and_an_end_is_remembered(database: Database) -> None:
    (feed,) = follow(database, "one")
    feeds = Feeds(database)
    take(feeds, feed, update(feed, piece(1)))
    request = FeedRequest(feed.id, "2026-11-28T06:00:00+00:00", "timer", 500, error="server-error")
    feeds.store(
        [(feed, FeedFailure(request, ReaderError("server-error", "500", host="one.example"), "2026"))]
    )
    failing = feeds.get(feed.id)
    assert (failing.state, failing.failures, failing.error_values) == ("failing", 1, {"host": "one.example"})
    assert [due.id for due in feeds.due("2027", 10)] == [feed.id]
    feeds.store([(feed, FeedFailure(request, ReaderError("feed-gone", "410", host="one.example"), "2026"))])
    assert feeds.get(feed.id).state == "gone" and feeds.due("2027", 10) == []
    assert len(FeedItems(database).ids()) == 1


def test_a_moved_feed_keeps_where_it_was(database: Database) -> None:
    first, second = follow(database, "one", "two")
    feeds = Feeds(database)
    there = NewAddress("https://new.example/f", "new.example/f")
    take(feeds, first, dataclasses.replace(update(first, piece(1)), moved_to=there))
    assert (feeds.get(first.id).url, feeds.get(first.id).moves) == (there.url, (first.url,))
    take(feeds, second, dataclasses.replace(update(second), moved_to=there))
    assert feeds.get(second.id).url == second.url, "another feed has that address"


def test_subscriptions_are_salvaged_from_a_damaged_file(tmp_path: Path, database: Database) -> None:
    (feed,) = follow(database, "one")
    FeedRules(database).add(FeedRule(0, feed.id, "élections", "save"))
    brought = dataclasses.replace(update(feed, piece(1)), last_modified="Fri", body_digest="0")
    take(Feeds(database), feed, brought)
    feed = Feeds(database).get(feed.id)
    database.close()
    salvage._copy_rows(database.path, _draft(tmp_path), Progress())
    saved = Database.open(tmp_path / "draft.db")
    asked_anew = dataclasses.replace(feed, etag="", last_modified="", body_digest="", next_at="")
    assert asked_anew != feed and Feeds(saved).all() == [asked_anew]
    assert [due.id for due in Feeds(saved).due("2026", 10)] == [feed.id]
    assert [rule.query for rule in FeedRules(saved).all()] == ["élections"]
    saved.close()


def _draft(tmp_path: Path) -> Path:
    Database.open(tmp_path / "draft.db").close()
    return tmp_path / "draft.db"


def test_the_log_is_bounded_by_days_and_by_number(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_items, "_FADED_AT_ONCE", 3)
    (feed,) = follow(database, "one")
    feeds, items = Feeds(database), FeedItems(database)
    moments = [f"2026-{month:02}-01T06:00:00+00:00" for month in range(1, 11)]
    for moment in moments:
        request = FeedRequest(feed.id, moment, "timer", 304)
        feeds.store([(feed, FeedFailure(request, ReaderError("timeout", ""), "2999"))])
    items.fade("2020", moments[2])
    assert [each.requested_at for each in feeds.requests()] == moments[:1:-1]
    monkeypatch.setattr(feed_items, "MOST_LOGGED", 4)
    items.fade("2020", moments[2])
    assert [each.requested_at for each in feeds.requests()] == moments[:5:-1]


def test_who_wants_another_list_ends_the_reading_of_this_one(database: Database) -> None:
    feeds, items = Feeds(database), FeedItems(database)
    (feed,) = follow(database, "one")
    take(feeds, feed, update(feed, piece(2), piece(1)))
    progress = Progress()
    assert len(items.ids(progress=progress)) == items.count_new(progress) == 2
    assert [each.new for each in feeds.all(progress)] == [2]
    progress.cancel()
    for read in (items.ids, items.count_new, feeds.all):
        with pytest.raises(Cancelled):
            read(progress=progress)
