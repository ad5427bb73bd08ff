"""What is read beside the results of a search, when keys change what the list below them holds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.core.model import Document
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_samples import paragraph
from tests.gui.support.screen import screen
from tests.support.libraries import make_empty

K, HELD = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def reading(open_window, qtbot, tmp_path):
    """With three articles about the moon in Unread, of which the first is read."""
    paths = LibraryPaths(tmp_path / "library")
    make_empty(paths.root)
    with LibrarySession.open(paths) as session:
        for number in (1, 2, 3):
            blocks = tuple(paragraph(n, f"Phrase du texte {number}. Une autre.") for n in range(12))
            url = f"https://www.lebrief.ma/{number}/"
            document = Document(url, f"Article {number} lune", blocks, "", language="fr", site="LeBrief")
            session.articles.add(document, url, f"lebrief.ma/{number}", f"2026-01-0{number}T10:00:00+00:00")
    window = open_window(reopen_article=False, reduce_motion=True, size=(1280, 800))
    on = screen(window)
    qtbot.waitUntil(lambda: len(on.summaries) == 3)
    window.activateWindow()
    on.cards.setFocus(Qt.FocusReason.TabFocusReason)
    press(K.Key_Home)
    qtbot.waitUntil(lambda: on.article_id == on.list_pane.current_id() != 0)
    return window, on, [card.id for card in on.summaries]


def press(*keys, held=HELD.NoModifier):
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key, held)


def rows(on):
    return list(on.list_pane.shown_model.ids)


def marked(on):
    """The article of the card that is drawn as the chosen one, 0 for none."""
    return on.list_pane.current_id() if on.active_cards.chosen else 0


def find(on, qtbot, query, count):
    """Look for something and go to the first result."""
    press(K.Key_Slash)
    QTest.keyClicks(on.search_field, query)
    qtbot.waitUntil(lambda: on.list_pane.searching and len(rows(on)) == count)
    press(K.Key_Down)
    qtbot.waitUntil(lambda: on.article_id == on.list_pane.current_id() != 0)


def test_a_redo_into_trash_below_results_opens_nothing_in_place_of_what_is_read(reading, qtbot):
    window, on, ids = reading
    press(K.Key_Delete)
    qtbot.waitUntil(lambda: on.article_id == ids[1])
    press(K.Key_G, K.Key_X)
    qtbot.waitUntil(lambda: rows(on) == ids[:1])
    press(K.Key_Down)
    qtbot.waitUntil(lambda: on.article_id == ids[0])
    press(K.Key_Z, held=HELD.ControlModifier)
    qtbot.waitUntil(lambda: not rows(on))
    find(on, qtbot, "lune", 3)
    press(K.Key_End)
    qtbot.waitUntil(lambda: on.article_id == on.list_pane.current_id() == rows(on)[-1])
    last = on.article_id
    assert last != ids[0]
    press(K.Key_Return)
    qtbot.waitUntil(on.navigator.in_text)
    press(K.Key_Z, held=HELD.ControlModifier | HELD.ShiftModifier)
    qtbot.waitUntil(lambda: ids[0] not in rows(on))
    qtbot.settle(window, pauses=450)
    assert (on.article_id, marked(on), on.navigator.in_text()) == (last, last, True)


def test_the_only_selected_result_that_goes_leaves_no_other_one_marked(reading, qtbot):
    window, on, _ = reading
    find(on, qtbot, "lune", 3)
    first, second, third = rows(on)
    press(K.Key_X, K.Key_Down, K.Key_X, K.Key_Up, K.Key_X, K.Key_End)
    assert (marked(on), on.list_pane.picked.ids, on.article_id) == (third, [second], first)
    on.library.change([second], "trashed", True)
    qtbot.waitUntil(lambda: rows(on) == [first, third])
    qtbot.settle(window, pauses=450)
    assert (marked(on), on.article_id) == (first, first)
