"""A link that is saved while an article is read leaves it on screen, and is told below it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from reader.core.origin import NamedBy
from reader.gui.background.save_entry import SaveState
from reader.services.desktop.open_request import Opening
from reader.settings.paths import LibraryPaths
from tests.gui.saving.test_first_sign import by_drop
from tests.gui.support.local_question import agree_to_local
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen


def by_another_start(window, links):
    screen(window).open_requests.take(Opening(links=tuple(links), allow_local=True))


def by_paste(window, links):
    QGuiApplication.clipboard().setText(links[0])
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def by_companion(window, links):
    screen(window).open_requests.take(Opening(links=tuple(links), quietly=True, named_by=NamedBy.COMPANION))


@pytest.mark.parametrize("width", [560, 1280])
@pytest.mark.parametrize("language", ["original", "en"])
@pytest.mark.parametrize("give", [by_another_start, by_companion, by_drop, by_paste])
def test_a_window_goes_on_showing_the_article(
    open_window, qtbot, tmp_path, article_url, give, language, width
):
    first, *_ = fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(size=(width, 800), reading_language=language)
    on = screen(window)
    on.open_article(first, with_focus=True)
    qtbot.waitUntil(lambda: on.article_id == first)
    qtbot.settle(window)
    top = on.view.mapTo(window, QPoint(0, 0))
    give(window, [article_url])
    assert on.view.isVisible() and window.focusWidget() is on.view
    if give is by_companion:
        agree_to_local(window, qtbot)
    qtbot.waitUntil(lambda: [e.state for e in on.save_queue.entries] == [SaveState.SAVED])
    qtbot.settle(window)
    assert on.article_id == first and on.view.isVisible() and window.focusWidget() is on.view
    assert on.view.mapTo(window, QPoint(0, 0)) == top
    (item,) = on.save_tray.items
    (button,) = [b for b in item.findChildren(QPushButton) if b.text() == "Open"]
    assert window.rect().contains(button.rect().translated(button.mapTo(window, QPoint(0, 0))))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: on.article_id not in (0, first))
    assert on.view.isVisible()


def test_the_tray_goes_where_the_list_is(open_window, qtbot, tmp_path, article_url):
    first, *_ = fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(size=(560, 800))
    on = screen(window)
    on.open_article(first, with_focus=True)
    qtbot.waitUntil(lambda: on.article_id == first)
    by_another_start(window, [article_url])
    qtbot.waitUntil(lambda: [e.state for e in on.save_queue.entries] == [SaveState.SAVED])
    for width, back in ((560, True), (1280, False), (560, False)):
        window.resize(width, 800)
        if back:
            on.navigator.back()
        qtbot.settle(window)
        assert on.list_pane.isVisible() and on.list_pane.isAncestorOf(on.save_tray)
        assert on.save_tray.items[0].isVisible()
    on.panes.show_reading()
    qtbot.settle(window)
    assert not on.list_pane.isVisible() and on.save_tray.items[0].isVisible()
    on.reading_mode.enter()
    qtbot.settle(window, pauses=1000)
    assert not on.save_tray.isVisible(), "the article has the window alone"


def test_a_hidden_list_stays_hidden(open_window, qtbot, tmp_path, article_url):
    first, *_ = fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(size=(1280, 800))
    on = screen(window)
    on.open_article(first, with_focus=True)
    qtbot.waitUntil(lambda: on.article_id == first)
    on.panes.toggle_list()
    by_another_start(window, [article_url])
    qtbot.waitUntil(lambda: [e.state for e in on.save_queue.entries] == [SaveState.SAVED])
    qtbot.settle(window)
    assert not on.list_pane.isVisible() and on.save_tray.items[0].isVisible()
