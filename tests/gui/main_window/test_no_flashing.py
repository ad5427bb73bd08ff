"""No part of the window is shown for a moment as a window of its own before it has its place."""

from __future__ import annotations

import traceback

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reader.gui.settings.page_table import page_ids
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen

OPENED = ("ctrl+k", "ctrl+,", "?", "g n", "c", "shift+n", "ctrl+f", "z", "shift+t", "ctrl+g", "ctrl+n", "g q")
MODIFIERS = {"ctrl": Qt.KeyboardModifier.ControlModifier, "shift": Qt.KeyboardModifier.ShiftModifier}


class Watcher(QObject):
    """Notes each bare part that becomes a window; dialogs, menus and popups are meant to be one."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            # a part without a parent is of the plain type; what opens a window on purpose says so
            if watched.windowType() == Qt.WindowType.Window and watched.parentWidget() is None:
                where = "".join(traceback.format_stack(limit=6)[:-1])
                self.seen.append(f"{type(watched).__name__} {watched.metaObject().className()}\n{where}")
            elif watched.isWindow() and watched.windowType() == Qt.WindowType.Widget:
                self.seen.append(type(watched).__name__)
        return False


@pytest.fixture
def window(tmp_path, open_window, qtbot):
    fill_library(LibraryPaths(tmp_path / "library"))
    made = open_window(reduce_motion=True)
    on_screen = screen(made)
    on_screen.open_article(on_screen.summaries[0].id)
    qtbot.waitUntil(lambda: on_screen.article_id > 0)
    return made


def test_only_windows_are_shown_as_windows(window, qapp, qtbot):
    on_screen = screen(window)
    watcher = Watcher()
    qapp.installEventFilter(watcher)
    try:
        for page in page_ids():
            on_screen.overlays.open_settings(page)
            qtbot.settle(window, pauses=100)
        on_screen.overlays.close()
        for keys in OPENED:
            on_screen.view.setFocus()
            for one in keys.split():
                *held, name = one.split("+")
                modifiers = Qt.KeyboardModifier.NoModifier
                for modifier in held:
                    modifiers |= MODIFIERS[modifier]
                QTest.keyClick(window.focusWidget() or window, name, modifiers)
            qtbot.settle(window, pauses=100)
            for popup in [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window]:
                popup.close()
            for _ in range(3):
                QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Escape)
        for view in ("side-by-side", "interleaved"):
            on_screen.actions[f"translation.{view}"].trigger()
        for size in ((500, 700), (900, 700), (1440, 900)):
            window.resize(*size)
            qtbot.settle(window)
    finally:
        qapp.removeEventFilter(watcher)
    assert watcher.seen == []
