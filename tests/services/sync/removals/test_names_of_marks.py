"""A mark keeps its name on every computer when a store is left and joined again, whatever was removed."""

from __future__ import annotations

import pytest

from reader.core.marks import Annotation
from tests.services.sync.removals.kinds import marks_of, save, there
from tests.support.computers import SAVED, Computer, bring_together, everything


@pytest.fixture
def pair(apart: tuple[Computer, Computer]) -> tuple[Computer, Computer]:
    one, other = apart
    one.begin()
    save(one)
    other.join_store_of(one)
    return apart


def mark_in_the_same_second(computer: Computer, note: str) -> Annotation:
    mark = Annotation(0, there(computer), "en", "b1", 0, 0, 3, "Sea", note=note, created_at=SAVED)
    return computer.annotations.add(mark)


def notes(computer: Computer) -> list[str]:
    return sorted(mark.note for mark in marks_of(computer, 1))


@pytest.mark.parametrize("removed", ["first", "second"])
def test_one_of_two_marks_of_one_second_is_there_once(pair: tuple[Computer, Computer], removed: str) -> None:
    one, other = pair
    marks = {note: mark_in_the_same_second(one, note) for note in ("first", "second", "third")}
    bring_together([one, other])
    assert notes(other) == ["first", "second", "third"]
    one.annotations.remove(marks.pop(removed).id)
    bring_together([one, other])
    one.join_again()
    bring_together([one, other])
    assert notes(one) == notes(other) == sorted(marks)
    assert everything(one) == everything(other)


def test_what_is_changed_in_the_meantime_is_changed_in_the_same_mark(pair: tuple[Computer, Computer]) -> None:
    """It is told by the name that the other computer knows it by."""
    one, other = pair
    first = mark_in_the_same_second(one, "first")
    second = mark_in_the_same_second(one, "second")
    bring_together([one, other])
    assert one.opened is not None
    one.annotations.remove(first.id)
    bring_together([one, other])
    one.membership.leave()
    one.annotations.change(second.id, note="written alone")
    one.join(one.opened)
    bring_together([one, other])
    assert "written alone" in "".join(notes(other))
    assert len(notes(other)) == 1
    assert everything(one) == everything(other)


def test_the_mark_that_two_made_is_on_both_though_one_removed_his(
    pair: tuple[Computer, Computer],
) -> None:
    """He leaves before anybody heard of either; of the marks of one name his was told later."""
    one, other = pair
    bring_together([one, other])
    mine = mark_in_the_same_second(one, "mine")
    mark_in_the_same_second(other, "yours")
    with one.database.write() as session:  # told as later than what the other tells
        session.connection().exec_driver_sql("UPDATE sync_self SET clock = clock + 9000000")
    one.annotations.change(mine.id, note="mine too")
    one.membership.capture()
    one.annotations.remove(mine.id)
    one.join_again()
    bring_together([one, other])
    assert len(notes(one)) == 1
    assert everything(one) == everything(other)
