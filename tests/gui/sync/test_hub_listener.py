"""The program that hears a hub is ended without waiting for it, except when the window closes."""

from __future__ import annotations

import sys

import shiboken6
from PySide6.QtCore import QObject, QProcess

from reader.gui.sync.hub_listener import HubListener

_WAITS = (sys.executable, "-S", "-c", "input(); input()")
"""A program that takes the password and stays until its input ends."""


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
