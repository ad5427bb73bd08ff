"""Nothing that is clicked is smaller than 28 px, on any page, dialog, panel and strip."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from reader.gui.settings.page_list import PageList
from tests.gui.main_window.test_accessible_names import DIALOGS, OVERLAYS, PLACES, opened, window
from tests.gui.support.screen import screen

__all__ = ["window"]

LEAST = 28
MORE = ("sync.open", "article.tags", "site.export", "device.export", "vault.export")
CLICKED = (QAbstractButton, QAbstractSpinBox, QAbstractSlider, QComboBox, QLineEdit)


def small(top):
    """What is clicked below a widget and is lower or narrower than it may be."""
    found = []
    for part in top.findChildren(QWidget):
        if not isinstance(part, CLICKED) or isinstance(part, QScrollBar) or not part.isVisible():
            continue
        if isinstance(part.parentWidget(), QLineEdit | QAbstractSpinBox | QComboBox):
            continue  # the field around it is what is aimed at
        if min(part.width(), part.height()) < LEAST:
            found.append((type(part).__name__, part.accessibleName(), part.width(), part.height()))
    return found


@pytest.mark.parametrize("width", [1440, 560])
def test_nothing_that_is_clicked_is_too_small(window, qtbot, width):
    on_screen = screen(window)
    window.resize(width, 900)
    qtbot.settle(window)
    bar = on_screen.view.verticalScrollBar()
    bar.setValue(bar.maximum())  # the end of the article has its place once it is near
    qtbot.settle(window)
    found = {"window": small(window)}
    for command in (*DIALOGS, *MORE):
        assert on_screen.actions.run(command), command
        qtbot.waitUntil(lambda: bool(opened(window)))
        qtbot.settle(window)
        found[command] = [each for top in opened(window) for each in small(top)]
        for top in opened(window):
            top.close()
        qtbot.waitUntil(lambda: not opened(window))
    for command in OVERLAYS:
        assert on_screen.actions.run(command), command
        qtbot.waitUntil(lambda: on_screen.overlay is not None)
        qtbot.settle(window)
        if command == "settings.open":
            pages = on_screen.overlay.findChild(PageList)
            for number in range(pages.count()):
                pages.setCurrentRow(number)
                qtbot.settle(window)
                found[f"settings {number}"] = small(window)
        found[command] = small(window)
        on_screen.overlay.close_overlay()
        qtbot.waitUntil(lambda: on_screen.overlay is None)
    for command in (*PLACES, "note.highlight"):
        on_screen.actions.run(command)
        qtbot.settle(window)
        found[command] = small(window)
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
    assert {place: those for place, those in found.items() if those} == {}
