"""Where Tab goes, pressed as a reader presses it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

MOST = 100
"""More stops than a window has: Tab that goes round without the end is an error."""


def stops_between(start: QWidget, end: QWidget) -> list[QWidget]:
    """The widgets that take the focus one after the other by Tab from `start` to `end`, both left out.

    Raises:
        AssertionError: Tab does not come there.
    """
    start.setFocus(Qt.FocusReason.TabFocusReason)
    passed: list[QWidget] = []
    for _ in range(MOST):
        QTest.keyClick(_focused(start), Qt.Key.Key_Tab)
        there = _focused(start)
        if there is start and not passed:
            continue  # a text has stops of its own, such as links
        if there is end:
            return passed
        passed.append(there)
    raise AssertionError(f"Tab never comes to {end}, but to {passed[:20]}")


def _focused(start: QWidget) -> QWidget:
    """A window that is not the active one has a focus all the same."""
    found = QApplication.focusWidget() or start.window().focusWidget()
    assert found is not None
    return found
