"""The small sign that a sequence of keys waits for its second one: “G…” at the window's bottom."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import in_direction

MARGIN = 12
_PADDING = 60
"""Px of the window's width that a message of one line leaves beside its words."""
BRIEFLY = 4000
"""ms a short message stays."""


class KeyHint(ThemedWidget, QLabel):
    """Lies over its window's bottom start corner while it has something to show."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self.lift: Callable[[int, int], int] = lambda _left, _width: 0
        """Px that something else takes at the window's bottom, from a px on and so wide."""
        self._stands_in = ""
        self._gone = QTimer(self, singleShot=True, interval=BRIEFLY)
        self._gone.timeout.connect(self.hide)

    def apply_theme(self) -> None:
        colors = self.theme.colors
        self.setStyleSheet(
            f"background: {colors['raised']}; color: {colors['text']}; border: 1px solid {colors['control']};"
            "border-radius: 6px; padding: 4px 10px;"
        )

    def show_text(self, text: str) -> None:
        """Show a text; an empty one hides the sign."""
        self._gone.stop()
        self.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if text:
            self.place()
            self.raise_()

    def show_briefly(self, text: str) -> None:
        """Show a short message for a few seconds."""
        self.show_text(text)
        self._gone.start()

    def stand_in(self, text: str) -> None:
        """Show briefly, on one line, what the tray says where it has a place."""
        rtl = self.window().layoutDirection() == Qt.LayoutDirection.RightToLeft
        room = self.window().width() - _PADDING
        cut = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        self._stands_in = in_direction(cut, rtl)
        self.show_briefly(self._stands_in)

    def end_stand_in(self) -> None:
        """The tray has its place again, or what it said is no longer so."""
        if self._stands_in and self.text() == self._stands_in:
            self.show_text("")
        self._stands_in = ""

    def place(self) -> None:
        """Keep to the corner of a window that has another size now."""
        window = self.window()
        self.adjustSize()
        rtl = window.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = window.width() - self.width() - MARGIN if rtl else MARGIN
        self.move(x, window.height() - self.height() - MARGIN - self.lift(x, self.width()))
