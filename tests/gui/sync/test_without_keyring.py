"""A start where no keyring has the passphrase: said quietly, and typed where the way leads."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton

from reader.core.progress import Progress
from reader.gui.dialogs.placed_notices import PlacedNotices
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import join_store
from reader.services.sync.places import PASSPHRASE_VARIABLE
from reader.settings.paths import LibraryPaths
from tests.gui.support.mouse import click, paste
from tests.gui.support.screen import screen
from tests.gui.sync.test_server_place import server
from tests.support.libraries import make_empty
from tests.support.servers.store_servers import PASSWORD

__all__ = ["server"]

WORDS = "three small words"


def test_a_start_asks_for_the_passphrase_at_the_windows_foot(open_window, qtbot, tmp_path):
    make_empty(tmp_path / "here")
    with LibrarySession.open(LibraryPaths(tmp_path / "here")) as session:
        join_store(session, str(tmp_path / "carried"), WORDS, Progress(), "desk")
    window = open_window(folder="here", reduce_motion=True)
    rounds = screen(window).sync.rounds
    qtbot.waitUntil(lambda: rounds.error is not None and not rounds.running)
    assert rounds.error.kind == "sync-locked"
    assert not [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    placed = window.findChild(PlacedNotices)
    qtbot.waitUntil(lambda: placed.isVisible() and len(placed.notices) == 1)
    (notice,) = placed.notices
    assert notice.said == ("The passphrase of the shared folder is needed.",)
    (button,) = [one for one in notice.findChildren(QPushButton) if one.text() == "Type it"]
    click(button)
    dialog = screen(window).sync.dialog
    qtbot.waitUntil(lambda: dialog.isVisible() and dialog.passphrase is not None)
    assert not placed.notices
    qtbot.waitUntil(lambda: dialog.state_line.text() == "Passphrase needed")
    qtbot.waitUntil(lambda: dialog.passphrase is not None and dialog.focusWidget() is dialog.passphrase)
    QTest.keyClicks(dialog.passphrase, "wrong words")
    rounds.read()  # whatever shows the page anew leaves what is typed
    field = dialog.passphrase
    qtbot.waitUntil(lambda: dialog.passphrase is not field)
    assert dialog.passphrase.text() == "wrong words"
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.passphrase)
    rounds.begin()
    assert not rounds.running, "none takes the field away that is typed into"
    QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rounds.error is not None and rounds.error.kind == "sync-passphrase")
    qtbot.waitUntil(lambda: dialog.passphrase is not None and dialog.focusWidget() is dialog.passphrase)
    assert not dialog.passphrase.text()
    QTest.keyClicks(dialog.passphrase, WORDS)
    click(dialog.act_buttons["unlock"])
    qtbot.waitUntil(lambda: dialog.state_line.text() == "In step just now")


def test_a_start_asks_for_the_password_that_nobody_has_and_blames_none(
    open_window, qtbot, tmp_path, server, monkeypatch
):
    make_empty(tmp_path / "here")
    with LibrarySession.open(LibraryPaths(tmp_path / "here")) as session:
        join_store(session, server.address(), WORDS, Progress(), "desk", PASSWORD)
    monkeypatch.setenv(PASSPHRASE_VARIABLE, WORDS)
    window = open_window(folder="here", reduce_motion=True)
    rounds = screen(window).sync.rounds
    qtbot.waitUntil(lambda: rounds.error is not None and not rounds.running)
    assert rounds.error.kind == "sync-no-password"
    placed = window.findChild(PlacedNotices)
    qtbot.waitUntil(lambda: placed.isVisible() and len(placed.notices) == 1)
    (notice,) = placed.notices
    assert "is not kept on this computer" in notice.said[0] and "accept" not in notice.said[0]
    (button,) = [one for one in notice.findChildren(QPushButton) if one.text() == "Type it"]
    click(button)
    dialog = screen(window).sync.dialog
    qtbot.waitUntil(lambda: dialog.isVisible() and dialog.passphrase is not None)
    qtbot.waitUntil(lambda: dialog.state_line.text() == "Password needed")
    assert dialog.passphrase.accessibleName() == "Password"
    rounds.begin()
    assert not rounds.running, "none takes the field away that is typed into"
    paste(dialog.passphrase, PASSWORD)
    click(dialog.act_buttons["unlock"])
    qtbot.waitUntil(lambda: dialog.state_line.text() == "In step just now")
