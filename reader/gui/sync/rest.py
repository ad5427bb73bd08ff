"""The rest between two rounds that nobody asked for."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_LONGEST = 8_000
"""ms, so that much that changes makes few files."""
_SHORTEST = 200
"""ms with a hub, which is asked little and tells at once what came."""


class Rest(QTimer):
    """Always long with most stores. With a hub short, and twice as long each time that round follows round:
    so a single change is on the other computers at once, and an hour of them makes no storm of rounds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, singleShot=True)
        self._least = _LONGEST
        self.begin_anew(on_hub=False)

    def begin_anew(self, on_hub: bool) -> None:
        """Another store may be joined now."""
        self._least = min(_SHORTEST, _LONGEST) if on_hub else _LONGEST
        self.setInterval(self._least)

    def is_over(self, followed: bool) -> None:
        """It is over, and a round followed it at once, or not."""
        self.setInterval(min(2 * self.interval(), _LONGEST) if followed else self._least)


def is_typing(window: QWidget) -> bool:
    """Whether the reader types into a text of the window, or what opens the store: no round begins then."""
    at = QApplication.focusWidget()
    if isinstance(at, QLineEdit):
        return at.echoMode() is QLineEdit.EchoMode.Password and bool(at.text())
    editor = isinstance(at, (QTextEdit, QPlainTextEdit)) and not at.isReadOnly()
    return editor and at is not None and at.window() is window
