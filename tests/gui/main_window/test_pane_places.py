"""The panes stand side by side without a gap, each whole, in both reading directions."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen


def columns(on_screen):
    """First and last column of every pane in sight, from left to right."""
    splitter = on_screen.splitter
    panes = [splitter.widget(number) for number in range(splitter.count())]
    shown = [pane.geometry() for pane in panes if pane.isVisible()]
    return sorted((place.left(), place.right()) for place in shown)


def side_by_side(on_screen):
    """Whether one column, the hairline's, lies between neighbours, and none at the edges."""
    found = columns(on_screen)
    between = [after[0] - before[1] - 1 for before, after in pairwise(found)]
    at_edges = found[0][0] == 0 and found[-1][1] == on_screen.splitter.width() - 1
    return at_edges and set(between) <= {1}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_panes_leave_no_gap_and_none_is_cut(open_window, qtbot, tmp_path, language):
    fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(interface_language=language)
    on_screen = screen(window)
    for width in (1440, 1280, 1000, 520, 1366):
        window.resize(width, 800)
        qtbot.settle(window)
        assert side_by_side(on_screen), (width, columns(on_screen))
    for way in (on_screen.panes.toggle_list, on_screen.panes.toggle_sidebar) * 2:
        way()
        qtbot.settle(window)
        assert side_by_side(on_screen), columns(on_screen)
    handle = on_screen.splitter.handle(2)
    for step in (1, -1, 30, -17):
        middle = handle.rect().center()
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
        QTest.mouseMove(handle, middle + QPoint(step, 0))
        QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=handle.rect().center())
        assert side_by_side(on_screen), (step, columns(on_screen))


def test_the_panes_change_sides_with_the_language(open_window, qtbot, tmp_path):
    fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(interface_language="en")
    on_screen = screen(window)
    for language in ("ar", "fr", "ar"):
        on_screen.options.set("interface_language", language)
        qtbot.settle(window)
        assert side_by_side(on_screen), (language, columns(on_screen))
        first = on_screen.splitter.widget(0).geometry()
        assert (first.left() == 0) == (language != "ar")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_menu_opens_away_from_the_sidebar(open_window, qtbot, tmp_path, language):
    fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(interface_language=language, size=(1000, 700))
    window.move(-220 if language == "ar" else 20, 40)  # so that there is room on the screen on either side
    qtbot.settle(window)
    on_screen = screen(window)
    button = on_screen.sidebar.menu_button
    place = QRect(button.mapToGlobal(QPoint(0, 0)), button.size())
    on_screen.show_menu()
    shown = on_screen.menu.geometry()
    on_screen.menu.close()
    assert button.isVisible()
    assert shown.right() == place.right() if language == "ar" else shown.left() == place.left()
    assert shown.top() == place.bottom() + 1
