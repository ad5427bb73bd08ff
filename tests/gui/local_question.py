"""Answers the question that is asked when a file or a `liseuse:` link names a local address."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox


def agree_to_local(window, qtbot, timeout=20_000):
    """Press "Save"; the pages of the tests are on this computer. `timeout` in milliseconds."""

    def questions():
        return [b for b in window.findChildren(QMessageBox) if "local address" in b.text() and b.isVisible()]

    qtbot.waitUntil(lambda: bool(questions()), timeout=timeout)
    next(button for button in questions()[0].buttons() if button.text() == "Save").click()
