"""The program that hears a hub is ended without waiting for it, except when the window closes."""

from __future__ import annotations

import sys

import pytest
import shiboken6
from PySide6.QtCore import QObject, QProcess, QTimer

from reader.gui.sync.hub_listener import HubListener

_WAITS = (sys.executable, "-S", "-c", "input(); input()")
"""A program that takes the password and stays until its input ends."""
_HEARS = (sys.executable, "-S", "-c", "print('news', flush=True); input(); input()")
"""One that listens besides."""
_BREAKS = (sys.executable, "-S", "-c", "print('news', flush=True)")
"""One whose line is cut as soon as it listens."""


@pytest.fixture
def listener(qtbot, monkeypatch: pytest.MonkeyPatch):
    """One whose waits are a thousandth, and not by chance a little longer or shorter."""
    monkeypatch.setattr("reader.gui.sync.hub_listener._FIRST_WAIT", 1)
    monkeypatch.setattr("reader.gui.sync.hub_listener._LONGEST_WAIT", 300)
    monkeypatch.setattr("random.uniform", lambda _least, _most: 1)
    window = QObject()
    made = HubListener(window)
    yield made
    made.shut_down()


def timers(listener: HubListener) -> list[QTimer]:
    """What comes by itself some time from now."""
    return [timer for timer in listener.findChildren(QTimer) if timer.isActive()]


def wait_of(listener: HubListener, qtbot) -> int:
    """After how many ms it wants a look at the hub; it has wanted it."""
    with qtbot.waitSignal(listener.wanted):
        listener.look_later()
        listener.look_later()
        (timer,) = timers(listener)
    return timer.interval()


def test_a_hub_that_is_away_is_looked_at_again_and_again_but_ever_less_often(qtbot, listener) -> None:
    found = [wait_of(listener, qtbot) for _ in range(10)]
    assert found == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]
    listener.look_later()
    listener.stop()
    assert timers(listener) == [], "nobody wants to hear any more"
    assert wait_of(listener, qtbot) == 1, "what begins anew is not taken for a further try"


def test_a_line_that_breaks_at_once_is_tried_ever_less_often_until_one_holds(qtbot, listener) -> None:
    for _ in range(3):
        with qtbot.waitSignal(listener.wanted):
            listener.start(_BREAKS, None)
        assert not listener.running
    with qtbot.waitSignal(listener.heard):
        listener.start(_HEARS, None)
    (steady,) = timers(listener)
    assert steady.interval() == 60_000, "one that has just begun may break at once too"
    steady.setInterval(0)
    qtbot.waitUntil(lambda: not timers(listener))
    assert listener.running and wait_of(listener, qtbot) == 1


def test_only_the_end_of_the_window_waits_for_the_program(qtbot) -> None:
    window = QObject()
    listener = HubListener(window)
    listener.start(_WAITS, None)
    first = listener.findChild(QProcess)
    qtbot.waitUntil(lambda: first.state() == QProcess.ProcessState.Running)
    listener.stop()
    assert not listener.running
    assert first.state() == QProcess.ProcessState.Running, "nobody waited for its end"
    listener.start(_WAITS, None)
    assert listener.running, "the next one does not wait either"
    second = next(one for one in listener.findChildren(QProcess) if one is not first)
    qtbot.waitUntil(lambda: listener.findChildren(QProcess) == [second])
    assert listener.running, "the end of the former one is not taken for its own"
    qtbot.waitUntil(lambda: second.state() == QProcess.ProcessState.Running)
    listener.shut_down()
    assert second.state() == QProcess.ProcessState.NotRunning and not listener.running


def test_a_listener_that_is_gone_with_its_program_running_is_not_told_of_its_end(qtbot, capfd) -> None:
    window = QObject()
    listener = HubListener(window)
    listener.start(_WAITS, None)
    process = listener.findChild(QProcess)
    qtbot.waitUntil(lambda: process.state() == QProcess.ProcessState.Running)
    shiboken6.delete(window)
    assert not shiboken6.isValid(process)
    assert "Traceback" not in capfd.readouterr().err
