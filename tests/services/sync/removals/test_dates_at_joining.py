"""Dates ahead of the clock of a library that joins: which of them stay, and what is one for all."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from reader.library.backup import backup
from reader.library.replication.kept import dates
from reader.library.tables import NOW
from tests.services.sync.removals.kinds import add_mark, marks_of, save, unlike
from tests.services.sync.removals.test_clock_ahead import FAR, made_ahead, things_of, told_ahead
from tests.services.sync.removals.test_deleted_for_good import Three, three
from tests.services.sync.removals.test_old_copies import make_anew, shared
from tests.support.computers import Computer, bring_together, carry, document, everything

__all__ = ["shared", "three"]

DATED = (
    "SELECT id, date, saved_at, fetched_at, opened_at, trashed_at FROM article ORDER BY id",
    "SELECT article_id, updated_at FROM article_note ORDER BY article_id",
    "SELECT id, created_at, updated_at FROM annotation ORDER BY id",
    "SELECT term, created_at FROM glossary_term ORDER BY term",
    "SELECT fold, created_at FROM saved_search ORDER BY fold",
    "SELECT key, added_at FROM feed ORDER BY key",
)


def dates_of(computer: Computer) -> list[list[tuple[object, ...]]]:
    """All dates that a library has."""
    with computer.database.read() as session:
        run = session.connection().exec_driver_sql
        return [[tuple(row) for row in run(statement)] for statement in DATED]


def later(days: int) -> str:
    """So many days from now."""
    moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)
    return moment.isoformat(timespec="seconds")


def save_page(computer: Computer, page: int, published: int, saved: int) -> int:
    """Save a page that says on which day it was made, so many days from now."""
    text = replace(document(page), date=later(published)[:10])
    return computer.articles.add(text, f"https://x.org/{page}", f"x.org/{page}", later(saved))


def shows(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """The clock of the computer that joins next shows a moment: µs since 1970, as SQL."""
    monkeypatch.setattr(dates, "NOW", f"({moment})")


@pytest.mark.parametrize("behind", ["to 1970", "by a year"])
def test_a_clock_that_is_behind_changes_no_date(
    apart: tuple[Computer, Computer], monkeypatch: pytest.MonkeyPatch, behind: str
) -> None:
    one, other = apart
    every = things_of(False)
    every.save_pages(one)
    every.add(one)
    one.articles.move_to_trash([save(one, 50)])
    if behind == "to 1970":
        shows(monkeypatch, "4 * 86400000000")  # its battery is empty
    else:  # seen from there all of the last year is to come
        for page, day in ((51, 300), (52, 360), (53, 364)):
            save_page(one, page, day - page % 5, day)
        made_ahead(one, 364 * 86_400)
        for page, day in ((54, 300), (55, 364)):
            save_page(one, page, day - 3, day)
    before, here = dates_of(one), everything(one)
    one.begin()
    monkeypatch.undo()
    assert dates_of(one) == before
    other.join_store_of(one)
    bring_together([one, other])
    assert everything(one) == everything(other) == here


def test_a_clock_that_was_ahead_when_old_pages_were_saved_is_corrected(
    apart: tuple[Computer, Computer],
) -> None:
    """Also where one of them says that it is of a day to come."""
    one, _ = apart
    for page, published in ((1, -3), (2, -300), (3, 200), (4, 0)):
        save_page(one, page, published, 365)
    one.begin()
    (rows, *_) = dates_of(one)
    assert all(str(row[2]) <= later(0) for row in rows)


@pytest.mark.parametrize("ahead", FAR)
@pytest.mark.parametrize("maker", [0, 2])
def test_a_highlight_is_one_in_a_store_made_anew(shared: Three, ahead: str, maker: int) -> None:
    """Whichever time each of them joins there."""
    one, other, third = shared
    save(shared[maker])
    add_mark(shared[maker], note="deep")
    bring_together([*shared])
    for each in shared:
        made_ahead(each, FAR[ahead])
    made = [mark.created_at for mark in marks_of(third, 1)]
    for days, each in enumerate((one, other), start=1):
        told_ahead(each, days * 86_400)  # so each joins at another time
    make_anew(third, one, other)
    bring_together([*shared])
    assert [[(mark.note, mark.created_at) for mark in marks_of(each, 1)] for each in shared] == [
        [("deep", *made)]
    ] * 3
    assert everything(one) == everything(other) == everything(third)


@pytest.mark.parametrize("ahead", FAR)
def test_copies_of_one_library_are_one(
    three: Three, ahead: str, tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two computers get it back out of a backup, and join one after the other."""
    one, *_ = three
    every = things_of(False)
    made = Computer(tmp_path / "made", template)
    every.save_pages(made)
    every.add(made)
    made_ahead(made, FAR[ahead])
    had = every.seen(made)
    backup(made.paths.database, tmp_path / "copy.db")
    made.close()
    copies = [Computer(tmp_path / f"copy{number}", tmp_path / "copy.db") for number in range(2)]
    assert one.opened is not None
    for days, copy in enumerate(copies):
        shows(monkeypatch, f"{NOW} + {days} * 86400000000")
        carry(one, copy)
        copy.join(one.opened)
        carry(copy, one)
        one.round()
    all_of_them = [*three, *copies]
    bring_together(all_of_them)
    assert unlike(had, *map(every.seen, all_of_them)) == []
    assert all(everything(each) == everything(one) for each in all_of_them)
    for copy in copies:
        copy.close()
