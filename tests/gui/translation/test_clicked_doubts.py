"""A click on a doubtful sentence or on its sign shows its card, in the real window with the real mouse."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.core.model import TextView
from reader.gui.article_view.margin_painter import sign_at
from tests.gui.support.screen import screen
from tests.gui.translation.test_sentence_tools import make_suspect, press, reload, write_library

DOUBTFUL = "It ends 17."
pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    return folder, write_library(folder)


@pytest.fixture(params=[560, 1280])
def on(request, made, tmp_path, open_window, qtbot):
    """The first article in English, with a doubtful sentence."""
    folder, ids = made
    shutil.copytree(folder, tmp_path / "library")
    window = open_window(size=(request.param, 800), reduce_motion=True)
    found = screen(window)
    found.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: found.article_id == ids[0] and found.view.hasFocus())
    press(window, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    make_suspect(window, "Elle finit le soir.", DOUBTFUL, "number", "short")
    reload(window, qtbot)
    qtbot.settle(window)
    assert found.reading_pane.text_view is TextView.TRANSLATION
    assert found.view.marks == {"b1": "suspect"}
    return found


def _click(on, spot):
    QTest.mouseClick(on.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)


def _spot_of(on, words):
    """A point inside some words of the text."""
    cursor = on.view.document().find(words)
    cursor.setPosition(cursor.selectionStart() + len(words) // 2)
    return on.view.cursorRect(cursor).center()


def _sign(on):
    """The middle of the sign beside the text."""
    port = on.view.viewport().rect()
    hits = [
        QPoint(x, y)
        for x in range(0, port.width(), 2)
        for y in range(0, port.height(), 2)
        if sign_at(on.view, on.view.rendered, QPoint(x, y))
    ]
    assert hits
    return hits[len(hits) // 2]


@pytest.mark.parametrize("what", ["sentence", "sign"])
def test_a_click_opens_the_card_and_a_second_one_closes_it(on, qtbot, what):
    spot = _spot_of(on, DOUBTFUL) if what == "sentence" else _sign(on)
    card = on.original_card
    _click(on, spot)
    qtbot.waitUntil(card.isVisible)
    texts = " ".join(card.texts())
    assert DOUBTFUL in texts and "This sentence may be wrong." in texts
    assert (on.sentence_stop.unit, on.cursor.sentence) == ("b1", 1)
    assert card.buttons.isVisible(), "it can be corrected there"
    _click(on, spot)
    assert not card.isVisible() and not on.original_popup.staying
    _click(on, spot)
    qtbot.waitUntil(card.isVisible)
    _click(on, _spot_of(on, "Rabat"))
    qtbot.settle(on.view.window())
    assert not card.isVisible(), "a click elsewhere takes it away"


def test_a_card_opened_by_key_stays_at_a_click_elsewhere_as_before_any_click(on, qtbot):
    card, window = on.original_card, on.view.window()
    _click(on, _spot_of(on, DOUBTFUL))
    qtbot.waitUntil(card.isVisible)
    press(window, Qt.Key.Key_Escape)
    assert not card.isVisible()
    press(window, Qt.Key.Key_A)
    qtbot.waitUntil(card.isVisible)
    _click(on, _spot_of(on, "Rabat"))
    qtbot.settle(window)
    assert on.original_popup.staying and card.isVisible(), "it follows the cursor"


def test_esc_closes_the_card_before_the_find_bar(on, qtbot):
    window = on.view.window()
    press(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(on.find_bar.isVisible)
    QTest.keyClicks(QApplication.focusWidget(), "ends")
    _click(on, _spot_of(on, DOUBTFUL))
    qtbot.waitUntil(on.original_card.isVisible)
    assert on.view.hasFocus()
    press(window, Qt.Key.Key_Escape)
    assert not on.original_card.isVisible() and on.find_bar.isVisible()
    press(window, Qt.Key.Key_Escape)
    assert not on.find_bar.isVisible()


def test_words_are_still_selected_by_drag(on, qtbot):
    view, port = on.view, on.view.viewport()
    cursor = view.document().find("It ends")
    cursor.setPosition(cursor.selectionStart())
    start, end = view.cursorRect(cursor).center(), _spot_of(on, DOUBTFUL)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    qtbot.settle(view.window())
    assert view.textCursor().selectedText() and not on.original_card.isVisible()


def test_a_sentence_without_a_doubt_shows_nothing(on, qtbot):
    _click(on, _spot_of(on, "Rabat"))
    qtbot.settle(on.view.window())
    assert not on.original_card.isVisible()
