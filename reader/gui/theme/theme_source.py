"""The theme that a window is drawn in now, and the news that it is another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from reader.gui.theme.theme import Theme


class ThemeSource(QObject):
    """What features ask for the theme, without knowing the window."""

    changed = Signal(object)
    """The `Theme` that holds from now on."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._current = theme

    @property
    def current(self) -> Theme:
        """The theme in force."""
        return self._current

    def color(self, token: str) -> QColor:
        """A colour of the theme in force."""
        return self._current.color(token)

    def set(self, theme: Theme) -> None:
        """Put a theme in force."""
        self._current = theme
        self.changed.emit(theme)
