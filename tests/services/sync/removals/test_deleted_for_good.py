"""What a computer knows to be deleted does not come back when it joins again and the word of it is lost."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from reader.core.edits import Wanted, changed_edits
from reader.sync.folder_store import FolderStore
from tests.services.sync.removals.kinds import (
    SMALL,
    Things,
    add_rule,
    alike,
    save,
    tag,
    there,
    unlike,
)
from tests.support.computers import Computer, bring_together, carry, everything

Three = tuple[Computer, Computer, Computer]
Acts = Mapping[str, Callable[[Computer, int], object]]
PAGES = (1, 2, 3)


@pytest.fixture
def three(tmp_path: Path, template: Path) -> Iterator[Three]:
    """Three computers in step, each with its own folder that somebody carries files to."""
    made = one, *others = tuple(Computer(tmp_path / name, template) for name in ("one", "other", "third"))
    one.begin()
    assert one.opened is not None
    for late in others:
        carry(one, late)
        late.join(one.opened)
    bring_together([*made])
    yield made  # type: ignore[misc]
    for computer in made:
        computer.close()


def delete(computer: Computer, page: int = 1) -> None:
    number = computer.number(page)
    assert number is not None
    computer.articles.delete_forever([number])


def is_heard(source: Computer, target: Computer) -> None:
    source.round()
    carry(source, target)
    target.round()


def leaves_for_good(computer: Computer, *others: Computer) -> None:
    """It takes part no more, and all that it wrote is lost from every folder."""
    part = computer.membership.part()
    assert part is not None
    computer.membership.leave()
    for each in (computer, *others):
        assert isinstance(each.folder, FolderStore)
        shutil.rmtree(each.folder.folder / "log" / part.machine)


def have_it(*computers: Computer, page: int = 1) -> list[bool]:
    return [each.number(page) is not None for each in computers]


def save_each(three: Three) -> None:
    """Each saves an article of his own, one of `PAGES`."""
    for author, page in zip(three, PAGES, strict=True):
        save(author, page)
    bring_together([*three])


def delete_each(computer: Computer) -> None:
    """One deletes what each of the three had saved."""
    for page in PAGES:
        delete(computer, page)


def pages_of(computer: Computer) -> list[int]:
    """Which of the articles that each had saved are on a computer."""
    return [page for page in PAGES if computer.number(page) is not None]


@pytest.mark.parametrize("times", [1, 2])
def test_who_heard_of_a_deletion_knows_of_it_when_it_joins_again(three: Three, times: int) -> None:
    one, other, third = three
    save_each(three)
    delete_each(one)
    is_heard(one, other)
    leaves_for_good(one, other, third)
    assert [pages_of(other), pages_of(third)] == [[], [*PAGES]], "the third never heard of it"
    for _ in range(times):
        other.join_again()
        other.round()
    bring_together([other, third])
    assert [pages_of(other), pages_of(third)] == [[], []]
    assert everything(other) == everything(third)


def test_who_joins_only_then_does_not_get_it_from_the_file_that_told_of_it(
    three: Three, tmp_path: Path, template: Path
) -> None:
    one, other, third = three
    save_each(three)
    delete_each(one)
    bring_together([*three])
    leaves_for_good(one, other, third)
    other.join_again()
    other.round()
    fourth = Computer(tmp_path / "fourth", template)
    assert other.opened is not None
    carry(other, fourth)
    fourth.join(other.opened)
    bring_together([other, third, fourth])
    assert [pages_of(each) for each in (other, third, fourth)] == [[], [], []]
    fourth.close()


@pytest.mark.parametrize("ready", [False, True])
def test_what_was_deleted_just_before_it_left_stays_deleted(three: Three, ready: bool) -> None:
    _, other, third = three
    save(third)
    bring_together([*three])
    delete(other)
    if ready:
        other.membership.capture()
    other.join_again()
    bring_together([*three])
    assert have_it(*three) == [False] * 3


def test_who_deleted_it_itself_knows_of_it_when_its_own_word_is_lost(three: Three) -> None:
    one, other, third = three
    save(third)
    bring_together([*three])
    delete(one)
    one.round()
    assert one.opened is not None
    leaves_for_good(one)
    with one.database.write(index=False) as session:  # of what it wrote nothing is kept any more
        session.connection().exec_driver_sql("DELETE FROM sync_setting WHERE name GLOB 'kept:*'")
    one.join(one.opened)
    bring_together([*three])
    assert have_it(*three) == [False] * 3
    assert everything(one) == everything(other) == everything(third)


WRITTEN: Acts = {
    "note": lambda computer, number: computer.annotations.set_note(number, "mine"),
    "tag": lambda computer, number: computer.articles.set_tags(number, ["new"]),
    "title": lambda computer, number: computer.repairs.change(
        number, lambda doc, left, edits: changed_edits(doc, left, edits, Wanted(title="Better"))
    ),
}


def save_for_each(computer: Computer, kinds: Mapping[str, object]) -> None:
    """Save an article for each kind of what may be done in one."""
    for page, _ in enumerate(kinds, 1):
        save(computer, page)


def delete_those(computer: Computer, kinds: Mapping[str, object]) -> None:
    for page, _ in enumerate(kinds, 1):
        delete(computer, page)


def do_each(computer: Computer, kinds: Acts) -> None:
    """Do each in its own article."""
    for page, act in enumerate(kinds.values(), 1):
        act(computer, there(computer, page))


def lost_kinds(kinds: Mapping[str, object], *computers: Computer) -> list[str]:
    """The kinds whose article is not on each of the computers."""
    return [what for page, what in enumerate(kinds, 1) if not all(have_it(*computers, page=page))]


def test_what_was_written_without_having_heard_of_it_keeps_it(three: Three) -> None:
    one, other, third = three
    save_for_each(one, WRITTEN)
    bring_together([*three])
    delete_those(one, WRITTEN)
    is_heard(one, other)
    assert lost_kinds(WRITTEN, other) == [*WRITTEN]
    do_each(third, WRITTEN)
    leaves_for_good(one, other, third)
    other.join_again()
    bring_together([other, third])
    assert lost_kinds(WRITTEN, other, third) == []
    assert everything(other) == everything(third)


@pytest.mark.parametrize("lost", [False, True])
def test_who_saves_it_once_more_while_alone_has_it_everywhere(three: Three, lost: bool) -> None:
    one, other, third = three
    save(third)
    bring_together([*three])
    delete(one)
    is_heard(one, other)
    if lost:
        leaves_for_good(one, other, third)
    other.membership.leave()
    save(other)
    assert other.opened is not None
    other.join(other.opened)
    left = [other, third] if lost else [*three]
    bring_together(left)
    assert have_it(*left) == [True] * len(left)
    assert all(everything(each) == everything(other) for each in left)


def test_who_never_heard_of_the_deletion_keeps_what_is_saved_once_more(three: Three) -> None:
    one, other, third = three
    for page in range(1, 4):
        save(third, page)
    bring_together([*three])
    there = third.number(2)
    delete(one, 2)
    is_heard(one, other)
    leaves_for_good(one, other, third)
    other.membership.leave()
    for page in range(4, 6):
        save(other, page)
    save(other, 2)
    assert other.opened is not None
    other.join(other.opened)
    bring_together([other, third])
    assert third.number(2) == there
    assert everything(other) == everything(third)


@pytest.mark.parametrize("heard", [False, True])
def test_what_else_was_removed_stays_so(three: Three, heard: bool) -> None:
    one, other, third = three
    every = Things(*SMALL)
    every.save_pages(other)
    bring_together([*three])
    bare = every.seen(third)
    every.add(third)
    bring_together([*three])
    assert everything(one) == everything(third) and not alike(bare, every.seen(one))
    every.remove(one)
    is_heard(one, other)
    seen, after = every.seen(other), everything(other)
    assert not alike(seen, every.seen(third))
    if heard:
        bring_together([*three])
    leaves_for_good(one, other, third)
    other.join_again()
    bring_together([other, third])
    assert not unlike(seen, every.seen(other), every.seen(third))
    assert everything(other) == everything(third) == after


@pytest.mark.parametrize("ready", [False, True])
def test_what_else_was_removed_just_before_it_left_stays_so(three: Three, ready: bool) -> None:
    one, other, third = three
    every = Things(*SMALL)
    every.save_pages(other)
    bring_together([*three])
    every.add(third)
    bring_together([*three])
    every.remove(other)
    seen, after = every.seen(other), everything(other)
    assert not alike(seen, every.seen(one))
    if ready:
        other.membership.capture()
    other.join_again()
    bring_together([*three])
    assert not unlike(seen, *map(every.seen, three))
    assert everything(one) == everything(other) == everything(third) == after


def test_what_was_taken_back_just_before_it_left_stays_so_and_the_rest_is_kept(three: Three) -> None:
    one, other, _ = three
    save(one)
    bring_together([*three])
    tag(other, "sea", "land")
    bring_together([*three])
    tag(other, "land", "new")
    number = other.number(1)
    assert number is not None
    other.annotations.set_note(number, "mine")
    other.join_again()
    bring_together([*three])
    for each in three:
        here = each.number(1)
        assert here is not None
        assert sorted(each.articles.summary(here).tags) == ["land", "new"]
        assert each.annotations.note(here) == "mine"


def test_who_never_heard_that_a_feed_was_left_keeps_it_when_it_is_followed_once_more(three: Three) -> None:
    one, other, third = three
    add_rule(third)
    bring_together([*three])
    (there,) = third.feeds.all()
    one.feeds.remove([feed.id for feed in one.feeds.all()])
    is_heard(one, other)
    assert not other.feeds.all()
    leaves_for_good(one, other, third)
    other.membership.leave()
    add_rule(other)
    assert other.opened is not None
    other.join(other.opened)
    bring_together([other, third])
    assert [feed.id for feed in third.feeds.all()] == [there.id]
    assert everything(other) == everything(third)


def test_what_else_was_given_once_more_while_alone_stays(three: Three) -> None:
    one, other, third = three
    every = Things(*SMALL)
    every.save_pages(other)
    bring_together([*three])
    every.add(third)
    bring_together([*three])
    every.remove(one)
    is_heard(one, other)
    without = every.seen(other)
    leaves_for_good(one, other, third)
    other.membership.leave()
    every.add(other)
    given = every.seen(other)
    assert not alike(without, given)
    assert other.opened is not None
    other.join(other.opened)
    bring_together([other, third])
    assert not unlike(given, every.seen(other), every.seen(third))
    assert everything(other) == everything(third)


def test_a_note_that_came_after_what_took_its_place_is_known_to_who_deletes_then(three: Three) -> None:
    one, other, third = three
    save(one)
    bring_together([*three])
    for each, text in ((one, "What was thought at first"), (other, "Another thing")):
        is_heard(one, each)
        number = each.number(1)
        assert number is not None
        each.annotations.set_note(number, text)
        each.round()
    part = other.membership.part()
    assert (
        part is not None and isinstance(other.folder, FolderStore) and isinstance(third.folder, FolderStore)
    )
    its, to = (each.folder / "log" / part.machine for each in (other.folder, third.folder))
    shutil.copytree(its, to, dirs_exist_ok=True)
    third.round()
    is_heard(one, third)
    delete(third)
    bring_together([*three])
    assert have_it(*three) == [False] * 3


@pytest.mark.parametrize("chance", range(8))
def test_any_of_it_by_chance_leaves_the_others_equal(three: Three, chance: int) -> None:
    one, other, third = three
    luck = random.Random(chance)
    pages = range(1, 7)
    for page in pages:
        save(luck.choice(three), page)
        if luck.random() < 0.5:
            bring_together([*three])
    bring_together([*three])
    deleted = set(luck.sample(pages, 3))
    for page in sorted(deleted):
        delete(luck.choice((one, other)), page)
        if luck.random() < 0.5:
            is_heard(one, other)
    is_heard(one, other)
    is_heard(other, one)
    kept = set(luck.sample(pages, 2))
    for page in sorted(kept):
        number = third.number(page)
        assert number is not None
        luck.choice(list(WRITTEN.values()))(third, number)
    if luck.random() < 0.5:
        third.join_again()
    leaves_for_good(one, other, third)
    for _ in range(luck.randint(1, 3)):
        other.join_again()
        if luck.random() < 0.5:
            other.round()
    bring_together([other, third])
    assert {page for page in pages if other.number(page) is not None} == {*pages} - (deleted - kept)
    assert everything(other) == everything(third)
