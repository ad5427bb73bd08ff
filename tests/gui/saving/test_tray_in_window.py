"""The tray stands whole at the foot of the list, and the keys find it where the eye does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QPushButton

from reader.core.errors import ReaderError
from reader.core.messages import plain
from reader.gui.background.save_entry import SaveState
from reader.gui.saving.save_actions import actions_of
from reader.gui.saving.save_rows import action_places
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.gui.support.shown_save import show_save
from tests.gui.support.tab_stops import stops_between

FAILURES = ("not-found", "refused", "no-article", "login-needed")


def _fail(on):
    for number, kind in enumerate(FAILURES):
        error = ReaderError(kind, host="www.example.org")
        show_save(on.save_tray, f"https://www.example.org/{number}", state=SaveState.FAILED, error=error)


@pytest.mark.parametrize("view", ["unread", "trash"])  # the trash is empty
@pytest.mark.parametrize("height", [480, 768, 800])
@pytest.mark.parametrize("code", ["en", "fr", "ar"])
def test_the_line_below_the_failures_is_on_screen(open_window, qtbot, tmp_path, code, height, view):
    fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(interface_language=code, size=(1280, height))
    on = screen(window)
    on.actions.run(f"view.{view}")
    qtbot.settle(window)
    assert on.cards.isVisible() == (view == "unread")
    _fail(on)
    qtbot.settle(window)
    tray, pane = on.save_tray, on.list_pane
    assert tray.line.isVisible()
    assert tray.geometry().bottom() <= pane.rect().bottom()
    assert tray.rect().contains(tray.line.geometry())


def test_an_item_whose_words_change_stays_whole(open_window, qtbot, tmp_path):
    fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(size=(1280, 800))
    on = screen(window)
    tray = on.save_tray
    show_save(tray, "https://www.example.org/a", state=SaveState.RUNNING, step="extracting")
    qtbot.settle(window)
    names = tray.items[0]._names
    names[2].setText("\n".join(["Images"] * 3))  # as high as a font that has another one's signs
    qtbot.settle(window)
    assert tray.rect().contains(tray._scroll.geometry()) and names[2].isVisible()
    assert tray._scroll.verticalScrollBar().maximum() == 0


def test_tab_goes_from_the_cards_into_the_tray_and_then_to_the_text(open_window, qtbot, tmp_path):
    first, *_ = fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window()
    on = screen(window)
    on.open_article(first)
    qtbot.waitUntil(lambda: on.article_id == first)
    _fail(on)
    on.save_tray.ask("Save 60 links?", "", "Save", lambda: None)
    qtbot.settle(window)
    inside = [b for b in on.save_tray.findChildren(QPushButton) if b.isVisibleTo(window)]
    passed = stops_between(on.cards, on.view)
    order = [part for part in passed if part in inside]
    assert set(order) == set(inside)
    assert passed[: len(order)] == order
    heights = [part.mapTo(window, part.rect().topLeft()).y() for part in order]
    assert heights == sorted(heights)


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("code", ["en", "fr", "ar"])
def test_each_failure_offers_the_browser_whatever_its_row_has_room_for(open_window, tmp_path, code, width):
    fill_library(LibraryPaths(tmp_path / "library"))
    on = screen(open_window(interface_language=code))
    _fail(on)
    room = QRect(0, 0, width, 96)
    for entry in on.save_tray.entries:
        places = action_places(room, Qt.LayoutDirection.LeftToRight, entry)
        names = [action.name for action, _ in places]
        assert "browser" in names and names[-1] == "remove" and names[0] == actions_of(entry)[0].name
        assert all(room.contains(spot) for _, spot in places)


@pytest.mark.parametrize("code", ["en", "fr", "ar"])
def test_the_box_of_a_failure_names_the_link(open_window, qtbot, tmp_path, code):
    fill_library(LibraryPaths(tmp_path / "library"))
    on = screen(open_window(interface_language=code))
    entries = [
        show_save(on.save_tray, f"https://www.example.org/{n}", state=SaveState.RUNNING) for n in (1, 2)
    ]
    for entry in entries:
        entry.state, entry.error = SaveState.FAILED, ReaderError("not-found", host="www.example.org")
        on.save_tray.show_entry(entry)
    qtbot.settle(on.save_tray.window())
    for item in on.save_tray.items:
        assert f"example.org/{item.entry.number - entries[0].number + 1}" in plain(item.accessibleName())
        assert item.height() >= item.heightForWidth(item.width())


@pytest.mark.parametrize("theme", ["light", "contrast"])
def test_the_focus_on_the_line_is_shown_whole_inside_it(open_window, qtbot, tmp_path, theme):
    fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(theme=theme)
    on = screen(window)
    _fail(on)
    line = on.save_tray.line
    qtbot.waitUntil(line.isVisible)
    line.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.settle(window)
    seen, middle = line.grab().toImage(), line.height() // 2
    ink = line.theme.color("focus").rgb()
    sides = [seen.pixel(3, middle), seen.pixel(line.width() - 4, middle)]
    assert [*sides, seen.pixel(line.width() // 2, line.height() - 4)] == [ink] * 3
    assert not on.focus_ring.isVisible(), "around it, it would be cut off at the window's edges"
