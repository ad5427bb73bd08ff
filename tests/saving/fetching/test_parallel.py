"""Things fetched side by side: what came is handed on, whatever becomes of what was fetched beside it."""

from __future__ import annotations

import threading

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.saving.fetching.parallel import SideBySide, fetch_groups
from tests.support.limits import LIMIT


def test_what_came_is_handed_on_before_a_fault_beside_it_is_raised() -> None:
    together = threading.Barrier(3, timeout=LIMIT)

    def fetch(number: int) -> int:
        together.wait()
        if number == 1:
            raise ValueError("a fault")
        if number == 2:
            raise ReaderError("offline", "")
        return number

    came: list[tuple[int, int | str]] = []
    with pytest.raises(ValueError, match="a fault"):
        for group in fetch_groups(fetch, (1, 2, 3), Progress(), 3, LIMIT):
            came += [(each, got.kind if isinstance(got, ReaderError) else got) for each, got in group]
    assert came == [(2, "offline"), (3, 3)]


def test_what_came_beside_a_failure_is_taken_before_it_is_raised() -> None:
    """One that failed took what had come with it: it was never told."""
    side: SideBySide[int, int] = SideBySide(3)
    together = threading.Barrier(4)

    def fetch(number: int) -> int:
        together.wait(LIMIT)
        if number == 2:
            raise ReaderError("disk-full")
        return number * 10

    for number in (1, 2, 3):
        side.begin(number, fetch)
    together.wait(LIMIT)
    side.close()  # waits for all three
    assert side.come(LIMIT) == [(1, 10), (3, 30)]
    assert side.running == [2]
    with pytest.raises(ReaderError, match="disk-full"):
        side.come(LIMIT)
    assert side.running == []
