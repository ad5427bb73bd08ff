"""GUI tests run without a display; every test gets the bundled fonts."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))  # for `reading_samples`, beside the tests

import pytest


@pytest.fixture(autouse=True)
def _bundled_fonts(qapp):
    from reader.gui.clipboard import settle_clipboard
    from reader.gui.fonts import load_fonts

    load_fonts()
    yield
    settle_clipboard()


@pytest.fixture
def theme():
    from reader.gui.theme import load_theme

    return load_theme("light")


@pytest.fixture
def pane(qtbot, qapp, theme):
    """A reading pane as wide as in the default window."""
    from reader.gui.reading_pane import ReadingPane
    from reader.gui.theme import apply

    apply(qapp, theme)
    made = ReadingPane(theme)
    qtbot.addWidget(made)
    made.resize(833, 868)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def settled_heap():
    """What the test runner keeps is not the program's to look through for garbage, as in a run of its own."""
    import gc

    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def stalls(settled_heap):
    """Measures the longest event of the GUI thread inside `with stalls:`; see `stalls.Stalls`."""
    from stalls import Stalls

    return Stalls()


@pytest.fixture
def open_window(qapp, qtbot, tmp_path):
    """Open the real window on a library below `tmp_path`; every window is shut down afterwards."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication

    from reader.gui.interface_language import InterfaceLanguage
    from reader.gui.main_window import MainWindow
    from reader.settings.paths import LibraryPaths
    from reader.settings.store import Settings

    language = InterfaceLanguage(qapp)
    windows = []

    def open_one(folder="library", ready=True, size=(1440, 900), **chosen):
        paths = LibraryPaths(tmp_path / folder)
        settings = Settings(paths.settings)
        for key, value in {
            "welcomed": True,
            "sample_added": True,
            "interface_language": "en",
            **chosen,
        }.items():
            settings.set(key, value)
        window = MainWindow(paths, settings, language)
        window.resize(*size)
        windows.append(window)
        window.show()
        if ready:
            with qtbot.waitSignal(window.library_opened, timeout=15000):
                pass
        return window

    yield open_one
    for window in windows:
        window.shut_down()
        window.deleteLater()
    language.set("en")
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
