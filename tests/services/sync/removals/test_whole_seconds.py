"""What is done just as a second begins is known from what was there when the library joined."""

from __future__ import annotations

import pytest

from tests.services.sync.removals.kinds import remove_article, save, there
from tests.support.computers import Computer, bring_together, everything


@pytest.fixture
def pair(apart: tuple[Computer, Computer]) -> tuple[Computer, Computer]:
    one, other = apart
    save(one)
    save(other)
    one.begin()
    one.round()
    other.join_store_of(one)
    return apart


@pytest.mark.parametrize("fraction", [999_999, 0, 1])  # millionths
def test_what_somebody_did_keeps_an_article(pair: tuple[Computer, Computer], fraction: int) -> None:
    one, other = pair
    with other.database.write() as session:
        run = session.connection().exec_driver_sql
        run("UPDATE sync_self SET clock = (clock / 1000000 + 2) * 1000000 - 1 + ?", (fraction,))
    other.articles.set_favourite([there(other)], True)
    with one.database.write() as session:
        session.connection().exec_driver_sql("UPDATE sync_self SET clock = clock + 9000000")
    one.articles.set_favourite([there(one)], True)
    one.round()  # the deletion knows of that, and not of what the other did
    remove_article(one, 1)
    bring_together([one, other])
    assert one.number(1) is not None and other.number(1) is not None
    assert everything(one) == everything(other)
