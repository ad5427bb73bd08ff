"""One row of a form: label and hint at the start, the control at the end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from reader.gui.widgets.basics import hairline, label

STACKED_BELOW = 460
"""Px of width below which the control stands under its label."""


_BELOW = 8
"""Px from a row's words to a control below them: the ring round a field takes five."""


class SettingRow(QWidget):
    """A row with any control.

    Args:
        name: its label. hint: the smaller second line, empty for none.
        control: what stands at the end. under: it takes the whole width, below the label.
    """

    def __init__(self, name: str, hint: str, control: QWidget, under: bool = False) -> None:
        super().__init__()
        self.control = control
        self._under = under
        self.title, self.hint = label(wrap=True, parent=self), label("meta", wrap=True, parent=self)
        self.title.setText(name)
        self.title.setBuddy(control)
        self.show_hint(hint)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.hint)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setContentsMargins(6, 10, 6, 10)
        self._line.setSpacing(16)
        self._line.addLayout(words, 1)
        self._line.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._line)
        column.addWidget(hairline())
        if under:
            self._line.setDirection(QBoxLayout.Direction.TopToBottom)
            self._line.setSpacing(_BELOW)

    def show_name(self, name: str) -> None:
        """Put the words that say what is chosen here."""
        self.title.setText(name)
        self.name_control()

    def show_hint(self, hint: str) -> None:
        """Put the smaller second line; an empty one is not there."""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.name_control()

    def name_control(self) -> None:
        """Let the control be called by the row's words."""
        target = self.control.focusProxy() or self.control
        target.setAccessibleName(self.title.text())
        target.setAccessibleDescription(self.hint.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < STACKED_BELOW
        stacked = self._under or (narrow and self.control.sizeHint().width() > 60)
        ways = QBoxLayout.Direction
        way = ways.TopToBottom if stacked else ways.LeftToRight
        if self._line.direction() is not way:
            self._line.setDirection(way)
            self._line.setSpacing(_BELOW if stacked else 16)
            start = Qt.AlignmentFlag.AlignLeading if stacked else Qt.AlignmentFlag.AlignVCenter
            self._line.setAlignment(self.control, start)
