"""The feeds of an exported library: what is here stays, and what is damaged or meant ill is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.core.feeds import LONGEST_INTERVAL, SHORTEST_INTERVAL
from reader.library.clock import now
from reader.library.feeds.feeds import NewFeed
from reader.services.importing.import_choices import ImportChoices
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.services.library.test_export_library import changed, exported, failures, fill, taken
from tests.services.library_contents import contents
from tests.services.stocked_feeds import ONE
from tests.support.libraries import make_empty


@pytest.fixture
def other(tmp_path: Path) -> Iterator[LibrarySession]:
    make_empty(tmp_path / "other")
    with LibrarySession.open(LibraryPaths(tmp_path / "other")) as opened:
        yield opened


def test_feeds_that_are_here_stay_and_what_no_feed_is_is_told(
    session: LibrarySession, other: LibrarySession, tmp_path: Path
) -> None:
    fill(session)
    folder = exported(session, tmp_path / "out")

    def with_feed(**values: Any) -> Callable[[list[Any]], list[Any]]:
        return lambda rows: [{**rows[0], **values}, *rows]

    changed(folder, "feeds.jsonl", with_feed(url="https://me:secret@f.example/c.xml", key="c"))
    changed(folder, "feeds.jsonl", with_feed(url="file:///etc/passwd", key="d"))
    changed(folder, "feeds.jsonl", with_feed(url="https://f.example/e.xml", moves=[1]))
    deep: list[Any] = []
    for _ in range(600):
        deep = [deep]
    changed(folder, "feeds.jsonl", with_feed(url="https://f.example/g.xml", moves=deep))
    changed(folder, "feeds.jsonl", with_feed(url="https://f.example/h.xml", moves="[" * 5_000))
    changed(folder, "feed-rules.jsonl", with_feed(action="run"))
    changed(folder, "feed-rules.jsonl", with_feed(feed="nowhere"))
    changed(folder, "feed-rules.jsonl", with_feed(feed=["f.example/a.xml"]))
    changed(folder, "feed-rules.jsonl", with_feed(action="keep", argument="x"))
    changed(folder, "feed-rules.jsonl", with_feed(action="keep", argument="9999999"))
    changed(folder, "feed-pieces.jsonl", with_feed(url="javascript:alert(1)", key="j"))
    changed(folder, "feed-pieces.jsonl", with_feed(wanted={"save": "all"}, key="w"))
    changed(folder, "feed-pieces.jsonl", with_feed(key="feed:1", own_feed={}))
    changed(folder, "feed-pieces.jsonl", with_feed(key="v", entries=[{"feed": [], "guid": "v"}]))
    (here,) = other.feeds.add([NewFeed(ONE, "f.example/a.xml", "Mine")])
    outcome = taken(other, folder)
    told = [line for line, _ in failures(other, outcome)]
    assert told == [
        *(f"feeds.jsonl:{line}" for line in range(1, 6)),
        *(f"feed-rules.jsonl:{line}" for line in range(1, 6)),
        *(f"feed-pieces.jsonl:{line}" for line in range(1, 5)),
    ]
    assert [feed.name for feed in other.feeds.all()] == ["eau", "Mine"]
    assert other.feed_items.ids(here.id) and len(other.feed_rules.all()) == 2
    before = contents(other)
    taken(other, folder)
    assert contents(other) == before


def test_what_no_update_leaves_behind_is_not_taken(
    session: LibrarySession, other: LibrarySession, tmp_path: Path
) -> None:
    fill(session)
    folder = exported(session, tmp_path / "out")
    odd = {"state": "odd", "error": "nobody-knows", "failures": -4, "interval": -5, "added_at": "~"}
    changed(folder, "feeds.jsonl", lambda rows: [{**rows[0], **odd}, *rows[1:]])
    ends = {"state": "gone", "error": "offline", "error_values": {"kind": "x"}, "interval": 1 << 40}
    future = {"added_at": "9999-12-31T00:00:00+00:00"}
    changed(folder, "feeds.jsonl", lambda rows: [rows[0], {**rows[1], **ends, **future}])
    times = ("9999-12-31T00:00:00+00:00", "soon", "2020-01-01T02:00:00+02:00")
    changed(
        folder,
        "feed-pieces.jsonl",
        lambda rows: [{**row, "added_at": time} for row, time in zip(rows, times, strict=False)],
    )
    before = now()
    taken(other, folder)
    one, two = sorted(other.feeds.all(), key=lambda feed: feed.id)
    assert (one.state, one.error, one.failures, one.interval) == ("ok", "", 0, SHORTEST_INTERVAL)
    assert (two.state, two.error, two.error_values, two.interval) == ("gone", "", {}, LONGEST_INTERVAL)
    assert before <= one.added_at <= now() and before <= two.added_at <= now()
    with other.database.read() as read:
        added = read.connection().exec_driver_sql("SELECT added_at FROM feed_item ORDER BY id").scalars()
        first, second, third = added
    assert before <= first <= now() and before <= second <= now()
    assert third == "2020-01-01T00:00:00+00:00"


def test_a_file_that_nobody_vouches_for_hides_and_fetches_nothing(
    session: LibrarySession, other: LibrarySession, tmp_path: Path
) -> None:
    fill(session)
    folder = exported(session, tmp_path / "out")
    assert session.feed_items.wanted() and not all(rule.paused for rule in session.feed_rules.all())
    taken(other, folder, ImportChoices())
    assert len(other.feed_items.ids()) == len(session.feed_items.ids()) and not other.feed_items.wanted()
    assert [rule.paused for rule in other.feed_rules.all()] == [True, True]
