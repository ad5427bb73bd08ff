"""A test that leaves a mouse button pressed leaves it to nobody."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.gui.support.released_mouse import release_mouse


def test_what_a_window_that_went_left_pressed_is_let_go(qtbot):
    gone = QWidget()
    qtbot.addWidget(gone)
    gone.show()
    QTest.mousePress(gone, Qt.MouseButton.LeftButton)
    gone.close()
    assert QGuiApplication.mouseButtons() == Qt.MouseButton.LeftButton
    release_mouse()
    assert QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton
