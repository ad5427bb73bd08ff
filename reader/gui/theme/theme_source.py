"""The theme that a window is drawn in now."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from reader.gui.theme.theme import Theme


class ThemeSource:
    """What features ask for the theme, without knowing the window."""

    def __init__(self, theme: Theme) -> None:
        self.current = theme
        """The theme in force."""

    def color(self, token: str) -> QColor:
        """A colour of the theme in force."""
        return self.current.color(token)
