"""What was made by a clock that was ahead stays removed when somebody who never heard of that joins again."""

from __future__ import annotations

import pytest

from tests.services.sync.removals.kinds import IN_ARTICLES, KINDS, NOTES, Things, alike, unlike
from tests.services.sync.removals.test_deleted_for_good import Three, is_heard, three
from tests.services.sync.removals.test_old_copies import make_anew
from tests.support.computers import Computer, bring_together, everything

__all__ = ["three"]

AHEAD = {"two seconds": 2, "a year": 365 * 86_400}
FEEDS = ("rule", "feed with a rule", "feed", "named feed")


def told_ahead(computer: Computer, by: int) -> None:
    """What is told is so many seconds later than by this computer's clock: another's was wrong once."""
    with computer.database.write() as session:
        session.connection().exec_driver_sql("UPDATE sync_self SET clock = clock + ? * 1000000", (by,))


def made_ahead(computer: Computer, by: int) -> None:
    """The clock of this computer itself was wrong when it added the feeds and rules that are here."""
    with computer.database.write() as session:
        for table in ("feed", "feed_rule"):
            later = f"strftime('%Y-%m-%dT%H:%M:%S+00:00', added_at, '+{by} seconds')"
            session.connection().exec_driver_sql(f"UPDATE {table} SET added_at = {later}")


@pytest.mark.parametrize("ahead", AHEAD)
@pytest.mark.parametrize("maker", [0, 2])
@pytest.mark.parametrize("anew", [False, True])
def test_it_stays_removed(three: Three, ahead: str, maker: int, anew: bool) -> None:
    one, other, third = three
    told_ahead(three[maker], AHEAD[ahead])
    # Of what stands in articles a store that is made anew has what who made it has.
    every = Things(*(kind for kind in (*KINDS, *NOTES) if not anew or kind not in IN_ARTICLES))
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
def test_a_feed_stays_removed_though_its_maker_saw_a_wrong_time(
    three: Three, ahead: str, maker: int, anew: bool, late: bool
) -> None:
    """Also where whoever joins again tells it before anything comes to him (`late`)."""
    one, other, third = three
    told_ahead(three[maker], AHEAD[ahead])
    every = Things(*FEEDS)
    every.add(three[maker])
    made_ahead(three[maker], AHEAD[ahead])
    bring_together([*three])
    every.remove(one)
    is_heard(one, other)
    gone = every.seen(other)
    third.join_again()
    if anew:
        make_anew(third, one, other)
    if late:
        third.round()
    bring_together([third, other, one])
    assert [unlike(gone, every.seen(each)) for each in three] == [[], [], []]
    assert everything(one) == everything(other) == everything(third)
