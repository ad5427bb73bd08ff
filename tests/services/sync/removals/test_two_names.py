"""An article that was saved under two addresses is deleted under both, also before the first round."""

from __future__ import annotations

import itertools

import pytest

from tests.services.sync.removals.test_deleted_for_good import Three, three
from tests.support.computers import SAVED, Computer, bring_together, document, everything

__all__ = ["three"]


def united(three: Three, first: int, second: int) -> None:
    """One article that two saved, each under an address of its own; one of them learnt of the other's."""
    three[first].articles.add(document(1), "https://x.org/1", "x.org/1", SAVED)
    three[second].articles.add(document(1), "https://x.org/one", "x.org/one", SAVED)
    with three[second].database.write() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO article_address (key, article_id) SELECT 'x.org/1', id FROM article"
        )
    bring_together([*three])
    for each in three:
        assert len(numbers_of(each)) == 1
        with each.database.read() as session:
            names = session.connection().exec_driver_sql("SELECT root FROM sync_thing").scalars().all()
        assert len(names) == 2 and len(set(names)) == 1


def numbers_of(computer: Computer) -> list[int]:
    """The numbers of the articles that are here."""
    with computer.database.read() as session:
        return list(session.connection().exec_driver_sql("SELECT id FROM article").scalars())


def delete_all(computer: Computer) -> None:
    computer.articles.delete_forever(numbers_of(computer))


@pytest.mark.parametrize(("first", "second"), [*itertools.permutations(range(3), 2)])
@pytest.mark.parametrize("captured", [False, True])
@pytest.mark.parametrize("times", [1, 2])
def test_deleted_between_joining_again_and_the_first_round(
    three: Three, first: int, second: int, captured: bool, times: int
) -> None:
    one = three[0]
    united(three, first, second)
    for _ in range(times):
        one.join_again()
    if captured:
        one.membership.capture()
    delete_all(one)
    bring_together([*three])
    assert [numbers_of(each) for each in three] == [[], [], []]
    assert everything(three[0]) == everything(three[1]) == everything(three[2])


@pytest.mark.parametrize("writer", [1, 2])
def test_what_was_written_in_it_meanwhile_keeps_it(three: Three, writer: int) -> None:
    united(three, 1, 2)
    three[0].join_again()
    (number,) = numbers_of(three[writer])
    three[writer].articles.set_tags(number, ["new"])
    delete_all(three[0])
    bring_together([*three])
    assert [three[writer].articles.summary(number).tags for number in numbers_of(three[writer])] == [("new",)]
    assert everything(three[0]) == everything(three[1]) == everything(three[2])


@pytest.mark.parametrize("deleted", [0, 1])
@pytest.mark.parametrize("captured", [False, True])
def test_what_was_saved_by_itself_meanwhile_is_not_deleted_with_it(
    three: Three, deleted: int, captured: bool
) -> None:
    """Under each of its two addresses, by who had left, deleted it and joins again."""
    one, other, third = three
    united(three, 0, 1)
    one.membership.leave()
    delete_all(one)
    for key in ("x.org/1", "x.org/one"):
        one.articles.add(document(1), f"https://{key}", key, SAVED)
    assert one.opened is not None
    one.join(one.opened)
    numbers = numbers_of(one)
    kept = numbers[1 - deleted]
    one.articles.set_tags(kept, ["new"])
    if captured:
        one.membership.capture()
    one.articles.delete_forever([numbers[deleted]])
    bring_together([*three])
    assert [[each.articles.summary(number).tags for number in numbers_of(each)] for each in three] == [
        [("new",)]
    ] * 3
    assert everything(one) == everything(other) == everything(third)
