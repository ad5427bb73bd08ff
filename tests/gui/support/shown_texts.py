"""Every text that a window shows or has a screen reader say, and which of them are in a language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QWidget

_TRANSLATIONS = Path(__file__).resolve().parents[3] / "translations"
_PROPERTIES = (
    *("text", "title", "placeholderText", "windowTitle", "toolTip", "statusTip", "specialValueText"),
    *("accessibleName", "accessibleDescription", "plainText"),
)
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
_PLACE = re.compile(r"{\w+}|%n|%L?\d")
_ISOLATES = re.compile("[\u200b\u200e\u200f\u2066-\u2069]")
_SAME = {"English", "Français", "العربية", "Space"}
"""Languages are called so in every language; of keys Qt has no Arabic names."""

_KEY = re.compile(r" \([^()]*\)$")
"""After the name in many a tooltip."""

_LEAST = 4
"""Letters that a text of an interface has at least beside its values, to be known by."""


def texts_in(window: QWidget) -> set[str]:
    """The lines of what a window's widgets, actions and rows say, hidden ones too."""
    found = set()
    for each in (window, *window.findChildren(QObject)):
        for text in _texts_of(each):
            for line in map(_plain, text.splitlines()):
                found |= {line, _KEY.sub("", line), *line.split(" · ")}
    return found - {""}


def _texts_of(each: QObject) -> Iterator[str]:
    if isinstance(each, (QWidget, QAction)):
        yield from (text for name in _PROPERTIES if isinstance(text := each.property(name), str))
    if isinstance(each, QAbstractItemView | QComboBox) and each.model() is not None:
        yield from _texts_of_rows(each.model())


def _texts_of_rows(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(model.rowCount(QModelIndex())):
        index = model.index(row, 0)
        yield from (str(text) for role in _ROLES if isinstance(text := index.data(role), str))


def texts_only_in(language: str, other: str, texts: set[str]) -> list[str]:
    """What a window with these `texts_in` it says in one language and would say differently in the other."""
    found = (text for text in texts if text not in _SAME)
    return sorted(t for t in found if _fits(language, t) and not _fits(other, _KEY.sub("", t)))


@cache
def _fits(language: str, text: str) -> bool:
    """Whether it is a text of the interface in a language that has enough letters beside its values."""
    without_values, with_values = _known_in(language)
    return text in without_values or with_values.fullmatch(text) is not None


@cache
def _known_in(language: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """The texts that are always the same, and what fits all others."""
    known = {t for t in _said_in(language) if len(re.sub(r"\W", "", _PLACE.sub("", t))) >= _LEAST}
    same = frozenset(t for t in known if not _PLACE.search(t))
    return same, re.compile("|".join(map(_fitting, sorted(known - same))))


def _fitting(text: str) -> str:
    """A pattern of a text with any values in it."""
    return ".+".join(map(re.escape, _PLACE.split(text)))


def _said_in(language: str) -> set[str]:
    """Every text of the interface in a language, line by line."""
    found = set()
    english = language == "en"  # what the others are translated from: its own file has plurals alone
    for name in ("en", "fr") if english else (language,):
        for message in ElementTree.parse(_TRANSLATIONS / f"liseuse_{name}.ts").iter("message"):
            if name == language:
                found.update(form.text or "" for form in message.iter("numerusform"))
            if message.get("numerus") != "yes":
                found.add(message.findtext("source" if english else "translation") or "")
    return {_plain(line) for text in found for line in text.splitlines()} - {""}


def _plain(line: str) -> str:
    return _ISOLATES.sub("", line).strip()
