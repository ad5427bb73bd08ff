"""What was deleted does not come back with the copy of somebody who never heard of it."""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.library.backup import backup
from reader.library.feeds.feeds import NewFeed
from reader.library.replication.copies import aside
from reader.library.replication.kept import removals
from reader.library.replication.states import article_name
from reader.sync.folder_store import FolderStore
from tests.services.sync.members import changes_in
from tests.services.sync.removals.kinds import Things, alike, save, unlike
from tests.services.sync.removals.test_deleted_for_good import (
    WRITTEN,
    Three,
    delete,
    delete_each,
    delete_those,
    do_each,
    have_it,
    lost_kinds,
    pages_of,
    save_each,
    save_for_each,
    three,
)
from tests.support.computers import Computer, bring_together, carry, document, everything

__all__ = ["three"]

LATER = "2026-03-01T00:00:00+00:00"


@pytest.fixture
def shared(three: Three) -> Three:
    """Three computers in step that have one folder among them."""
    first, *others = three
    for each in others:
        each.folder = first.folder
    bring_together([*three])
    return three


def make_anew(by: Computer, *others: Computer) -> None:
    """The store is made anew of one library; the others find it and join it."""
    for prefix in ("store", "log", "pack"):
        for name in list(by.folder.names(prefix)):
            by.folder.remove(name)
    by.begin()
    assert by.opened is not None
    for each in others:
        each.join(by.opened)


def hear(knows: tuple[Computer, ...], what: Callable[[Computer], object]) -> None:
    """One does something, of which some hear and the rest do not."""
    what(knows[0])
    for each in (*knows, *knows):
        each.round()


@pytest.mark.parametrize("knowing", [1, 2])
@pytest.mark.parametrize("left", [False, True])
def test_a_store_made_anew_by_who_never_heard_of_it(shared: Three, knowing: int, left: bool) -> None:
    one, other, third = shared
    save_each(shared)
    hear((one, other)[:knowing], delete_each)
    if left:
        one.membership.leave()
    make_anew(third, one, other)
    bring_together([*shared])
    assert [pages_of(each) for each in shared] == [[], [], []]
    assert everything(one) == everything(other) == everything(third)


def test_what_else_was_removed_in_a_store_made_anew_by_who_never_heard_of_it(shared: Three) -> None:
    """Whoever had added it."""
    one, other, third = shared
    bare = everything(one)
    each_of = [Things("term", "search", "feed", "named feed", first=10 * author) for author in range(1, 4)]
    for author, things in zip(shared, each_of, strict=True):
        things.add(author)
    bring_together([*shared])

    def remove(who: Computer) -> None:
        for things in each_of:
            things.remove(who)

    added = [things.seen(third) for things in each_of]
    hear((one, other), remove)
    gone = [things.seen(other) for things in each_of]
    assert not any(map(alike, added, gone)) and [things.seen(third) for things in each_of] == added
    make_anew(third, one, other)
    bring_together([*shared])
    back = [unlike(none, *map(things.seen, shared)) for none, things in zip(gone, each_of, strict=True)]
    assert back == [[], [], []], "the kinds by who had added them"
    assert everything(one) == everything(other) == everything(third) == bare


@pytest.mark.parametrize("before", [False, True])
def test_what_was_written_in_it_without_having_heard_keeps_it(shared: Three, before: bool) -> None:
    one, other, third = shared
    save_for_each(one, WRITTEN)
    bring_together([*shared])
    hear((one, other), lambda who: delete_those(who, WRITTEN))
    if before:
        do_each(third, WRITTEN)
    make_anew(third, one, other)
    if not before:
        third.round()
        do_each(third, WRITTEN)
    bring_together([*shared])
    assert lost_kinds(WRITTEN, *shared) == []
    assert everything(one) == everything(other) == everything(third)


@pytest.mark.parametrize("again", range(2))
@pytest.mark.parametrize("alone", [False, True])
def test_what_was_saved_once_more_by_who_knows_stays(shared: Three, again: int, alone: bool) -> None:
    one, other, third = shared
    save(third)
    bring_together([*shared])
    hear((one, other), delete)
    if alone:
        shared[again].membership.leave()
    save(shared[again])
    make_anew(third, one, other)
    bring_together([*shared])
    assert have_it(*shared) == [True] * 3
    assert everything(one) == everything(other) == everything(third)


