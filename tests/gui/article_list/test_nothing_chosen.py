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


@pytest.fixture(params=[1280, 560])
def started(open_window, tmp_path, qtbot, request):
    """As after a start: the list has the focus, nothing is open; wide and narrow."""
    fill_library(LibraryPaths(tmp_path / "library"))
    made = open_window(reduce_motion=True, size=(request.param, 800))
    qtbot.waitUntil(lambda: len(screen(made).summaries) > 2)
    qtbot.settle(made)
    screen(made).cards.setFocus(Qt.FocusReason.OtherFocusReason)
    assert screen(made).article_id == 0
    return made


def _marked(window, row):
    """Whether a card is drawn in another way than without the focus, as the second card is not."""
    cards = screen(window).cards
    place = cards.visualRect(cards.model().index(row, 0))
    shown = cards.viewport().grab(place).toImage()
    cards.clearFocus()
    plain = cards.viewport().grab(place).toImage()
    cards.setFocus(Qt.FocusReason.OtherFocusReason)
    return shown != plain


def test_the_card_that_is_current_without_being_chosen_is_seen(started, qtbot):
    assert _marked(started, 0) and not _marked(started, 1)


@pytest.mark.parametrize("key", [Qt.Key.Key_J, Qt.Key.Key_Down])
def test_the_first_step_after_a_start_goes_to_the_first_card(started, qtbot, key):
    on = screen(started)
    ids = _first(started)
    for wanted in ids[:2]:
        _press(started, key)
        assert on.list_pane.current_id() == wanted and on.cards.chosen
        if started.width() > 1000:
            qtbot.waitUntil(lambda wanted=wanted: on.article_id == wanted)
    assert _marked(started, 1)


@pytest.mark.parametrize("key", [Qt.Key.Key_J, Qt.Key.Key_Down])
def test_the_first_step_goes_to_the_marked_card_after_the_list_was_read_again(started, qtbot, key):
    on = screen(started)
    ids = _first(started)
    on.articles.add(document(9), "https://x.org/9", "x.org/9", SAVED)
    on.library.refresh()
    qtbot.waitUntil(lambda: len(on.summaries) == len(ids) + 1)
    assert _marked(started, _first(started).index(ids[0]))
    _press(started, key)
    assert on.list_pane.current_id() == ids[0] and on.cards.chosen


@pytest.mark.parametrize("key", [Qt.Key.Key_J, Qt.Key.Key_Down])
def test_the_first_step_goes_on_from_the_article_that_is_read(window, qtbot, key):
    """In a view that was chosen later no card is current yet."""
    on = screen(window)
    ids = _first(window)
    on.open_article(ids[1])
    qtbot.waitUntil(lambda: on.article_id == ids[1])
    on.show_view("trash")
    qtbot.waitUntil(lambda: on.list_pane.view_name == "trash")
    on.show_view("all")
    qtbot.waitUntil(lambda: on.list_pane.view_name == "all" and len(on.summaries) > 2)
    on.cards.setFocus(Qt.FocusReason.OtherFocusReason)
    shown = _first(window)
    assert on.list_pane.current_id() == ids[1] and on.cards.chosen
    _press(window, key)
    qtbot.waitUntil(lambda: on.article_id == shown[shown.index(ids[1]) + 1])


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


@pytest.mark.parametrize("mode", [False, True], ids=["panes", "reading mode"])
def test_another_view_begins_at_the_card_of_the_article_that_is_read(window, qtbot, mode):
    """It began at the card beside it in the view before: `Del` deleted what nobody had looked at."""
    on = screen(window)
    _press(window, Qt.Key.Key_G, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: on.list_pane.view_name == "unread")
    read = _first(window)[-1]
    on.open_article(read, with_focus=True)
    qtbot.waitUntil(lambda: on.article_id == read)
    if mode:
        _press(window, Qt.Key.Key_R)
        qtbot.settle(window)
    on.articles.set_unread([read], False)
    on.articles.add(document(9), "https://x.org/9", "x.org/9", SAVED)
    on.library.refresh()
    qtbot.waitUntil(lambda: read not in _first(window))
    qtbot.settle(window)
    _press(window, Qt.Key.Key_Escape)
    qtbot.settle(window)
    _press(window, Qt.Key.Key_G, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: on.list_pane.view_name == "all")
    qtbot.settle(window)
    assert on.cards.hasFocus() and on.list_pane.current_id() == read == on.article_id
