"""Titles of new pieces in the reader's language, their originals a key away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.services.library_session import LibrarySession
from reader.services.translation.manage_packages import list_packages
from reader.settings.paths import LibraryPaths
from tests.gui.support.screen import screen
from tests.support.french_feed import TITLES, feed_of, take_for_good
from tests.support.libraries import make_empty


def test_titles_are_translated_and_the_original_is_a_key_away(open_window, qtbot, press, tmp_path):
    paths = LibraryPaths(tmp_path / "library")
    make_empty(paths.root)
    with LibrarySession.open(paths) as session:
        list_packages(session)
    take_for_good(paths.models)
    press.put("feed", feed_of(TITLES))
    window = open_window(reading_language="en", translate_on_mains_only=False)
    screen(window).give_links([press.url("feed")])
    feeds = screen(window).feed_list
    qtbot.waitUntil(lambda: feeds.count == 3)

    def shown() -> list[str]:
        return [feeds.model.index(row, 0).data() or "" for row in range(feeds.count)]

    qtbot.waitUntil(lambda: all(title and title not in TITLES for title in shown()))
    assert "minister" in shown()[0].lower()
    assert "Translated" in feeds.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    feeds.view.setFocus()
    QTest.keyClick(feeds.view, Qt.Key.Key_F)
    assert shown() == list(reversed(TITLES))
    QTest.keyClick(feeds.view, Qt.Key.Key_F)
    assert "minister" in shown()[0].lower()
