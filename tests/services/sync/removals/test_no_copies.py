"""What looks like an old copy of what was removed, and is alive: somebody wanted it again."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.core.progress import Progress
from reader.services.importing.import_choices import ImportChoices
from reader.services.importing.run_import import run_import
from reader.services.library.export_library import export_library
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.services.sync.members import BASIL, Member, hub, invite, library, meet
from tests.services.sync.members import three as members
from tests.services.sync.removals.kinds import Things, add_mark, alike, remove_mark, save, tag, tags, unlike
from tests.services.sync.removals.test_deleted_for_good import (
    PAGES,
    Three,
    delete,
    have_it,
    is_heard,
    save_each,
    three,
)
from tests.services.sync.removals.test_old_copies import another_store, hear, make_anew, shared
from tests.support.computers import Computer, bring_together, carry, everything
from tests.support.servers.postgres import Hub, cluster

__all__ = ["cluster", "hub", "library", "members", "shared", "three"]

A_YEAR = 365 * 86_400 * 1_000_000


def shift_before_joining(computer: Computer, by: int) -> None:
    """The clock of a computer that just joined, and told nothing yet, is wrong by so much (µs)."""
    with computer.database.write(index=False) as session:
        run = session.connection().exec_driver_sql
        run("UPDATE sync_self SET clock = clock + ?, ahead = ?", (by, by))
        run("UPDATE sync_dirty SET stamp = max(0, stamp + ?)", (by,))


@pytest.mark.parametrize("told", [False, True])
def test_a_tag_that_was_taken_away_and_given_again_stays(three: Three, told: bool) -> None:
    one, _, third = three
    save_each(three)
    for author, page in zip(three, PAGES, strict=True):
        tag(author, "sea", page=page)
    bring_together([*three])
    for page in PAGES:
        tag(one, page=page)
    bring_together([*three])
    for page in PAGES:
        tag(third, "sea", page=page)
    if told:  # nobody fetches it
        third.membership.capture()
    third.join_again()
    bring_together([*three])
    assert {page: [tags(each, page) for each in three] for page in PAGES} == dict.fromkeys(
        PAGES, [["sea"]] * 3
    )
    assert everything(one) == everything(third)


@pytest.mark.parametrize("told", [False, True])
def test_a_mark_that_was_taken_away_and_made_again_stays(three: Three, told: bool) -> None:
    one, _, third = three
    save(one)
    add_mark(one)
    bring_together([*three])
    remove_mark(one)
    bring_together([*three])
    add_mark(third)
    if told:
        third.membership.capture()
    third.join_again()
    bring_together([*three])
    for each in three:
        number = each.number(1)
        assert number is not None and len(each.annotations.of_article(number)) == 1


@pytest.mark.parametrize("folded", [False, True])
@pytest.mark.parametrize("by", [-A_YEAR, 0, A_YEAR])
def test_a_tag_given_beside_another_that_is_taken_away_stays(
    shared: Three, tmp_path: Path, template: Path, by: int, folded: bool
) -> None:
    one, other, third = shared
    save(one)
    bring_together([*shared])
    third.join_again()
    shift_before_joining(third, by)
    third.membership.capture()
    tag(third, "sea")
    third.membership.capture()
    tag(one, "sea")
    one.round()
    other.round()
    tag(one)
    one.round()
    third.round()
    if folded:
        third.fold(True)
    bring_together([*shared])
    fourth = Computer(
        tmp_path / "fourth",
        template,
    )
    fourth.folder = one.folder
    assert one.opened is not None
    fourth.join(one.opened)
    every = [*shared, fourth]
    bring_together(every)
    assert [tags(each) for each in every] == [["sea"]] * 4
    fourth.close()


def export_of(computer: Computer, folder: Path) -> Path:
    with LibrarySession.open(LibraryPaths(computer.paths.root)) as session:
        return export_library(session, folder, Progress()).path


def take_in(computer: Computer, export: Path) -> None:
    with LibrarySession.open(LibraryPaths(computer.paths.root)) as session:
        run_import(session, export, ImportChoices(), Progress())


TAKEN_IN = Things("article", "term", "search", "feed", "feed with a rule")


@pytest.mark.parametrize("elsewhere", [False, True])
@pytest.mark.parametrize("first", [False, True])
def test_what_was_imported_by_who_is_in_no_store_stays(
    three: Three, tmp_path: Path, template: Path, elsewhere: bool, first: bool
) -> None:
    """Each took in the same file by himself."""
    one, *_ = three
    fourth = Computer(tmp_path / "fourth", template)
    TAKEN_IN.add(fourth)
    (tmp_path / "out").mkdir()
    export = export_of(fourth, tmp_path / "out")
    fourth.close()
    late = Computer(tmp_path / "late", template)
    if first:
        take_in(late, export)
    take_in(one, export)
    bring_together([*three])
    TAKEN_IN.remove(one)
    bring_together([*three])
    if not first:
        take_in(late, export)
    before = TAKEN_IN.seen(late)
    assert not alike(TAKEN_IN.seen(one), before)
    if elsewhere:
        another_store(tmp_path, one)
        one.round()
        late.folder = one.folder
        every = [one, late]
    else:
        carry(one, late)
        every = [*three, late]
    assert one.opened is not None
    late.join(one.opened)
    bring_together(every)
    assert all(everything(each) == everything(late) for each in every)
    gone = unlike(before, TAKEN_IN.seen(late))
    if first:  # of two acts on one value the later one holds
        gone = [what for what in gone if what not in ("term", "search")]
    assert not gone
    late.close()


def test_what_a_reader_took_in_before_he_came_to_a_shared_library_stays(
    hub: Hub, library: str, members: list[Member], tmp_path: Path, template: Path
) -> None:
    desk, lap, basil = members
    other = Computer(tmp_path / "other", template)
    save(other)
    (tmp_path / "out").mkdir()
    export = export_of(other, tmp_path / "out")
    other.close()
    for each in (desk, basil):
        take_in(each, export)
    meet(desk, lap)
    delete(desk)
    meet(desk, lap)
    assert have_it(desk, lap, basil) == [False, False, True]
    invite(hub, library, BASIL, "editor")
    meet(basil, desk, lap)
    assert have_it(desk, lap, basil) == [True] * 3


def date(computer: Computer, moment: str) -> None:
    """All terms, searches and feeds were added then."""
    columns = {"glossary_term": "created_at", "saved_search": "created_at", "feed": "added_at"}
    with computer.database.write() as session:
        for table, column in columns.items():
            session.connection().exec_driver_sql(f"UPDATE {table} SET {column} = '{moment}'")


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("anew", [False, True])
def test_what_else_was_added_again_stays(shared: Three, late: bool, anew: bool) -> None:
    """Also by a computer whose clock is a year late."""
    one, other, third = shared
    things = Things("term", "search", "feed")
    things.add(one)
    date(one, "2026-05-05T05:05:05+00:00")
    bring_together([*shared])
    hear((one, other, third), things.remove)
    gone = things.seen(third)
    things.add(third)
    assert not alike(gone, things.seen(third))
    if late:
        date(third, "2025-05-05T05:05:05+00:00")
    seen, with_it = things.seen(third), everything(third)
    if anew:
        make_anew(third, one, other)
    else:
        third.join_again()
    if late:
        with third.database.write(index=False) as session:
            session.connection().exec_driver_sql(
                "UPDATE sync_self SET ahead = :by, clock = "
                "max(clock + :by, (SELECT max(stamp) FROM sync_dirty))",
                {"by": -A_YEAR},
            )
    bring_together([*shared])
    assert not unlike(seen, *map(things.seen, shared))
    assert everything(one) == everything(other) == everything(third) == with_it


@pytest.mark.parametrize("heard", [False, True])
@pytest.mark.parametrize("by", [-A_YEAR, 0, A_YEAR])
def test_a_deletion_that_meets_what_was_saved_again_elsewhere_takes_nothing(
    three: Three, by: int, heard: bool
) -> None:
    one, other, third = three
    save(one)
    bring_together([*three])
    other.join_again()
    shift_before_joining(other, by)
    if heard:
        bring_together([*three])
    delete(one)
    delete(other)
    save(other)
    is_heard(one, third)
    bring_together([*three])
    assert have_it(*three) == [True] * 3
    assert everything(one) == everything(other) == everything(third)


@pytest.mark.parametrize("again", [False, True])
def test_a_term_that_says_it_is_of_a_time_to_come_does_not_move_the_clock(shared: Three, again: bool) -> None:
    one, _, third = shared
    term = Things("term")
    term.add(third)
    if again:
        third.round()
        term.remove(third)
        third.round()
        term.add(third)
    date(third, "9998-01-01T00:00:00+00:00")
    for _ in range(3 if again else 1):
        third.join_again()
        third.round()
    number = save(third)
    third.round()
    third.annotations.set_note(number, "mine")
    bring_together([*shared])
    here = one.number(1)
    assert here is not None and one.annotations.note(here) == "mine"
