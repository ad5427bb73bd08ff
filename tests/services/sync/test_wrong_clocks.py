"""Computers whose clocks are years apart: none throws away for good what another put into Trash just now."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.core.progress import Progress
from reader.services.backup.keep_backups import keep_backups
from reader.services.library.empty_trash import empty_old_trash
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import join_store, leave_store
from reader.services.sync.run_round import run_round
from reader.settings.paths import LibraryPaths
from tests.support.computers import SAVED, Computer, bring_together, carry, document, everything

WORDS = "three small words"
NOW = datetime.datetime.now(datetime.UTC)
YEAR = datetime.timedelta(days=365)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[LibrarySession, LibrarySession]]:
    """Two libraries in step, with two articles."""
    (tmp_path / "folder").mkdir()
    with (
        LibrarySession.open(LibraryPaths(tmp_path / "one")) as one,
        LibrarySession.open(LibraryPaths(tmp_path / "other")) as other,
    ):
        for number in (1, 2):
            one.articles.add(document(number), f"https://x.org/{number}", f"x.org/{number}", SAVED)
        for session in (one, other):
            join_store(session, str(tmp_path / "folder"), WORDS, Progress(), "")
        yield one, other


def number(session: LibrarySession, page: int) -> int:
    found = session.articles.find(f"x.org/{page}")
    assert found is not None
    return found.id


def in_step(*sessions: LibrarySession) -> None:
    for session in (*sessions, sessions[0]):
        run_round(session, WORDS, Progress())


def emptied(session: LibrarySession, at: datetime.datetime) -> list[int]:
    """What leaves Trash on a day, once that day's copy is made."""
    keep_backups(session, at.date())
    return empty_old_trash(session, at)


def test_a_clock_that_is_a_year_ahead_empties_no_trash_of_others(
    two: tuple[LibrarySession, LibrarySession],
) -> None:
    one, other = two
    one.articles.move_to_trash([number(one, 1)])
    in_step(one, other)
    assert [card.id for card in other.articles.summaries("trash")] == [number(other, 1)]
    assert emptied(other, NOW + YEAR) == [], "who put it there does that"
    in_step(other, one)
    assert emptied(one, NOW) == []
    there = number(one, 1)
    assert emptied(one, NOW + YEAR) == [there], "and does it in time"


def test_who_takes_an_article_out_of_trash_and_puts_it_back_empties_it(
    two: tuple[LibrarySession, LibrarySession],
) -> None:
    one, other = two
    one.articles.move_to_trash([number(one, 1)])
    in_step(one, other)
    there = number(other, 1)
    other.articles.restore([there])
    other.articles.move_to_trash([there])
    in_step(other, one)
    assert emptied(one, NOW + YEAR) == [] and emptied(other, NOW + YEAR) == [there]


def test_a_library_that_is_alone_again_empties_all_of_its_trash(
    two: tuple[LibrarySession, LibrarySession],
) -> None:
    one, other = two
    one.articles.move_to_trash([number(one, 2)])
    in_step(one, other)
    there = number(other, 2)
    assert emptied(other, NOW + YEAR) == []
    leave_store(other)
    assert emptied(other, NOW + YEAR) == [there]


BY_A_CLOCK_BEHIND, BY_THE_OTHER = "2026-02-01T00:00:00+00:00", "2026-06-01T00:00:00+00:00"


def text_of(computer: Computer) -> str:
    found = computer.articles.find("x.org/1")
    assert found is not None
    return computer.articles.get(found.id).document.title


def test_a_page_that_is_fetched_again_by_a_clock_behind_is_the_later_one(
    tmp_path: Path, template: Path
) -> None:
    one, late = (Computer(tmp_path / name, template) for name in ("one", "late"))
    there = one.articles.add(document(1), "https://x.org/1", "x.org/1", SAVED)
    one.articles.replace(there, document(1, 1), BY_THE_OTHER)
    one.begin()
    assert one.opened is not None
    carry(one, late)
    late.join(one.opened)
    bring_together([one, late])
    late.membership.leave()
    found = late.articles.find("x.org/1")
    assert found is not None
    late.articles.replace(found.id, document(1, 2), BY_A_CLOCK_BEHIND)
    late.join(one.opened)
    bring_together([one, late])
    assert [text_of(one), text_of(late)] == ["Title 1.2"] * 2
    assert everything(one) == everything(late)
    for computer in (one, late):
        computer.close()
