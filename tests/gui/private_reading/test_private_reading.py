"""Private reading in the real window: its sign, what it keeps from going out, and what goes on at its end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from reader.cli.main import run
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.support.servers.feed_server import FeedServer, article_page, rss


@pytest.fixture
def press() -> Iterator[FeedServer]:
    server = FeedServer()
    server.put("feed", rss(server.base, 1, 2))
    server.put("a/1", article_page(1))
    yield server
    server.close()


def test_nothing_is_fetched_until_it_is_ended(open_window, qtbot, press, tmp_path):
    fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window()
    qtbot.waitUntil(lambda: screen(window).session is not None)
    sign, narrow = screen(window).sidebar_status, screen(window).narrow_status
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(screen(window).list_pane, Qt.Key.Key_P, both)
    qtbot.waitUntil(lambda: sign.isVisible())
    assert "nothing is fetched" in sign.words.text()
    assert screen(window).actions["private.on"].isChecked()

    screen(window).give_links([press.url("a/1")])
    queue = screen(window).save_queue
    qtbot.waitUntil(lambda: any(e.error is not None for e in queue.entries))
    assert [e.error.kind for e in queue.entries] == ["private-reading"]
    screen(window).actions.run("feeds.follow")
    qtbot.settle(window)
    assert press.asked == []
    window.resize(420, 700)
    qtbot.waitUntil(lambda: narrow.isVisible() and "nothing is fetched" in narrow.words.text())
    window.resize(1280, 800)

    screen(window).actions.run("private.on")
    qtbot.waitUntil(lambda: any(e.article_id for e in queue.entries) or not queue.entries)
    assert "/a/1" in press.paths(), "what waited goes on by itself"
    assert "nothing is fetched" not in sign.words.text()

    library = ["--library", str(screen(window).paths.root), "--quiet", "private"]
    assert run([*library, "on"]) == 0
    qtbot.waitUntil(lambda: "nothing is fetched" in sign.words.text())
    assert run([*library, "off"]) == 0
    qtbot.waitUntil(lambda: "nothing is fetched" not in sign.words.text())
    assert run([*library, "on"]) == 0  # and what the window writes at its end keeps it
    assert window.close()

    again = open_window()
    sign = screen(again).sidebar_status
    qtbot.waitUntil(lambda: "nothing is fetched" in sign.words.text())


@pytest.mark.parametrize("ui, told", [("en", "nothing is fetched"), ("ar", "لا يُجلَب شيء")])
def test_a_library_without_articles_says_so_too(open_window, qtbot, ui, told):
    """Its page stands without the sidebar, and may be the first that a reader sees after a start."""
    window = open_window(interface_language=ui, private_reading=True)
    welcome = screen(window).welcome_page
    qtbot.waitUntil(welcome.isVisible)
    words = [label for label in welcome.findChildren(QLabel) if told in label.text()]
    assert len(words) == 1
    assert words[0].isVisible()
    screen(window).actions.run("private.on")
    qtbot.waitUntil(lambda: told not in words[0].text())
    assert words[0].text()
