"""A link that is saved while an article is read leaves it on screen, and is told below it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from reader.core.messages import plain
from reader.core.origin import NamedBy
from reader.gui.background.save_entry import SaveState, heading
from reader.services.desktop.open_request import Opening
from reader.settings.paths import LibraryPaths
from tests.gui.saving.test_first_sign import by_drop
from tests.gui.support.local_question import agree_to_local
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.support.kept_port import kept_port
from tests.support.libraries import give_models


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
    give_models(tmp_path / "library")
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


def test_a_link_given_while_the_window_is_hidden_leaves_the_article_for_when_it_is_back(
    open_window, qtbot, tmp_path, article_url
):
    first, *_ = fill_library(LibraryPaths(tmp_path / "library"))
    give_models(tmp_path / "library")
    window = open_window(reading_language="en")
    on = screen(window)
    on.open_article(first, with_focus=True)
    qtbot.waitUntil(lambda: on.article_id == first)
    window.hide()
    QGuiApplication.clipboard().setText(article_url)
    on.navigator.paste()
    qtbot.waitUntil(lambda: [e.state for e in on.save_queue.entries] == [SaveState.SAVED])
    qtbot.settle(window)
    assert on.article_id == first
    window.show()


def test_the_tray_goes_where_the_list_is(open_window, qtbot, tmp_path, article_url):
    first, *_ = fill_library(LibraryPaths(tmp_path / "library"))
    give_models(tmp_path / "library")
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
    give_models(tmp_path / "library")
    window = open_window(size=(1280, 800))
    on = screen(window)
    on.open_article(first, with_focus=True)
    qtbot.waitUntil(lambda: on.article_id == first)
    on.panes.toggle_list()
    by_another_start(window, [article_url])
    qtbot.waitUntil(lambda: [e.state for e in on.save_queue.entries] == [SaveState.SAVED])
    qtbot.settle(window)
    assert not on.list_pane.isVisible() and on.save_tray.items[0].isVisible()


@pytest.fixture
def alone(open_window, qtbot, tmp_path):
    """Opens an article in reading mode; returns the window."""
    first, *_ = fill_library(LibraryPaths(tmp_path / "library"))
    give_models(tmp_path / "library")

    def open_alone(**chosen):
        window = open_window(reduce_motion=True, **chosen)
        on = screen(window)
        on.open_article(first, with_focus=True)
        qtbot.waitUntil(lambda: on.article_id == first)
        on.reading_mode.enter()
        qtbot.settle(window, pauses=1000)
        return window

    return open_alone


@pytest.mark.parametrize("code", ["en", "fr", "ar"])
@pytest.mark.parametrize("width", [560, 1280])
def test_reading_mode_says_at_its_foot_what_becomes_of_a_link(alone, qtbot, article_url, code, width):
    window = alone(interface_language=code, size=(width, 800))
    on, said = screen(window), []
    on.save_queue.changed.connect(lambda _entry: said.append(plain(on.key_hint.text())))
    top, place, focus = on.view.geometry(), on.text_place, window.focusWidget()
    by_paste(window, [article_url])
    assert on.key_hint.isVisible() and "127.0.0.1 · " in plain(on.key_hint.text())
    qtbot.waitUntil(lambda: [e.state for e in on.save_queue.entries] == [SaveState.SAVED])
    (entry,) = on.save_queue.entries
    told = plain(on.key_hint.text())
    assert plain(heading(entry)) in told and plain(entry.title)[:12] in told
    assert len(set(said)) > 1, "its steps are told, too"
    assert window.rect().contains(on.key_hint.geometry())
    assert not on.key_hint.geometry().intersects(on.status_line.geometry()) or not on.status_line.isVisible()
    assert (on.view.geometry(), on.text_place, window.focusWidget()) == (top, place, focus)
    assert on.key_hint._gone.isActive(), "it goes by itself"


def test_reading_mode_names_the_link_that_failed_and_counts_several(alone, qtbot):
    window = alone()
    on = screen(window)
    with kept_port() as port:
        by_paste(window, [f"http://127.0.0.1:{port}/lost"])
        qtbot.waitUntil(lambda: [e.state for e in on.save_queue.entries] == [SaveState.FAILED])
        assert f"127.0.0.1:{port}/lost" in plain(on.key_hint.text())
        QGuiApplication.clipboard().setText("\n".join(f"http://127.0.0.1:{port}/{n}" for n in range(3)))
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert plain(on.key_hint.text()).strip("\u200e") == "3 under way"
        qtbot.waitUntil(lambda: [e.state for e in on.save_queue.entries] == 4 * [SaveState.FAILED])
        assert plain(on.key_hint.text()).strip("\u200e") == "3 failed"


@pytest.mark.parametrize("width", [560, 1280])
def test_what_was_saved_is_said_once_after_reading_mode_and_until_it_is_opened(
    alone, qtbot, article_url, width
):
    window = alone(size=(width, 800))
    on = screen(window)
    by_paste(window, [article_url])
    qtbot.waitUntil(lambda: [e.state for e in on.save_queue.entries] == [SaveState.SAVED])
    (entry,) = on.save_queue.entries
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert not on.reading_mode.active and not on.key_hint.isVisible(), "the tray says it now"
    assert [item.entry for item in on.save_tray.items] == [entry] and on.save_tray.isVisible()
    on.open_article(entry.article_id)
    qtbot.waitUntil(lambda: on.article_id == entry.article_id)
    assert not on.save_tray.items and not on.save_queue.entries


def by_link_in_the_text(window, links):
    screen(window).link_clicked.emit(links[0])


@pytest.mark.parametrize("give", [by_paste, by_link_in_the_text])
@pytest.mark.parametrize("width", [560, 1280])
def test_outside_reading_mode_the_tray_alone_says_it(open_window, qtbot, tmp_path, article_url, give, width):
    first, *_ = fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(size=(width, 800), links_open="save")
    on, said = screen(window), []
    on.open_article(first, with_focus=True)
    qtbot.waitUntil(lambda: on.article_id == first)
    on.save_queue.changed.connect(lambda _entry: said.append(on.key_hint.isVisible()))
    give(window, [article_url])
    if give is by_link_in_the_text:
        agree_to_local(window, qtbot)
    qtbot.waitUntil(lambda: [e.state for e in on.save_queue.entries] == [SaveState.SAVED])
    assert len(said) > 1 and not any(said), "one save is told in one place"
    assert on.save_tray.items and on.save_tray.isVisible()