def test_what_somebody_saved_by_himself_stays(three: Three, tmp_path: Path, template: Path) -> None:
    one, _, third = three
    save(one)
    one.feeds.add([NewFeed("https://x.org/rss", "x.org/rss")])
    bring_together([*three])
    delete(one)
    one.feeds.remove([feed.id for feed in one.feeds.all()])
    bring_together([*three])
    fourth = Computer(tmp_path / "fourth", template)
    fourth.articles.add(document(1), "https://x.org/1", "x.org/1", LATER)
    fourth.feeds.add([NewFeed("https://x.org/rss", "x.org/rss")])
    with fourth.database.write() as session:
        session.connection().exec_driver_sql("UPDATE feed SET added_at = '2025-01-01T00:00:00+00:00'")
    carry(one, fourth)
    assert one.opened is not None
    fourth.join(one.opened)
    every = [*three, fourth]
    bring_together(every)
    assert have_it(*every) == [True] * 4 and all(len(each.feeds.all()) == 1 for each in every)
    assert everything(third) == everything(fourth)
    fourth.close()


def test_what_was_saved_at_one_moment_by_two_in_step_is_no_copy(three: Three) -> None:
    one, other, third = three
    save(one)
    one.round()
    delete(one)
    one.round()
    save(third)
    bring_together([*three])
    assert have_it(*three) == [True] * 3
    assert everything(one) == everything(other) == everything(third)


@pytest.mark.parametrize("times", [1, 2])
def test_who_never_heard_and_joins_the_same_store_again_has_it_no_more(three: Three, times: int) -> None:
    one, other, third = three
    save_each(three)
    delete_each(one)
    one.round()
    carry(one, other)
    other.round()
    for _ in range(times):
        third.join_again()
        third.round()
    bring_together([*three])
    assert [pages_of(each) for each in three] == [[], [], []]
    assert everything(one) == everything(other) == everything(third)


@pytest.mark.parametrize("lost", [False, True])
def test_smaller_things_of_who_never_heard_and_joins_the_same_store_again(three: Three, lost: bool) -> None:
    one, other, third = three
    things = Things("term", "search", "tag")
    things.save_pages(one)
    things.add(one)
    bring_together([*three])
    things.remove(one)
    one.round()
    carry(one, other)
    other.round()
    gone = things.seen(other)
    if lost:
        part = one.membership.part()
        assert part is not None
        one.membership.leave()
        for each in three:
            assert isinstance(each.folder, FolderStore)
            shutil.rmtree(each.folder.folder / "log" / part.machine)
        other.join_again()
    third.join_again()
    left = [other, third] if lost else [*three]
    bring_together(left)
    assert not unlike(gone, *map(things.seen, left))
    assert all(everything(each) == everything(other) for each in left)


def another_store(tmp_path: Path, first: Computer, *others: Computer) -> None:
    """Computers leave their store and begin another one."""
    for each in (first, *others):
        each.membership.leave()
        each.folder = FolderStore(tmp_path / "another")
    assert isinstance(first.folder, FolderStore)
    first.folder.folder.mkdir()
    first.begin()
    assert first.opened is not None
    for each in others:
        each.join(first.opened)


@pytest.mark.parametrize("back", [False, True])
def test_who_deleted_it_brings_that_into_another_store_with_the_copy(
    three: Three, tmp_path: Path, back: bool
) -> None:
    """Two of three leave before the third deletes something; then it joins theirs."""
    one, other, third = three
    save(other)
    bring_together([*three])
    former, opened = one.folder, one.opened
    another_store(tmp_path, other, third)
    bring_together([other, third])
    delete(one)
    one.round()
    one.membership.leave()
    one.folder, one.opened = other.folder, other.opened
    if back:  # it had been there, and returned in between
        for folder, store in ((former, opened), (other.folder, other.opened)):
            assert store is not None
            one.folder = folder
            one.join(store)
            one.round()
            one.membership.leave()
    assert one.opened is not None and other.opened is not None
    one.join(other.opened)
    bring_together([*three])
    assert have_it(*three) == [False] * 3
    assert everything(one) == everything(other) == everything(third)


def test_two_stores_become_one(three: Three, tmp_path: Path, template: Path) -> None:
    """Each has deleted something that the other has, and somebody writes on in one of them."""
    one, other, third = three
    fourth = Computer(tmp_path / "fourth", template)
    carry(one, fourth)
    assert one.opened is not None
    fourth.join(one.opened)
    for page in range(1, 5):
        save(one, page)
    every = [*three, fourth]
    bring_together(every)
    another_store(tmp_path, third, fourth)
    bring_together([third, fourth])
    delete(one, 1)
    delete(third, 2)
    delete(other, 3)
    number = fourth.number(3)
    assert number is not None
    fourth.articles.set_tags(number, ["new"])
    bring_together([one, other])
    bring_together([third, fourth])
    assert third.opened is not None
    for each in (one, other):
        each.membership.leave()
        each.folder = third.folder
        each.join(third.opened)
    bring_together(every)
    for each in every:
        assert [page for page in range(1, 5) if each.number(page) is not None] == [3, 4]
        assert everything(each) == everything(one)
    fourth.close()


