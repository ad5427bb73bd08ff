"""Esc brings back the line read before Tab, or a footnote's mark, led far away from it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.core.model import Document, Part
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_samples import paragraph
from tests.gui.support.screen import screen
from tests.support.libraries import make_empty

SIZES = [(1280, 800), (560, 800)]
LINK = Part('Voir <a href="https://b.example/2">la source</a> du texte.', "Voir la source du texte.")


@pytest.fixture
def reading(tmp_path, open_window, qtbot):
    """An article whose one link stands far below the lines being read."""
    paths = LibraryPaths(tmp_path / "library")
    make_empty(paths.root)
    with LibrarySession.open(paths) as session:
        lines = [paragraph(n, f"Phrase {n} du texte, assez longue. " * 6) for n in range(60)]
        lines[58] = replace(lines[50], parts=(LINK,))
        made = Document("https://a.example/1", "Article", tuple(lines), "", language="fr", site="A")
        article = session.articles.add(made, made.url, made.url, "2025-01-01T10:00:00+00:00")

    def open_one(size, mode=False):
        window = open_window(reduce_motion=True, size=size)
        on = screen(window)
        on.open_article(article, with_focus=True)
        qtbot.waitUntil(lambda: on.article_id == article and on.view.hasFocus() and on.shown_whole)
        if mode:
            on.reading_mode.enter()
        for _ in range(2):
            press(on, qtbot, Qt.Key.Key_Space)
        return on

    return open_one


def press(on, qtbot, key):
    QTest.keyClick(QApplication.focusWidget(), key)
    qtbot.settle(on.reading_pane.window(), pauses=1000)


@pytest.mark.parametrize("mode", [False, True])
@pytest.mark.parametrize("size", SIZES)
def test_esc_brings_back_the_line_that_tab_left(reading, qtbot, size, mode):
    on = reading(size, mode)
    place = on.text_place
    press(on, qtbot, Qt.Key.Key_Tab)
    assert on.view.focused_link is not None
    assert on.text_place > place + on.view.height(), "the link is far below"
    press(on, qtbot, Qt.Key.Key_Escape)
    assert on.text_place == place
    assert on.view.focused_link is None
    assert on.view.hasFocus()
    assert on.reading_mode.active == mode
    press(on, qtbot, Qt.Key.Key_Escape)
    assert not on.reading_mode.active, "the next Esc does what it always does"


def test_the_first_of_several_lines_comes_back(reading, qtbot):
    """Tab goes on from the link to the list below the article: the line read is still the one left first."""
    on = reading(SIZES[0])
    place = on.text_place
    for _ in range(2):
        press(on, qtbot, Qt.Key.Key_Tab)
    press(on, qtbot, Qt.Key.Key_Escape)
    assert on.text_place == place


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_J])
def test_who_reads_on_at_the_link_stays_there(reading, qtbot, key):
    on = reading(SIZES[0], mode=True)
    press(on, qtbot, Qt.Key.Key_Tab)
    press(on, qtbot, key)
    place = on.text_place
    while on.reading_mode.active:
        press(on, qtbot, Qt.Key.Key_Escape)
    assert on.text_place >= place - on.view.height() / 2


def test_who_scrolls_on_beside_the_handle_stays_there(reading, qtbot):
    """A click there was no scroll of the reader's, as the wheel and the handle are."""
    on = reading(SIZES[0])
    press(on, qtbot, Qt.Key.Key_Tab)
    before, bar = on.text_place, on.view.verticalScrollBar()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() // 2, bar.height() // 3))
    qtbot.waitUntil(lambda: on.text_place != before)
    place = on.text_place
    press(on, qtbot, Qt.Key.Key_Escape)
    assert on.text_place == place


@pytest.mark.parametrize("key", [Qt.Key.Key_Home, Qt.Key.Key_PageUp])
def test_esc_does_not_go_back_to_the_link_that_was_left(reading, qtbot, key):
    """It stayed selected, and Qt went there, far from what was read then, as Esc took the selection away."""
    on = reading(SIZES[0])
    press(on, qtbot, Qt.Key.Key_Tab)
    for _ in range(2):
        press(on, qtbot, key)
    place = on.text_place
    press(on, qtbot, Qt.Key.Key_Escape)
    assert on.view.focused_link is None
    assert on.text_place == place
