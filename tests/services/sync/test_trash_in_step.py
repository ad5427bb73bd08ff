"""Trash of several computers: who wrote on an article without having heard that it lies there keeps it."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from reader.core.edits import Wanted, changed_edits
from reader.core.marks import Annotation, Colour
from reader.core.model import ReadingPosition
from reader.core.replication.changes import Change
from reader.library.replication.states import article_name
from reader.services.sync.high_water import note_high_water
from reader.services.sync.round_report import RoundReport
from tests.support.computers import (
    SAVED,
    STRANGER,
    Computer,
    bring_together,
    carry,
    document,
    everything,
    write_as_stranger,
)

Act = Callable[[Computer, int], object]
Acts = Mapping[str, Act]
Three = tuple[Computer, Computer, Computer]
MOST = 7  # as many articles are there as acts that are done each in one of its own
YEAR = 365 * 86_400 * 1_000_000  # µs


@pytest.fixture
def three(tmp_path: Path, template: Path) -> Iterator[Three]:
    """Three computers in step, each with its own folder that somebody carries files to, and some articles."""
    one, other, third = (Computer(tmp_path / name, template) for name in ("one", "other", "third"))
    one.begin()
    assert one.opened is not None
    for late in (other, third):
        carry(one, late)
        late.join(one.opened)
    for page in range(1, MOST + 1):
        number = one.articles.add(
            document(page), f"https://x.org/{page}", f"x.org/{page}", SAVED, tags=["kept"]
        )
        mark = Annotation(0, number, "en", f"b{page}", 0, 0, 3, "Sea", note="first", last_sentence=0)
        one.annotations.add(mark)
    bring_together([one, other, third])
    yield one, other, third
    for computer in (one, other, third):
        computer.close()


def here(computer: Computer, page: int = 1) -> int:
    found = computer.number(page)
    assert found is not None
    return found


def lies(*computers: Computer) -> list[bool]:
    """Whether the article lies in Trash, on each computer."""
    return [bool(computer.articles.summary(here(computer)).trashed) for computer in computers]


def throw_away(computer: Computer, acts: Acts) -> None:
    """Put the articles that the acts are done in into Trash, one by one."""
    for page, _ in enumerate(acts, 1):
        computer.articles.move_to_trash([here(computer, page)])


def do_each(computer: Computer, acts: Acts) -> None:
    """Do each in its own article."""
    for page, act in enumerate(acts.values(), 1):
        act(computer, here(computer, page))


def in_trash(acts: Acts, *computers: Computer) -> list[list[str]]:
    """The acts whose articles lie in Trash, on each computer."""
    return [
        [what for page, what in enumerate(acts, 1) if each.articles.summary(here(each, page)).trashed]
        for each in computers
    ]


def retitle(computer: Computer, number: int) -> None:
    computer.repairs.change(
        number, lambda doc, left, edits: changed_edits(doc, left, edits, Wanted(title="Better"))
    )


def colour_mark(computer: Computer, number: int) -> None:
    (mark,) = computer.annotations.of_article(number)
    computer.annotations.change(mark.id, colour=list(Colour)[-1])


def write_at_mark(computer: Computer, number: int) -> None:
    (mark,) = computer.annotations.of_article(number)
    computer.annotations.change(mark.id, note="first\nsecond")


WRITTEN: Acts = {
    "note": lambda computer, number: computer.annotations.set_note(number, "mine"),
    "title": retitle,
    "highlight": lambda computer, number: computer.annotations.add(
        replace(
            computer.annotations.of_article(number)[0],
            id=0,
            start=4,
            end=9,
            quote="water",
            note="",
            created_at="",
        )
    ),
    "colour": colour_mark,
    "note at a highlight": write_at_mark,
}
CHOSEN: Acts = {
    "tag": lambda computer, number: computer.articles.set_tags(number, ["kept", "new"]),
    "favourite": lambda computer, number: computer.articles.set_favourite([number], True),
}
PASSING: Acts = {
    "read": lambda computer, number: computer.articles.set_unread([number], False),
    "position": lambda computer, number: computer.articles.set_position(
        number, ReadingPosition(computer.annotations.of_article(number)[0].block, 3), 0.5
    ),
    "opened": lambda computer, number: computer.articles.mark_opened(number),
}


CHANGED = {**WRITTEN, **CHOSEN}


def rounds(*computers: Computer) -> list[RoundReport]:
    """A round of each, all files carried to each before."""
    found = []
    for computer in computers:
        for other in computers:
            if other is not computer:
                carry(other, computer)
        found.append(computer.round())
    return found


def test_what_was_changed_elsewhere_without_having_heard_of_it_does_not_stay_in_trash(three: Three) -> None:
    one, other, third = three
    throw_away(one, CHANGED)
    do_each(other, CHANGED)
    assert in_trash(CHANGED, one, other) == [[*CHANGED], []]
    reports = rounds(one, other, third, one)
    assert in_trash(CHANGED, *three) == [[], [], []]
    assert [report.kept for report in reports] == [0, *[len(CHANGED)] * 3], "it is told wherever it matters"
    bring_together([*three])
    assert in_trash(CHANGED, *three) == [[], [], []]
    assert everything(one) == everything(other) == everything(third)


def test_what_was_only_read_elsewhere_stays_in_trash(three: Three) -> None:
    one, other, _ = three
    throw_away(one, PASSING)
    do_each(other, PASSING)
    bring_together([*three])
    assert in_trash(PASSING, *three) == [[*PASSING]] * 3


def test_who_changes_what_he_sees_in_trash_leaves_it_there(three: Three) -> None:
    one, other, third = three
    throw_away(one, CHANGED)
    one.round()
    carry(one, other)
    other.round()
    assert in_trash(CHANGED, other) == [[*CHANGED]]
    do_each(other, CHANGED)
    other.round()
    carry(other, third)  # without the file that says who put it there
    third.round()
    bring_together([*three])
    assert in_trash(CHANGED, *three) == [[*CHANGED]] * 3
    do_each(one, CHANGED)
    one.articles.restore([here(one, page) for page in range(1, len(CHANGED) + 1)])
    throw_away(one, CHANGED)
    bring_together([*three])
    assert in_trash(CHANGED, *three) == [[*CHANGED]] * 3
    assert everything(one) == everything(other) == everything(third)


@pytest.mark.parametrize("years", [-5, 5])
def test_what_is_written_keeps_an_article_whatever_the_clocks_say(years: int, three: Three) -> None:
    """What is written is lost otherwise; a computer whose clock is slow must not lose it."""
    one, other, _ = three
    wrong = other if years > 0 else one
    with wrong.database.write() as session:
        session.connection().exec_driver_sql("UPDATE sync_self SET clock = clock + ?", (abs(years) * YEAR,))
    throw_away(one, WRITTEN)
    do_each(other, WRITTEN)
    bring_together([*three])
    assert in_trash(WRITTEN, *three) == [[], [], []]
    assert everything(one) == everything(other)


def test_a_tag_of_before_does_not_keep_what_was_put_into_trash_later(three: Three) -> None:
    """Else whoever joins with tags of his own brings back what others threw away."""
    one, other, _ = three
    do_each(other, CHOSEN)
    throw_away(one, CHOSEN)
    bring_together([*three])
    assert in_trash(CHOSEN, *three) == [[*CHOSEN]] * 3


def test_what_both_said_of_it_keeps_it_where_one_said_it_later(three: Three) -> None:
    one, other, third = three
    do_each(one, CHOSEN)
    throw_away(one, CHOSEN)
    do_each(other, CHOSEN)
    bring_together([*three])
    assert in_trash(CHOSEN, *three) == [[], [], []]
    assert everything(one) == everything(other) == everything(third)


def test_it_can_be_put_into_trash_again(three: Three) -> None:
    one, other, third = three
    one.articles.move_to_trash([here(one)])
    other.annotations.set_note(here(other), "mine")
    bring_together([*three])
    third.annotations.set_note(here(third), "")
    bring_together([*three])
    assert lies(*three) == [False, False, False], "what was kept does not go by itself"
    one.articles.move_to_trash([here(one)])
    bring_together([*three])
    assert lies(*three) == [True, True, True]


@pytest.mark.parametrize("chance", range(6))
def test_files_that_come_by_halves_and_in_any_order_change_nothing(chance: int, three: Three) -> None:
    one, other, third = three
    one.articles.move_to_trash([here(one)])
    other.annotations.set_note(here(other), "mine")
    third.articles.move_to_trash([here(third)])
    luck = random.Random(chance)
    for _ in range(12):
        source, target = luck.sample(three, 2)
        carry(source, target, luck)
        target.round()
    bring_together([*three])
    assert lies(*three) == [False, False, False]
    assert everything(one) == everything(other) == everything(third)


def test_a_tag_that_was_removed_and_given_anew_outlives_an_earlier_removal(
    three: Three,
) -> None:
    one, other, third = three
    one.articles.set_tags(here(one), [])
    other.articles.set_tags(here(other), [])
    other.articles.set_tags(here(other), ["kept"])
    bring_together([*three])
    assert [computer.articles.summary(here(computer)).tags for computer in three] == [("kept",)] * 3
    third.articles.set_tags(here(third), [])
    bring_together([*three])
    assert [computer.articles.summary(here(computer)).tags for computer in three] == [()] * 3


@pytest.mark.parametrize("sent", [True, False])
def test_a_library_that_goes_on_under_another_name_still_had_in_view_what_it_wrote(
    sent: bool, three: Three
) -> None:
    one, other, third = three
    one.articles.move_to_trash([here(one)])
    one.round()
    carry(one, other)
    other.round()
    other.annotations.set_note(here(other), "seen in Trash")
    third.annotations.set_note(here(third), "written and thrown away")
    third.articles.move_to_trash([here(third)])
    for computer in (other, third):
        if sent:
            computer.round()
        else:
            computer.membership.capture()
        computer.membership.renew()
        part = computer.membership.part()
        assert part is not None
        note_high_water(computer.paths.root, part)
    bring_together([*three])
    assert lies(*three) == [True, True, True], "whoever wrote had it in Trash in view"
    third.annotations.set_note(here(third), "seen again")
    third.membership.capture()
    third.membership.renew()
    bring_together([*three])
    assert lies(*three) == [True, True, True], "it was in view"
    assert everything(one) == everything(other) == everything(third)


def test_what_an_earlier_version_of_the_program_put_into_trash_stays_there(
    three: Three,
) -> None:
    """It did not say what was in view; else all of Trash came back on the day of the update."""
    one, other, third = three
    stamp = int(datetime.datetime.now(datetime.UTC).timestamp() * 1_000_000)
    said = Change(article_name("x.org/1"), "trashed", stamp, STRANGER, SAVED)
    one.annotations.set_note(here(one), "of before")
    write_as_stranger(other, [said])
    bring_together([*three])
    assert lies(*three) == [True, True, True]
    third.articles.restore([here(third)])
    bring_together([*three])
    assert lies(*three) == [False, False, False]
