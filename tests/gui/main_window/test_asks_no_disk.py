"""The window's own thread asks the library's disk nothing: one that does not answer would stop the window."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtWidgets import QLabel

from reader.core.model import ReadingPosition
from reader.gui.background.file_watch import FileWatch
from reader.gui.desktop.companion_dialog import CompanionDialog
from reader.gui.models.model_details import ModelDetails
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


def test_dialogs_that_tell_what_lies_in_the_librarys_folder(open_window, qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    fill_library(LibraryPaths(tmp_path / "library"))
    (tmp_path / "exports").mkdir()
    window = open_window(reduce_motion=True)
    on_screen = screen(window)
    qtbot.waitUntil(lambda: on_screen.session is not None)
    with asked_by_window(tmp_path) as asked:
        on_screen.actions["companion.open"].trigger()
        companion = window.findChild(CompanionDialog)
        qtbot.waitUntil(lambda: "browser" in companion.state.text())
        companion.close()
        models = on_screen.open_models()
        qtbot.waitUntil(lambda: models._overview is not None)
        models._show_details(models._overview.installed[0])
        qtbot.waitUntil(lambda: models.findChild(ModelDetails) is not None)
        said = " ".join(part.text() for part in models.findChild(ModelDetails).findChildren(QLabel))
        assert "Installed on" in said
        models.close()
        export = on_screen.backup.export(tmp_path / "exports")
        qtbot.waitUntil(lambda: export.exported is not None)
        export.close()
    assert asked == []
