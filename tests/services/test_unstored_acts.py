"""What could not be stored before the program ended is done when the library opens next."""

from __future__ import annotations

import json
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.model import ReadingPosition
from reader.core.origin import NamedBy, Origin
from reader.core.progress import Progress
from reader.library.articles.articles import Articles
from reader.library.articles.pending import PendingSaves
from reader.services.library_session import LibrarySession
from reader.services.move_library import move_library
from reader.services.unstored_acts.acts_file import keep_acts
from reader.services.unstored_acts.library_acts import Link
from reader.services.unstored_acts.on_articles import Mark, Position, Tagging, Tags
from reader.settings import disks
from reader.settings.paths import LibraryPaths, now_at
from tests.services.stocked_library import stock

PAGE = Origin(NamedBy.PAGE, "https://x.example/page")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program keeps it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return disks.state_folder() / "unstored"


@pytest.fixture
def paths(tmp_path: Path, kept: Path) -> LibraryPaths:
    return LibraryPaths(tmp_path / "library")


@pytest.fixture
def article(paths: LibraryPaths) -> Iterator[int]:
    with LibrarySession.open(paths) as session:
        made = stock(session, 1)
    return made


def test_everything_is_done_in_order(paths: LibraryPaths, article: int, kept: Path) -> None:
    place = Position(article, ReadingPosition("b1", 1, 7.5), 0.5)
    acts = [
        Mark((article,), "favourite", True),
        Mark((article,), "archived", True),
        Mark((article,), "archived", False),
        Tags(article, ("a", "b")),
        Tagging((article,), ("sécheresse",), ("a",)),
        place,
        Link("https://x.example/next", ("c",), PAGE),
    ]
    file = keep_acts(paths.root, acts)
    keep_acts(paths.root, [Mark((article,), "unread", False)])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with LibrarySession.open(paths) as session:
        card, opened = session.articles.summary(article), session.articles.get(article)
        assert (card.favourite, card.archived, card.unread) == (True, False, False)
        assert (set(card.tags), card.progress) == ({"b", "sécheresse"}, 0.5)
        assert opened.position == place.position
        (link,) = session.pending.all()
        assert (link.url, link.tags, link.origin) == ("https://x.example/next", ("c",), PAGE)
    assert not list(kept.iterdir())


def test_another_library_is_left_alone(paths: LibraryPaths, article: int, tmp_path: Path) -> None:
    keep_acts(tmp_path / "other", [Mark((article,), "favourite", True)])
    with LibrarySession.open(paths) as session:
        assert not session.articles.summary(article).favourite


def test_a_link_that_was_stored_after_all_comes_once(paths: LibraryPaths, article: int) -> None:
    with LibrarySession.open(paths) as session:
        session.pending.add("https://x.example/next")
    keep_acts(paths.root, [Link("https://x.example/next")])
    with LibrarySession.open(paths) as session:
        assert len(session.pending.all()) == 1


