"""A note that was written on just before the store was left is one text when it is joined again."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.services.sync.removals.kinds import add_mark, save, there
from tests.services.sync.removals.test_deleted_for_good import (
    Three,
    delete,
    have_it,
    leaves_for_good,
    three,
)
from tests.support.computers import Computer, bring_together, carry, everything

__all__ = ["three"]


def of_article(computer: Computer, text: str | None = None, page: int = 1) -> str:
    """The note on the article, after it was written where there is a text."""
    number = there(computer, page)
    if text is not None:
        computer.annotations.set_note(number, text)
    return computer.annotations.note(number)


def of_mark(computer: Computer, text: str | None = None, page: int = 1) -> str:
    """The note at the highlight."""
    number = there(computer, page)
    (mark,) = computer.annotations.of_article(number)
    if text is not None:
        computer.annotations.change(mark.id, note=text)
    return computer.annotations.of_article(number)[0].note


class Note(NamedTuple):
    """A note of one of the three computers, in an article of its own."""

    of: Callable[..., str]
    author: int
    page: int

    def on(self, computer: Computer, text: str | None = None) -> str:
        return self.of(computer, text, self.page)

    def __str__(self) -> str:
        return f"{self.of.__name__} by {self.author}"


NOTES = [Note(of, who, 2 * who + n) for who in range(3) for n, of in enumerate((of_article, of_mark), 1)]


def begin_notes(three: Three) -> None:
    """Each of `NOTES` is begun by its author, and known to all."""
    for note in NOTES:
        save(three[note.author], note.page)
        add_mark(three[note.author], note.page)
    bring_together([*three])
    for note in NOTES:
        note.on(three[note.author], "What was thought at first")
    bring_together([*three])


def write(computer: Computer, text: str) -> None:
    for note in NOTES:
        note.on(computer, text)


def without(text: str, *computers: Computer) -> list[str]:
    """The notes that are something else on one of the computers."""
    return [str(note) for note in NOTES if any(note.on(each) != text for each in computers)]


@pytest.mark.parametrize("ready", [False, True])
@pytest.mark.parametrize("times", [1, 2])
def test_what_was_written_just_before_it_left_takes_the_place_of_the_former_text(
    three: Three, ready: bool, times: int
) -> None:
    other = three[1]
    begin_notes(three)
    write(other, "Another thing")
    if ready:
        other.membership.capture()
        write(other, "Quite another thing")
    for _ in range(times):
        other.join_again()
    bring_together([*three])
    assert not without("Quite another thing" if ready else "Another thing", *three)
    assert all(everything(each) == everything(other) for each in three)


def test_what_two_wrote_meanwhile_is_kept_of_both(three: Three) -> None:
    one, other, _ = three
    begin_notes(three)
    write(other, "Another thing")
    write(one, "A third thing")
    other.join_again()
    bring_together([*three])
    for each in three:
        lost = [
            (str(note), text)
            for note in NOTES
            for text in ("Another thing", "A third thing")
            if text not in note.on(each)
        ]
        assert not lost
        assert everything(each) == everything(one)


@pytest.mark.parametrize("ready", [False, True])
def test_what_was_emptied_just_before_it_left_stays_empty(three: Three, ready: bool) -> None:
    other = three[1]
    begin_notes(three)
    write(other, "")
    if ready:
        other.membership.capture()
    other.join_again()
    bring_together([*three])
    assert not without("", *three)


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
    other.join_again()
    bring_together([*three])
    delete(other)
    bring_together([*three])
    assert have_it(*three) == [False] * 3
