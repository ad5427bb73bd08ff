"""A disk that answers nothing is noticed by what waits for it, and by nothing else."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.gui.background.disk_watch import DiskWatch
from reader.gui.background.job_runner import JobRunner
from reader.settings.paths import LibraryPaths


class Disk:
    """It answers unless it was told to hang; counts how often it was asked."""

    def __init__(self) -> None:
        self.answers = threading.Event()
        self.answers.set()
        self.asked: list[Path] = []

    def ask(self, folder: Path) -> None:
        self.asked.append(folder)
        self.answers.wait()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    made = Disk()
    monkeypatch.setattr(shutil, "disk_usage", made.ask)
    yield made
    made.answers.set()


@pytest.fixture
def watched(qtbot, disk: Disk, tmp_path: Path):
    """A runner, its watch, and what the watch said."""
    runner = JobRunner()
    watch = DiskWatch(runner, lambda: LibraryPaths(tmp_path), runner)
    said: list[bool] = []
    watch.silent.connect(said.append)
    yield runner, watch, said
    disk.answers.set()
    runner.close()


def test_work_that_waits_for_a_silent_disk_tells_it_until_the_disk_answers(qtbot, watched, disk) -> None:
    runner, _watch, said = watched
    disk.answers.clear()
    done: list[object] = []
    runner.submit("library", lambda _progress: disk.answers.wait(), done=done.append)
    qtbot.waitUntil(lambda: said == [True])
    disk.answers.set()
    qtbot.waitUntil(lambda: said == [True, False] and bool(done))


def test_long_work_on_a_disk_that_answers_says_nothing(qtbot, watched, disk) -> None:
    runner, _watch, said = watched
    go_on = threading.Event()
    ended: list[object] = []
    runner.submit("library", lambda _progress: go_on.wait(), done=ended.append)
    qtbot.waitUntil(lambda: len(disk.asked) > 4)  # two looks and more, at two places each
    go_on.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert not said


def test_nothing_is_asked_when_nothing_is_done(qtbot, watched, disk) -> None:
    runner, watch, said = watched
    ended: list[object] = []
    runner.submit("library", lambda _progress: None, done=ended.append)
    qtbot.waitUntil(lambda: bool(ended) and not watch.running)
    assert (disk.asked, said) == ([], [])
