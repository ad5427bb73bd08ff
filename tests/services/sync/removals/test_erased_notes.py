"""Erased notes stay away in later stores, and those that are wanted stay: see also `test_anew_inside`."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from reader.library.backup import backup
from reader.services.backup.restore_backup import restore_backup
from tests.services.sync.removals.kinds import NOTES, Things, alike, marks_of, there, unlike
from tests.services.sync.removals.test_deleted_for_good import Three, is_heard, three
from tests.services.sync.removals.test_old_copies import make_anew
from tests.support.computers import bring_together, everything
from tests.support.limits import wait_for

__all__ = ["three"]


def begin(three: Three) -> Things:
    """One of three writes notes of which all know."""
    every = Things(*NOTES)
    every.save_pages(three[0])
    every.add(three[0])
    bring_together([*three])
    return every


@pytest.mark.parametrize("knowing", [1, 2])
@pytest.mark.parametrize("times", [1, 2])
def test_it_stays_away_in_the_store_after_that(three: Three, knowing: int, times: int) -> None:
    """Also of who was in no store meanwhile, and of who alone had heard of it."""
    one, other, third = three
    every = begin(three)
    every.remove(one)
    if knowing == 2:
        is_heard(one, other)
    gone = every.seen(one)
    for each in (one, other)[:knowing]:
        each.membership.leave()
    make_anew(third)
    assert third.opened is not None
    for _ in range(times):
        for each in (one, other):
            each.join(third.opened)
    bring_together([*three])
    assert [unlike(gone, every.seen(each)) for each in three] == [[], [], []]
    assert everything(one) == everything(other) == everything(third)


@pytest.mark.parametrize("before", [False, True])
@pytest.mark.parametrize("text", ["new", "deep {}"])
def test_what_is_written_after_that_stays(three: Three, before: bool, text: str) -> None:
    one, other, third = three
    every = begin(three)
    every.remove(one)
    is_heard(one, other)

    def write() -> None:
        one.annotations.set_note(there(one, 1), text.format(1))
        one.annotations.change(marks_of(one, 2)[0].id, note=text.format(2))

    if before:
        erased = int(time.time())
        wait_for(lambda: int(time.time()) > erased)  # dates of notes are of whole seconds
        write()
    make_anew(third, one, other)
    if not before:
        write()
    bring_together([*three])
    for each in three:
        assert each.annotations.note(there(each, 1)) == text.format(1)
        assert [mark.note for mark in marks_of(each, 2)] == [text.format(2)]
    assert everything(one) == everything(other) == everything(third)


@pytest.mark.parametrize("sent", [False, True])
def test_what_was_written_on_without_having_heard_stays(three: Three, sent: bool) -> None:
    one, other, third = three
    every = begin(three)
    every.remove(one)
    is_heard(one, other)
    third.annotations.set_note(there(third, 1), "deep 1 and new")
    third.annotations.change(marks_of(third, 2)[0].id, note="deep 2 and new")
    if sent:
        third.round()
    make_anew(third, one, other)
    bring_together([*three])
    for each in three:
        assert each.annotations.note(there(each, 1)) == "deep 1 and new"
        assert [mark.note for mark in marks_of(each, 2)] == ["deep 2 and new"]
    assert everything(one) == everything(other) == everything(third)


@pytest.mark.parametrize("told", [False, True])
def test_what_a_backup_brings_back_stays(three: Three, tmp_path: Path, told: bool) -> None:
    """Also in a store that is made anew of it."""
    one, other, third = three
    every = begin(three)
    had = every.seen(one)
    backup(one.paths.database, tmp_path / "copy.db")
    every.remove(one)
    is_heard(one, other)
    gone = every.seen(one)
    one.close()
    restore_backup(one.paths, tmp_path / "copy.db")
    one.open()
    assert not alike(gone, every.seen(one))
    if told:
        one.round()
    make_anew(one, other, third)
    bring_together([*three])
    assert [unlike(had, every.seen(each)) for each in three] == [[], [], []]
    assert everything(one) == everything(other) == everything(third)
