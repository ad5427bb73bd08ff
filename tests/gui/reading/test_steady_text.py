"""The sentence being read stays at its height on the screen, whatever becomes of the strip above the text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor

from reader.core.model import ReadingPosition, TextView
from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.saving.sample_article import add_sample
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_samples import opened, paragraph
from tests.gui.support.screen import screen


@pytest.fixture
def window(open_window, tmp_path, qtbot):
    """The sample in English, so large that it scrolls, with the cursor in its fourth paragraph."""
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        article = add_sample(session, Progress())
    made = open_window(text_size=5, size=(1440, 900), reduce_motion=True)
    on_screen = screen(made)
    on_screen.open_article(article)
    qtbot.waitUntil(lambda: on_screen.article_id == article)
    on_screen.actions.run("translation.en")
    on_screen.reading_pane.choose_view(TextView.TRANSLATION)
    qtbot.settle(made)
    for _ in range(4):
        on_screen.actions.run("paragraph.next")
    qtbot.settle(made)
    assert on_screen.view.verticalScrollBar().value() > 0
    return made


def height_on_screen(window):
    """Px from the window's upper edge to the sentence that is marked."""
    view = screen(window).view
    marked = view.extraSelections()
    cursor = QTextCursor(view.document())
    cursor.setPosition(min(one.cursor.selectionStart() for one in marked))
    return view.viewport().mapTo(window, QPoint(0, 0)).y() + view.cursorRect(cursor).top()


def test_another_language_of_the_interface_does_not_move_it(window, qtbot):
    before = height_on_screen(window)
    for code in ("ar", "fr", "en"):
        screen(window).options.language(code)
        qtbot.settle(window)
        assert abs(height_on_screen(window) - before) <= 1, code


def test_a_strip_that_needs_more_lines_does_not_move_it(window, qtbot):
    before, strip = height_on_screen(window), screen(window).reading_pane.strip
    high = strip.height()
    for width in (1000, 900, 800):  # in whatever font the system has for its programs
        window.resize(width, 900)
        qtbot.settle(window)
        if strip.height() > high:
            break
    assert strip.height() > high
    assert abs(height_on_screen(window) - before) <= 1
    window.resize(1440, 900)
    qtbot.settle(window)
    assert abs(height_on_screen(window) - before) <= 1


def test_an_article_opened_after_a_page_without_text_stands_where_it_was_left(window, qtbot):
    pane = screen(window).reading_pane
    assert pane.strip.isVisible()
    pane.show_loading("Titre")
    whole = opened(*[paragraph(n, f"Phrase numéro {n}. " * 40) for n in range(30)])
    left = ReadingPosition("b20", 0, 120)
    pane.show_article(replace(whole, article=replace(whole.article, position=left)))
    qtbot.settle(window)
    assert pane.view.position() == left
