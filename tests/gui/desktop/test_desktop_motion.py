"""The desktop's wish for less motion on a real bus, from a portal of the test's own."""

from __future__ import annotations

import shutil

import pytest

from reader.gui.theme.motion import MOTION
from tests.gui.support.desktop import PORTAL, Desktop
from tests.gui.support.screen import screen

ALL, GNOME = "org.freedesktop.appearance", "org.gnome.desktop.interface"
REDUCED, ANIMATIONS = "reduced-motion", "enable-animations"


@pytest.fixture
def desktop(tmp_path, monkeypatch):
    if shutil.which("dbus-daemon") is None:
        pytest.skip("no dbus-daemon here: apt-get install dbus-daemon")
    made = Desktop(tmp_path, PORTAL)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
    yield made
    made.close()


def asked(desktop):
    return lambda: bool(desktop.of("ReadAll"))


@pytest.mark.parametrize(
    ("settings", "still"),
    [
        ({}, False),
        ({ALL: {REDUCED: ("u", 1)}}, True),
        ({ALL: {REDUCED: ("u", 0)}}, False),
        ({ALL: {"color-scheme": ("u", 1)}, GNOME: {ANIMATIONS: ("b", False)}}, True),
        ({GNOME: {ANIMATIONS: ("b", True)}}, False),
        ({ALL: {REDUCED: ("u", 0)}, GNOME: {ANIMATIONS: ("b", False)}}, False),
    ],
)
def test_the_wish_holds_from_the_start(open_window, qtbot, desktop, settings, still):
    desktop.settings.update(settings)
    window = open_window()
    qtbot.waitUntil(asked(desktop))
    motion = screen(window).desktop_motion
    qtbot.waitUntil(lambda: motion.bus.connected and not motion.bus._asked)
    assert MOTION.reduced is still


def test_a_change_of_the_wish_holds_at_once(open_window, qtbot, desktop):
    window = open_window()
    qtbot.waitUntil(asked(desktop))
    desktop.set(ALL, REDUCED, "u", 1)
    qtbot.waitUntil(lambda: MOTION.reduced)
    desktop.set(ALL, "color-scheme", "u", 1)
    desktop.set(ALL, REDUCED, "u", 0)
    qtbot.waitUntil(lambda: not MOTION.reduced)
    assert len(desktop.of("ReadAll")) == 3, "nothing is asked for what is not about motion"
    screen(window).options.set_flag("reduce_motion", True)
    assert MOTION.reduced, "the option holds whatever the desktop says"


def test_nothing_is_asked_before_the_list_is_read(open_window, qtbot, desktop):
    window = open_window(ready=False)
    motion = screen(window).desktop_motion
    assert not motion.bus.connected and not motion.bus._connecting
    with qtbot.waitSignal(window.library_opened):
        pass
    qtbot.waitUntil(asked(desktop))


def test_a_desktop_without_such_a_portal_moves_as_usual(open_window, qtbot, tmp_path, monkeypatch):
    if shutil.which("dbus-daemon") is None:
        pytest.skip("no dbus-daemon here: apt-get install dbus-daemon")
    bare = Desktop(tmp_path)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bare.address)
    window = open_window()
    motion = screen(window).desktop_motion
    qtbot.waitUntil(lambda: motion.bus.connected and not motion.bus._asked)
    assert not MOTION.reduced
    bare.close()


def test_the_wish_holds_while_nobody_answers(open_window, qtbot, desktop):
    desktop.settings.update({ALL: {REDUCED: ("u", 1)}})
    window = open_window()
    qtbot.waitUntil(lambda: MOTION.reduced)
    motion = screen(window).desktop_motion
    desktop.close()
    qtbot.waitUntil(lambda: not motion.bus.connected)
    motion._ask()
    qtbot.settle(window, pauses=1000)
    assert MOTION.reduced
