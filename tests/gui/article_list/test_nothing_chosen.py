"""What the list and the pane beside it do while no article is open."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.support.computers import SAVED, document


@pytest.fixture
def window(open_window, tmp_path, qtbot):
    """With several articles, none of them open."""
    fill_library(LibraryPaths(tmp_path / "library"))
    made = open_window(reduce_motion=True, size=(1280, 800))
    qtbot.waitUntil(lambda: len(screen(made).summaries) > 2)
    qtbot.settle(made)
    assert screen(made).article_id == 0
    return made


def _press(window, *keys):
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or window, key)


def _first(window):
    return [summary.id for summary in screen(window).summaries]


def test_the_first_j_shows_the_card_that_is_current(window, qtbot):
    on = screen(window)
    on.cards.setFocus(Qt.FocusReason.OtherFocusReason)
    ids = _first(window)
    assert on.list_pane.current_id() == ids[0]
    _press(window, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: on.article_id == ids[0])
    assert on.list_pane.current_id() == ids[0]
    _press(window, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: on.article_id == ids[1])
    _press(window, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: on.article_id == ids[0])


def test_the_first_j_shows_it_also_when_another_article_has_come_meanwhile(window, qtbot):
    on = screen(window)
    on.cards.setFocus(Qt.FocusReason.OtherFocusReason)
    ids = _first(window)
    session = on.session
    session.articles.add(document(9), "https://x.org/9", "x.org/9", SAVED)
    on.library.refresh()
    qtbot.waitUntil(lambda: len(on.summaries) == len(ids) + 1)
    assert on.list_pane.current_id() == ids[0]
    _press(window, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: on.article_id == ids[0])


def test_the_pane_asks_to_choose_only_where_there_is_something(window, qtbot):
    on = screen(window)
    state, lists = on.reading_pane.state_page, on.list_pane
    empty = lists.empty
    assert state.title == "Choose an article"
    on.actions.run("view.trash")
    qtbot.waitUntil(lambda: lists.view_name == "trash" and empty.isVisible())
    assert state.isVisible() and state.title == ""
    on.actions.run("view.all")
    qtbot.waitUntil(lambda: lists.view_name == "all" and not empty.isVisible())
    assert state.title == "Choose an article"
