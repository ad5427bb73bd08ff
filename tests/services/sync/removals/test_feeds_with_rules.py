"""Feeds and rules that were removed while another computer was away, which tells them anew on return."""

from __future__ import annotations

import pytest

from reader.core.feeds import FeedRule
from tests.services.sync.removals.kinds import (
    add_rule,
    feed_seen,
    feeds_of,
    follow,
    leave_feed,
    remove_rule,
    rules_of,
)
from tests.services.sync.removals.test_deleted_for_good import Three, is_heard, three
from tests.services.sync.removals.test_old_copies import make_anew
from tests.support.computers import Computer, bring_together, everything

__all__ = ["three"]

LEFT, BOTH_REMOVED, ONE_BY_ONE, ITS_RULE, GIVEN_ANOTHER, FOLLOWED_AGAIN = range(1, 7)


def remove(computer: Computer) -> None:
    leave_feed(computer, LEFT)
    remove_rule(computer, BOTH_REMOVED)
    leave_feed(computer, BOTH_REMOVED)
    remove_rule(computer, ONE_BY_ONE)
    computer.round()
    leave_feed(computer, ONE_BY_ONE)
    remove_rule(computer, ITS_RULE)
    leave_feed(computer, GIVEN_ANOTHER)
    leave_feed(computer, FOLLOWED_AGAIN)
    computer.round()
    add_rule(computer, FOLLOWED_AGAIN)
    computer.round()


def give_another(computer: Computer) -> None:
    """A rule of which nobody has heard, for a feed that is here."""
    (feed,) = feeds_of(computer, GIVEN_ANOTHER)
    computer.rules.add(FeedRule(0, feed.id, "land", "favourite"))


def seen(computer: Computer) -> dict[int, tuple[int, int]]:
    """How many feeds and rules of each number there are."""
    return {
        number: (len(feeds_of(computer, number)), len(rules_of(computer, number))) for number in range(1, 7)
    }


@pytest.mark.parametrize("maker", [0, 2])
@pytest.mark.parametrize("anew", [False, True])
def test_what_was_removed_stays_so_and_what_somebody_wants_is_kept(
    three: Three, maker: int, anew: bool
) -> None:
    one, other, third = three
    for number in range(1, 7):
        add_rule(three[maker], number)
    bring_together([*three])
    assert feed_seen(one, 1) == feed_seen(third, 1) == ([""], [("favourite", "")])
    remove(one)
    is_heard(one, other)
    third.membership.leave()
    give_another(third)
    assert third.opened is not None
    third.join(third.opened)
    if anew:
        make_anew(third, one, other)
    bring_together([*three])
    expected = {LEFT: (0, 0), BOTH_REMOVED: (0, 0), ONE_BY_ONE: (0, 0)}
    expected |= {ITS_RULE: (1, 0), GIVEN_ANOTHER: (1, 0), FOLLOWED_AGAIN: (1, 1)}
    assert [seen(each) for each in three] == [expected] * 3
    assert "land" in [rule.query for rule in one.rules.all()]
    assert everything(one) == everything(other) == everything(third)


@pytest.mark.parametrize("maker", [0, 2])
@pytest.mark.parametrize("anew", [False, True])
def test_a_rule_stays_removed_though_the_clock_of_who_made_it_was_ahead(
    three: Three, maker: int, anew: bool
) -> None:
    """Or went back since: whoever joins again then tells the rule as of his own clock."""
    one, other, third = three
    with three[maker].database.write() as session:
        session.connection().exec_driver_sql("UPDATE sync_self SET clock = clock + 2000000")
    add_rule(three[maker], ITS_RULE)
    bring_together([*three])
    remove_rule(one, ITS_RULE)
    is_heard(one, other)
    third.join_again()
    if anew:
        make_anew(third, one, other)
    bring_together([*three])
    for each in three:
        assert (len(feeds_of(each, ITS_RULE)), rules_of(each, ITS_RULE)) == (1, [])
    assert everything(one) == everything(other) == everything(third)


@pytest.mark.parametrize("earlier", [0, 2])
@pytest.mark.parametrize("anew", [False, True])
def test_a_feed_that_two_followed_by_themselves_stays_removed(three: Three, earlier: int, anew: bool) -> None:
    """Each as of a time of his own: from then on it is of one time in every library."""
    one, other, third = three
    for each in (one, third):
        follow(each, LEFT)
    with three[earlier].database.write() as session:
        session.connection().exec_driver_sql("UPDATE feed SET added_at = '2026-01-01T00:00:00+00:00'")
    bring_together([*three])
    leave_feed(one, LEFT)
    is_heard(one, other)
    third.join_again()
    if anew:
        make_anew(third, one, other)
    bring_together([*three])
    assert [feeds_of(each, LEFT) for each in three] == [[], [], []]
    assert everything(one) == everything(other) == everything(third)
