"""Tab goes on from what is in sight: the links of the text, the end of the article, what follows it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.core.model import Document, Part
from reader.gui.article_end.feature import shelves_of
from reader.services.library_session import LibrarySession
from reader.services.saving.sample_article import add_sample
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_samples import paragraph
from tests.gui.support.screen import screen
from tests.support.libraries import make_empty

SIZES = [(1280, 800), (560, 800)]


@pytest.fixture
def reading(tmp_path, open_window, qtbot):
    """The sample article, which has a link in the middle of its text and a list below it."""
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        article = add_sample(session)

    def open_one(size, **chosen):
        window = open_window(reduce_motion=True, size=size, **chosen)
        on = screen(window)
        on.open_article(article, with_focus=True)
        qtbot.waitUntil(lambda: on.article_id == article and on.view.hasFocus())
        assert shelves_of(on.article_document, "fr")
        qtbot.settle(window)
        return on

    return open_one


def _press(key):
    QTest.keyClick(QApplication.focusWidget(), key)
    for _ in range(3):
        QApplication.processEvents()
    return QApplication.focusWidget()


def _to_end(on, qtbot):
    _press(Qt.Key.Key_End)
    bar = on.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    assert on.view.hasFocus()


def _in_sight(part):
    return not part.visibleRegion().isEmpty()


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("size", SIZES)
def test_from_the_end_it_goes_through_what_stands_below_the_text(reading, qtbot, size, code):
    on = reading(size, interface_language=code)
    _to_end(on, qtbot)
    stops = on.end_block.stops()
    for stop in stops:
        assert _press(Qt.Key.Key_Tab) is stop
        assert _in_sight(stop)
    assert not on.end_block.isAncestorOf(_press(Qt.Key.Key_Tab))
    for stop in reversed(stops):
        assert _press(Qt.Key.Key_Backtab) is stop
    assert _press(Qt.Key.Key_Backtab) is on.view
    assert on.view.focused_link is None


@pytest.mark.parametrize("size", SIZES)
def test_links_out_of_sight_above_are_left_behind_and_found_on_the_way_back(reading, qtbot, size):
    on = reading(size)
    assert _press(Qt.Key.Key_Tab) is on.view
    assert on.view.focused_link is not None
    link = on.view.textCursor().selectedText()
    _to_end(on, qtbot)
    first = on.end_block.stops()[0]
    assert _press(Qt.Key.Key_Tab) is first
    assert _press(Qt.Key.Key_Backtab) is on.view
    assert _press(Qt.Key.Key_Backtab) is on.view
    assert on.view.focused_link is not None
    assert on.view.textCursor().selectedText() == link
    cursor = on.view.textCursor()
    assert on.view.viewport().rect().intersects(on.view.cursorRect(cursor))


@pytest.mark.parametrize("reading_mode", [False, True])
@pytest.mark.parametrize("size", SIZES)
def test_what_is_left_of_a_short_text_comes_into_sight_with_the_end(short, qtbot, size, reading_mode):
    """It went on to the bars of the window, and left the last lines where nobody had seen them."""
    on = short(size, reading_mode)
    assert _press(Qt.Key.Key_Tab) is on.view
    assert on.view.focused_link is not None
    place = on.view.verticalScrollBar().value()
    stops = on.end_block.stops()
    assert not any(map(_in_sight, stops)), "the end is out of sight"
    assert _press(Qt.Key.Key_Tab) is stops[0]
    assert stops[0].visibleRegion().boundingRect() == stops[0].rect()
    scrolled = on.view.verticalScrollBar().value() - place
    assert 0 < scrolled < on.view.viewport().height(), "no line was passed over"
    assert _press(Qt.Key.Key_Backtab) is on.view


@pytest.fixture
def short(tmp_path, open_window, qtbot):
    """An article whose end is less than a page below its first lines, with a link in those."""
    paths = LibraryPaths(tmp_path / "library")
    make_empty(paths.root)
    link = Part('Un <a href="https://b.example/2">lien</a> au début.', "Un lien au début.")
    with LibrarySession.open(paths) as session:
        lines = (paragraph(n, f"Phrase {n} du texte, assez longue. Deux.") for n in range(1, 12))
        blocks = (replace(paragraph(0, link.text), parts=(link,)), *lines)
        url = "https://a.example/1"
        made = Document(url, "Article", blocks, "", language="fr", site="A")
        article = session.articles.add(made, url, url, "2025-01-01T10:00:00+00:00")

    def open_one(size, reading_mode):
        window = open_window(reduce_motion=True, size=size, text_size=3)
        on = screen(window)
        on.open_article(article, with_focus=True)
        qtbot.waitUntil(lambda: on.article_id == article and on.view.hasFocus())
        if reading_mode:
            on.reading_mode.enter()
        qtbot.settle(window, pauses=1000)
        return on

    return open_one


@pytest.mark.parametrize("size", SIZES)
def test_in_the_middle_it_passes_the_end_by(reading, qtbot, size):
    on = reading(size, text_size=5)
    assert _press(Qt.Key.Key_Tab) is on.view
    assert on.view.focused_link is not None
    place = on.view.verticalScrollBar().value()
    if any(_in_sight(stop) for stop in on.end_block.stops()):
        pytest.skip("the end stands below the link already")
    assert not on.end_block.isAncestorOf(_press(Qt.Key.Key_Tab))
    assert on.view.verticalScrollBar().value() == place
