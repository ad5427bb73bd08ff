"""Tab and Shift+Tab go through all of the window, and what they reach can be seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen

MOST = 80


def _round(window, key):
    """What the key reaches until it is where it began: its name, and whether it is in sight."""
    reached = {}
    for _ in range(MOST):
        QTest.keyClick(QApplication.focusWidget() or window, key)
        for _ in range(3):  # what follows from it is posted; what comes later by itself is not waited for
            QApplication.processEvents()
        now = QApplication.focusWidget()
        if now in reached and now is not screen(window).view:  # which has the keys at each of its links
            break
        reached[now] = now is not None and not now.visibleRegion().isEmpty()
    return reached


@pytest.mark.parametrize("place", ["article", "search.open", "notes.panel", "drawer"])
@pytest.mark.parametrize("size", [(1440, 800), (1000, 500), (640, 352)])
def test_no_key_takes_the_focus_out_of_sight(open_window, qtbot, tmp_path, size, place):
    article = fill_library(LibraryPaths(tmp_path / "library"))[0]
    window = open_window(reduce_motion=True, size=size)
    on = screen(window)
    on.open_article(article, with_focus=True)
    qtbot.waitUntil(lambda: on.article_id == article)
    if "." in place:
        on.actions.run(place)
    elif place == "drawer":
        on.panes.toggle_sidebar()  # elsewhere it goes away
    qtbot.settle(window)
    for key in (Qt.Key.Key_Backtab, Qt.Key.Key_Tab):
        reached = _round(window, key)
        assert len(reached) > 1
        unseen = [
            (type(one).__name__, one and one.accessibleName()) for one, seen in reached.items() if not seen
        ]
        assert unseen == []


def test_from_the_first_button_back_the_place_of_reading_stays(open_window, qtbot, tmp_path):
    article = fill_library(LibraryPaths(tmp_path / "library"))[0]
    window = open_window(reduce_motion=True, size=(1440, 800))
    on = screen(window)
    on.open_article(article, with_focus=True)
    qtbot.waitUntil(lambda: on.article_id == article)
    qtbot.settle(window)
    before = on.view.verticalScrollBar().value()
    on.menu_button.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
        qtbot.settle(window)
        if on.view.hasFocus():
            break
    assert on.view.hasFocus()
    assert on.view.verticalScrollBar().value() == before
