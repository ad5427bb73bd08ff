"""The status line of reading mode: how far, where the cursor is, and four keys fit for the moment."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from reader.gui.keyboard.key_caps import KeyCaps
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import in_direction, label

HEIGHT = 34

Hint = tuple[tuple[str, ...], str]
"""Key caps and what they do."""


class StatusLine(ThemedWidget, QWidget):
    """Shows what it is told; it is a status for screen readers, whose name is its text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints: list[Hint] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "page")
        self.setFixedHeight(HEIGHT)
        self.progress = label("meta")
        self.place = label("meta")
        self.pending = label("meta")
        self._keys = QWidget()
        self._keys_row = QHBoxLayout(self._keys)
        self._keys_row.setContentsMargins(0, 0, 0, 0)
        self._keys_row.setSpacing(6)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(18)
        for part in (self.progress, self.place, self.pending):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._keys)

    def show_place(self, progress: str, place: str) -> None:
        """Show how far the reader is and where the cursor stands."""
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.progress.setText(in_direction(progress, rtl))
        self.place.setText(in_direction(place, rtl))
        self.setAccessibleName(f"{progress}. {place}" if place else progress)

    def show_pending(self, text: str) -> None:
        """Show the first key of a sequence while it waits."""
        self.pending.setText(text)
        self.pending.setVisible(bool(text))

    def show_keys(self, hints: list[Hint]) -> None:
        """Show keys at the end side."""
        if hints == self._hints:
            return
        self._hints = hints
        while (item := self._keys_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for number, (caps, text) in enumerate(hints):
            if number:
                self._keys_row.addSpacing(8)
            self._keys_row.addWidget(KeyCaps(list(caps)))
            words = label("meta")
            words.setText(text)
            self._keys_row.addWidget(words)

    def texts(self) -> list[str]:
        """Every text shown, from start to end."""
        return [part.text() for part in self.findChildren(QLabel) if part.text()]

    def resizeEvent(self, event: object) -> None:
        self._keys.setVisible(self.width() >= 720)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, self.theme.color("border"))
        painter.end()
