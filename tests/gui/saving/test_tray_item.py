"""An item of the tray is laid out the same whatever it says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

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
