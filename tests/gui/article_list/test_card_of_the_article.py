"""The article on screen is the current card wherever the list holds it, and what the keys of triage take."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen


def press(*keys):
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)


@pytest.fixture
def reading(open_window, qtbot, tmp_path):
    """With the second of three articles on screen beside the list, a favourite with a tag."""
    ids = fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(reopen_article=False, reduce_motion=True, size=(1280, 800))
    on = screen(window)
    qtbot.waitUntil(lambda: len(on.summaries) == 3)
    on.library.change([ids[1]], "favourite", True)
    on.library.tag([ids[1]], ["politique"], [])
    on.open_article(ids[1])
    qtbot.waitUntil(lambda: on.article_id == ids[1])
    window.activateWindow()
    return window, on, ids


def choose_row(on, qtbot, view):
    """Click a row of the sidebar and wait for its rows."""
    views = on.sidebar_rows
    row = next(n for n in range(views.count()) if views.item(n).data(Qt.ItemDataRole.UserRole) == view)
    views.scrollToItem(views.item(row))
    spot = views.visualItemRect(views.item(row)).center()
    QTest.mouseClick(views.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: on.list_pane.view_name == view and not on.list_pane.searching)


def marked(on):
    """The article of the card that is drawn as the chosen one, 0 for none."""
    return on.list_pane.current_id() if on.active_cards.chosen else 0


@pytest.mark.parametrize("view", ["all", "favourites", "tag:politique"])
def test_every_section_that_holds_the_article_marks_its_card(reading, qtbot, view):
    _, on, ids = reading
    choose_row(on, qtbot, view)
    qtbot.waitUntil(lambda: marked(on) == ids[1])
    choose_row(on, qtbot, "archive")
    assert marked(on) == 0
    choose_row(on, qtbot, "unread")
    qtbot.waitUntil(lambda: marked(on) == ids[1])
    place = on.cards.visualRect(on.cards.currentIndex())
    assert on.cards.viewport().rect().contains(place) and on.article_id == ids[1]


def test_the_card_is_marked_once_a_search_is_emptied_and_after_another_order(reading, qtbot):
    _, on, ids = reading
    choose_row(on, qtbot, "archive")
    on.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
    QTest.keyClicks(on.search_field, "xyzzyx")
    qtbot.waitUntil(lambda: on.list_pane.searching)
    choose_row(on, qtbot, "all")
    qtbot.waitUntil(lambda: marked(on) == ids[1])
    on.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
    QTest.keyClicks(on.search_field, "xyzzyx")
    qtbot.waitUntil(lambda: on.list_pane.searching)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not on.list_pane.searching)
    assert marked(on) == ids[1]
    on.options.sort("title")
    qtbot.waitUntil(lambda: on.library.sort == "title" and marked(on) == ids[1])


def test_no_card_that_only_has_the_keyboard_is_archived_instead_of_the_article(reading, qtbot):
    """A list without the article has its first card current as soon as it has the focus."""
    _, on, ids = reading
    on.library.change([ids[0]], "favourite", True)
    on.library.change([ids[1]], "favourite", False)
    choose_row(on, qtbot, "favourites")
    qtbot.waitUntil(lambda: [card.id for card in on.summaries] == [ids[0]])
    on.cards.setFocus(Qt.FocusReason.TabFocusReason)
    assert on.list_pane.current_id() == ids[0] and on.article_id == ids[1]
    press(Qt.Key.Key_E)
    qtbot.waitUntil(lambda: on.articles.by_ids([ids[1]])[0].archived)
    assert not on.articles.by_ids([ids[0]])[0].archived
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: on.article_id == ids[0])


def test_an_article_opened_over_feeds_leaves_no_other_card_marked(reading, qtbot):
    """The list below kept the card of the article before, which the next key of triage then took."""
    _, on, ids = reading
    on.read_feeds()
    on.show_view("feeds")
    qtbot.waitUntil(lambda: on.list_pane.cover is not None)
    on.open_article(ids[2])
    qtbot.waitUntil(lambda: on.article_id == ids[2])
    on.list_pane.lay_over(None)
    assert marked(on) == ids[2]


def test_an_undo_that_takes_the_only_picked_card_leaves_no_other_one_marked(reading, qtbot):
    """While a card is selected, steps show no article: the card they end at is marked beside another one."""
    window, on, ids = reading
    for one in (ids[0], ids[2]):
        on.library.change([one], "trashed", True)
        qtbot.waitUntil(lambda one=one: one not in [card.id for card in on.summaries])
    choose_row(on, qtbot, "trash")
    qtbot.waitUntil(lambda: {card.id for card in on.summaries} == {ids[0], ids[2]})
    on.cards.setFocus(Qt.FocusReason.TabFocusReason)
    on.list_pane.select(ids[2])
    press(Qt.Key.Key_X)
    press(Qt.Key.Key_End if on.list_pane.model.row_of(ids[2]) == 0 else Qt.Key.Key_Home)
    assert (marked(on), on.list_pane.picked.ids, on.article_id) == (ids[0], [ids[2]], ids[1])
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: [card.id for card in on.summaries] == [ids[0]])
    assert (marked(on), on.article_id, on.list_pane.current_id()) == (0, ids[1], ids[0])
    choose_row(on, qtbot, "unread")
    qtbot.waitUntil(lambda: marked(on) == ids[1])