def test_many_links_are_written_at_once_and_one_that_cannot_be_is_left_out(
    paths: LibraryPaths, article: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes = []
    add_all = PendingSaves.add_all

    def counted(pending: PendingSaves, urls: Sequence[str], *given: Any) -> Any:
        writes.append(len(urls))
        return add_all(pending, urls, *given)

    monkeypatch.setattr(PendingSaves, "add_all", counted)
    links = [Link(f"https://x.example/{number}") for number in range(50)]
    keep_acts(paths.root, links)
    with LibrarySession.open(paths) as session:
        assert [link.url for link in session.pending.all()] == [link.url for link in links]
    assert writes == [50]
    keep_acts(paths.root, [Link("https://x.example/a"), Link("\ud800"), Link("https://x.example/b")])
    with LibrarySession.open(paths) as session:
        assert [link.url[-1] for link in session.pending.all()[-2:]] == ["a", "b"]


def test_a_library_for_reading_only_leaves_it_for_later(paths: LibraryPaths, article: int) -> None:
    keep_acts(paths.root, [Mark((article,), "favourite", True)])
    with LibrarySession.open(paths, read_only=True) as session:
        assert not session.articles.summary(article).favourite
    with LibrarySession.open(paths) as session:
        assert session.articles.summary(article).favourite


@pytest.mark.parametrize("why", ["disk-full", "library-damaged"])
def test_what_cannot_be_stored_now_waits_and_with_it_what_came_later(
    paths: LibraryPaths, article: int, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    keep_acts(paths.root, [Mark((article,), "favourite", True)])
    keep_acts(paths.root, [Mark((article,), "favourite", False), Mark((article,), "unread", False)])

    def refuse(*_given: object) -> None:
        raise ReaderError(why, "not now")

    with monkeypatch.context() as patch:
        patch.setattr(Articles, "set_favourite", refuse)
        with LibrarySession.open(paths) as session:
            assert session.articles.summary(article).unread
    with LibrarySession.open(paths) as session:
        card = session.articles.summary(article)
        assert (card.favourite, card.unread) == (False, False)


def test_what_is_done_of_a_file_does_not_come_again_with_its_rest(
    paths: LibraryPaths, article: int, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_acts(paths.root, [Mark((article,), "favourite", True), Mark((article,), "archived", True)])

    def busy(*_given: object) -> None:
        raise ReaderError("library-busy", "another program writes")

    with monkeypatch.context() as patch:
        patch.setattr(Articles, "set_archived", busy)
        with LibrarySession.open(paths) as session:
            session.articles.set_favourite([article], False)
    (file,) = kept.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with LibrarySession.open(paths) as session:
        card = session.articles.summary(article)
        assert (card.favourite, card.archived) == (False, True)


def test_a_library_that_was_moved_gets_it(paths: LibraryPaths, article: int, tmp_path: Path) -> None:
    """As from a full disk to one with room."""
    keep_acts(paths.root, [Mark((article,), "favourite", True), Mark((article,), "archived", True)])
    moved = move_library(paths, tmp_path / "moved", Progress())
    keep_acts(moved.root, [Mark((article,), "archived", False)])
    with LibrarySession.open(now_at(paths)) as session:
        card = session.articles.summary(article)
        assert (card.favourite, card.archived) == (True, False)


def test_an_article_of_the_same_number_in_a_restored_copy_is_another_one(
    paths: LibraryPaths, article: int
) -> None:
    keep_acts(paths.root, [Mark((article,), "favourite", True), Tags(article, ())])
    with sqlite3.connect(paths.database) as raw:
        raw.execute("UPDATE article SET saved_at = '2999-01-01T00:00:00+00:00'")
    raw.close()
    with LibrarySession.open(paths) as session:
        card = session.articles.summary(article)
        assert (card.favourite, card.tags) == (False, ("t",))


def test_an_article_from_a_computer_whose_clock_is_ahead_is_known_by_when_it_says_it_was_saved(
    paths: LibraryPaths, article: int
) -> None:
    later = "2999-01-01T00:00:00+00:00"
    with sqlite3.connect(paths.database) as raw:
        raw.execute("UPDATE article SET saved_at = ?", (later,))
    raw.close()
    keep_acts(paths.root, [Mark((article,), "favourite", True)], {article: later, 7: later})
    with LibrarySession.open(paths) as session:
        assert session.articles.summary(article).favourite


def test_an_article_that_was_saved_at_another_time_is_another_one_whatever_the_clocks_said(
    paths: LibraryPaths, article: int
) -> None:
    keep_acts(paths.root, [Mark((article,), "favourite", True)], {article: "2026-11-25T08:00:01+00:00"})
    with LibrarySession.open(paths) as session:
        assert not session.articles.summary(article).favourite


@pytest.mark.parametrize("saved", [7, [], {"x": "y"}, {"1" * 5000: ""}, {"1": {}}, {"1": "\ud800"}])
def test_whatever_stands_where_articles_are_told_apart_stops_nothing(
    paths: LibraryPaths, article: int, saved: object
) -> None:
    file = keep_acts(paths.root, [Mark((article,), "favourite", True)])
    file.write_text(json.dumps({**json.loads(file.read_text()), "saved": saved}))
    keep_acts(paths.root, [Mark((article,), "unread", False)])
    with LibrarySession.open(paths) as session:
        assert not session.articles.summary(article).unread


@pytest.mark.parametrize(
    "text", ["", "[" * 100_000, "null", "{}", '{"at": "", "acts": [{"act": "mark"}]}', '{"at": 1, "acts": 7}']
)
def test_a_damaged_file_stops_nothing(paths: LibraryPaths, article: int, kept: Path, text: str) -> None:
    file = keep_acts(paths.root, [Mark((article,), "favourite", True)])
    file.write_text(text)
    keep_acts(paths.root, [Mark((article,), "unread", False)])
    with LibrarySession.open(paths) as session:
        assert not session.articles.summary(article).unread
    assert [left.suffix for left in kept.iterdir()] == [".damaged"], "it is kept, and not looked at again"


@pytest.mark.parametrize(
    "told",
    [
        {"act": "mark", "field": "nonsense", "value": True},
        {"act": "mark", "field": "title", "value": False},
        {"act": "mark", "ids": [{}], "field": "unread", "value": False},
        {"act": "mark", "field": "archived", "value": float("nan")},
        {"act": "tag", "add": [1]},
        {"act": "tag", "add": ["\ud800"]},
        {"act": "link", "url": None},
        {"act": "link", "url": "https://x.example/\ud800"},
    ],
)
def test_an_act_that_nothing_can_do_keeps_no_library_from_opening(
    paths: LibraryPaths, article: int, kept: Path, told: dict[str, object]
) -> None:
    file = keep_acts(paths.root, [Mark((article,), "favourite", True)])
    data = json.loads(file.read_text())
    ids = {} if told["act"] == "link" else {"ids": [article]}
    data["acts"].insert(0, {**ids, **told})
    file.write_text(json.dumps(data))
    with LibrarySession.open(paths) as session:
        assert session.articles.summary(article).favourite, "what came after it is done"
        assert not session.pending.all()
    assert not list(kept.iterdir()), "and the next start is not held up by it"


def test_what_a_newer_version_did_is_passed_over(paths: LibraryPaths, article: int) -> None:
    file = keep_acts(paths.root, [Mark((article,), "favourite", True)])
    file.write_text(file.read_text().replace('"acts": [', '"acts": [{"act": "newer"}, '))
    with LibrarySession.open(paths) as session:
        assert session.articles.summary(article).favourite
