"""“This morning” in the real window: reached by a key, made ready, cancelled, read one after the other."""

from __future__ import annotations

import re
import threading

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest

from reader.core.feeds import FoundFeed
from reader.gui.feeds import feed_jobs, morning
from reader.gui.feeds.follow_dialog import FollowDialog
from reader.gui.feeds.morning_head import MorningState
from reader.services.feeds.follow_feed import keep
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.gui.support.screen import screen
from tests.support.limits import LIMIT_MS
from tests.support.servers.feed_server import FeedServer, article_page, rss


def undated(base: str, *numbers: int) -> str:
    """A feed whose pieces have no date: they are of the moment at which they came."""
    return re.sub("<pubDate>.*?</pubDate>", "", rss(base, *numbers, title=f"Source {numbers[0]}"))


def opened(open_window, qtbot, press: FeedServer, *feeds: str, **chosen):
    """A window that follows feeds which were not looked at yet."""
    window = open_window(feeds_by_themselves=False, **chosen)
    qtbot.waitUntil(lambda: screen(window).session is not None)
    if feeds:
        keep(screen(window).session, [FoundFeed(press.url(feed)) for feed in feeds], allow_local=True)
        screen(window).read_feeds()
        qtbot.waitUntil(lambda: len(screen(window).sidebar_feeds) == len(feeds) + 2)
    return window


def keys(window, *names: Qt.Key) -> None:
    for key in names:
        QTest.keyClick(screen(window).active_cards, key)


def test_the_morning_is_made_ready_and_read(open_window, qtbot, press):
    press.put("one", undated(press.base, 20, 21))
    press.put("two", undated(press.base, 22))
    for number in (20, 21, 22):
        press.put(f"a/{number}", article_page(number))
    window = opened(open_window, qtbot, press, "one", "two")
    made, head, model = screen(window).morning, screen(window).morning_head, screen(window).article_model
    screen(window).show_view("unread")
    assert not head.isVisible()
    keys(window, Qt.Key.Key_G, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: made.state is MorningState.READY and len(model.ids) == 3)
    assert head.isVisible() and screen(window).list_title.text() == "This morning"
    qtbot.waitUntil(lambda: "3 articles" in head.amount.text() and "min of reading" in head.amount.text())
    assert {request.reason for request in screen(window).feed_requests(9)} == {"edition"}

    QTest.mouseClick(head.read, Qt.MouseButton.LeftButton)
    first, second, _third = model.ids
    qtbot.waitUntil(lambda: screen(window).article_id == first)
    screen(window).actions.run("article.next")
    qtbot.waitUntil(lambda: screen(window).article_id == second)
    screen(window).archive_next.emit()
    qtbot.waitUntil(lambda: list(model.ids) == [i for i in model.ids if i != second] and len(model.ids) == 2)
    qtbot.waitUntil(lambda: screen(window).article_id not in (0, second))

    screen(window).show_view("feed:2")
    qtbot.waitUntil(lambda: screen(window).feeds.feed_id == 2 and screen(window).feed_list.isVisible())
    assert not head.isVisible() and screen(window).actions["in-morning.on"].isChecked()
    screen(window).actions.run("in-morning.on")
    assert not screen(window).actions["in-morning.on"].isChecked()
    screen(window).show_view("morning")
    qtbot.waitUntil(lambda: head.isVisible() and made.state is MorningState.READY)
    qtbot.waitUntil(lambda: {card.title for card in screen(window).summaries} <= {"Pièce 20", "Pièce 21"})
    qtbot.settle(window)  # it was made anew by itself, too
    press.asked.clear()
    screen(window).active_cards.setFocus()
    keys(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: "/one" in press.paths() and made.state is MorningState.READY)
    assert "/two" not in press.paths(), "it was taken out"


def test_it_can_be_cancelled_and_says_what_keeps_it(open_window, qtbot, press):
    hold, reached = threading.Event(), threading.Event()
    press.put("one", undated(press.base, 20))
    press.put("a/20", article_page(20))
    press.wait_at("/a/20", reached, hold)
    window = opened(open_window, qtbot, press, "one")
    made, head = screen(window).morning, screen(window).morning_head
    screen(window).show_view("morning")
    qtbot.waitUntil(lambda: reached.is_set() and "Saving" in head.about.text())
    assert head.cancel.isVisible() and not head.make.isVisible()
    empty = screen(window).empty_page
    assert empty.isVisible() and empty.text.strip() == "" and not screen(window).empty_button.isVisible()
    QTest.mouseClick(head.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: made.state is MorningState.READY)
    qtbot.waitUntil(lambda: "Nothing to read yet" in empty.text)
    assert screen(window).empty_button.isVisible(), "it is not being made any more"
    hold.set()
    assert head.make.isVisible()

    screen(window).actions.run("private.on")
    screen(window).show_view("unread")
    screen(window).show_view("morning")
    made.look_anew()
    qtbot.waitUntil(lambda: made.state is MorningState.PRIVATE)
    assert "private reading" in head.about.text() and not head.make.isVisible()
    screen(window).actions.run("private.on")
    qtbot.waitUntil(lambda: made.state is MorningState.READY and len(screen(window).article_model.ids) == 1)

    press.put("one", "", 500)
    screen(window).actions.run("morning.refresh")
    qtbot.waitUntil(lambda: made.state is MorningState.READY and "failed: " in head.about.text())


def test_without_sources_it_offers_to_follow_one(open_window, qtbot, press):
    window = opened(open_window, qtbot, press)
    made, head = screen(window).morning, screen(window).morning_head
    screen(window).show_view("morning")
    qtbot.waitUntil(lambda: made.state is MorningState.WITHOUT_SOURCES)
    assert head.follow.isVisible() and not head.read.isVisible()
    assert "Nothing to read yet" in screen(window).empty_text
    assert not head.about.isVisible(), "the empty list below says it already"
    QTest.mouseClick(head.follow, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(w.isVisible() for w in window.findChildren(FollowDialog)))


