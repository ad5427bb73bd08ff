"""An item of the tray is laid out the same whatever it says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from reader.gui.background.save_entry import SaveEntry, SaveState
from reader.gui.saving.save_item import SaveItem
from reader.gui.widgets.action_item import UndoItem


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_icon_words_and_button_of_a_single_line_stand_on_one_axis(qtbot, direction):
    tray = QWidget()
    qtbot.addWidget(tray)
    tray.setLayoutDirection(direction)
    item = UndoItem("Archived", "archive", lambda: None, tray)
    item.setGeometry(0, 0, 360, item.sizeHint().height())
    tray.show()
    qtbot.waitExposed(tray)
    (button,) = item._buttons
    middles = {widget.geometry().center().y() for widget in (item._icon, item._heading, button)}
    assert max(middles) - min(middles) <= 1


@pytest.mark.parametrize("state", [SaveState.SAVED, SaveState.PARTIAL, SaveState.KEPT])
@pytest.mark.parametrize("title", ["? Sahara : ce que dit le rapport", "« Le port » rouvre", "هل عاد المطر؟"])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_title_runs_its_own_way_whatever_the_interface(qtbot, direction, title, state):
    """A mark at a title's start would else stand at its end in an interface of the other direction."""
    tray = QWidget()
    qtbot.addWidget(tray)
    tray.setLayoutDirection(direction)
    item = SaveItem(SaveEntry("https://a.example/1", state=state, title=title, article_id=1), tray)
    item.refresh()
    shown = item._explanation.text()
    first, last = shown.index(title[0]), shown.index(title[-1], len(title) - 1)
    laid = QTextLayout(shown, item._explanation.font())
    option = QTextOption()
    option.setTextDirection(direction)  # as a label sets what it shows
    laid.setTextOption(option)
    laid.beginLayout()
    line = laid.createLine()
    line.setLineWidth(1000)
    laid.endLayout()
    runs_left = line.cursorToX(last)[0] < line.cursorToX(first + 1)[0]
    assert runs_left == title.startswith("هل")
