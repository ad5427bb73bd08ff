"""A mouse of which no button is pressed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton)


def release_mouse():
    """Let go what is still pressed: where its window went, Qt takes a button for pressed until another click.

    A focus that changes meanwhile would be taken for the pointer's.
    """
    pressed = [button for button in BUTTONS if QGuiApplication.mouseButtons() & button]
    if not pressed:
        return
    target = QWidget()
    target.show()
    for button in pressed:
        QTest.mouseRelease(target, button)
    target.close()
