"""What a window makes only when it is wanted is then as though it had been there from the start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from reader.core.marks import Colour
from reader.gui.main_window.welcome_page import WelcomePage
from reader.gui.notes.highlight_bar import HighlightBar
from reader.gui.notes.notes_page import NotesPage
from reader.gui.notes.notes_panel import NotesPanel
from reader.gui.theme.themed_widget import ThemedWidget
from reader.services.library.annotate_article import Passage, mark_passage
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.gui.support.shown_texts import texts_in, texts_only_in
from tests.gui.support.tab_stops import stops_between

SELDOM = (WelcomePage, NotesPanel, NotesPage)


@pytest.fixture
def noted(tmp_path):
    """The article, of which one passage is marked."""
    paths = LibraryPaths(tmp_path / "library")
    ids = fill_library(paths)
    with LibrarySession.open(paths) as session:
        mark_passage(session, ids[0], Passage("fr", "b91", 0, 0, 7, "Dernier"), Colour.ROSE, "à voir")
    return ids[0]


@pytest.fixture
def window(open_window, noted, qtbot):
    made = open_window(interface_language="en", theme="light", reduce_motion=True)
    screen(made).open_article(noted)
    qtbot.waitUntil(lambda: screen(made).article_id == noted)
    qtbot.settle(made)
    return made


def made_of(window):
    return [kind for kind in SELDOM if window.findChildren(kind)]


def test_a_window_makes_what_a_start_shows(window):
    assert made_of(window) == []
    assert not screen(window).search_tips.chips
    screen(window).actions["notes.panel"].trigger()
    assert made_of(window) == [NotesPanel]
    screen(window).actions["view.notes"].trigger()
    assert made_of(window) == [NotesPanel, NotesPage]


def test_notes_that_came_before_their_panel_are_in_it(window, qtbot):
    screen(window).actions["notes.panel"].trigger()
    assert [row.note for row in screen(window).note_model.rows] == ["à voir"]
    screen(window).note_field.setPlainText("on the whole")
    qtbot.keyClick(screen(window).note_field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: screen(window).notes_store.note == "on the whole")


def test_tab_goes_on_from_the_strip_to_the_panel_whatever_was_made_first(window, qtbot):
    for command in ("notes.panel", "note.highlight"):
        screen(window).actions[command].trigger()
        qtbot.settle(window)
    (strip,), (panel,) = window.findChildren(HighlightBar), window.findChildren(NotesPanel)
    passed = stops_between(screen(window).view, screen(window).view)
    order = [one for part in passed for one in (strip, panel) if one.isAncestorOf(part)]
    assert list(dict.fromkeys(order)) == [strip, panel]


def test_what_waits_for_the_welcome_page_is_no_window_of_its_own(window):
    assert not window.findChildren(WelcomePage)
    assert screen(window).first_offer_card.window() is window
    assert screen(window).first_offer_card.isHidden()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_it_is_made_in_the_language_and_the_theme_in_force(window, qtbot, language):
    on_screen = screen(window)
    on_screen.options.language(language)
    on_screen.options.theme("dark")
    for command in ("notes.panel", "view.notes", "note.highlight", "search.open"):
        on_screen.actions[command].trigger()
    late = [on_screen.welcome_page, on_screen.search_tips]
    qtbot.settle(window)
    late += [window.findChildren(kind)[0] for kind in SELDOM[1:]]
    assert on_screen.search_tips.chips
    for part in late:
        assert part.layoutDirection() == window.layoutDirection()
        assert texts_only_in("en", language, texts_in(part)) == []
    themed = [widget for widget in QApplication.allWidgets() if isinstance(widget, ThemedWidget)]
    assert [widget for widget in themed if widget._drawn_in is not on_screen.theme] == []


def test_the_welcome_page_shows_what_was_chosen_before_it_was_made(window):
    on_screen = screen(window)
    on_screen.options.language("fr")
    on_screen.options.set("reading_language", "ar")
    page = on_screen.welcome_page
    assert [card.code for card in page._cards if card.isChecked()] == ["fr"]
    assert page.reading.button("ar").isChecked()
    on_screen.options.language("ar")
    assert [card.code for card in page._cards if card.isChecked()] == ["ar"]
