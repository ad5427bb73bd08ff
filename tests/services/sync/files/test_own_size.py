"""How much a computer told is known however its rounds ended."""

from __future__ import annotations

import pytest

from reader.services.sync.noted_state import noted_size
from tests.services.sync.files.test_missing_packs import packs
from tests.services.sync.files.test_missing_packs import save as save_with_picture
from tests.support.computers import SAVED, Computer, bring_together, document


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


@pytest.mark.parametrize("folded", [False, True])
def test_the_pictures_that_a_computer_told_count_too(two: tuple[Computer, Computer], folded: bool) -> None:
    one, other = two
    bring_together([one, other])
    for page in range(3):
        save_with_picture(one, page)
        one.round()
    part = one.membership.part()
    assert part is not None
    told = sum(one.folder.size(name) for name in one.folder.names(f"log/{part.machine}"))
    if folded:
        one.fold(clear=True)
    other.round()
    shown = sum(pack.stat().st_size for pack in packs(one))
    assert noted_size(one.database, part.machine) == told + shown
    heard = other.membership.machines()[part.machine].size
    assert heard == told + shown if not folded else shown < heard < told + shown
