"""Answers the question that is asked when a file or a `liseuse:` link names a local address."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox


def agree_to_local(window, qtbot):
    """Press "Save"; the pages of the tests are on this computer."""

    def questions():
        return [b for b in window.findChildren(QMessageBox) if "local address" in b.text() and b.isVisible()]

    qtbot.waitUntil(lambda: bool(questions()))
    next(button for button in questions()[0].buttons() if button.text() == "Save").click()
