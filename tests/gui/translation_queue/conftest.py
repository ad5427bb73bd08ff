"""Power, and translations that wait until a test lets them go."""

from __future__ import annotations

import threading

import pytest

from reader.core.progress import Progress
from reader.services.translation import translation_queue
from tests.support.limits import wait_for


@pytest.fixture
def on_mains(monkeypatch):
    """Mains power, until a test sets `there` to False."""
    power = {"there": True}
    monkeypatch.setattr(translation_queue, "on_mains", lambda: power["there"])
    monkeypatch.setattr(translation_queue, "_POWER_SECONDS", 0.0)
    return power


@pytest.fixture
def hold(monkeypatch):
    """Translating stops after so many paragraphs until it is cancelled or let go: it never ends too soon."""
    step, let_go = Progress.step, threading.Event()

    def after(paragraphs: int) -> threading.Event:
        def held(self, done, total, text=""):
            step(self, done, total, text)
            if text == "translating" and done >= paragraphs:
                wait_for(lambda: self.cancelled or let_go.is_set())

        monkeypatch.setattr(Progress, "step", held)
        return let_go

    yield after
    let_go.set()
