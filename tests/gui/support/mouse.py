"""What a reader does with the mouse and the clipboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def click(button: QWidget) -> None:
    """Press a button as a mouse does."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def paste(field: QWidget, text: str) -> None:
    """Paste a text, as out of a manager of passwords."""
    QApplication.clipboard().setText(text)
    QTest.keySequence(field, QKeySequence(QKeySequence.StandardKey.Paste))