def test_one_button_is_filled_where_something_can_be_read_without_sources(
    open_window, qtbot, press, article_url
):
    window = opened(open_window, qtbot, press)
    on_screen = screen(window)
    made, head = on_screen.morning, on_screen.morning_head
    on_screen.show_view("morning")
    qtbot.waitUntil(lambda: made.state is MorningState.WITHOUT_SOURCES and head.follow.isVisible())
    accent = on_screen.theme.color("accent")

    def filled():
        buttons = [button for button in (head.read, head.follow) if button.isVisible()]
        spots = [(button, button.rect().center() - QPoint(0, button.height() // 2 - 5)) for button in buttons]
        return [button for button, spot in spots if button.grab().toImage().pixelColor(spot) == accent]

    assert filled() == [head.follow]
    on_screen.give_links([article_url])
    qtbot.waitUntil(head.read.isVisible)
    qtbot.settle(window)
    assert filled() == [head.read] and head.follow.isVisible()
    assert "What your sources bring" in head.about.text() and head.about.isVisible()


def test_a_morning_left_open_is_made_again_and_asked_about_now_and_then(
    open_window, qtbot, press, monkeypatch
):
    clock, asked, real = [1e9], [], feed_jobs.morning_at_hand
    monkeypatch.setattr(morning, "_now", lambda: clock[0])
    monkeypatch.setattr(feed_jobs, "morning_at_hand", lambda *given: (asked.append(1), real(*given))[1])
    press.put("one", undated(press.base, 20))
    for number in (20, 21):
        press.put(f"a/{number}", article_page(number))
    window = opened(open_window, qtbot, press, "one")
    made, model = screen(window).morning, screen(window).article_model
    screen(window).show_view("morning")
    qtbot.waitUntil(lambda: made.state is MorningState.READY and len(model.ids) == 1)
    screen(window).library.refresh()
    qtbot.settle(window)
    assert asked == [1], "it is fresh"

    press.put("one", undated(press.base, 20, 21))
    clock[0] += 8 * 3600
    (left_open,) = [timer for timer in made.findChildren(QTimer) if not timer.isSingleShot()]
    assert left_open.isActive()
    left_open.timeout.emit()
    qtbot.waitUntil(lambda: made.state is MorningState.READY and len(model.ids) == 2)

    screen(window).actions.run("private.on")
    clock[0] += 8 * 3600
    for _ in range(3):
        screen(window).library.refresh()
        qtbot.settle(window)
    assert made.state is MorningState.PRIVATE and len(asked) == 3
    clock[0] += 3600
    screen(window).library.refresh()
    qtbot.waitUntil(lambda: len(asked) == 4)
    screen(window).show_view("unread")
    qtbot.waitUntil(lambda: not left_open.isActive())


def test_another_library_has_its_own_morning(open_window, qtbot, press, tmp_path):
    hold, reached = threading.Event(), threading.Event()
    press.put("one", undated(press.base, 20))
    press.put("two", undated(press.base, 21))
    for number in (20, 21):
        press.put(f"a/{number}", article_page(number))
    press.wait_at("/a/20", reached, hold)
    other = LibraryPaths(tmp_path / "other")
    settings = Settings(other.settings)
    settings.set("feeds_by_themselves", False)
    settings.set("welcomed", True)
    with LibrarySession.open(other, settings) as session:
        keep(session, [FoundFeed(press.url("two"))], allow_local=True)
    window = opened(open_window, qtbot, press, "one")
    made, model = screen(window).morning, screen(window).article_model
    screen(window).show_view("morning")
    qtbot.waitUntil(lambda: reached.is_set() and made.state is MorningState.BUSY)
    screen(window).library.replace(lambda _progress: other, lambda _made: None, lambda *_step: None)
    qtbot.waitUntil(lambda: made.state is MorningState.READY and len(model.ids) == 1)
    qtbot.waitUntil(lambda: [card.title for card in screen(window).summaries] == ["Pièce 21"])
    hold.set()


def test_it_is_listed_anew_now_and_then_and_shown_at_the_next_start(open_window, qtbot, press, monkeypatch):
    hold, reached = threading.Event(), threading.Event()
    press.put("one", undated(press.base, 20, 21, 22, 23, 24))
    for number in range(20, 25):
        press.put(f"a/{number}", article_page(number))
    press.wait_at("/a/24", reached, hold)
    monkeypatch.setattr(morning, "_LISTED_AGAIN", 10 * LIMIT_MS)
    window = opened(open_window, qtbot, press, "one")
    made, head = screen(window).morning, screen(window).morning_head
    screen(window).show_view("morning")
    qtbot.waitUntil(reached.is_set)
    (growing,) = [timer for timer in made.findChildren(QTimer) if timer.isSingleShot()]
    qtbot.waitUntil(growing.isActive)
    assert made.state is MorningState.BUSY
    growing.timeout.emit()
    qtbot.waitUntil(lambda: len(screen(window).article_model.ids) == 4)
    qtbot.waitUntil(lambda: "4 articles" in head.amount.text())
    hold.set()
    qtbot.waitUntil(lambda: made.state is MorningState.READY and "5 articles" in head.amount.text())
    assert not growing.isActive()

    window.close()
    again = open_window(start_view="last")
    qtbot.waitUntil(lambda: len(screen(again).article_model.ids) == 5)
    assert screen(again).morning.shown and screen(again).morning_head.isVisible()
    qtbot.waitUntil(lambda: screen(again).sidebar_rows.currentItem() is not None)
    assert screen(again).sidebar_rows.currentItem().text() == "This morning"
