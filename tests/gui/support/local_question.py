"""The question that is asked before a link of a stranger leads to a local address, and its answers."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox


def local_questions(window):
    """The questions on screen."""
    boxes = window.findChildren(QMessageBox)
    return [box for box in boxes if "local address" in box.text() and box.isVisible()]


def agree_to_local(window, qtbot):
    """Press "Save"; the pages of the tests are on this computer."""
    answer(window, qtbot, "Save")


def answer(window, qtbot, button):
    """Wait for the question and press one of its buttons, by its words."""
    qtbot.waitUntil(lambda: bool(local_questions(window)))
    box = local_questions(window)[0]
    next(found for found in box.buttons() if found.text() == button).click()
    qtbot.waitUntil(lambda: box not in local_questions(window))
