"""While the queue translates on mains power the computer does not go to sleep."""

from __future__ import annotations

import shutil

import pytest

from reader.gui.translation_queue import stay_awake
from reader.gui.translation_queue.state import IDLE, RUNNING
from tests.gui.support.desktop import POWER, Desktop
from tests.gui.support.screen import screen


@pytest.fixture
def desktop(tmp_path, monkeypatch):
    if shutil.which("dbus-daemon") is None:
        pytest.skip("no dbus-daemon here: apt-get install dbus-daemon")
    made = Desktop(tmp_path, POWER)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
    yield made
    made.close()


def test_it_holds_on_mains_and_lets_go_without_and_at_the_end(open_window, qtbot, desktop, monkeypatch):
    queue = screen(open_window()).translation_queue
    power = {"mains": True}
    monkeypatch.setattr(stay_awake, "on_mains", lambda: power["mains"])
    queue.state.doing = RUNNING
    queue.changed.emit()
    awake = queue.stay_awake.awake
    qtbot.waitUntil(lambda: awake.held)
    assert desktop.of("Inhibit") == [("Liseuse", "Articles are being translated")]
    queue.changed.emit()  # each paragraph

    power["mains"] = False
    queue.stay_awake.look()
    qtbot.waitUntil(lambda: len(desktop.of("UnInhibit")) == 1)
    power["mains"] = True
    queue.stay_awake.look()
    qtbot.waitUntil(lambda: awake.held)
    queue.state.doing = IDLE
    queue.changed.emit()
    qtbot.waitUntil(lambda: len(desktop.of("UnInhibit")) == 2)
    assert len(desktop.of("Inhibit")) == 2 and not awake.wanted
