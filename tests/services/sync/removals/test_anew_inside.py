"""What was removed inside an article is not back in a store made anew by who never heard of that."""

from __future__ import annotations

import itertools

import pytest

from tests.services.sync.removals.kinds import IN_ARTICLES, Things, alike, marks_of, save, tag, tags, unlike
from tests.services.sync.removals.test_deleted_for_good import Three, is_heard, three
from tests.services.sync.removals.test_old_copies import make_anew
from tests.support.computers import SAVED, Computer, bring_together, everything

__all__ = ["three"]

ORDERS = [*itertools.permutations(range(3))]


def dates_of_tags(computer: Computer) -> list[str]:
    with computer.database.read() as session:
        return list(session.connection().exec_driver_sql("SELECT added_at FROM article_tag").scalars())


@pytest.mark.parametrize("maker", range(3))
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("kind", [*IN_ARTICLES])
def test_it_stays_away(three: Three, maker: int, order: tuple[int, ...], kind: str) -> None:
    one, other, third = three
    every = Things(kind)
    every.save_pages(three[maker])
    every.add(three[maker])
    bring_together([*three])
    had = every.seen(third)
    every.remove(one)
    is_heard(one, other)
    gone = every.seen(other)
    assert not alike(had, gone)
    make_anew(third, one, other)
    for number in order:
        three[number].round()
    bring_together([*three])
    assert [unlike(gone, every.seen(each)) for each in three] == [[], [], []]
    assert everything(one) == everything(other) == everything(third)


@pytest.mark.parametrize("giver", range(3))
def test_what_is_given_again_stays(three: Three, giver: int) -> None:
    one, other, third = three
    every = Things("tag", "highlight", "highlight with a note")
    every.save_pages(one)
    every.add(one)
    bring_together([*three])
    had = every.seen(third)
    every.remove(one)
    is_heard(one, other)
    make_anew(third, one, other)
    if giver == 2:
        every.remove(third)
    every.add(three[giver])
    bring_together([*three])
    assert [unlike(had, every.seen(each)) for each in three] == [[], [], []]
    assert everything(one) == everything(other) == everything(third)


@pytest.mark.parametrize("sent", [False, True])
def test_what_was_written_at_it_without_having_heard_stays(three: Three, sent: bool) -> None:
    one, other, third = three
    every = Things("highlight")
    every.save_pages(one)
    every.add(one)
    bring_together([*three])
    every.remove(one)
    is_heard(one, other)
    (mark,) = marks_of(third, 1)
    third.annotations.change(mark.id, note="new")
    if sent:
        third.round()
    make_anew(third, one, other)
    bring_together([*three])
    assert [[mark.note for mark in marks_of(each, 1)] for each in three] == [["new"]] * 3
    assert everything(one) == everything(other) == everything(third)


@pytest.mark.parametrize("anew", [False, True])
def test_a_tag_that_was_given_again_in_no_store_stays(apart: tuple[Computer, Computer], anew: bool) -> None:
    """Who gives it had not heard that it was removed meanwhile, and took it away himself before."""
    one, other = apart
    save(one)
    tag(one, "sea")
    with one.database.write() as session:
        session.connection().exec_driver_sql("UPDATE article_tag SET added_at = ?", (SAVED,))
    one.begin()
    other.join_store_of(one)
    bring_together([one, other])
    tag(one)
    one.round()
    other.membership.leave()
    tag(other)
    tag(other, "sea")
    if anew:
        make_anew(other, one)
    else:
        assert one.opened is not None
        other.join(one.opened)
    bring_together([one, other])
    assert tags(one) == tags(other) == ["sea"]
    assert everything(one) == everything(other)


def test_a_tag_has_the_same_date_everywhere(pair: tuple[Computer, Computer]) -> None:
    one, other = pair
    save(one)
    tag(one, "sea")
    bring_together([one, other])
    assert dates_of_tags(one) == dates_of_tags(other) != [""]
