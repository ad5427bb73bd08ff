"""A feed that moved to another address on one computer, and what other computers did with it meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.core.feeds import FeedRule
from reader.library.feeds.feeds import NewAddress, NewFeed, _move
from reader.library.feeds.storing import driver
from tests.support.computers import Computer, bring_together, carry, everything, looked_at

OLD = NewFeed("https://old.example/rss", "old.example/rss", "Press")
LAST = NewFeed("https://last.example/rss", "last.example/rss", "Press")
YEAR = 365 * 86_400 * 1_000_000  # µs
NEW = NewFeed("https://new.example/rss", "new.example/rss", "Press")


@pytest.fixture
def three(tmp_path: Path, template: Path) -> Iterator[list[Computer]]:
    """Computers that all follow a feed."""
    made = [Computer(tmp_path / name, template) for name in ("one", "two", "three")]
    made[0].begin()
    assert made[0].opened is not None
    for other in made[1:]:
        carry(made[0], other)
        other.join(made[0].opened)
    made[0].feeds.add([OLD])
    meet(made)
    yield made
    for one in made:
        one.close()


def meet(computers: list[Computer]) -> None:
    bring_together(computers)
    found = [everything(one) for one in computers]
    assert all(each | {"seen": []} == found[0] | {"seen": []} for each in found)


def addresses(computer: Computer) -> list[tuple[str, str]]:
    return [(feed.url, feed.name) for feed in computer.feeds.all()]


def move(computer: Computer, *ways: NewFeed) -> None:
    """The server said that the only feed lies elsewhere for good; then where it lay then said so, too."""
    for to in ways:
        (feed,) = computer.feeds.all()
        with computer.database.write() as session:
            _move(driver(session).execute, feed, NewAddress(to.url, to.key))


def hasten(computer: Computer) -> None:
    """From now on a computer's clock is a year ahead."""
    with computer.database.write() as session:
        session.connection().exec_driver_sql("UPDATE sync_self SET clock = clock + ?", (YEAR,))


def rename(computer: Computer) -> None:
    computer.feeds.rename(computer.feeds.all()[0].id, "My paper")


def apart(order: str, one: Computer, other: Computer) -> None:
    """One has the feed moved and the other renames it, before they hear of each other."""
    if order == "moved first":
        move(one, NEW)
        rename(other)
    else:
        rename(other)
        move(one, NEW)


orders = pytest.mark.parametrize("order", ["moved first", "renamed first"])


@orders
def test_a_feed_moved_here_and_renamed_there_is_one(three: list[Computer], order: str) -> None:
    one, other, third = three
    looked_at(other, other.feeds.all()[0].id, "old.example/1")
    apart(order, one, other)
    meet(three)
    assert all(addresses(each) == [(NEW.url, "My paper")] for each in three)
    (feed,) = other.feeds.all()
    assert len(other.items.ids(feed.id)) == 1 and feed.moves == (OLD.url,)
    third.feeds.rename(third.feeds.all()[0].id, "Ours")
    meet(three)
    assert all(addresses(each) == [(NEW.url, "Ours")] for each in three)


@orders
def test_it_goes_everywhere_when_it_is_followed_no_longer(three: list[Computer], order: str) -> None:
    one, other, third = three
    apart(order, one, other)
    meet(three)
    third.feeds.remove([third.feeds.all()[0].id])
    meet(three)
    assert all(addresses(each) == [] for each in three)


@orders
def test_what_one_hears_at_once_and_another_later_is_the_same(three: list[Computer], order: str) -> None:
    """The third hears of the new name while the feed is at its former address there."""
    one, other, third = three
    apart(order, one, other)
    other.round()
    carry(other, third)
    third.round()
    assert addresses(third) == [(OLD.url, "My paper")]
    meet(three)
    assert all(addresses(each) == [(NEW.url, "My paper")] for each in three)


def test_a_rule_given_at_the_former_address_holds_at_the_new_one(three: list[Computer]) -> None:
    one, other, _ = three
    move(one, NEW)
    other.rules.add(FeedRule(0, other.feeds.all()[0].id, "climat", "favourite"))
    meet(three)
    for each in three:
        assert addresses(each) == [(NEW.url, "Press")]
        assert [(rule.query, rule.feed_id) for rule in each.rules.all()] == [
            ("climat", each.feeds.all()[0].id)
        ]


def test_what_a_former_address_brought_goes_to_the_new_one(three: list[Computer]) -> None:
    """Where both are followed on a computer that hears of the move."""
    one, other, _ = three
    other.feeds.add([NEW])
    looked_at(other, other.feeds.find(OLD.key).id, "old.example/1")  # type: ignore[union-attr]
    other.feeds.rename(other.feeds.find(OLD.key).id, "My paper")  # type: ignore[union-attr]
    move(one, NEW)
    meet(three)
    assert all(addresses(each) == [(NEW.url, "My paper")] for each in three)
    assert len(other.items.ids(other.feeds.all()[0].id)) == 1


