"""One line at the bottom of a pane, an icon and a few words: what holds for the whole library."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reader.gui.theme.icons import pixmap
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import hairline, label

_ICON = 16
_INSIDE = 16
"""Size of the icon in px, and how far from the edge it stands: below the icons of the views."""


class StatusLine(ThemedWidget, QWidget):
    """Hidden while it has nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = ""
        self._icon = label()
        self.words = label("meta", wrap=True)
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        self._line.addWidget(self._icon)
        self._line.addWidget(self.words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        column.addLayout(self._line)
        self.set_compact(False)
        self.hide()

    def say(self, icon_name: str, words: str) -> None:
        """Show an icon and words; nothing for no words."""
        self._icon_name = icon_name
        self.words.setText(words)
        self.setToolTip(words)
        self._icon.setAccessibleName(words)
        self.apply_theme()
        self.setVisible(bool(words))

    def set_compact(self, compact: bool) -> None:
        """Show the icon alone, in the middle, with the words as its tooltip."""
        self.words.setVisible(not compact)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        side = 0 if compact else _INSIDE
        self._line.setContentsMargins(side, 10, side, 10)

    def apply_theme(self) -> None:
        if self._icon_name:
            ratio = self.devicePixelRatioF()
            self._icon.setPixmap(pixmap(self._icon_name, self.theme.color("muted"), _ICON, ratio))
