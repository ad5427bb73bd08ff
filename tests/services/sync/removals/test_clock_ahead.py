"""What was made by a clock that was ahead stays removed when somebody who never heard of that joins again."""

from __future__ import annotations

import pytest

from reader.library.tables import NOW
from tests.services.sync.removals.kinds import IN_ARTICLES, KINDS, NOTES, Things, alike, unlike
from tests.services.sync.removals.test_deleted_for_good import Three, is_heard, three
from tests.services.sync.removals.test_old_copies import make_anew
from tests.support.computers import Computer, bring_together, everything

__all__ = ["three"]

AHEAD = {"two seconds": 2, "a year": 365 * 86_400}
FAR = {**AHEAD, "7000 years": 7000 * 365 * 86_400}
MOMENT = "%Y-%m-%dT%H:%M:%S+00:00"
DATES = {
    "article": ("saved_at", "fetched_at"),
    "article_note": ("updated_at",),
    "annotation": ("created_at", "updated_at"),
    "glossary_term": ("created_at",),
    "saved_search": ("created_at",),
    "sentence_translation": ("created_at",),
    "feed": ("added_at",),
    "feed_rule": ("added_at",),
}


def told_ahead(computer: Computer, by: int) -> str:
    """What is told is so many seconds later than by this computer's clock: another's was wrong once.

    Gives the date after which all of it is told.
    """
    with computer.database.write() as session:
        run = session.connection().exec_driver_sql
        run(f"UPDATE sync_self SET clock = max(clock, {NOW}) + ? * 1000000", (by,))
        told = f"SELECT strftime('{MOMENT}', clock / 1000000, 'unixepoch') FROM sync_self"
        return str(run(told).scalar_one())


def made_ahead(computer: Computer, by: int, latest: str = "9999") -> None:
    """The clock of this computer itself was wrong when it made what is here, not after the `latest` date."""
    with computer.database.write() as session:
        for table, columns in DATES.items():
            for column in columns:
                later = f"min(strftime('{MOMENT}', {column}, '+{by} seconds'), ?)"
                session.connection().exec_driver_sql(f"UPDATE {table} SET {column} = {later}", (latest,))


def things_of(anew: bool) -> Things:
    """All kinds; of what stands in articles a store that is made anew has what who made it has."""
    return Things(*(kind for kind in (*KINDS, *NOTES) if not anew or kind not in IN_ARTICLES))


@pytest.mark.parametrize("ahead", AHEAD)
@pytest.mark.parametrize("maker", [0, 2])
@pytest.mark.parametrize("anew", [False, True])
def test_it_stays_removed(three: Three, ahead: str, maker: int, anew: bool) -> None:
    one, other, third = three
    told_ahead(three[maker], AHEAD[ahead])
    every = things_of(anew)
    every.save_pages(three[maker])
    every.add(three[maker])
    bring_together([*three])
    made = every.seen(third)
    every.remove(one)
    is_heard(one, other)
    gone = every.seen(other)
    assert not alike(made, gone)
    third.join_again()
    if anew:
        make_anew(third, one, other)
    bring_together([*three])
    assert [unlike(gone, every.seen(each)) for each in three] == [[], [], []]
    assert everything(one) == everything(other) == everything(third)


@pytest.mark.parametrize("ahead", AHEAD)
@pytest.mark.parametrize("maker", [0, 2])
@pytest.mark.parametrize("anew", [False, True])
@pytest.mark.parametrize("late", [False, True])
def test_it_stays_removed_though_its_maker_saw_a_wrong_time(
    three: Three, ahead: str, maker: int, anew: bool, late: bool
) -> None:
    """Also where whoever joins again tells it before anything comes to him (`late`)."""
    every = things_of(anew)
    every.save_pages(three[maker])
    latest = told_ahead(three[maker], AHEAD[ahead])
    every.add(three[maker])
    made_ahead(three[maker], AHEAD[ahead], latest)
    bring_together([*three])
    stays_removed(every, three, anew, late)


@pytest.mark.parametrize("ahead", FAR)
@pytest.mark.parametrize("maker", [0, 2])
@pytest.mark.parametrize("anew", [False, True])
@pytest.mark.parametrize("late", [False, True])
def test_what_was_made_before_its_maker_joined_stays_removed(
    three: Three, ahead: str, maker: int, anew: bool, late: bool
) -> None:
    """Though who never heard of that joins again only days later."""
    three[maker].membership.leave()
    every = things_of(anew)
    every.save_pages(three[maker])
    every.add(three[maker])
    made_ahead(three[maker], FAR[ahead])
    opened = three[maker].opened
    assert opened is not None
    three[maker].join(opened)
    bring_together([*three])
    told_ahead(three[2], 10 * 86_400)
    stays_removed(every, three, anew, late)


def stays_removed(every: Things, three: Three, anew: bool, late: bool) -> None:
    """What all three have is removed by one, of which the other hears, before the third joins again."""
    one, other, third = three
    had = every.seen(third)
    every.remove(one)
    is_heard(one, other)
    gone = every.seen(other)
    assert not alike(had, gone)
    third.join_again()
    if anew:
        make_anew(third, one, other)
    if late:
        third.round()
    bring_together([third, other, one])
    assert [unlike(gone, every.seen(each)) for each in three] == [[], [], []]
    assert everything(one) == everything(other) == everything(third)


@pytest.mark.parametrize("ahead", FAR)
def test_what_was_made_before_its_maker_joined_comes_to_all(
    apart: tuple[Computer, Computer], ahead: str
) -> None:
    one, other = apart
    every = things_of(False)
    every.save_pages(one)
    every.add(one)
    made_ahead(one, FAR[ahead])
    here = everything(other)
    one.begin()
    other.join_store_of(one)
    bring_together([one, other])
    assert unlike(every.seen(one), every.seen(other)) == []
    assert everything(one) == everything(other) != here
