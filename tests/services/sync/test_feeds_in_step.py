"""Feeds, their rules, marks of pieces and the reader's options on several computers."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader import __version__
from reader.core.feeds import FeedRule
from reader.core.progress import Progress
from reader.core.replication.changes import Change
from reader.library.feeds.feeds import NewAddress, NewFeed
from reader.library.migrations.schema_digests import DIGESTS
from reader.library.replication.feeds.taking_feeds import MOST_RULES
from reader.library.replication.feeds.telling_feeds import option_of
from reader.library.replication.shared_options import SharedOptions
from reader.library.tables import NOTE_BY_DELETING, capture_statements
from reader.saving.fetching.urls import comparison_key
from reader.services.feeds.update_feeds import update_feeds
from reader.services.library_session import LibrarySession
from reader.services.sync.options_in_step import note_options
from reader.settings.belonging import READERS
from reader.settings.store import Settings
from tests.support.computers import (
    SAVED,
    STRANGER,
    Computer,
    bring_together,
    carry,
    everything,
    looked_at,
    write_as_stranger,
)
from tests.support.memory_keyring import memory_keyring
from tests.support.servers.feed_server import FeedServer, rss

LE_MONDE = NewFeed("https://lemonde.example/rss", "lemonde.example/rss", "Le Monde")
OTHER = NewFeed("https://press.example/feed", "press.example/feed", "Press")


@pytest.fixture
def two(tmp_path: Path, template: Path) -> Iterator[tuple[Computer, Computer]]:
    """Two computers with a folder each, between which files are carried."""
    one, other = Computer(tmp_path / "one", template), Computer(tmp_path / "other", template)
    one.begin("a long passphrase")
    other.join_store_of(one)
    yield one, other
    one.close()
    other.close()


def meet(one: Computer, other: Computer) -> None:
    bring_together([one, other])
    assert everything(one) == everything(other)


def feeds_of(computer: Computer) -> list[str]:
    return [feed.name for feed in computer.feeds.all()]


def queries_of(computer: Computer) -> list[str]:
    return [rule.query for rule in computer.rules.all()]


def test_a_feed_with_its_name_and_its_rules_comes_to_the_other_computer(
    two: tuple[Computer, Computer],
) -> None:
    one, other = two
    feed = one.feeds.add([LE_MONDE])[0]
    one.feeds.rename(feed.id, "My paper")
    one.rules.add(FeedRule(0, feed.id, "climat", "tag", "climate"))
    one.rules.add(FeedRule(0, 0, "sport", "skip", daily_limit=0))
    meet(one, other)
    (came,) = other.feeds.all()
    assert (came.name, came.url, came.title, came.next_at) == ("My paper", LE_MONDE.url, "Le Monde", "")
    skip, tag = other.rules.all()
    assert (skip.query, skip.feed_id, tag.query, tag.feed_id, tag.argument) == (
        *("sport", 0),
        *("climat", came.id, "climate"),
    )
    other.rules.order([tag.id, skip.id])
    other.rules.change(replace(tag, paused=True))
    meet(one, other)
    assert [(rule.query, rule.paused) for rule in one.rules.all()] == [("climat", True), ("sport", False)]
    other.feeds.rename(came.id, "")
    other.rules.remove(skip.id)
    meet(one, other)
    assert (feeds_of(one), queries_of(one)) == (["Le Monde"], ["climat"])
    one.feeds.remove([feed.id])
    meet(one, other)
    assert feeds_of(other) == [] and queries_of(other) == []


def test_what_two_computers_had_before_is_one_afterwards(tmp_path: Path, template: Path) -> None:
    one, other = Computer(tmp_path / "one", template), Computer(tmp_path / "other", template)
    for computer in (one, other):
        feed = computer.feeds.add([LE_MONDE])[0]
        computer.rules.add(FeedRule(0, feed.id, "climat", "tag", "climate"))
    other.feeds.add([OTHER])
    one.begin()
    other.join_store_of(one)
    meet(one, other)
    assert feeds_of(one) == ["Le Monde", "Press"] and queries_of(one) == ["climat"]
    one.close()
    other.close()


def test_a_feed_that_one_lets_go_stays_when_another_gave_it_a_rule_meanwhile(
    two: tuple[Computer, Computer],
) -> None:
    one, other = two
    feed = one.feeds.add([LE_MONDE])[0]
    one.feeds.rename(feed.id, "My paper")
    meet(one, other)
    one.feeds.remove([feed.id])
    other.rules.add(FeedRule(0, other.feeds.all()[0].id, "climat", "favourite"))
    meet(one, other)
    assert feeds_of(one) == ["My paper"] and queries_of(one) == ["climat"]


def test_a_feed_put_back_is_followed_again_everywhere(two: tuple[Computer, Computer]) -> None:
    one, other = two
    feed = one.feeds.add([LE_MONDE])[0]
    one.rules.add(FeedRule(0, feed.id, "climat", "favourite"))
    looked_at(one, feed.id, "lemonde.example/1")
    meet_feeds(one, other)
    removed = one.feeds.remove([feed.id])
    bring_together([one, other])
    assert feeds_of(other) == []
    one.feeds.put_back(removed)
    bring_together([one, other])
    assert feeds_of(other) == ["A feed"] and queries_of(other) == ["climat"]


def meet_feeds(one: Computer, other: Computer) -> None:
    """As `meet`, where pieces are only on one of them."""
    bring_together([one, other])
    assert feeds_of(one) == feeds_of(other) and queries_of(one) == queries_of(other)


def test_a_feed_that_moved_keeps_its_pieces_and_rules_on_the_other_computer(
    two: tuple[Computer, Computer],
) -> None:
    one, other = two
    feed = one.feeds.add([LE_MONDE])[0]
    one.rules.add(FeedRule(0, feed.id, "climat", "favourite"))
    bring_together([one, other])
    (came,) = other.feeds.all()
    looked_at(other, came.id, "lemonde.example/1")
    with one.database.write() as session:
        from reader.library.feeds.feeds import _move
        from reader.library.feeds.storing import driver

        _move(driver(session).execute, feed, NewAddress("https://new.example/rss", "new.example/rss"))
    bring_together([one, other])
    (moved,) = other.feeds.all()
    assert (moved.id, moved.url, moved.moves) == (came.id, "https://new.example/rss", (LE_MONDE.url,))
    assert len(other.items.ids(moved.id)) == 1 and other.rules.all()[0].feed_id == moved.id


def test_many_feeds_go_after_a_copy_was_made(two: tuple[Computer, Computer]) -> None:
    one, other = two
    names = [f"paper{number}.example/rss" for number in range(6)]
    feeds = one.feeds.add([NewFeed(f"https://{name}", name) for name in names])
    bring_together([one, other])
    one.feeds.remove([feeds[0].id])
    one.round()
    carry(one, other)
    assert not other.round().copied and len(other.feeds.all()) == 5
    one.feeds.remove([feed.id for feed in feeds[1:]])
    one.round()
    carry(one, other)
    assert other.round().copied and other.feeds.all() == []


def test_a_piece_that_was_seen_here_is_not_new_there(two: tuple[Computer, Computer]) -> None:
    one, other = two
    feed = one.feeds.add([LE_MONDE])[0]
    pages = ("lemonde.example/1", "lemonde.example/2", "lemonde.example/3")
    looked_at(one, feed.id, *pages)
    bring_together([one, other])
    there = other.feeds.all()[0].id
    looked_at(other, there, *pages[:2])
    here = {item.url: item.id for item in one.items.rows(one.items.ids())}
    one.items.mark_read([here[f"https://{page}"] for page in pages[1:]])
    bring_together([one, other])
    looked_at(other, there, *pages)  # the third comes only now
    assert [item.url for item in other.items.rows(other.items.ids(only_new=True))] == [f"https://{pages[0]}"]
    assert everything(one)["seen"] == everything(other)["seen"]
    one.items.mark_new([here[f"https://{pages[1]}"]])
    meet(one, other)
    assert other.items.count_new() == 2


def test_an_opened_piece_leads_to_its_article_there(two: tuple[Computer, Computer]) -> None:
    from tests.support.computers import SAVED, document

    one, other = two
    feed = one.feeds.add([LE_MONDE])[0]
    looked_at(one, feed.id, "x.org/1")
    bring_together([one, other])
    looked_at(other, other.feeds.all()[0].id, "x.org/1")
    article = one.articles.add(document(1), "https://x.org/1", "x.org/1", SAVED)
    one.items.opened(one.items.ids()[0], article)
    meet(one, other)
    (piece,) = other.items.rows(other.items.ids())
    assert piece.article_id == other.number(1) != 0 and piece.opened_at


def test_options_of_the_reader_come_and_those_of_the_computer_stay(two: tuple[Computer, Computer]) -> None:
    one, other = two
    other.settings.set("translation_threads", 3)
    one.settings.set("theme", "sepia")
    one.settings.set("text_size", 7)
    one.settings.set("translation_threads", 2)
    bring_together([one, other])
    assert (other.settings.text("theme"), other.settings.number("text_size")) == ("sepia", 7)
    assert other.settings.number("translation_threads") == 3
    other.settings.set("theme", "dark")
    meet(one, other)
    assert one.settings.text("theme") == "dark" and one.settings.number("text_size") == 7
    one.settings.set("theme", "system")
    meet(one, other)
    assert other.settings.text("theme") == "system"


def test_options_whose_file_is_lost_come_back_from_the_others(two: tuple[Computer, Computer]) -> None:
    one, other = two
    one.settings.set("theme", "sepia")
    one.settings.set("text_size", 7)
    meet(one, other)
    other.paths.settings.write_text('{"theme": "sep')  # half of it: a disk that was full
    other.settings = Settings(other.paths.settings)
    other.settings.set("text_size", 2)
    meet(one, other)
    assert (one.settings.text("theme"), other.settings.text("theme")) == ("sepia", "sepia")
    assert one.settings.number("text_size") == 2
    other.paths.settings.unlink()
    other.settings = Settings(other.paths.settings)
    meet(one, other)
    assert (other.settings.text("theme"), one.settings.number("text_size")) == ("sepia", 2)


def test_a_window_that_has_not_looked_yet_takes_back_nothing_that_came(
    two: tuple[Computer, Computer],
) -> None:
    """A round in another process writes the file; the reader chooses something else in the window."""
    one, other = two
    one.settings.set("theme", "sepia")
    other.settings.set("theme", "dark")
    meet(one, other)
    one.settings.set("theme", "contrast")
    shown = other.settings
    other.settings = Settings(other.paths.settings)
    bring_together([one, other])
    assert (shown.text("theme"), other.settings.text("theme")) == ("dark", "contrast")
    shown.hold("text_size", 9)
    other.settings = shown
    note_options(other)  # type: ignore[arg-type]
    with other.database.read() as session:
        assert option_of(session, "theme") == "contrast"
    shown.save()
    other.settings = Settings(other.paths.settings)
    meet(one, other)
    assert (one.settings.text("theme"), one.settings.number("text_size")) == ("contrast", 9)


def test_a_choice_is_told_though_a_round_begins_before_it_is_in_the_file(
    two: tuple[Computer, Computer],
) -> None:
    """The window writes its file off the GUI thread; a round reads that in a process of its own."""
    one, other = two
    other.settings.set("text_size", 8)
    meet(one, other)
    other.settings.hold("text_size", 2)
    note_options(other)  # type: ignore[arg-type]
    other.settings = Settings(other.paths.settings)
    meet(one, other)
    assert (one.settings.number("text_size"), other.settings.number("text_size")) == (2, 2)


def test_a_choice_is_told_though_a_round_read_the_file_before_it(two: tuple[Computer, Computer]) -> None:
    one, other = two
    other.settings.set("text_size", 8)
    meet(one, other)
    other.settings.set("text_size", 7)
    late = []

    def read_by_a_round() -> dict[str, object]:
        found = dict(Settings(other.paths.settings).in_file())
        if not late:
            late.append(True)
            other.settings.set("text_size", 2)
            note_options(other)  # type: ignore[arg-type]
        return found

    SharedOptions(other.database).note(read_by_a_round, READERS)
    with other.database.read() as session:
        assert option_of(session, "text_size") == 2


@pytest.mark.parametrize("noted", [True, False], ids=["in the window", "by the file"])
def test_a_choice_made_with_that_of_a_clock_a_year_ahead_in_view_holds(
    two: tuple[Computer, Computer], noted: bool
) -> None:
    one, other = two
    with one.database.write() as session:
        session.connection().exec_driver_sql("UPDATE sync_self SET clock = clock + 365 * 86400000000")
    one.settings.set("theme", "sepia")
    note_options(one)  # type: ignore[arg-type]
    meet(one, other)
    assert other.settings.text("theme") == "sepia"
    other.settings.set("theme", "dark")
    if noted:
        note_options(other)  # type: ignore[arg-type]
    meet(one, other)
    assert (one.settings.text("theme"), other.settings.text("theme")) == ("dark", "dark")


def test_a_later_choice_holds_though_it_is_told_first(two: tuple[Computer, Computer]) -> None:
    one, other = two
    one.settings.set("theme", "sepia")
    note_options(one)  # type: ignore[arg-type]
    other.settings.set("theme", "dark")
    note_options(other)  # type: ignore[arg-type]
    other.round()
    carry(other, one)
    meet(one, other)
    assert one.settings.text("theme") == "dark"


def test_an_option_that_came_is_written_by_the_next_round_when_this_one_was_ended(
    two: tuple[Computer, Computer],
) -> None:
    one, other = two
    one.settings.set("theme", "sepia")
    one.round()
    carry(one, other)
    for at in range(1, 12):
        other.killed_round(at, after=True)
    meet(one, other)
    assert other.settings.text("theme") == one.settings.text("theme") == "sepia"


def test_a_local_feed_out_of_a_store_is_never_asked_for(two: tuple[Computer, Computer]) -> None:
    one, other = two
    server = FeedServer()
    server.put("feed", rss(server.base, 1))
    try:
        url = server.url("feed")
        one.feeds.add([NewFeed(url, comparison_key(url), "Mine", agreed=url)])
        bring_together([one, other])
        with LibrarySession.open(other.paths) as session:
            assert update_feeds(session, Progress()).failed == 1
            (feed,) = session.feeds.all()
        assert server.asked == [] and feed.error == "local-address"
    finally:
        server.close()


def test_a_feed_with_a_password_says_so_on_the_other_computer(two: tuple[Computer, Computer]) -> None:
    one, other = two
    one.feeds.add([replace(LE_MONDE, secret=True)])
    bring_together([one, other])
    with memory_keyring(), LibrarySession.open(other.paths) as session:
        update_feeds(session, Progress())
        (feed,) = session.feeds.all()
    assert feed.secret and feed.error == "feed-secret-lost"


def as_of_0012(path: Path) -> None:
    """Put a library back to what the version before knew: it noted nothing of feeds, and kept them aside."""
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        for name in DIGESTS["0013"] | DIGESTS["0014"]:
            database.execute(f"DROP TRIGGER {name}")
        for statement in capture_statements(NOTE_BY_DELETING):
            database.execute(statement)
        database.execute("ALTER TABLE article_tag DROP COLUMN added_at")
        database.execute("DELETE FROM sync_dirty")
        database.execute("UPDATE alembic_version SET version_num = '0012'")
        database.execute("PRAGMA user_version = 12")


def test_a_library_that_was_in_step_before_tells_its_feeds_once_it_is_migrated(
    tmp_path: Path, template: Path
) -> None:
    """And it takes what others told it while it did not know what that was."""
    one, other = Computer(tmp_path / "one", template), Computer(tmp_path / "other", template)
    one.begin()
    one.round()
    feed = one.feeds.add([LE_MONDE])[0]
    one.rules.add(FeedRule(0, feed.id, "climat", "tag", "climate"))
    told = Change("o:theme", "value", 1_700_000_000_000_000, STRANGER, {"is": "sepia"})
    with one.database.write() as session:
        run = session.connection().exec_driver_sql
        run("INSERT INTO sync_held (line) VALUES (?)", (told.to_json(),))
        run("UPDATE sync_self SET program = ?", (__version__,))
    one.close()
    as_of_0012(one.paths.database)
    one.open()
    one.round()
    assert one.settings.text("theme") == "sepia"
    other.folder = one.folder
    assert one.opened is not None
    other.join(one.opened)
    bring_together([one, other])
    assert feeds_of(other) == ["Le Monde"] and queries_of(other) == ["climat"]
    one.close()
    other.close()


@pytest.mark.parametrize(
    ("uid", "field", "value"),
    [
        ("o:theme", "value", {"is": "magenta"}),
        ("o:text_size", "value", {"is": 700}),
        ("o:text_size", "value", {"is": "7"}),
        ("o:private_reading", "value", {"is": False}),
        ("o:translation_server", "value", {"is": "https://evil.example"}),
        ("o:unheard_of", "value", {"is": 1}),
        ("r:1", "rule", {"feed": "", "query": "", "action": "save", "argument": "", "daily_limit": 0}),
        ("r:1", "rule", {"feed": "", "query": "a", "action": "run", "argument": "", "daily_limit": 0}),
        ("r:1", "rule", {"feed": "", "query": "a", "action": "save", "argument": "", "daily_limit": -1}),
        ("r:1", "rule", ["a"]),
        ("r:1", "rule", {"feed": "", "query": "a", "action": "save", "argument": 5, "daily_limit": 0}),
        ("r:1", "rule", {"feed": "", "query": ["a"], "action": "save", "argument": "", "daily_limit": 0}),
        ("i:x.org/1", "seen", {"read": "yesterday", "opened": ""}),
        ("i:x.org/1", "seen", {"read": 3, "opened": ""}),
        ("f:x.org/rss", "name", {"title": ""}),
        *(
            ("f:x.org/rss", "feed", {**{"url": "https://x.org/rss", "title": "X", "site": ""}, **more})
            for more in (
                {"added_at": "", "secret": False},
                {"added_at": "", "secret": False, "former": [], "url": "file:///etc/passwd"},
                {"added_at": "", "secret": False, "former": [], "url": 5},
                {"added_at": "", "secret": False, "former": [], "url": "https://other.org/rss"},
                {"added_at": "", "secret": False, "former": [], "url": "https://a:b@x.org/rss"},
                {"added_at": "", "secret": False, "former": [], "site": "javascript:alert(1)"},
                {"added_at": "", "secret": "no", "former": []},
                {"added_at": "yesterday", "secret": False, "former": []},
                {"added_at": "~", "secret": False, "former": []},
                {"added_at": SAVED, "made_at": "~", "secret": False, "former": []},
                {"added_at": "2026-01-01", "secret": False, "former": []},
                {"added_at": "2026-01-01T00:00:00", "secret": False, "former": []},
                {"added_at": "2026-01-01T00:00:00+02:00", "secret": False, "former": []},
                {"added_at": "9999-12-31T00:00:00+00:00", "secret": False, "former": []},
                {"added_at": SAVED, "secret": False, "former": ["o.org/rss"], "moved": {"o.org/rss": "~"}},
                {
                    **{"added_at": SAVED, "secret": False, "former": ["o.org/rss"]},
                    "moved": {"o.org/rss": "9999-12-31T23:59:59.999999+00:00"},
                },
            )
        ),
    ],
)
def test_what_a_store_says_wrongly_is_kept_aside(
    two: tuple[Computer, Computer], uid: str, field: str, value: object
) -> None:
    one, _ = two
    before = everything(one)
    write_as_stranger(one, [Change(uid, field, 1_700_000_000_000_000, STRANGER, value)])
    report = one.round()
    assert report.held == 1 and everything(one) == before


@pytest.mark.parametrize("added_at", ["", SAVED, "2026-01-01T00:00:00.000001+00:00"])
def test_a_feed_comes_with_the_time_that_a_computer_tells(
    two: tuple[Computer, Computer], added_at: str
) -> None:
    one, _ = two
    value = {"url": OTHER.url, "title": "Press", "site": "", "added_at": added_at, "secret": False}
    moved = {"former": ["old.org/rss"], "moved": {"old.org/rss": "2026-01-02T00:00:00+00:00"}}
    told = Change(f"f:{OTHER.key}", "feed", 1_700_000_000_000_000, STRANGER, {**value, **moved})
    write_as_stranger(one, [told])
    assert one.round().held == 0 and feeds_of(one) == ["Press"]


@pytest.mark.parametrize("added_at", ["yesterday", "2026-01-01T00:00:00", "9999-12-31T00:00:00+00:00"])
def test_a_feed_that_was_stored_with_no_sound_time_comes_to_the_other_computer(
    two: tuple[Computer, Computer], added_at: str
) -> None:
    """Imports of earlier versions took the time out of their file as it was."""
    one, other = two
    one.feeds.add([LE_MONDE])
    with one.database.write() as session:
        session.connection().exec_driver_sql("UPDATE feed SET added_at = ?", (added_at,))
    meet(one, other)
    assert feeds_of(other) == ["Le Monde"]


def test_no_mark_of_a_piece_is_taken_away(two: tuple[Computer, Computer]) -> None:
    """The piece would have to be stored with nothing instead of a time, and no feed could be looked at."""
    one, _ = two
    feed = one.feeds.add([LE_MONDE])[0]
    nothing = Change("i:x.org/1", "seen", 5, STRANGER, None, {STRANGER: 5})
    write_as_stranger(one, [nothing, replace(nothing, uid="o:theme", field="value")])
    assert one.round().held == 2
    looked_at(one, feed.id, "x.org/1")
    assert one.items.count_new() == 1


def test_what_takes_away_versions_of_a_time_that_no_clock_shows_is_kept_aside(
    two: tuple[Computer, Computer],
) -> None:
    """Else whatever is chosen here next is of a still later time, and no other computer believes that."""
    one, other = two
    feed = one.feeds.add([LE_MONDE])[0]
    one.feeds.rename(feed.id, "My paper")
    meet(one, other)
    part = one.membership.part()
    assert part is not None
    seen = {part.machine: (1 << 58) - 1}
    write_as_stranger(one, [Change("f:lemonde.example/rss", "name", 5, STRANGER, None, seen)])
    assert one.round().held == 1
    one.feeds.rename(feed.id, "Mine")
    bring_together([one, other])
    assert feeds_of(one) == feeds_of(other) == ["Mine"]


def test_more_rules_than_anybody_has_are_kept_aside(two: tuple[Computer, Computer]) -> None:
    one, _ = two
    one.rules.add(FeedRule(0, 0, "climat", "favourite"))
    rule = {"feed": "", "action": "favourite", "argument": "", "daily_limit": 0}
    write_as_stranger(
        one,
        [
            Change(f"r:{number}", "rule", 5, STRANGER, {**rule, "query": f"word{number}"})
            for number in range(MOST_RULES)
        ],
    )
    assert one.round().held == MOST_RULES and queries_of(one) == ["climat"]
