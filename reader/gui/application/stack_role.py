"""What a stack of pages is to a screen reader: nothing to speak of.

Qt calls it a layered pane, which Orca says with a count of items, none, each time the focus goes into it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QStackedWidget

_told: list[bool] = []


def keep_stacks_silent() -> None:
    """Have every stack answer as a plain part of the window, from the next time one is asked."""
    if not _told:
        _told.append(True)
        QAccessible.installFactory(_interface)


def _interface(name: str, about: QObject) -> QAccessibleInterface | None:
    """Qt asks by the name of the class, then by those that it is derived from."""
    if name == "QStackedWidget" and isinstance(about, QStackedWidget):
        return QAccessibleWidget(about, QAccessible.Role.Client)
    return None
