"""Progress and cancellation."""

from __future__ import annotations

import pytest

from reader.core.progress import Cancelled, Progress


def test_steps_are_reported() -> None:
    seen: list[tuple[int, int, str]] = []
    Progress(lambda *step: seen.append(step)).step(1, 3, "pictures")
    assert seen == [(1, 3, "pictures")]
    Progress().step(1, 3)


def test_cancelled_work_stops_at_its_next_step() -> None:
    seen: list[int] = []
    progress = Progress(lambda done, total, text: seen.append(done))
    progress.cancel()
    with pytest.raises(Cancelled):
        progress.step(1, 2)
    assert progress.cancelled and seen == []


def test_cancel_acts_at_once_also_when_it_came_first() -> None:
    acted: list[str] = []
    progress = Progress()
    progress.on_cancel(lambda: acted.append("close"))
    progress.cancel()
    progress.on_cancel(None)
    progress.on_cancel(lambda: acted.append("late"))
    assert acted == ["close", "late"]
