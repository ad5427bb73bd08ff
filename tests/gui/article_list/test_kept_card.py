"""The list keeps its place: the card in sight stays in sight when the window becomes narrow and wide."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.core.model import Document
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_samples import paragraph
from tests.gui.support.screen import screen
from tests.support.libraries import make_empty

WIDE, NARROW = (1280, 800), (560, 800)


@pytest.fixture
def articles(tmp_path):
    """Twelve of them in the order of the list, the newest first."""
    paths = LibraryPaths(tmp_path / "library")
    make_empty(paths.root)
    ids = []
    with LibrarySession.open(paths) as session:
        for number in range(12):
            url = f"https://a.ma/{number}"
            blocks = tuple(paragraph(n, f"Phrase {n} du texte, assez longue. Deux.") for n in range(40))
            document = Document(url, f"Article {number}", blocks, "", language="fr", site="A")
            ids.append(session.articles.add(document, url, url, f"2025-01-{number + 1:02}T10:00:00+00:00"))
    return ids[::-1]


def resize(window, qtbot, size):
    window.resize(*size)
    qtbot.settle(window)


def wheel(view, by=-240):
    spot = QPointF(view.viewport().rect().center())
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        spot, view.mapToGlobal(spot), QPoint(), QPoint(0, by), *none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(view.viewport(), event)


def card_top(on_screen):
    """Where the current card begins in the list, px from its top; the whole of it is in sight."""
    cards = on_screen.list_pane.cards
    place = cards.visualRect(cards.currentIndex())
    assert cards.isVisible() and cards.viewport().rect().contains(place), (place, cards.viewport().rect())
    return place.top()


def opened(open_window, qtbot, article, size, **chosen):
    window = open_window(size=size, last_article=article, reduce_motion=True, **chosen)
    on_screen = screen(window)
    qtbot.waitUntil(lambda: on_screen.article_id == article)
    qtbot.settle(window)
    return window, on_screen


def test_narrow_and_wide_again_keeps_the_card_in_sight(open_window, qtbot, articles):
    window, on_screen = opened(open_window, qtbot, articles[10], WIDE)
    before = card_top(on_screen)
    wheel(on_screen.view)
    resize(window, qtbot, NARROW)
    assert on_screen.reading_pane.isVisible()
    resize(window, qtbot, WIDE)
    assert card_top(on_screen) == before


def test_back_returns_to_the_card_where_it_was(open_window, qtbot, articles):
    window, on_screen = opened(open_window, qtbot, articles[10], WIDE)
    wheel(on_screen.view)
    resize(window, qtbot, NARROW)
    QTest.keyClick(on_screen.view, Qt.Key.Key_Escape)
    qtbot.settle(window)
    before = card_top(on_screen)
    QTest.keyClick(on_screen.list_pane.cards, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: on_screen.reading_mode.active)
    for _ in ("out of reading mode", "back to the list"):
        QTest.keyClick(on_screen.view, Qt.Key.Key_Escape)
        qtbot.settle(window)
    assert card_top(on_screen) == before


def test_back_from_an_article_that_a_narrow_window_began_in(open_window, qtbot, articles):
    window, on_screen = opened(open_window, qtbot, articles[10], NARROW, splitter="220,360,a")
    assert on_screen.reading_pane.isVisible() and not on_screen.list_pane.isVisible()
    QTest.keyClick(on_screen.view, Qt.Key.Key_Escape)
    qtbot.settle(window)
    card_top(on_screen)


@pytest.mark.parametrize("ways", [(1000, 1280), (560, 1000), (1280, 560, 1280), (1000, 700, 1366)])
def test_any_change_of_width_keeps_the_card_in_sight(open_window, qtbot, articles, ways):
    window, on_screen = opened(open_window, qtbot, articles[10], WIDE)
    on_screen.list_pane.cards.setFocus(Qt.FocusReason.OtherFocusReason)
    for width in ways:
        resize(window, qtbot, (width, 800))
        if on_screen.list_pane.isVisible():
            card_top(on_screen)


def test_a_card_scrolled_out_of_sight_is_not_brought_back(open_window, qtbot, articles):
    window, on_screen = opened(open_window, qtbot, articles[10], WIDE)
    bar = on_screen.list_pane.cards.verticalScrollBar()
    bar.setValue(0)
    for size in (NARROW, WIDE):
        resize(window, qtbot, size)
    assert bar.value() == 0
