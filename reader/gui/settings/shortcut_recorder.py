"""A button that shows a key and, once pressed, takes the next key or sequence as the new one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from reader.gui.keyboard.key_caps import caps_of, spoken
from reader.gui.keyboard.key_resolver import KeyResolver, non_latin
from reader.gui.keyboard.key_router import is_modifier, press_of
from reader.gui.keyboard.keymap import SEQUENCE
from reader.gui.widgets.basics import Button

_KEPT = frozenset(("Tab", "Shift+Tab", "Esc"))
"""Keys that move between controls and close things everywhere; they cannot be given away."""
_REMOVES = frozenset(("Backspace", "Del"))


class ShortcutRecorder(Button):
    """Shows one key of a command; an empty one is the “+” that adds a key.

    Args:
        keys: the portable key sequence, empty for none.
        resolver: names what is pressed.
        turn: from a bound key to the one to press, and back.
        begins: whether a key starts a sequence, so that a second one is waited for.
    """

    recorded = Signal(str)
    removed = Signal()
    refused = Signal(str)
    """A key that cannot be given to a command."""

    def __init__(
        self,
        keys: str,
        resolver: Callable[[], KeyResolver],
        begins: Callable[[str], bool],
        command: str,
        turn: Callable[[str], str] = str,
    ) -> None:
        super().__init__()
        self.keys = keys
        self.recording = False
        self._resolver = resolver
        self._begins = begins
        self._turn = turn
        self._command = command
        self._first = ""
        self.setProperty("scale", "row")
        self.setStyleSheet("min-width: 26px; padding: 0 8px;")
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.clicked.connect(self.start)
        self._show()

    def start(self) -> None:
        """Take the next key."""
        self._set_recording(True)
        self.setText(self.tr("Press a key…"))
        self.setAccessibleDescription(self.tr("Esc keeps the old key, Backspace removes it"))

    def stop(self) -> None:
        """Keep what was."""
        self._set_recording(False)
        self._show()

    def event(self, event: QEvent) -> bool:
        if self.recording and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyRelease:
                event.accept()
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self.recording:
            self.stop()
        super().focusOutEvent(event)

    def _set_recording(self, on: bool) -> None:
        self.recording = on
        self.setProperty("takesKeys", on)
        self._first = ""

    def _take(self, event: QKeyEvent) -> None:
        if is_modifier(event.key()) or event.isAutoRepeat():
            return
        name = name_of_press(self._resolver(), event)
        if name == "Esc":
            self.stop()
        elif name in _REMOVES and not self._first:
            self.stop()
            if self.keys:
                self.removed.emit()
        elif name in _KEPT:
            self.stop()
            self.refused.emit(name)
        elif name and not self._first and self._begins(name):
            self._first = name
            self.setText(f"{name}…")
        elif name:
            keys = f"{self._first}{SEQUENCE}{name}" if self._first else name
            self.stop()
            self.recorded.emit(self._turn(keys))

    def _show(self) -> None:
        self.setText(f"\u2066{' '.join(caps_of(self._turn(self.keys)))}\u2069" if self.keys else "+")
        self.setAccessibleDescription("")
        if self.keys:
            text = self.tr("{command}, {keys}: change the key")
            text = text.replace("{keys}", spoken(self._turn(self.keys)))
        else:
            text = self.tr("{command}: add a key")
        self.setAccessibleName(text.replace("{command}", self._command))
        self.setToolTip(self.tr("Change the key") if self.keys else self.tr("Add a key"))


def name_of_press(resolver: KeyResolver, event: QKeyEvent) -> str:
    """The name to keep for a press: the Latin letter of its place, the digit of the digit row.

    So a key recorded with the Arabic layout active, or on AZERTY's digit row, works on every layout.
    """
    if event.key() == Qt.Key.Key_Backspace:
        return "Backspace"
    names = resolver.candidates(press_of(event))
    if len(names) > 1 and (non_latin(names[0]) or (names[0][-1:] not in "+-" and names[1].isdigit())):
        return names[1] if not non_latin(names[1][-1:]) else names[-1]
    return names[0] if names else ""
