"""The window's own thread asks the library's disk nothing, which may not answer: that would stop the window."""

from __future__ import annotations

import subprocess
import sys

from reader.core.model import ReadingPosition
from reader.gui.background.file_watch import FileWatch
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.gui.support.disk_asked import asked_by_window
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen


def by_command(paths: LibraryPaths, *words: str) -> None:
    """Let another program work on the library."""
    command = [sys.executable, "-m", "reader", "--library", str(paths.root), "--quiet", *words]
    subprocess.run(command, check=True, capture_output=True)


def watching(window) -> bool:
    """Whether all that is to be watched is watched."""
    watches = window.findChildren(FileWatch)
    return bool(watches) and all(one.complete for one in watches)


def test_reading_and_what_comes_from_elsewhere(open_window, qtbot, tmp_path):
    paths = LibraryPaths(tmp_path / "library")
    first, second, third = fill_library(paths)
    with asked_by_window(tmp_path) as asked:
        window = open_window(reduce_motion=True)
        on_screen = screen(window)
        qtbot.waitUntil(lambda: len(on_screen.summaries) == 3 and watching(window))
        on_screen.open_article(first)
        qtbot.waitUntil(lambda: on_screen.article_id == first)
        on_screen.articles.set_position(first, ReadingPosition("b1", 0), 0.3)
        by_command(paths, "archive", str(second))
        qtbot.waitUntil(lambda: len(on_screen.summaries) == 2)
        on_screen.library.change([third], "trashed", True)
        qtbot.waitUntil(lambda: len(on_screen.summaries) == 1)
        Settings(paths.settings).set("text_size", 7)
        qtbot.waitUntil(lambda: on_screen.options.number("text_size") == 7)
    assert asked == []
