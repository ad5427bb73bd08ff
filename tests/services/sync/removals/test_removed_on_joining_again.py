"""What is removed between joining a store again and the first round there: it does not come back."""

from __future__ import annotations

import pytest

from reader.library.replication.in_view import IN_VIEW
from tests.services.sync.removals.kinds import KINDS, NOTES, Things, alike, save, there, unlike
from tests.support.computers import Computer, bring_together, everything


@pytest.mark.parametrize("who", [0, 1])
@pytest.mark.parametrize(
    "before", ["in step", "told anew", "removed and added", "removed and added alone", "twice", "told"]
)
def test_it_stays_removed(pair: tuple[Computer, Computer], who: int, before: str) -> None:
    one, other = pair
    again = pair[who]
    every = Things(*KINDS, *NOTES)
    every.save_pages(one)
    every.add(one)
    bring_together([one, other])
    seen = every.seen(again)
    if before == "told anew":
        pair[1 - who].join_again()
        bring_together([one, other])
    if before == "removed and added":
        every.remove(again)
        every.add(again)
        bring_together([one, other])
    if before == "removed and added alone":
        every.remove(again)
        again.round()
        assert again.opened is not None
        again.membership.leave()
        every.add(again)
        again.join(again.opened)
    elif before == "twice":
        again.join_again()
        again.join_again()
    else:
        again.join_again()
    if before == "told":  # and nothing was read yet
        again.membership.capture()
    every.remove(again)
    after = every.seen(again)
    assert not alike(seen, after)
    bring_together([one, other])
    assert [unlike(after, every.seen(one)), unlike(after, every.seen(other))] == [[], []]
    assert everything(one) == everything(other)


def test_what_others_did_meanwhile_stays(pair: tuple[Computer, Computer]) -> None:
    one, other = pair
    for page in (1, 2):
        save(one, page)
    bring_together([one, other])
    assert other.opened is not None
    other.membership.leave()
    one.annotations.set_note(there(one, 1), "written meanwhile")
    other.join(other.opened)
    other.articles.delete_forever([there(other, page) for page in (1, 2)])
    bring_together([one, other])
    for each in pair:
        assert each.annotations.note(there(each, 1)) == "written meanwhile"
        assert each.number(2) is None
    assert everything(one) == everything(other)


def test_nothing_of_it_is_kept_after_a_whole_round(pair: tuple[Computer, Computer]) -> None:
    one, other = pair
    save(one)
    bring_together([one, other])
    other.join_again()
    bring_together([one, other])
    with other.database.read() as session:
        names = session.connection().exec_driver_sql("SELECT uid FROM sync_field").scalars().all()
    assert not [name for name in names if name.startswith(IN_VIEW)]
