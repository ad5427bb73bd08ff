"""The name of a button with an icon, in a block whose direction is the article's."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from reader.core.messages import isolate


def name_button(button: QPushButton, text: str, direction: Qt.LayoutDirection) -> None:
    """Name a button that has an icon; the style leaves no room between them.

    The space has to be on the icon's side, which the article decides and not the interface.
    """
    rtl = direction == Qt.LayoutDirection.RightToLeft
    shown = isolate(text).replace("&", "&&")  # else what follows it is taken for the button's letter
    button.setText(("\u2067" if rtl else "\u2066") + f"\u00a0{shown}\u2069")
    button.setAccessibleName(text)
