"""A panel that asks before something is written: a title, the rows of a form, two buttons at the foot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reader.gui.widgets.basics import label, push_button
from reader.gui.widgets.overlay import Overlay


class FormPanel(Overlay):
    """A subclass puts its rows into `form_rows`, calls `add_foot` and hears of `save.clicked`, also by Enter.

    Args:
        window: what it covers.
        size: width and height in px.
    """

    def __init__(self, window: QWidget, size: tuple[int, int]) -> None:
        super().__init__(window, size)
        self.title = label("dialog-title")
        self.cancel, self.save = push_button(), push_button("primary")
        self.cancel.clicked.connect(self.close_overlay)
        self.form_rows = QVBoxLayout()
        self.form_rows.setSpacing(0)
        self._column = QVBoxLayout(self.panel)
        self._column.setContentsMargins(22, 18, 22, 18)
        self._column.setSpacing(0)
        self._column.addWidget(self.title)
        self._column.addLayout(self.form_rows)

    def add_foot(self) -> None:
        """Put the buttons below the rows, and behind them for the Tab key."""
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        self._column.addSpacing(14)
        self._column.addStretch(1)
        self._column.addLayout(foot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a row, which has no use for it, is the main button, as in a dialog."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.save.click()
        super().keyPressEvent(event)

    def take_height(self) -> None:
        """Be as high as the rows want; they know by now whether they stand on one line."""
        column = self._column
        column.activate()
        self.want_height(max(column.totalHeightForWidth(self.panel.width()), column.totalSizeHint().height()))

    def name_panel(self, title: str) -> None:
        """Put the title, and the words of the buttons."""
        self.setAccessibleName(title)
        self.title.setText(title)
        self.cancel.setText(self.tr("Cancel"))
        self.save.setText(self.tr("Save…"))