def test_a_feed_that_begins_at_a_former_address_later_is_another(three: list[Computer]) -> None:
    one, other, _ = three
    move(one, NEW)
    meet(three)
    with other.database.write() as session:  # as if it were followed a day later
        session.connection().exec_driver_sql("UPDATE sync_self SET clock = clock + 86400000000")
    other.feeds.add([OLD])
    with other.database.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE feed SET added_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now', '+1 day') WHERE key = ?",
            (OLD.key,),
        )
    meet(three)
    one.feeds.rename(one.feeds.find(NEW.key).id, "My paper")  # type: ignore[union-attr]
    meet(three)
    assert all(sorted(addresses(each)) == [(NEW.url, "My paper"), (OLD.url, "Press")] for each in three)


@pytest.mark.parametrize("back", [True, False])
def test_moves_in_a_circle_leave_one_feed(three: list[Computer], back: bool) -> None:
    """One computer has it moved back while another renames it at the new address."""
    one, other, third = three
    move(one, NEW)
    meet(three)
    steps: list[Callable[[], None]] = [lambda: move(third, OLD), lambda: rename(other)]
    for step in steps if back else reversed(steps):
        step()
    meet(three)
    assert len(addresses(one)) == 1 and addresses(one)[0][1] == "My paper"
    assert all(addresses(each) == addresses(one) for each in three)


def begins_again(computer: Computer, feed: NewFeed, days: int) -> None:
    """A feed is followed anew, as if so many days had gone by."""
    with computer.database.write() as session:
        session.connection().exec_driver_sql(f"UPDATE sync_self SET clock = clock + {days} * 86400000000")
    computer.feeds.add([feed])
    with computer.database.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE feed SET added_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now', ?) WHERE key = ?",
            (f"+{days} day", feed.key),
        )


def test_what_another_feed_at_a_former_address_brought_goes_with_it(three: list[Computer]) -> None:
    one, other, _ = three
    move(one, NEW)
    meet(three)
    begins_again(other, OLD, 1)
    meet(three)
    looked_at(one, one.feeds.find(OLD.key).id, "old.example/1")  # type: ignore[union-attr]
    other.feeds.remove([other.feeds.find(OLD.key).id])  # type: ignore[union-attr]
    meet(three)
    assert all(addresses(each) == [(NEW.url, "Press")] for each in three)
    assert one.items.ids(one.feeds.all()[0].id) == []


def test_a_feed_at_a_former_address_stays_when_the_first_moves_on(three: list[Computer]) -> None:
    one, other, third = three
    move(one, NEW)
    meet(three)
    begins_again(other, OLD, 1)
    meet(three)
    with third.database.write() as session:
        session.connection().exec_driver_sql("UPDATE sync_self SET clock = clock + 2 * 86400000000")
        last = NewAddress("https://last.example/rss", "last.example/rss")
        _move(driver(session).execute, third.feeds.find(NEW.key), last)  # type: ignore[arg-type]
    meet(three)
    for each in three:
        assert sorted(addresses(each)) == [("https://last.example/rss", "Press"), (OLD.url, "Press")]


@orders
@pytest.mark.parametrize(
    "ways",
    [[NEW, LAST], [NEW, LAST, OLD], [NEW, OLD], [NEW, OLD, LAST]],
    ids=["on", "round", "back", "back and on"],
)
def test_two_moves_between_two_rounds_are_followed_by_whoever_kept_the_first_address(
    three: list[Computer], order: str, ways: list[NewFeed]
) -> None:
    one, other, third = three
    looked_at(other, other.feeds.all()[0].id, "old.example/1")
    steps: list[Callable[[], object]] = [
        lambda: move(one, *ways),
        lambda: rename(other),
        lambda: third.rules.add(FeedRule(0, third.feeds.all()[0].id, "climat", "favourite")),
    ]
    for step in steps if order == "moved first" else reversed(steps):
        step()
    meet(three)
    for each in three:
        assert addresses(each) == [(ways[-1].url, "My paper")]
        assert [rule.feed_id for rule in each.rules.all()] == [each.feeds.all()[0].id]
    assert len(other.items.ids(other.feeds.all()[0].id)) == 1


def test_a_second_move_that_is_told_by_a_later_file_is_one_way_with_the_first(three: list[Computer]) -> None:
    one, other, _ = three
    move(one, NEW)
    with one.database.write() as session:  # so many notes that the second move is not among the first told
        session.connection().exec_driver_sql(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 2100) "
            "INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'seen', 'x.org/' || x, 'seen', 1 FROM n"
        )
    move(one, LAST)
    rename(other)
    meet(three)
    assert all(addresses(each) == [(LAST.url, "My paper")] for each in three)


def test_a_feed_followed_anew_stays_though_the_clock_of_the_move_was_a_year_ahead(
    three: list[Computer],
) -> None:
    one, other, third = three
    hasten(one)
    move(one, NEW)
    meet(three)
    other.feeds.add([OLD])
    third.round()
    meet(three)
    assert all(sorted(addresses(each)) == [(NEW.url, "Press"), (OLD.url, "Press")] for each in three)
    for each in (other, third):
        each.rules.add(FeedRule(0, each.feeds.find(OLD.key).id, "climat", "favourite"))  # type: ignore[union-attr]
    other.feeds.rename(other.feeds.find(OLD.key).id, "My paper")  # type: ignore[union-attr]
    meet(three)
    assert all(sorted(addresses(each)) == [(NEW.url, "Press"), (OLD.url, "My paper")] for each in three)
