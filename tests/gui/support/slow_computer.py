"""The window's tests on a computer that is busy with something else: `LISEUSE_TEST_SLOW=1`.

What a lane has done is told late, sometimes before and sometimes after what the reader does next, and each
slice of a text holds one piece only. A test that takes for granted what had arrived on its maker's computer
fails here every time instead of once in fifty runs.
"""

from __future__ import annotations

import os
import random
import threading
import time
from typing import Any

import pytest

SLOW = bool(os.environ.get("LISEUSE_TEST_SLOW"))
LATE = (0.0, 0.01, 0.05, 0.3)
"""Seconds by which a result may be late; one of these each time."""
_STEP = 1.0
"""Seconds that seem to pass between two looks at a slice's clock: more than any slice has."""


class _LateClock:
    """The clock of slices, on which every slice is over after its first piece."""

    def __init__(self) -> None:
        self._now = 0.0

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)

    def thread_time(self) -> float:
        self._now += _STEP
        return self._now


def slow_down(patch: pytest.MonkeyPatch) -> None:
    """Make everything that may be late late, until `patch` is undone."""
    from reader.gui.article_view import document_builder, incremental_builder
    from reader.gui.background import job_runner
    from reader.gui.reading import article_presenter

    for module in (article_presenter, document_builder, incremental_builder):
        patch.setattr(module, "time", _LateClock())
    run, deliver = job_runner._Errand.run, job_runner.JobRunner.deliver
    chance = random.Random()

    def late(errand: Any, progress: Any) -> Any:
        try:
            return run(errand, progress)
        finally:
            time.sleep(chance.choice(LATE))

    def deliver_late(runner: Any, job: Any, action: Any) -> None:
        if threading.current_thread() is not threading.main_thread():
            time.sleep(chance.choice(LATE) / 10)
        deliver(runner, job, action)

    patch.setattr(job_runner._Errand, "run", late)
    patch.setattr(job_runner.JobRunner, "deliver", deliver_late)
