"""What stands where pieces of feeds would: without a source, with nothing new, with a feed that fails."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from reader.gui.feeds.follow_dialog import FollowDialog
from tests.gui.feeds.test_feeds import titles
from tests.gui.support.screen import screen


def key(window, *keys):
    for each in keys:
        QTest.keyClick(QApplication.focusWidget() or window, each)


def follow_feed(window, qtbot, press):
    """Follow the feed; the pieces have the focus then, as soon as the window has it back."""
    on_screen = screen(window)
    on_screen.give_links([press.url("feed")])
    qtbot.waitUntil(lambda: bool(on_screen.feeds_followed()) and on_screen.feed_list.isVisible())
    window.activateWindow()
    return on_screen.feed_list


def focused_text():
    focused = QApplication.focusWidget()
    return focused.text() if isinstance(focused, QPushButton) else ""


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "No source followed yet"),
        ("fr", "Aucune source suivie pour l’instant"),
        ("ar", "لم تتابع أي مصدر بعد"),
    ],
)
@pytest.mark.parametrize("size", [(1280, 800), (560, 800)])
def test_without_a_source_one_is_offered(filled, open_window, qtbot, language, title, size):
    window = open_window(interface_language=language, size=size, reduce_motion=True)
    screen(window).actions.run("view.feeds")
    feeds = screen(window).feed_list
    qtbot.waitUntil(lambda: feeds.empty_text.startswith(f"{title}\n"))
    assert feeds.about == ""
    qtbot.waitUntil(lambda: bool(focused_text()))
    key(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(FollowDialog)))


def test_when_all_is_read_all_pieces_are_offered(open_window, qtbot, press):
    window = open_window()
    feeds = follow_feed(window, qtbot, press)
    qtbot.waitUntil(lambda: feeds.count == 4 and feeds.view.hasFocus())
    assert feeds.empty_text == ""
    key(window, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: feeds.empty_text.startswith("Nothing new\n"))
    assert focused_text() == "Show all pieces"
    key(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(titles(window)) == 4)
    assert feeds.empty_text == "" and feeds.view.hasFocus()


def test_a_feed_without_any_piece_is_looked_at_again(open_window, qtbot, press):
    press.put("feed", "<rss version='2.0'><channel><title>La Presse</title></channel></rss>")
    window = open_window()
    feeds = follow_feed(window, qtbot, press)
    qtbot.waitUntil(lambda: feeds.empty_text.startswith("Nothing new\n") and bool(focused_text()))
    key(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: feeds.empty_text.startswith("Nothing here yet\n"))
    before = len(press.asked)
    key(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(press.asked) > before)


def test_what_is_wrong_with_a_feed_stands_alone(open_window, qtbot, press):
    window = open_window()
    feeds = follow_feed(window, qtbot, press)
    qtbot.waitUntil(lambda: feeds.count == 4 and feeds.view.hasFocus())
    key(window, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: focused_text() == "Show all pieces")
    press.put("feed", "<!doctype html><html></html>")
    key(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: "something else than a feed" in feeds.about)
    assert feeds.empty_text == "" and feeds.view.hasFocus()
