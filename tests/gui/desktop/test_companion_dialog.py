"""The dialog that connects the browsers: what it says of those that are there, with room for all of it."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt

from reader.gui.desktop.companion_dialog import CompanionDialog
from tests.gui.support.screen import screen


@pytest.mark.skipif(sys.platform != "linux", reason="the folders are those of Linux")
def test_it_says_which_browsers_it_connects_and_which_run_closed_off(
    open_window, qtbot, monkeypatch, tmp_path
):
    home = tmp_path / "home"
    for folder in (".config/mozilla/firefox", ".var/app/org.mozilla.firefox", "snap/chromium"):
        (home / folder).mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    window = open_window()
    screen(window).actions["companion.open"].trigger()
    dialog = window.findChild(CompanionDialog)
    qtbot.mouseClick(dialog.connect_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.steps.isVisible)
    said = dialog.state.text()
    assert "Firefox (Flatpak)" in said and "Chromium (Snap)" in said and "Connected" in said
    assert "about:debugging" in dialog.steps.text() and "not signed" in dialog.steps.text()
    qtbot.waitUntil(lambda: dialog.steps.height() >= dialog.steps.heightForWidth(dialog.steps.width()))
    qtbot.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.steps.isHidden)
    assert not (home / ".mozilla").exists()
