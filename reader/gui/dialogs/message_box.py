"""The boxes in which `notices` asks and tells: Qt's, with an icon and margins of ours."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QMessageBox, QWidget

from reader.gui.theme.icons import pixmap
from reader.gui.theme.themed_widget import ThemedWidget

Kind = Literal["question", "warning", "information"]

_ICON, _BETWEEN = 28, 8
"""px of a box's icon, and between its buttons, where the focus ring of one touches no other."""

_KINDS: dict[Kind, tuple[QMessageBox.Icon, str, str]] = {
    "question": (QMessageBox.Icon.Question, "circle-help", "accent"),
    "warning": (QMessageBox.Icon.Warning, "triangle-alert", "warn"),
    "information": (QMessageBox.Icon.Information, "info", "accent"),
}
"""What each kind is to Qt and to screen readers, its icon, and the icon's colour."""


class _Box(ThemedWidget, QMessageBox):
    """A box of Qt's with an icon of ours."""

    def __init__(self, kind: Kind, text: str, parent: QWidget) -> None:
        meant, *self._drawn = _KINDS[kind]
        super().__init__(meant, "Liseuse", text, parent=parent)
        self._window = parent

    def apply_theme(self) -> None:
        name, token = self._drawn
        ratio = self._window.devicePixelRatioF()
        self.setIconPixmap(pixmap(name, self.theme.color(token), _ICON, ratio))


def message_box(kind: Kind, text: str, explanation: str, detail: str, window: QWidget) -> QMessageBox:
    """A box that is to get its buttons and to be opened; it deletes itself when it is closed.

    Args:
        kind: what it is for.
        text: what happened, or is asked. explanation: what it means.
        detail: shown on demand; empty for none.
        window: what it belongs to.
    """
    box = _Box(kind, text, window)
    box.setInformativeText(explanation)
    if detail:  # before the margins: it makes the layout anew
        box.setDetailedText(detail)
    for part in box.findChildren(QLabel):  # what they say may come from a page
        part.setTextFormat(Qt.TextFormat.PlainText)
    if (outer := box.layout()) is not None:
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setSpacing(12)
    for buttons in box.findChildren(QDialogButtonBox):
        if (row := buttons.layout()) is not None:
            row.setSpacing(_BETWEEN)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box
