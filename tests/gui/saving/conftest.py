"""What several tests of saving use."""

from __future__ import annotations

import threading

import pytest

from tests.gui.support.screen import screen
from tests.support.limits import LIMIT


@pytest.fixture
def hold(open_window):
    """Keeps the lanes of a window busy until it is called again."""
    free = threading.Event()

    def keep(window):
        for lane in ("library", *["network"] * 4):
            screen(window).job_runner.submit(lane, lambda _progress: free.wait(LIMIT))
        return free.set

    yield keep
    free.set()
