"""Keeps the letters and shortcuts that are typed before the window knows what they mean."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

MOST = 32
"""Keys that are kept; more than that is no wish but something that lies on the keyboard."""
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class EarlyKeys(QObject):
    """The letters, digits, signs and function keys pressed while a window is put together, alone or with
    Ctrl and the like, until `give_back`.

    Arrows, Space and Return act at once, on the list and the text that are on screen already.

    Args:
        window: whose keys.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._heard: list[QWidget] = []
        self._kept: list[QKeyEvent] = []

    def listen_to(self, widget: QWidget) -> None:
        """Keep what is pressed at a widget, or at one in it that leaves it."""
        widget.installEventFilter(self)
        self._heard.append(widget)

    def give_back(self) -> None:
        """Press what was kept again, in order, where the focus is; from now on nothing is kept."""
        kept, self._kept = self._kept, []
        heard, self._heard = self._heard, []
        for widget in heard:
            widget.removeEventFilter(self)
        for event in kept:
            if QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None:
                return  # a question came meanwhile: the keys were not meant for it
            QApplication.sendEvent(self._window.focusWidget() or self._window, event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        if not isinstance(event, QKeyEvent) or not _waits(event):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # or the key's own action took it, which does nothing yet
            return True
        if not event.isAutoRepeat() and len(self._kept) < MOST:
            self._kept.append(_copy(event))
        return True


def _waits(event: QKeyEvent) -> bool:
    key, text = event.key(), event.text()
    if event.modifiers() & ~_PLAIN:  # control signs, or no text at all
        signs = Qt.Key.Key_Space < key < Qt.Key.Key_Escape
        return signs or Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35
    return (bool(text.strip()) and text.isprintable()) or Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35


def _copy(event: QKeyEvent) -> QKeyEvent:
    """The same press, to be sent once more."""
    native = (event.nativeScanCode(), event.nativeVirtualKey(), event.nativeModifiers())
    return QKeyEvent(event.type(), event.key(), event.modifiers(), *native, event.text())
