"""Tab comes to the fields of find and search where they stand, and Shift+Tab goes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.gui.support.tab_stops import stops_between


@pytest.fixture
def window(open_window, qtbot, tmp_path):
    ids = fill_library(LibraryPaths(tmp_path / "library"))

    def open_one(width):
        window = open_window(size=(width, 800), reduce_motion=True)
        on = screen(window)
        on.open_article(ids[1], with_focus=True)
        qtbot.waitUntil(lambda: on.article_id == ids[1])
        qtbot.settle(window)
        return window

    return open_one


def back_from(window, qtbot, widget):
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(widget, Qt.Key.Key_Backtab)
    qtbot.settle(window)
    return window.focusWidget()


@pytest.mark.parametrize("width", [1280, 560])
def test_the_find_bar_comes_between_the_bar_and_the_text(window, qtbot, width):
    window = window(width)
    on = screen(window)
    on.find.open()
    QTest.keyClicks(on.find_field, "une")
    qtbot.settle(window)
    bar = on.find_bar
    parts = [bar.field, bar.previous, bar.next]
    assert stops_between(bar.field, on.view) == parts[1:]
    assert back_from(window, qtbot, on.view) is bar.next
    before = back_from(window, qtbot, bar.field)
    toolbar = on.reading_pane.bar
    assert toolbar.isAncestorOf(before)
    assert stops_between(before, on.view) == parts


@pytest.mark.parametrize("width", [1000, 560])
def test_the_search_field_comes_before_the_results_over_which_it_stands(window, qtbot, width):
    window = window(width)
    on = screen(window)
    on.search.open()
    qtbot.settle(window)
    field, lists = on.search_field, on.list_pane
    header, pages = lists.header, lists.pages
    assert lists.isAncestorOf(field) and field.isVisible()
    assert header.isAncestorOf(back_from(window, qtbot, field))
    QTest.keyClicks(field, "texte")
    qtbot.waitUntil(lambda: lists.on_screen.model().rowCount() > 0)
    passed = stops_between(field, lists.on_screen)
    assert all(pages.isAncestorOf(part) for part in passed), passed


def test_it_is_behind_the_menu_again_where_the_sidebar_has_room(window, qtbot):
    window = window(1000)
    on = screen(window)
    on.search.open()
    window.resize(1280, 800)
    qtbot.settle(window)
    assert on.sidebar.isAncestorOf(on.search_field)
    assert back_from(window, qtbot, on.search_field) is on.menu_button
