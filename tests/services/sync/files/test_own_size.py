"""How much a computer told is known however its rounds ended."""

from __future__ import annotations

import pytest

from reader.services.sync.noted_state import noted_size
from tests.support.computers import SAVED, Computer, document


@pytest.mark.parametrize("at", range(1, 9))
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("first", [False, True])
def test_a_round_that_is_ended_loses_no_byte_of_what_it_told(
    two: tuple[Computer, Computer], at: int, after: bool, first: bool
) -> None:
    one, _ = two
    if not first:
        one.round()
    one.articles.add(document(1), "https://x.org/1", "x.org/1", SAVED)
    one.killed_round(at, after)
    one.round()
    part = one.membership.part()
    assert part is not None
    names = list(one.folder.names(f"log/{part.machine}"))
    assert len(names) > 1
    assert noted_size(one.database, part.machine) == sum(one.folder.size(name) for name in names)
