"""The question that is asked before a link of a stranger leads to a local address, and its answers."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QPushButton

from reader.gui.widgets.action_item import ActionItem


def local_questions(window):
    """The questions on screen: in the tray, or in a box while there is no list."""
    boxes = [box for box in window.findChildren(QMessageBox) if "local address" in box.text()]
    items = [item for item in window.findChildren(ActionItem) if "local address" in item.accessibleName()]
    return [asked for asked in (*boxes, *items) if asked.isVisible()]


def question_text(asked):
    """What is asked, with the address that it is about."""
    return asked.informativeText() if isinstance(asked, QMessageBox) else asked.accessibleName()


def agree_to_local(window, qtbot):
    """Press "Save"; the pages of the tests are on this computer."""
    answer(window, qtbot, "Save")


def answer(window, qtbot, button):
    """Wait for the question and press one of its buttons, by its words."""
    qtbot.waitUntil(lambda: bool(local_questions(window)))
    asked = local_questions(window)[0]
    next(found for found in asked.findChildren(QPushButton) if found.text() == button).click()
    qtbot.waitUntil(lambda: asked not in local_questions(window))
