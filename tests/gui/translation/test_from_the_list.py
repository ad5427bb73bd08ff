"""A key of a language or view, pressed on a card, opens its article in it; without an article it says so."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.core.model import TextView
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen

SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture(params=[1280, 560], ids=["wide", "narrow"])
def on_card(request, open_window, qtbot, tmp_path):
    """The focus is on the second card, as after its save; no article is open."""
    ids = fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(size=(request.param, 800), reopen_article=False)
    on = screen(window)
    qtbot.waitUntil(lambda: len(on.summaries) == 3)
    on.list_pane.select(ids[1])
    on.cards.setFocus(Qt.FocusReason.OtherFocusReason)
    assert not on.article_id
    return on, ids[1]


@pytest.mark.parametrize(
    ("key", "modifier", "language", "view"),
    [
        (Qt.Key.Key_A, SHIFT, "ar", TextView.TRANSLATION),
        (Qt.Key.Key_E, SHIFT, "en", TextView.TRANSLATION),
        (Qt.Key.Key_I, NONE, "en", TextView.INTERLEAVED),
        (Qt.Key.Key_O, NONE, "fr", TextView.ORIGINAL),
    ],
)
def test_on_a_card_it_opens_the_article_in_it(on_card, qtbot, key, modifier, language, view):
    on, article = on_card
    QTest.keyClick(on.cards, key, modifier)
    qtbot.waitUntil(lambda: on.article_id == article)
    qtbot.waitUntil(lambda: (on.reading_pane.language, on.reading_pane.text_view) == (language, view))
    assert on.view.isVisible() and on.view.hasFocus()


def test_an_open_article_behind_a_narrow_list_comes_forward_in_it(on_card, qtbot):
    on, article = on_card
    on.open_article(article, with_focus=True)
    qtbot.waitUntil(lambda: on.article_id == article)
    on.panes.show_list()
    on.cards.setFocus()
    QTest.keyClick(on.cards, Qt.Key.Key_E, SHIFT)
    qtbot.waitUntil(lambda: on.reading_pane.language == "en")
    assert on.view.isVisible()


@pytest.mark.parametrize(
    ("key", "modifier", "said"),
    [(Qt.Key.Key_F, NONE, "No article is open"), (Qt.Key.Key_A, SHIFT, "No article is chosen")],
)
def test_without_an_article_it_says_what_it_lacks(open_window, qtbot, key, modifier, said):
    window = open_window()
    on = screen(window)
    on.show_main()
    qtbot.settle(window)
    on.list_pane.setFocus()
    QTest.keyClick(window.focusWidget(), key, modifier)
    assert on.key_hint.isVisible() and on.key_hint.text() == said
