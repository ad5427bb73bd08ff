"""A note that was written on just before the store was left is one text when it is joined again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.services.sync.removals.test_deleted_for_good import Three, add_mark, join_again, save, three
from tests.support.computers import Computer, bring_together, everything

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
