"""Notifications on a real bus: kept while they stand, plain text, and a click opens the article."""

from __future__ import annotations

import shutil

import pytest

from tests.gui.support.desktop import NOTIFICATIONS, Desktop
from tests.gui.support.screen import screen


@pytest.fixture
def desktop(tmp_path, monkeypatch):
    if shutil.which("dbus-daemon") is None:
        pytest.skip("no dbus-daemon here: apt-get install dbus-daemon")
    made = Desktop(tmp_path, NOTIFICATIONS)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
    yield made
    made.close()


def test_what_ends_in_the_background_is_told_once_and_a_click_opens_it(
    open_window, qtbot, desktop, site, article_url, monkeypatch
):
    window = open_window()
    on_screen = screen(window)
    monkeypatch.setattr(type(window), "isActiveWindow", lambda self: False)
    on_screen.give_links([article_url, "http://127.0.0.1:9/nobody"])
    qtbot.waitUntil(lambda: bool(desktop.of("Notify")))
    ((program, replaces, icon, title, text, actions, hints, _lasts),) = desktop.of("Notify")
    assert (program, replaces, icon, title) == ("Liseuse", 0, "liseuse", "Saved for offline reading")
    assert "Interpol" in text and "1 link could not be saved" in text
    assert actions == ["default", "Open"] and hints["desktop-entry"] == ("s", "liseuse")

    # Words of the page are words: a desktop reads a little markup. The next takes the place of the last.
    notifications = on_screen.notifications
    qtbot.waitUntil(lambda: notifications._last == 1)  # the desktop's answer to the first is there
    assert notifications.tell("2 articles saved", "L’eau & <b>la pluie</b>")
    qtbot.waitUntil(lambda: len(desktop.of("Notify")) == 2)
    assert desktop.of("Notify")[1][1] == 1
    assert desktop.of("Notify")[1][4] == "L’eau &amp; &lt;b&gt;la pluie&lt;/b&gt;"
    senders = {who for _, _, who in desktop.heard}
    assert len(senders) == 1 and not senders & set(desktop.left), "GNOME takes away what nobody stands for"

    # A click: of another program's notification nothing is known, of ours the article opens.
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 1)
    saved = on_screen.summaries[0].id
    on_screen.give_links([site.url("/parlement-la-diplomatie-de-lombre/")])
    qtbot.waitUntil(lambda: len(desktop.of("Notify")) == 3)
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 2)
    newest = next(summary.id for summary in on_screen.summaries if summary.id != saved)
    qtbot.waitUntil(lambda: notifications._last == 3)
    window.hide()
    desktop.tell("ActionInvoked", "us", 99, "default")
    desktop.tell("ActivationToken", "us", 3, "token")
    desktop.tell("ActionInvoked", "us", 3, "default")
    qtbot.waitUntil(lambda: on_screen.article_id == newest)
    assert window.isVisible()

    on_screen.options.set("notifications", False)
    assert not notifications.tell("x", "")
    on_screen.options.set("notifications", True)
    monkeypatch.setattr(type(window), "isActiveWindow", lambda self: True)
    assert not notifications.tell("x", ""), "who looks at the window sees it there"
    window.shut_down()
    qtbot.waitUntil(lambda: senders <= set(desktop.left))


def test_no_bus_is_no_trouble(open_window, qtbot, monkeypatch, tmp_path):
    window = open_window()
    notifications = screen(window).notifications
    monkeypatch.setattr(type(window), "isActiveWindow", lambda self: False)
    assert not notifications.tell("Saved", ""), "no bus at all"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'nothing'}")
    assert notifications.tell("Saved", ""), "it is tried"
    qtbot.waitUntil(lambda: not screen(window).job_runner.busy)
    assert not notifications.bus.connected
