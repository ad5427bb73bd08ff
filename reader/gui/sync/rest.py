"""The rest between two rounds that nobody asked for."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_LONGEST = 8_000
"""ms, so that much that changes makes few files; with a server from the first on, as each round asks it
several times."""
_WITH_FOLDER = 1_000
"""ms with a folder of this computer's own disks."""
_WITH_HUB = 200
"""ms with a hub, which is asked little and tells at once what came."""


class Rest(QTimer):
    """Short at first, twice as long each time a round begins before it was quiet for as long again.

    So a few changes are on the other computers at once, and an hour of them makes no storm of rounds.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, singleShot=True)
        self._quiet = QTimer(self, singleShot=True)
        self._quiet.timeout.connect(self._be_short)
        self.timeout.connect(lambda: self._quiet.start(self.interval()))
        self._least = _LONGEST
        self.begin_anew()

    def begin_anew(self, on_hub: bool = False, on_server: bool = False) -> None:
        """Another store may be joined now; which kind it is of says how short the shortest is."""
        self._quiet.stop()
        self._least = min(_WITH_HUB if on_hub else _LONGEST if on_server else _WITH_FOLDER, _LONGEST)
        self._be_short()

    def round_begins(self) -> None:
        """A round begins, after which this rests."""
        if self._quiet.isActive() or self.isActive():
            self.setInterval(min(2 * self.interval(), _LONGEST))
        self._quiet.stop()
        self.stop()

    def _be_short(self) -> None:
        self.setInterval(self._least)


def is_typing(window: QWidget) -> bool:
    """Whether the reader types into a text of the window, or what opens the store: no round begins then."""
    at = QApplication.focusWidget()
    if isinstance(at, QLineEdit):
        return at.echoMode() is QLineEdit.EchoMode.Password and bool(at.text())
    editor = isinstance(at, (QTextEdit, QPlainTextEdit)) and not at.isReadOnly()
    return editor and at is not None and at.window() is window
