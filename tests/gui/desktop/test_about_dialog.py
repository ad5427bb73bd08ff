"""The dialog of versions and licences, whatever the disk does."""

from __future__ import annotations

import threading

import shiboken6

from reader.gui.desktop import about_dialog
from reader.gui.desktop.about_dialog import AboutDialog
from tests.gui.support.screen import screen
from tests.support.limits import LIMIT


def test_it_may_be_closed_before_its_list_was_read(open_window, qtbot, monkeypatch):
    window, read, crashes = open_window(), threading.Event(), []

    def slowly():
        read.wait(LIMIT)
        return []

    monkeypatch.setattr(about_dialog, "shipped_parts", slowly)
    monkeypatch.setattr(screen(window).notices, "crash", crashes.append)
    screen(window).actions.run("about.open")
    dialog = window.findChild(AboutDialog)
    dialog.close()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    read.set()
    qtbot.settle(window)
    assert not crashes
