"""A store on a server that keeps us waiting: closing breaks off what asks it."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from reader.gui.background import job_runner
from reader.settings.paths import LibraryPaths
from tests.gui.support.mouse import click
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.support.limits import LIMIT
from tests.translation.engines.hanging_server import HangingServer

PLACES = {
    "webdav": "http://zoe@{}/store",
    "hub": "postgresql://zoe@{}/liseuse",
}


@pytest.fixture
def silent():
    server = HangingServer("request")
    yield server
    server.close()


@pytest.mark.parametrize("kind", PLACES)
def test_closing_breaks_off_what_asks_a_silent_server(
    open_window, qtbot, tmp_path, silent, monkeypatch, caplog, kind
):
    monkeypatch.setattr(job_runner, "CLOSING_SECONDS", LIMIT / 2)  # else what hangs is left behind soon
    fill_library(LibraryPaths(tmp_path / "here"))
    window = open_window(folder="here")
    on_screen = screen(window)
    qtbot.waitUntil(lambda: on_screen.session is not None)
    on_screen.actions["sync.open"].trigger()
    dialog = on_screen.sync.dialog
    qtbot.waitUntil(lambda: dialog.isVisible())
    steps = dialog.steps
    QTest.keyClicks(steps.folder, PLACES[kind].format(silent.address.partition("//")[2]))
    steps.user.setText("zoe")
    steps.password.setText("any")
    click(dialog.next)
    qtbot.waitUntil(silent.asked.is_set)
    assert on_screen.job_runner.busy
    window.close()
    assert not any("left behind" in record.getMessage() for record in caplog.records)