def test_a_copy_that_was_in_no_store_has_it_no_more(three: Three, tmp_path: Path, template: Path) -> None:
    """A backup is put back on a new computer, where it joins."""
    one, *_ = three
    for page in range(1, 4):
        save(one, page)
    backup(one.paths.database, tmp_path / "copy.db")  # before it was told
    bring_together([*three])
    delete(one, 1)
    bring_together([*three])
    fourth = Computer(tmp_path / "fourth", tmp_path / "copy.db")
    fourth.membership.leave()
    carry(one, fourth)
    assert one.opened is not None
    fourth.join(one.opened)
    every = [*three, fourth]
    bring_together(every)
    assert have_it(*every) == [False] * 4
    assert all(each.number(2) is not None and everything(each) == everything(one) for each in every)
    fourth.close()


def test_nothing_of_it_is_told_where_nobody_has_it(three: Three, tmp_path: Path) -> None:
    one, *_ = three
    for page in (1, 2):
        save(one, page)
    one.searches.keep("Seas", "sea")
    one.feeds.add([NewFeed("https://x.org/rss", "x.org/rss")])
    bring_together([*three])
    delete(one)
    one.searches.forget("Seas")
    one.feeds.remove([feed.id for feed in one.feeds.all()])
    bring_together([*three])
    another_store(tmp_path, one)
    for _ in range(2):
        one.round()
        told = changes_in(one)
        assert told and all(change.value is not None for change in told)
        assert len({change.uid for change in told}) == 1, "page 2 alone"
        one.join_again()


def test_of_what_was_removed_elsewhere_the_newest_is_kept(
    three: Three, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, *_ = three
    monkeypatch.setattr(aside, "MOST", 3)

    def kept() -> int:
        with one.database.read() as session:
            run = session.connection().exec_driver_sql
            return int(run("SELECT count(*) FROM sync_field").scalar_one())

    for page in range(1, 6):
        save(one, page)
    bring_together([*three])
    for page in range(1, 6):
        delete(one, page)
    bring_together([*three])
    another_store(tmp_path, one)
    assert kept() == 3
    one.membership.leave()
    assert kept() == 3


def test_of_what_was_removed_in_a_store_the_newest_is_kept(
    three: Three, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, third = three
    monkeypatch.setattr(removals, "MOST", 3)
    for page in range(1, 6):
        save(third, page)
    bring_together([*three])
    for page in (4, 2, 5, 1, 3):
        delete(one, page)
        one.round()
    carry(one, other)
    other.round()
    for each in (one, other):
        each.membership.leave()
        with each.database.read() as session:
            run = session.connection().exec_driver_sql
            known = run("SELECT uid FROM sync_field").scalars().all()
        assert sorted(known) == sorted(article_name(f"x.org/{page}") for page in (5, 1, 3))


@pytest.mark.parametrize("chance", range(12))
def test_any_of_it_by_chance_leaves_all_equal(three: Three, chance: int, tmp_path: Path) -> None:
    """Stores are left, joined again and made anew while some do not hear of what the others delete."""
    luck = random.Random(chance)
    pages = range(1, 6)
    numbers = itertools.count()
    for computer in three:
        computer.folder = three[0].folder
    for page in pages:
        save(luck.choice(three), page)
    bring_together([*three])
    tokens: set[str] = set()
    deleted: set[int] = set()
    for _ in range(12):
        who = luck.choice(three)
        act = luck.choice(("delete", "write", "round", "round", "again", "anew"))
        page = luck.choice(pages)
        number = who.number(page)
        if act == "delete" and number is not None and len(deleted) < 3:
            held = {token for token in tokens if token in repr(everything(who))}
            tokens -= {token for token in held if token in repr(who.articles.summary(number).tags)}
            deleted.add(page)
            delete(who, page)
        elif act == "write" and number is not None:
            token = f"t{next(numbers)}t"
            tokens.add(token)
            who.articles.set_tags(number, [*who.articles.summary(number).tags, token])
        elif act == "round":
            who.round()
        elif act == "again":
            who.join_again()
        elif act == "anew":
            make_anew(who, *(each for each in three if each is not who))
    bring_together([*three])
    first = everything(three[0])
    assert all(everything(each) == first for each in three)
    assert all(token in repr(first) for token in tokens)
    assert {page for page in pages if three[0].number(page) is None} <= deleted
