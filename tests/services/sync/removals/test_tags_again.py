"""A tag that is given again in no store is of after what the store knew, though the clock here is behind."""

from __future__ import annotations

import pytest

from tests.services.sync.removals.kinds import save, tag, tags
from tests.services.sync.removals.test_clock_ahead import told_ahead
from tests.services.sync.removals.test_deleted_for_good import Three, is_heard, three
from tests.services.sync.removals.test_old_copies import make_anew
from tests.support.computers import bring_together, everything

__all__ = ["three"]


@pytest.mark.parametrize("anew", [False, True])
@pytest.mark.parametrize("maker", range(3))
@pytest.mark.parametrize("ahead", [10, 365 * 86_400])
def test_it_stays_though_others_were_ahead(three: Three, anew: bool, maker: int, ahead: int) -> None:
    one, other, third = three
    save(three[maker])
    bring_together([*three])
    told_ahead(three[maker], ahead)
    tag(three[maker], "sea")
    bring_together([*three])
    tag(one)
    is_heard(one, other)
    told_ahead(third, 10)  # so long afterwards
    third.membership.leave()
    tag(third)
    tag(third, "sea")
    if anew:
        make_anew(third, one, other)
    else:
        assert one.opened is not None
        third.join(one.opened)
    bring_together([*three])
    assert [tags(each) for each in three] == [["sea"]] * 3
    assert everything(one) == everything(other) == everything(third)
