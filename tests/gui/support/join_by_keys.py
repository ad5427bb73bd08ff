"""The way into a store that others have begun, by keys in the dialog's steps."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.support.mouse import paste
from tests.gui.support.screen import screen


def up_to_the_last_step(window: Any, qtbot: Any, place: str, password: str, passphrase: str) -> Any:
    """Open the dialog and type what two steps ask for; gives it with the third step on screen."""
    qtbot.waitUntil(lambda: screen(window).session is not None)
    screen(window).actions["sync.open"].trigger()
    dialog = screen(window).sync.dialog
    steps = dialog.steps
    qtbot.waitUntil(lambda: dialog.isVisible() and steps.folder.isVisible())
    QTest.keyClicks(steps.folder, place)
    paste(steps.password, password)
    QTest.keyClick(steps.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: steps.passphrase.isVisible() and dialog.next.isEnabled())
    QTest.keyClicks(steps.passphrase, passphrase)
    QTest.keyClick(steps.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: steps.name.isVisible() and dialog.next.isEnabled())
    return dialog
