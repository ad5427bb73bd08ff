"""Nothing that is clicked is smaller than 28 px, on any page, dialog, panel and strip."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from tests.gui.main_window.test_accessible_names import window
from tests.gui.support.every_place import every_place
from tests.gui.support.screen import screen

__all__ = ["window"]

LEAST = 28
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
    found |= {
        place: [each for top in tops for each in small(top)] for place, tops in every_place(window, qtbot)
    }
    assert {place: those for place, those in found.items() if those} == {}
