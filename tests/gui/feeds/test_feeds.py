"""Feeds in the real window: followed, read, marked, taken back; a list of any length."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget

from reader.gui.feeds.follow_dialog import FollowDialog
from reader.gui.saving.given import given_in
from reader.services.desktop.open_request import read_opening
from reader.settings.paths import LibraryPaths
from tests.gui.support.screen import screen
from tests.support import sample_feeds
from tests.support.many_feeds import fill
from tests.support.servers.feed_server import rss


def follow(window, qtbot, address: str) -> None:
    """Follow what is behind an address in the dialog."""
    screen(window).actions.run("feeds.follow")
    dialog = window.findChild(FollowDialog)
    QTest.keyClicks(dialog.field, address)
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(screen(window).feed_list.count) or len(_found(dialog)) == 1)
    if not screen(window).feed_list.count:
        QTest.mouseClick(_found(dialog)[0], Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: bool(screen(window).feed_list.count))


def _found(dialog: FollowDialog) -> list[QPushButton]:
    return [b for b in dialog.findChildren(QPushButton) if b.text() == "Follow" and not b.isHidden()]


def _follow_button(end: QWidget) -> QPushButton:
    """What the end of an article says of its source; any other button as long as it says nothing."""
    found = [b for b in end.findChildren(QPushButton) if "ollow" in b.accessibleName()]
    return found[-1] if found else end.findChildren(QPushButton)[0]


def _shown_dialogs(window) -> list[FollowDialog]:
    return [dialog for dialog in window.findChildren(FollowDialog) if dialog.isVisible()]


def titles(window) -> list[str]:
    shown = screen(window).feed_list.model
    return [(shown.item(number).title if shown.item(number) else "") for number in shown.ids]


def rows(window) -> dict[str, str]:
    """The rows of feeds in the sidebar, with their numbers."""
    from reader.gui.sidebar.sidebar_rows import COUNT, NAME

    found = screen(window).sidebar_rows.named()
    return {item.text(): item.data(COUNT) for item in found if item.data(NAME).startswith("feed")}


def test_a_site_is_followed_and_its_pieces_read(open_window, qtbot, press):
    window = open_window()
    qtbot.waitUntil(lambda: screen(window).session is not None)
    follow(window, qtbot, press.url(""))
    feeds = screen(window).feed_list
    qtbot.waitUntil(lambda: rows(window) == {"All pieces": "4", "La Presse": "4"})
    assert titles(window) == ["Pièce 4", "Pièce 3", "Pièce 2", "Pièce 1"]
    assert feeds.isVisible() and feeds.title == "La Presse"

    QTest.keyClick(feeds.view, Qt.Key.Key_Down)
    QTest.keyClick(feeds.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(screen(window).shown_summary()))
    shown = screen(window).shown_summary()
    assert shown.title.startswith("Pièce")
    qtbot.waitUntil(lambda: rows(window)["La Presse"] == "3")
    assert feeds.isVisible(), "the list stays"
    end = screen(window).article_end.block
    qtbot.waitUntil(lambda: "You follow" in _follow_button(end).accessibleName())
    told = QSignalSpy(screen(window).feed_sources.source_known)
    screen(window).feed_sources.look_up(shown.id + 1)
    assert told.count() == 1 and told.at(0) == ["", False], "what was said is of another article"
    screen(window).feed_sources.look_up(shown.id)
    qtbot.waitUntil(lambda: "You follow" in _follow_button(end).accessibleName())

    feeds.view.setFocus()
    QTest.keyClick(feeds.view, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: rows(window)["La Presse"] in ("", "0", "1", "2"))
    screen(window).navigator.undo()
    qtbot.waitUntil(lambda: rows(window)["La Presse"] == "3")

    press.put("feed", rss(press.base, 1, 2, 3, 4, 5, 6))
    QTest.keyClick(feeds.view, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: rows(window)["La Presse"] == "5")
    screen(window).show_view("unread")
    assert not feeds.isVisible() and not screen(window).feeds.shown
    screen(window).show_view("feeds")
    qtbot.waitUntil(lambda: feeds.isVisible() and feeds.title == "Feeds" and feeds.count == 5)

    screen(window).show_view("feed:1")
    screen(window).actions.run("feeds.unfollow")
    qtbot.waitUntil(lambda: rows(window) == {})
    qtbot.waitUntil(lambda: _follow_button(end).accessibleName().startswith("Follow "))
    _follow_button(end).click()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(FollowDialog)))
    dialog = next(d for d in window.findChildren(FollowDialog) if d.isVisible())
    qtbot.waitUntil(lambda: len(_found(dialog)) == 1)  # what the site has is offered
    dialog.close()
    screen(window).navigator.undo()
    qtbot.waitUntil(lambda: "La Presse" in rows(window))


def test_a_feed_that_fails_says_so_and_a_dropped_feed_is_offered(
    open_window, qtbot, press, tmp_path, monkeypatch
):
    window = open_window()
    qtbot.waitUntil(lambda: screen(window).session is not None)
    screen(window).give_links([press.url("feed")])
    qtbot.waitUntil(lambda: screen(window).feed_list.count == 4)
    press.put("feed", "<!doctype html><html></html>")
    screen(window).actions.run("feeds.update")
    qtbot.waitUntil(lambda: "something else than a feed" in screen(window).feed_list.about)
    assert screen(window).feed_list.count == 4, "what was there stays"
    file = tmp_path / "list.opml"
    feeds = screen(window).feeds_followed()
    screen(window).feed_sources.write_list(feeds, file)
    qtbot.waitUntil(file.is_file)
    press.put("b", rss(press.base, 9, title="Autre"))
    file.write_text(file.read_text("utf-8").replace("/feed", "/b").replace("La Presse", "Autre"), "utf-8")
    damaged = tmp_path / "damaged.opml"
    damaged.write_text("<opml><body><outline")
    links = tmp_path / "links.opml"
    links.write_text(
        '<opml><body><outline text="L" url="https://l.example/"/>'
        '<outline text="P" xmlUrl="https://p.invalid/feed"/></body></opml>'
    )
    with qtbot.waitSignal(screen(window).feeds.import_wanted) as wanted:
        screen(window).feeds.take_lists([damaged, links, file])
    assert wanted.args == [[links]], "the links in it are for the import"
    qtbot.waitUntil(lambda: len(rows(window)) == 3)
    boxes = {box.text(): box for box in window.findChildren(QMessageBox)}
    assert any("damaged.opml" in notice.accessibleName() for notice in screen(window).error_notices)
    question = next(box for text, box in boxes.items() if "its network" in text)
    assert "Autre" in question.informativeText()
    next(button for button in question.buttons() if button.text() == "Follow").click()
    qtbot.waitUntil(lambda: len(rows(window)) == 4)

    press.asked.clear()
    screen(window).open_requests.take(read_opening([f"feed:{press.url('b')}"], tmp_path))
    (tmp_path / "kept.rss").write_text(press.pages["/b"].body.decode(), "utf-8")
    (tmp_path / "other.rss").write_text(rss("http://o.example", 1), "utf-8")
    screen(window).open_requests.take(read_opening([str(tmp_path / "kept.rss")], tmp_path))
    qtbot.waitUntil(lambda: len(_shown_dialogs(window)) == 2)
    assert [d.field.text() for d in _shown_dialogs(window)] == [press.url("b"), f"{press.base}/"]
    assert press.asked == [], "nothing is asked before the reader wants it"
    linked = _shown_dialogs(window)[0]
    linked.look_button.click()
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    assert press.asked == [], "a link of a page reaches no local address by one press"
    box = window.findChildren(QMessageBox)[-1]
    next(button for button in box.buttons() if button.text() == "Look for feeds").click()
    qtbot.waitUntil(lambda: len(_found(linked)) == 1)
    assert press.paths() == ["/b"]
    screen(window).feeds.take_lists([tmp_path / "kept.rss", tmp_path / "other.rss"])
    qtbot.waitUntil(lambda: len(_shown_dialogs(window)) == 3)
    assert len(_found(_shown_dialogs(window)[2])) == 2, "each of several is offered"
    for dialog in _shown_dialogs(window):
        dialog.close()
    mime = QMimeData()
    mime.setText(f"feed:{press.url('b')}")
    assert screen(window).saving.take(given_in(mime))
    qtbot.waitUntil(lambda: "/b" in press.paths() and not _shown_dialogs(window))
    screen(window).show_view("feeds")

    (other,) = [feed.id for feed in screen(window).feeds_followed() if feed.title == "Autre"]
    screen(window).show_view(f"feed:{other}")
    qtbot.waitUntil(lambda: screen(window).feed_list.title == "Autre")
    screen(window).actions.run("feeds.unfollow")
    qtbot.waitUntil(lambda: screen(window).feed_list.title == "Feeds" and screen(window).feed_list.count == 4)

    heard = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: heard.append(url.toString()))
    press.put("pod", sample_feeds.PODCAST)
    screen(window).give_links([press.url("pod")])
    view = screen(window).feed_list.view
    qtbot.waitUntil(lambda: titles(window) == ["Émission"])
    qtbot.settle(window)
    place = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(heard) == 1, "a double click opens one page"


def test_a_list_of_any_length_is_read_page_by_page(open_window, qtbot, tmp_path):
    fill(LibraryPaths(tmp_path / "library"), feeds=3, pieces=3_000)
    window = open_window()
    qtbot.waitUntil(lambda: len(rows(window)) == 4)
    screen(window).show_view("feeds")
    feeds = screen(window).feed_list
    qtbot.waitUntil(lambda: feeds.count == 3_000)
    assert sum(bool(title) for title in titles(window)) == 100
    feeds.view.scrollToBottom()
    qtbot.waitUntil(lambda: bool(titles(window)[-1]))
    assert sum(bool(title) for title in titles(window)) <= 300

    screen(window).feeds.handlers()["view.feeds"]()
    feeds.new_chosen.emit(False)
    qtbot.settle(window)
    assert feeds.count == 3_000
    feeds.view.scrollToBottom()
    qtbot.waitUntil(lambda: all(titles(window)[-5:]))
    last = feeds.model.ids[-1]
    assert feeds.model.item(last).new
    changed = QSignalSpy(screen(window).sidebar_rows.model().dataChanged)
    feeds.view.setCurrentIndex(feeds.model.index(0, 0))
    screen(window).actions.run("feeds.mark-older")
    qtbot.waitUntil(lambda: rows(window)["All pieces"] in ("", "0"))
    feeds.view.scrollToBottom()
    qtbot.waitUntil(lambda: not feeds.model.item(last).new)
    assert changed.count() <= 4 * 4, "no row is written that says what it said"


def test_every_widget_goes_with_the_window(open_window):
    before = set(QApplication.topLevelWidgets())
    window = open_window()
    alone = [w for w in QApplication.topLevelWidgets() if w.parent() is None and w not in before]
    assert alone == [window]


def test_the_password_of_a_feed_link_is_kept_and_shown_nowhere(
    open_window, qtbot, press, tmp_path, keyring_of_this_test
):
    window = open_window()
    qtbot.waitUntil(lambda: screen(window).session is not None)
    address = press.url("feed").replace("http://", "feed://nour:whisper@")
    opening = read_opening([address], tmp_path)
    assert opening.feeds == (address.replace("feed:", "http:"),)
    screen(window).open_requests.take(opening)
    qtbot.waitUntil(lambda: bool(_shown_dialogs(window)))
    (dialog,) = _shown_dialogs(window)
    assert dialog.field.text() == press.url("feed") and press.asked == []
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "local" in _question(window))
    _press(window, "Look for feeds")
    qtbot.waitUntil(lambda: len(_found(dialog)) == 1)
    assert not [part for part in dialog.findChildren(QLabel) if "whisper" in part.text()]
    QTest.mouseClick(_found(dialog)[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "keyring" in _question(window))
    assert "whisper" in str(keyring_of_this_test) and "whisper" not in _question(window)
    (feed,) = screen(window).feeds_followed()
    assert (feed.url, feed.secret) == (press.url("feed"), True)
    assert all("Authorization" in headers for path, headers in press.asked if path == "/feed")
    assert "whisper" not in str(screen(window).feed_requests(9))


def _boxes(window) -> list[QMessageBox]:
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def _question(window) -> str:
    return " ".join(f"{box.text()} {box.informativeText()}" for box in _boxes(window))


def _press(window, text: str) -> None:
    (box,) = _boxes(window)
    button = next(each for each in box.buttons() if each.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_source_wanted_before_the_library_is_open_is_asked_for_once_it_is(open_window, qtbot, press):
    window = open_window(ready=False)
    assert screen(window).session is None
    screen(window).actions.run("feeds.follow")
    screen(window).actions.run("feeds.follow")
    qtbot.waitUntil(lambda: len(_shown_dialogs(window)) == 1)
    (dialog,) = _shown_dialogs(window)
    QTest.keyClicks(dialog.field, press.url("feed"))
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen(window).feed_list.count == 4)
    assert len(window.findChildren(FollowDialog)) <= 1


def test_whoever_goes_on_to_another_list_does_not_wait_for_all_of_this_one(open_window, qtbot, press):
    window = open_window()
    on = screen(window)
    on.give_links([press.url("feed")])
    qtbot.waitUntil(lambda: on.feed_list.count == 4 and not on.job_runner.busy)
    on.show_view("feeds")
    reading = [job for job in on.job_runner._jobs if job.lane == "library"]
    on.show_view("feed:1")
    assert all(job.work_progress.cancelled for job in reading) and reading
    qtbot.waitUntil(lambda: on.feed_list.count == 4 and not on.job_runner.busy)
    assert rows(window)["La Presse"] == "4"
