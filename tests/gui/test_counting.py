"""What is counted is the work of an event, not what the tests before have left behind."""

from __future__ import annotations

import gc
import sys
from weakref import WeakSet

import pytest
from PySide6.QtCore import QTimer

from reader.core.messages import isolate
from tests.gui.support.counting import Work

MANY = 5_000


class Knot:
    """Garbage of which somebody else is told when it goes."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def no_look_of_its_own():
    """Python looks for garbage only when told to."""
    was_on = gc.isenabled()
    gc.disable()
    yield
    if was_on:
        gc.enable()


def test_garbage_that_is_found_meanwhile_is_no_work_of_the_event(qtbot, no_look_of_its_own):
    told, done = WeakSet(), []

    def looks_and_works():
        gc.collect()
        for number in range(MANY // 10):
            isolate(number)
        done.append(True)

    for _ in range(MANY):
        told.add(Knot())
    assert len(told) == MANY
    with Work() as work:
        QTimer.singleShot(0, looks_and_works)
        qtbot.waitUntil(lambda: bool(done))
    assert not told
    assert "isolate" in repr(work), "it goes on counting"
    assert work.calls < MANY


def test_the_longest_event_says_what_it_called(qtbot):
    done = []

    def work_of_the_product():
        for number in range(MANY):
            isolate(number)
        done.append(True)

    with Work() as work:
        QTimer.singleShot(0, work_of_the_product)
        qtbot.waitUntil(lambda: bool(done))
    assert work.calls >= MANY
    assert f"isolate {MANY}" in repr(work)


def test_a_look_for_garbage_at_the_end_does_not_begin_the_count_anew(qapp, monkeypatch):
    set_profile = sys.setprofile

    def and_look(how):
        set_profile(how)
        if how is None:
            gc.collect()

    with Work():
        monkeypatch.setattr(sys, "setprofile", and_look)
    monkeypatch.undo()
    left, _ = sys.getprofile(), sys.setprofile(None)
    assert left is None


def test_a_look_for_garbage_begins_no_count_where_there_was_none(qapp):
    with Work():
        sys.setprofile(None)  # as while it looks at an event that has ended
        gc.collect()
        left, _ = sys.getprofile(), sys.setprofile(None)
    assert left is None
