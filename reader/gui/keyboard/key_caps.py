"""Keys as they are shown: key caps in the status line, the help and the palette."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from reader.core.messages import QT_TRANSLATE_NOOP
from reader.gui.keyboard.keymap import SEQUENCE
from reader.gui.keyboard.layout_tables import ARABIC_ROWS, ROWS
from reader.gui.theme.themed_widget import ThemedWidget

_WORDS = {
    "Space": QT_TRANSLATE_NOOP("keys", "Space"),
    "Return": QT_TRANSLATE_NOOP("keys", "Enter"),
    "Esc": QT_TRANSLATE_NOOP("keys", "Esc"),
    "Del": QT_TRANSLATE_NOOP("keys", "Del"),
    "PgUp": QT_TRANSLATE_NOOP("keys", "PgUp"),
    "PgDown": QT_TRANSLATE_NOOP("keys", "PgDn"),
    "Home": QT_TRANSLATE_NOOP("keys", "Home"),
    "End": QT_TRANSLATE_NOOP("keys", "End"),
    "Menu": QT_TRANSLATE_NOOP("keys", "Menu"),
    "Tab": QT_TRANSLATE_NOOP("keys", "Tab"),
}
_SIGNS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "-": "−", "Shift": "⇧"}


def caps_of(keys: str, layout: str = "qwerty", arabic: bool = False) -> list[str]:
    """The key caps of a key or sequence: one for each modifier and key.

    With `arabic`, a Latin letter is followed by what its key writes on the Arabic layout.
    """
    caps: list[str] = []
    for step in keys.split(SEQUENCE):
        head, plus, last = step.rpartition("+")
        if not last:  # the key is + itself
            head, last = step[:-1].rstrip("+"), "+"
        caps += [_word(name) for name in head.split("+") if name and plus]
        caps.append(_word(last) + (f" {_arabic(last, layout)}" if arabic and _arabic(last, layout) else ""))
    return caps


def spoken(keys: str) -> str:
    """A key as a screen reader should say it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def key_cap(text: str, parent: QWidget | None = None) -> QLabel:
    """A key cap."""
    made = QLabel(parent)
    made.setText(text)
    _make_cap(made)
    return made


def _make_cap(label: QLabel) -> None:
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setMinimumWidth(19)
    label.setProperty("kind", "keycap")


class KeyCap(ThemedWidget, QLabel):
    """A key cap of one key that is named in the interface's language."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        _make_cap(self)

    def retranslate(self) -> None:
        self.setText(_word(self._key))


class KeyCaps(QWidget):
    """A row of key caps; keys run left to right in every interface."""

    def __init__(self, caps: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.caps = caps
        for text in caps:
            row.addWidget(key_cap(text))


def _word(name: str) -> str:
    if name in _SIGNS:
        return _SIGNS[name]
    return QCoreApplication.translate("keys", _WORDS[name]) if name in _WORDS else name


def _arabic(name: str, layout: str) -> str:
    for row, letters in enumerate(ROWS[layout]):
        if len(name) == 1 and name in letters:
            return ARABIC_ROWS[row][letters.index(name)]
    return ""
