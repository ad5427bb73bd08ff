"""A note that was written on just before the store was left is one text when it is joined again."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.services.sync.removals.test_deleted_for_good import (
    Three,
    add_mark,
    delete,
    have_it,
    join_again,
    leaves_for_good,
    save,
    three,
)
from tests.support.computers import Computer, bring_together, carry, everything

__all__ = ["three"]


def of_article(computer: Computer, text: str | None = None) -> str:
    """The note on the article, after it was written where there is a text."""
    number = computer.number(1)
    assert number is not None
    if text is not None:
        computer.annotations.set_note(number, text)
    return computer.annotations.note(number)


def of_mark(computer: Computer, text: str | None = None) -> str:
    """The note at the highlight."""
    number = computer.number(1)
    assert number is not None
    (mark,) = computer.annotations.of_article(number)
    if text is not None:
        computer.annotations.change(mark.id, note=text)
    return computer.annotations.of_article(number)[0].note


@pytest.mark.parametrize("note", [of_article, of_mark])
@pytest.mark.parametrize("ready", [False, True])
@pytest.mark.parametrize("author", range(3))
@pytest.mark.parametrize("times", [1, 2])
def test_what_was_written_just_before_it_left_takes_the_place_of_the_former_text(
    three: Three, note: Callable[..., str], ready: bool, author: int, times: int
) -> None:
    other = three[1]
    save(three[author])
    add_mark(three[author])
    bring_together([*three])
    note(three[author], "What was thought at first")
    bring_together([*three])
    note(other, "Another thing")
    if ready:
        other.membership.capture()
        note(other, "Quite another thing")
    for _ in range(times):
        join_again(other)
    bring_together([*three])
    assert [note(each) for each in three] == ["Quite another thing" if ready else "Another thing"] * 3
    assert all(everything(each) == everything(other) for each in three)


@pytest.mark.parametrize("note", [of_article, of_mark])
def test_what_two_wrote_meanwhile_is_kept_of_both(three: Three, note: Callable[..., str]) -> None:
    one, other, _ = three
    save(one)
    add_mark(one)
    bring_together([*three])
    note(one, "What was thought at first")
    bring_together([*three])
    note(other, "Another thing")
    note(one, "A third thing")
    join_again(other)
    bring_together([*three])
    for each in three:
        assert "Another thing" in note(each) and "A third thing" in note(each)
        assert everything(each) == everything(one)


@pytest.mark.parametrize("note", [of_article, of_mark])
@pytest.mark.parametrize("ready", [False, True])
def test_what_was_emptied_just_before_it_left_stays_empty(
    three: Three, note: Callable[..., str], ready: bool
) -> None:
    one, other, _ = three
    save(one)
    add_mark(one)
    bring_together([*three])
    note(one, "What was thought at first")
    bring_together([*three])
    note(other, "")
    if ready:
        other.membership.capture()
    join_again(other)
    bring_together([*three])
    assert [note(each) for each in three] == [""] * 3


@pytest.mark.parametrize("ready", [False, True])
def test_who_deletes_the_article_and_saves_it_while_alone_takes_no_note_from_others(
    three: Three, ready: bool
) -> None:
    one, other, third = three
    save(one)
    bring_together([*three])
    of_article(one, "What was thought at first")
    bring_together([*three])
    of_article(other, "Another thing")
    if ready:
        other.membership.capture()
    other.membership.leave()
    delete(other)
    save(other)
    assert other.opened is not None
    other.join(other.opened)
    bring_together([*three])
    assert [of_article(each) for each in three] == ["What was thought at first"] * 3
    assert everything(one) == everything(other) == everything(third)


def test_what_is_again_as_it_was_told_reaches_who_never_heard_of_it(
    three: Three, tmp_path: Path, template: Path
) -> None:
    one, other, third = three
    save(one)
    bring_together([*three])
    of_article(one, "What was thought at first")
    bring_together([*three])
    of_article(other, "Another thing")
    other.membership.leave()
    of_article(other, "What was thought at first")
    leaves_for_good(one, other, third)
    leaves_for_good(third, one, other)
    assert other.opened is not None
    other.join(other.opened)
    with contextlib.closing(Computer(tmp_path / "late", template)) as late:
        carry(other, late)
        late.join(other.opened)
        bring_together([other, late])
        assert everything(other) == everything(late)


def test_who_deletes_the_article_then_had_all_of_its_note_in_view(three: Three) -> None:
    one, other, _ = three
    save(one)
    bring_together([*three])
    of_article(one, "What was thought at first")
    bring_together([*three])
    of_article(other, "Another thing")
    join_again(other)
    bring_together([*three])
    delete(other)
    bring_together([*three])
    assert have_it(*three) == [False] * 3
