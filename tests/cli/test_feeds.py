"""`feeds` as scripts use it; killed at any moment, an update loses nothing and doubles nothing."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as Nowhere

from reader.cli.feeds import _items
from reader.cli.main import run
from reader.core.feeds import FoundFeed
from reader.core.progress import Progress
from reader.library.database import Database
from reader.library.feeds.feed_items import FeedItems
from reader.library.feeds.feeds import Feeds
from reader.services.feeds.follow_feed import follow
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.cli.test_saving import liseuse
from tests.support import sample_feeds
from tests.support.memory_keyring import MemoryKeyring, memory_keyring
from tests.support.servers.feed_server import FeedServer, article_page, rss


@pytest.fixture
def press() -> Iterator[FeedServer]:
    server = FeedServer()
    yield server
    server.close()


def test_feeds_from_first_to_last(tmp_path: Path, press: FeedServer) -> None:
    library = tmp_path / "l"
    press.put("", '<link rel="alternate" type="application/rss+xml" href="/feed">')
    press.put("feed", rss(press.base, 1, 2))
    press.put("a/1", article_page(1))
    (feed,) = liseuse(library, "feeds", "add", press.url(""))
    assert {name: feed[name] for name in ("id", "url", "title", "site", "state", "new")} == {
        "id": 1,
        "url": press.url("feed"),
        "title": "La Presse",
        "site": f"{press.base}/",
        "state": "ok",
        "new": 2,
    }
    assert feed["next_update"] > feed["checked"]
    items = liseuse(library, "feeds", "list", "--items", "--new")
    assert [item["title"] for item in items] == ["Pièce 2", "Pièce 1"]
    (saved,) = liseuse(library, "feeds", "save", str(items[1]["id"]))
    assert (saved["status"], saved["title"]) == ("saved", "Pièce 1")
    rules = liseuse(library, "feeds", "rules", "--add", "pièce", "--do", "tag", "--with", "presse")
    assert [(rule["query"], rule["action"], rule["argument"]) for rule in rules] == [
        ("pièce", "tag", "presse")
    ]
    assert len(liseuse(library, "feeds", "rules", "--preview", '"pièce 2"')) == 1
    assert liseuse(library, "feeds", "rules", "--pause", "1")[0]["paused"] is True
    assert liseuse(library, "feeds", "rules", "--resume", "1")[0]["paused"] is False
    assert liseuse(library, "feeds", "rules", "--order", "1")[0]["place"] == 1
    press.put("feed", rss(press.base, 1, 2, 3))
    press.put("a/3", article_page(3))
    assert liseuse(library, "feeds", "update", "--due") == {"feeds": 0, "new": 0, "saved": 0, "failed": []}
    assert liseuse(library, "feeds", "update") == {"feeds": 1, "new": 1, "saved": 1, "failed": []}
    assert {card["title"]: card["tags"] for card in liseuse(library, "list")} == {
        "Pièce 1": [],
        "Pièce 3": ["presse"],
    }
    assert [entry["reason"] for entry in liseuse(library, "feeds", "list", "--log")] == [
        "command",
        "subscribe",
    ]
    assert liseuse(library, "private", "on") == liseuse(library, "private") == {"private": True}
    refused = liseuse(library, "feeds", "update", code=1)
    assert refused["error"]["kind"] == "private-update" and "--anyway" in refused["error"]["hint"]
    assert liseuse(library, "feeds", "update", "--anyway")["feeds"] == 1
    assert liseuse(library, "private", "off") == {"private": False}
    assert liseuse(library, "feeds", "rules", "--remove", "1") == []
    listed = tmp_path / "out.opml"
    liseuse(library, "feeds", "export", "--output", str(listed))
    assert liseuse(library, "feeds", "remove", "1")[0]["id"] == 1 and liseuse(library, "feeds", "list") == []
    (again,) = liseuse(library, "feeds", "import", str(listed))
    assert (again["url"], again["state"], again["new"]) == (press.url("feed"), "ok", 0)
    refused = liseuse(library, "feeds", "update", code=1)
    assert refused["failed"][0]["error"]["kind"] == "local-address"
    (error,) = liseuse(library, "feeds", "add", press.url("nothing"), code=1)
    assert error["error"]["kind"] == "not-found"


def test_where_the_password_of_a_feed_is_kept_is_said(
    tmp_path: Path, press: FeedServer, capsys: pytest.CaptureFixture[str]
) -> None:
    press.put("feed", rss(press.base, 1))
    given = ("--library", str(tmp_path / "l"))
    address = press.url("feed").replace("://", "://zoe:whisper@")
    with memory_keyring() as kept:
        keyring.set_keyring(Nowhere())
        assert run([*given, "--json", "feeds", "add", address]) == 1
        told = capsys.readouterr()
        assert json.loads(told.out)[0]["error"]["kind"] == "no-keyring" and "nowhere else" in told.err
        assert run([*given, "--json", "feeds", "list"]) == 0 and json.loads(capsys.readouterr().out) == []
        keyring.set_keyring(MemoryKeyring())
        assert run([*given, "feeds", "add", address]) == 0
        told = capsys.readouterr()
        assert "La Presse: its password is in this system’s keyring" in told.err and not kept
        assert "whisper" not in told.err + told.out
        assert run([*given, "--json", "feeds", "list"]) == 0
        assert [feed["password_in_keyring"] for feed in json.loads(capsys.readouterr().out)] == [True]


def test_a_killed_update_loses_and_doubles_nothing(tmp_path: Path, press: FeedServer) -> None:
    library = tmp_path / "l"
    urls = []
    for number in range(6):
        press.put(f"f{number}", rss(press.base, *range(number * 100, number * 100 + 30), title=f"F{number}"))
        urls.append(press.url(f"f{number}"))
    liseuse(library, "feeds", "add", urls[0])
    for url in urls[1:]:
        liseuse(library, "feeds", "add", url)
    for number in range(6):
        press.put(f"f{number}", rss(press.base, *range(number * 100, number * 100 + 60), title=f"F{number}"))
    command = [
        sys.executable,
        "-m",
        "reader",
        "--library",
        str(library),
        "--json",
        "--quiet",
        "feeds",
        "update",
    ]
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert started.stderr is not None
    done = [started.stderr.readline(), started.stderr.readline()]
    started.kill()
    started.wait()
    started.stderr.close()
    acknowledged = [int(line.split()[1]) for line in done if line.startswith("ACK")]
    database = Database.open(library / "library.db")
    for feed in Feeds(database).all():
        count = len(FeedItems(database).ids(feed.id))
        logged = len(Feeds(database).requests(10, feed.id))
        assert (count, logged) in ((30, 1), (60, 2)), "all of an update or nothing"
        assert feed.id not in acknowledged or count == 60
    database.close()
    finished = liseuse(library, "feeds", "update")
    assert finished["failed"] == []
    database = Database.open(library / "library.db")
    assert len(FeedItems(database).ids()) == 360
    database.close()


def test_every_sample_is_a_feed_or_says_why_not(tmp_path: Path, press: FeedServer) -> None:
    names = sample_feeds.NAMES
    for name in names:
        press.put(name, getattr(sample_feeds, name))
    library = tmp_path / "l"
    feeds = liseuse(library, "feeds", "add", *(press.url(name) for name in names))
    assert {feed["state"] for feed in feeds} == {"ok"} and all(feed["new"] for feed in feeds)
    assert len(feeds) == len(names) and "الأخبار" in {feed["title"] for feed in feeds}
    dates = next(feed["id"] for feed in feeds if feed["title"] == "Dates")
    moments = [item["published"] for item in liseuse(library, "feeds", "list", "--items", str(dates))]
    assert sorted(moments) == ["", "", "2099-11-27T08:00:00+00:00"]


def test_pieces_of_several_feeds_are_listed_the_newest_first(tmp_path: Path, press: FeedServer) -> None:
    press.put("one", rss(press.base, 1, 4))
    press.put("two", rss(press.base, 2, 3, 5))
    found = [FoundFeed(press.url(name)) for name in ("one", "two")]
    with LibrarySession.open(LibraryPaths(tmp_path / "l")) as session:
        ids = [feed.id for feed in follow(session, found, Progress())]
        for limit, expected in ((100, "54321"), (3, "543")):
            asked = argparse.Namespace(ids=ids, new=False, limit=limit)
            assert [item.title[-1] for item in _items(session, asked)] == list(expected)


def test_a_failure_says_of_which_source_it_is(
    tmp_path: Path, press: FeedServer, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one", "two"):
        press.put(name, rss(press.base, 1, title=f"Le {name}"))
    with LibrarySession.open(LibraryPaths(tmp_path / "l")) as session:
        follow(session, [FoundFeed(press.url(name)) for name in ("one", "two")], Progress())
    press.put("two", "", 404)
    assert run(["--library", str(tmp_path / "l"), "--quiet", "feeds", "update"]) == 1
    said = capsys.readouterr().err
    assert "Le two: 127.0.0.1 has no feed at this address any more." in said and "Le one" not in said
