"""The steps into a folder, while one of them looks: what is joined is what was looked at."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import join_store
from reader.settings.paths import LibraryPaths
from tests.gui.support.mouse import click
from tests.gui.support.screen import screen
from tests.support.libraries import make_empty

WORDS = "three small words"


@pytest.fixture
def steps(open_window, qtbot, tmp_path):
    """The dialog of a window, beside a store of another computer in “carried”."""
    make_empty(tmp_path / "there")
    with LibrarySession.open(LibraryPaths(tmp_path / "there")) as session:
        join_store(session, str(tmp_path / "carried"), WORDS, Progress(), "desk")
    make_empty(tmp_path / "here")
    window = open_window(folder="here", reduce_motion=True)
    qtbot.waitUntil(lambda: screen(window).session is not None)
    screen(window).actions["sync.open"].trigger()
    dialog = screen(window).sync.dialog
    qtbot.waitUntil(lambda: dialog.isVisible() and dialog.steps.folder.isVisible())
    return dialog


def test_what_is_typed_while_the_folder_is_looked_at_changes_nothing(steps, qtbot, tmp_path):
    dialog, fields, rounds = steps, steps.steps, steps._rounds
    place = str(tmp_path / "carried")
    QTest.keyClicks(fields.folder, place)
    QTest.keyClick(fields.folder, Qt.Key.Key_Return)
    assert not dialog.next.isEnabled(), "it looks"
    QTest.keyClicks(fields.folder, "x")
    QTest.keyClick(fields.folder, Qt.Key.Key_Return)
    assert fields.folder.text() == place
    qtbot.waitUntil(lambda: fields.passphrase.isVisible() and dialog.next.isEnabled())
    QTest.keyClicks(fields.passphrase, "not the words")
    QTest.keyClick(fields.passphrase, Qt.Key.Key_Return)
    QTest.keyClicks(fields.passphrase, "x")
    assert fields.passphrase.text() == "not the words"
    qtbot.waitUntil(lambda: "not the passphrase" in dialog.status.text())
    assert fields.passphrase.hasFocus(), "where it is typed again"
    fields.passphrase.selectAll()
    QTest.keyClicks(fields.passphrase, WORDS)
    QTest.keyClick(fields.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: fields.name.isVisible() and dialog.next.isEnabled())
    click(dialog.next)
    qtbot.waitUntil(lambda: "leave" in dialog.act_buttons and not rounds.running)
    assert rounds.state.store == place
    assert len(rounds.state.machines) == 2
    assert not (tmp_path / "carriedx").exists()


def test_a_folder_that_is_emptied_between_two_steps_is_looked_at_anew(steps, qtbot, tmp_path):
    dialog, fields = steps, steps.steps
    QTest.keyClicks(fields.folder, str(tmp_path / "carried"))
    QTest.keyClick(fields.folder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: fields.passphrase.isVisible() and dialog.next.isEnabled())
    shutil.rmtree(tmp_path / "carried")
    QTest.keyClicks(fields.passphrase, "typed once")
    QTest.keyClick(fields.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "has just changed" in dialog.status.text())
    assert fields.folder.isVisible() and dialog.next.isEnabled()


def test_a_store_that_goes_before_the_last_step_is_not_begun_anew(steps, qtbot, tmp_path):
    dialog, fields = steps, steps.steps
    QTest.keyClicks(fields.folder, str(tmp_path / "carried"))
    QTest.keyClick(fields.folder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: fields.passphrase.isVisible() and dialog.next.isEnabled())
    QTest.keyClicks(fields.passphrase, WORDS)
    QTest.keyClick(fields.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: fields.name.isVisible() and dialog.next.isEnabled())
    shutil.rmtree(tmp_path / "carried")
    click(dialog.next)
    qtbot.waitUntil(lambda: "cannot be reached" in dialog.status.text())
    assert not (tmp_path / "carried").exists()
