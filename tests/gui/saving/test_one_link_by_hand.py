"""One link that the reader gives by hand leads to its article, whichever way it is given."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.gui.widgets.link_field import LinkField
from reader.settings.paths import LibraryPaths
from tests.gui.saving.test_first_sign import by_drop
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.support.libraries import give_models

CTRL = Qt.KeyboardModifier.ControlModifier


def by_paste(window, link):
    QGuiApplication.clipboard().setText(link)
    QTest.keyClick(screen(window).cards, Qt.Key.Key_V, CTRL)


def by_dialog(window, link):
    QTest.keyClick(screen(window).cards, Qt.Key.Key_N, CTRL)
    field = QApplication.activeModalWidget().field.edit
    field.setText(link)
    QTest.keyClick(field, Qt.Key.Key_Return)
    window.activateWindow()  # as a window manager does


def by_dialog_from_the_search(window, link):
    """What was typed there before is no reason to keep the keyboard from the article."""
    field = screen(window).search_field
    field.setFocus()
    QTest.keyClicks(field, "a")
    by_dialog(window, link)


def dropped(window, link):
    by_drop(window, [link])


@pytest.mark.models
@pytest.mark.parametrize("width", [560, 1280])
@pytest.mark.parametrize("give", [by_paste, by_dialog, by_dialog_from_the_search, dropped])
def test_it_opens_in_the_readers_language(open_window, qtbot, tmp_path, article_url, give, width):
    ids = fill_library(LibraryPaths(tmp_path / "library"))
    give_models(tmp_path / "library")
    window = open_window(size=(width, 800), reading_language="en", reduce_motion=True)
    on = screen(window)
    on.cards.setFocus()
    give(window, article_url)
    qtbot.waitUntil(lambda: on.article_id not in (0, *ids))
    qtbot.settle(window)
    assert on.view.isVisible() and window.focusWidget() is on.view


@pytest.mark.models
def test_who_types_something_else_meanwhile_keeps_the_keyboard(open_window, qtbot, tmp_path, article_url):
    ids = fill_library(LibraryPaths(tmp_path / "library"))
    give_models(tmp_path / "library")
    window = open_window(size=(1280, 800), reading_language="en", reduce_motion=True)
    on = screen(window)
    on.cards.setFocus()
    by_paste(window, article_url)
    on.search_field.setFocus()
    QTest.keyClicks(on.search_field, "q")
    qtbot.waitUntil(lambda: on.article_id not in (0, *ids))
    qtbot.settle(window)
    assert window.focusWidget() is on.search_field


@pytest.mark.models
@pytest.mark.parametrize("width", [560, 1280])
@pytest.mark.parametrize("pasted", [True, False])
def test_the_first_link_of_all_takes_the_keyboard_to_its_article(
    open_window, qtbot, tmp_path, article_url, pasted, width
):
    """The list took it, in a narrow window one that is not even seen."""
    window = open_window(size=(width, 800), reading_language="en", welcomed=False, reduce_motion=True)
    give_models(tmp_path / "library")
    on = screen(window)
    qtbot.settle(window)
    if pasted:
        window.setFocus()  # in the field of the page it would only fill that
        QGuiApplication.clipboard().setText(article_url)
        QTest.keyClick(window, Qt.Key.Key_V, CTRL)
    else:
        field = on.welcome_page.findChild(LinkField).edit
        field.setFocus()
        field.setText(article_url)
        QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: on.article_id > 0)
    qtbot.settle(window)
    assert on.view.isVisible() and window.focusWidget() is on.view
