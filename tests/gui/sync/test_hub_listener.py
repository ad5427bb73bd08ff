"""The program that hears a hub is ended without waiting for it, except when the window closes."""

from __future__ import annotations

import sys

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
    number = first.processId()
    listener.stop()
    assert not listener.running
    assert first.state() == QProcess.ProcessState.Running, "nobody waited for its end"
    listener.start(_WAITS, None)
    assert listener.running, "the next one does not wait either"
    qtbot.waitUntil(lambda: number not in [one.processId() for one in listener.findChildren(QProcess)])
    assert listener.running, "the end of the former one is not taken for its own"
    second = listener.findChild(QProcess)
    qtbot.waitUntil(lambda: second.state() == QProcess.ProcessState.Running)
    listener.shut_down()
    assert second.state() == QProcess.ProcessState.NotRunning and not listener.running
