"""Files are watched once the disk has said that they are there; what the system cannot watch is let be."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher

from reader.gui.background.file_watch import FileWatch
from reader.gui.background.job_runner import JobRunner


def test_a_file_that_the_system_cannot_watch_is_told_of_as_no_change(
    qtbot, tmp_path: Path, monkeypatch
) -> None:
    """As where all watches of the computer are taken, or somebody else's folder cannot be read."""
    monkeypatch.setattr(QFileSystemWatcher, "addPaths", lambda _watcher, paths: list(paths))
    file, told = tmp_path / "file", list[bool]()
    file.touch()
    runner = JobRunner()
    watch = FileWatch(runner, runner)
    watch.changed.connect(lambda: told.append(True))
    watch.follow((file,))
    qtbot.waitUntil(lambda: not runner.busy)
    assert told == [] and not watch.complete
    runner.close()


def test_a_file_that_is_watched_may_have_changed_just_before(qtbot, tmp_path: Path) -> None:
    file, told = tmp_path / "file", list[bool]()
    file.touch()
    runner = JobRunner()
    watch = FileWatch(runner, runner)
    watch.changed.connect(lambda: told.append(True))
    watch.follow((file, tmp_path / "not yet"))
    qtbot.waitUntil(lambda: told == [True])
    assert not watch.complete
    file.write_text("changed")
    qtbot.waitUntil(lambda: len(told) > 1)
    runner.close()
