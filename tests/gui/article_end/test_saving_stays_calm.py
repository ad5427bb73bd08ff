"""Saving a link of a list moves nothing: not the page, not the row, not what is under the pointer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from reader.gui.article_end.link_row import LinkRow
from reader.gui.article_end.link_title import LinkTitle
from reader.gui.background.save_entry import SaveState
from reader.gui.theme.typography import LARGEST_STEP
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import link, rich_document
from tests.gui.support.screen import screen
from tests.support.libraries import make_empty

LONG = "Le gouvernement présente un plan de relance pour les régions de montagne touchées par la neige {}"


@pytest.fixture(params=["en", "fr", "ar"])
def on(request, tmp_path, open_window, qtbot):
    """The end of an article with long titles below it, in a narrow window and large letters."""
    latest = tuple(replace(link(n), title=LONG.format(n)) for n in range(11, 14))
    document = replace(rich_document(), latest=latest, most_read=(), related=())
    paths = LibraryPaths(tmp_path / "library")
    make_empty(paths.root)
    with LibrarySession.open(paths) as session:
        number = session.articles.add(document, document.url, "lebrief.ma/rich", "2026-01-03T10:00:00+00:00")
    window = open_window(
        reduce_motion=True, size=(560, 800), text_size=LARGEST_STEP, interface_language=request.param
    )
    made = screen(window)
    made.open_article(number, with_focus=True)
    qtbot.waitUntil(lambda: made.article_id == number and made.view.hasFocus())
    QTest.keyClick(made.view, Qt.Key.Key_End)
    qtbot.settle(window)
    return made


def _places(on):
    """Where the page, the rows and their titles are."""
    rows = on.end_block.findChildren(LinkRow)
    parts = [*rows, *(row.findChild(LinkTitle) for row in rows)]
    return on.view.verticalScrollBar().value(), [
        QRect(part.mapTo(on.view, QPoint(0, 0)), part.size()) for part in parts
    ]


def _button(row):
    return row.findChild(QPushButton)


@pytest.mark.parametrize("at", ["top", "foot"])
def test_a_click_on_save_moves_nothing(on, qtbot, at):
    """Also where the row stands at an edge of the view: a key would bring it into the middle."""
    rows, view = on.end_block.findChildren(LinkRow), on.view
    row = rows[-1] if at == "foot" else rows[0]
    bar, button = view.verticalScrollBar(), _button(row)
    top = button.mapTo(view, QPoint(0, 0)).y()
    bar.setValue(bar.value() + top - (20 if at == "top" else view.viewport().height() - 50))
    qtbot.settle(view.window())
    before, asked = _places(on), []
    on.save_wanted.connect(asked.append)
    window = view.window()
    place = button.mapTo(window, button.rect().center())
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), place)
    assert asked == [row.url]
    qtbot.settle(window)
    assert _places(on) == before
    for state in (SaveState.RUNNING, SaveState.FAILED, SaveState.WAITING):
        on.end_block.note(row.url, state)
        qtbot.settle(window)
        assert _places(on) == before, state
    on.end_block.set_saved({row.url: 4})
    qtbot.settle(window)
    assert _places(on) == before


def test_the_keyboard_stays_at_the_row_that_is_saved(on, qtbot):
    """While there is no button its title has the focus, and the button again when saving failed."""
    row = on.end_block.findChildren(LinkRow)[1]
    button, title = _button(row), row.findChild(LinkTitle)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.settle(on.view.window())
    before = _places(on)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is title
    on.end_block.note(row.url, SaveState.FAILED)
    assert QApplication.focusWidget() is button
    on.end_block.note(row.url, SaveState.WAITING)
    title.clearFocus()
    on.end_block.note(row.url, SaveState.FAILED)
    assert QApplication.focusWidget() is not button
    qtbot.settle(on.view.window())
    assert _places(on) == before
