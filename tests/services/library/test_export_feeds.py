"""The feeds of an exported library: what is here stays, and what is damaged or meant ill is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.library.feeds.feeds import NewFeed
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
    changed(folder, "feed-rules.jsonl", with_feed(action="run"))
    changed(folder, "feed-rules.jsonl", with_feed(feed="nowhere"))
    changed(folder, "feed-pieces.jsonl", with_feed(url="javascript:alert(1)", key="j"))
    changed(folder, "feed-pieces.jsonl", with_feed(wanted={"save": "all"}, key="w"))
    (here,) = other.feeds.add([NewFeed(ONE, "f.example/a.xml", "Mine")])
    outcome = taken(other, folder)
    told = [line for line, _ in failures(other, outcome)]
    assert told == [
        *(f"feeds.jsonl:{line}" for line in (1, 2, 3)),
        *(f"feed-rules.jsonl:{line}" for line in (1, 2)),
        *(f"feed-pieces.jsonl:{line}" for line in (1, 2)),
    ]
    assert [feed.name for feed in other.feeds.all()] == ["eau", "Mine"]
    assert other.feed_items.ids(here.id) and len(other.feed_rules.all()) == 2
    before = contents(other)
    taken(other, folder)
    assert contents(other) == before
