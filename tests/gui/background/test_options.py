"""The options of a window while another program writes them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from reader.gui.background.job_runner import JobRunner
from reader.gui.background.options import Options
from reader.settings.store import Found, Settings
from tests.support.limits import wait_for


class Watched(Settings):
    """Settings that say when they were read again."""

    looks = 0

    def found_elsewhere(self) -> Found | None:
        found = super().found_elsewhere()
        self.looks += 1
        return found


def test_what_another_program_wrote_comes_though_this_one_writes_at_that_moment(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "settings.json"
    settings, owner = Watched(path), QObject()
    jobs = JobRunner(owner)
    options = Options(settings, jobs, owner)
    told: list[str] = []
    options.changed.connect(told.append)
    Settings(path).set("text_size", 8)
    options.look_elsewhere()
    wait_for(lambda: settings.looks or None)
    settings.set("last_view", "all")
    qtbot.waitUntil(lambda: options.number("text_size") == 8)
    assert told == ["text_size"] and settings.text("last_view") == "all"
    jobs.close()
