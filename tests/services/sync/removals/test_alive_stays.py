"""What is alive is no copy of what was deleted, however much it looks like one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from reader.core.marks import Annotation
from reader.core.replication.changes import Change
from tests.services.sync.members import BASIL, Member, changes_in, hub, invite, library, meet
from tests.services.sync.members import three as members
from tests.services.sync.removals.kinds import save
from tests.services.sync.removals.test_deleted_for_good import (
    Acts,
    Three,
    delete,
    delete_those,
    do_each,
    have_it,
    is_heard,
    leaves_for_good,
    lost_kinds,
    save_for_each,
    three,
)
from tests.services.sync.removals.test_old_copies import LATER, hear, make_anew, shared
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
from tests.support.servers.postgres import Hub, cluster

__all__ = ["cluster", "hub", "library", "members", "shared", "three"]

EARLIER = "2025-03-01T00:00:00+00:00"


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("first", [1, 2])
def test_what_was_saved_again_at_the_same_moment_and_told_stays(
    shared: Three, first: int, times: int
) -> None:
    one, other, third = shared
    save(third)
    bring_together([*shared])
    hear((one, other), delete)
    save(one)
    one.round()
    for _ in range(times):
        make_anew(shared[first], *(each for each in shared if each is not shared[first]))
    bring_together([*shared])
    assert have_it(*shared) == [True] * 3
    assert everything(one) == everything(other) == everything(third)


def test_what_was_saved_again_stays_where_the_word_of_it_is_lost(three: Three) -> None:
    one, other, third = three
    save(third)
    bring_together([*three])
    delete(one)
    is_heard(one, other)
    save(one)
    one.round()
    leaves_for_good(one, other, third)
    assert one.opened is not None
    one.join(one.opened)
    bring_together([*three])
    assert have_it(*three) == [True] * 3
    assert everything(one) == everything(other) == everything(third)


@pytest.mark.parametrize("told", [False, True])
@pytest.mark.parametrize("anew", [False, True])
def test_what_was_taken_out_of_trash_stays(shared: Three, told: bool, anew: bool) -> None:
    one, other, third = shared
    save(one)
    bring_together([*shared])
    number = one.number(1)
    assert number is not None
    one.articles.move_to_trash([number])
    bring_together([*shared])
    hear((one, other), delete)
    there = third.number(1)
    assert there is not None
    third.articles.restore([there])
    if anew:
        make_anew(third, one, other)
    else:
        third.join_again()
    if told:
        third.round()
    bring_together([*shared])
    assert have_it(*shared) == [True] * 3
    assert everything(one) == everything(other) == everything(third)


@pytest.mark.parametrize("moment", [EARLIER, SAVED])
@pytest.mark.parametrize("hears", [False, True])
def test_what_somebody_saved_by_himself_before_stays(
    three: Three, tmp_path: Path, template: Path, moment: str, hears: bool
) -> None:
    one, other, _ = three
    save(one)
    bring_together([*three])
    fourth = Computer(tmp_path / "fourth", template)
    fourth.articles.add(document(1), "https://x.org/1", "x.org/1", moment)
    carry(other, fourth)
    assert other.opened is not None
    fourth.join(other.opened)
    if hears:
        fourth.round()
    delete(one)
    one.round()
    every = [*three, fourth]
    bring_together(every)
    is_alive = moment == EARLIER
    assert have_it(*every) == [is_alive] * 4
    assert all(everything(each) == everything(one) for each in every)
    fourth.close()


def tag_again(computer: Computer, number: int) -> None:
    computer.articles.set_tags(number, [])
    computer.articles.set_tags(number, ["sea"])


def favour_again(computer: Computer, number: int) -> None:
    computer.articles.set_favourite([number], False)
    computer.articles.set_favourite([number], True)


AGAIN: Acts = {"tag": tag_again, "favourite": favour_again}


@pytest.mark.parametrize("folded", [False, True])
def test_what_was_given_again_on_purpose_keeps_it_also_where_files_are_folded(
    shared: Three, folded: bool
) -> None:
    one, other, third = shared
    save_for_each(one, AGAIN)
    do_each(one, AGAIN)
    bring_together([*shared])
    hear((one, other), lambda who: delete_those(who, AGAIN))
    make_anew(third)
    third.round()
    do_each(third, AGAIN)
    third.round()
    if folded:
        assert third.fold(True)
    assert third.opened is not None
    one.join(third.opened)
    other.join(third.opened)
    bring_together([*shared])
    assert lost_kinds(AGAIN, *shared) == []
    assert everything(one) == everything(other) == everything(third)


def mark_first(computer: Computer, number: int) -> None:
    """A highlight in the first block."""
    (block,) = computer.repairs.get(number).shown.blocks
    computer.annotations.add(Annotation(0, number, "en", block.id, 0, 0, 3, "Sea", last_sentence=0))


def fetch_again(computer: Computer, number: int) -> None:
    page = int(computer.articles.summary(number).url.rsplit("/", 1)[1])
    computer.articles.replace(number, document(page, 2), LATER)


MORE: Acts = {
    "mark": mark_first,
    "favourite": lambda computer, number: computer.articles.set_favourite([number], True),
    "archived": lambda computer, number: computer.articles.set_archived([number], True),
    "fetched again": fetch_again,
}


@pytest.mark.parametrize("before", [False, True])
@pytest.mark.parametrize("anew", [False, True])
def test_what_else_was_done_in_it_without_having_heard_keeps_it(
    shared: Three, before: bool, anew: bool
) -> None:
    one, other, third = shared
    save_for_each(one, MORE)
    bring_together([*shared])
    hear((one, other), lambda who: delete_those(who, MORE))
    if before:
        do_each(third, MORE)
    if anew:
        make_anew(third, one, other)
    else:
        third.join_again()
    if not before:
        do_each(third, MORE)
    bring_together([*shared])
    assert lost_kinds(MORE, *shared) == []
    assert everything(one) == everything(other) == everything(third)


def test_what_was_told_before_the_text_is_kept_though_a_tag_of_it_was_taken_away(three: Three) -> None:
    one, _, third = three
    number = save(third)
    third.articles.set_tags(number, ["sea"])
    third.articles.set_favourite([number], True)
    third.join_again()
    third.round()
    told = [change for change in changes_in(third) if change.uid.startswith("a:")]
    (tag,) = (change for change in told if change.field == "tag:sea")
    removed = {STRANGER: tag.stamp}
    write_as_stranger(one, [Change(tag.uid, tag.field, tag.stamp, STRANGER, None, removed)])
    write_as_stranger(one, [change for change in told if change.field != "text"], 2)
    one.round()
    assert one.number(1) is None
    write_as_stranger(one, [change for change in told if change.field == "text"], 3)
    one.round()
    here = one.number(1)
    assert here is not None
    assert one.articles.summary(here).favourite and not one.articles.summary(here).tags
    assert one.articles.summary(here).saved_at == SAVED


def at_home(lap: Member, home: Computer) -> None:
    """A reader's laptop takes part in the folder of his own other computer, and not in the hub's library."""
    if home.opened is None:
        home.begin()
    assert home.opened is not None
    lap.membership.leave()
    lap.folder = home.folder
    lap.join(home.opened)
    bring_together([home, lap])


def at_the_hub(lap: Member) -> None:
    """It takes part in the library of the hub."""
    lap.membership.leave()
    lap.opened = None
    lap.visit()


@pytest.mark.parametrize("who", ["anna", "basil"])
def test_what_one_deleted_among_others_is_alive_in_his_own_store_and_the_other_way_round(
    hub: Hub, library: str, members: list[Member], tmp_path: Path, template: Path, who: str
) -> None:
    desk, anna, lap = members
    invite(hub, library, BASIL, "editor")
    home = Computer(tmp_path / "home", template)
    for page in (1, 2):
        save(home, page)
    at_home(lap, home)
    at_the_hub(lap)
    meet(desk, anna, lap)
    assert have_it(desk, anna, lap, home) == [True] * 4
    if who == "anna":  # among all; at home nobody deleted it
        delete(desk)
        meet(desk, anna, lap)
        assert have_it(desk, anna, lap) == [False] * 3
        at_home(lap, home)
        assert have_it(desk, anna, lap, home) == [False, False, True, True]
        assert everything(home) == everything(lap)
    else:  # at home; among all nobody did
        at_home(lap, home)
        delete(home)
        bring_together([home, lap])
        assert have_it(home, lap) == [False] * 2
        at_the_hub(lap)
        meet(desk, anna, lap)
        assert have_it(desk, anna) == [True] * 2
    home.close()


A_YEAR = 365 * 86_400 * 1_000_000


def shift_clock(computer: Computer, by: int) -> None:
    """Its clock is wrong by so much (µs)."""
    with computer.database.write() as session:
        session.connection().exec_driver_sql("UPDATE sync_self SET clock = clock + ?, ahead = ?", (by, by))


@pytest.mark.parametrize("chance", [*range(6), 89])
def test_what_was_saved_again_or_taken_out_of_trash_by_chance_stays(
    three: Three, chance: int, tmp_path: Path
) -> None:
    """Stores are left, joined again, changed and made anew, files are lost, and clocks are a year off."""
    luck, pages, wanted = random.Random(chance), range(1, 6), set[int]()
    for computer in three:
        computer.folder = three[0].folder
    for page in pages:
        save(luck.choice(three), page)
    bring_together([*three])
    for _ in range(16):
        who, page = luck.choice(three), luck.choice(pages)
        others = [each for each in three if each is not who]
        number = who.number(page)
        act = luck.choice(
            ("delete", "delete", "save", "save", "trash", "round", "round", "again", "anew", "shift")
        )
        if act == "delete" and number is not None and page not in wanted:
            delete(who, page)
        elif act == "save" and number is None:
            save(who, page)
            wanted.add(page)
        elif act == "trash" and number is not None:
            who.articles.move_to_trash([number])
            who.round()
            who.articles.restore([number])
            wanted.add(page)
        elif act == "round":
            who.round()
        elif act == "again":
            who.join_again()
        elif act == "anew":
            make_anew(who, *others)
        elif act == "shift":
            shift_clock(who, luck.choice((-A_YEAR, A_YEAR)))
    bring_together([*three])
    first = everything(three[0])
    assert all(everything(each) == first for each in three)
    assert {page for page in pages if three[0].number(page) is not None} >= wanted
