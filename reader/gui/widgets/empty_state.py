"""What stands in the middle of an empty pane: an icon, one line, one sentence, one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reader.gui.widgets.basics import IconLabel, label, push_button


class EmptyState(QWidget):
    """`wanted` is sent by the button."""

    wanted = Signal()

    def __init__(self, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._title = IconLabel(icon_name, "muted", 26), label("card-title", wrap=True)
        self._sentence = label("muted", wrap=True)
        self.button = push_button()
        self.button.clicked.connect(self.wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(6)
        column.addStretch(2)
        for part in (self._icon, self._title, self._sentence):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addSpacing(6)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    @property
    def text(self) -> str:
        """Line and sentence, for tests and screen readers."""
        return f"{self._title.text()}\n{self._sentence.text()}"

    def show_text(self, title: str, sentence: str, button: str) -> None:
        """Say this."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.button.setText(button)
        self.setAccessibleName(self.text)
