"""A field and four colours that narrow a list of notes."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from reader.core.marks import Colour
from reader.gui.article_view.highlight_style import COLOURS, colour_name, shape_icon, token
from reader.gui.theme.icons import icon
from reader.gui.theme.themed_widget import ThemedWidget


class _Field(QLineEdit):
    """Esc empties it first, then leaves it; the arrow down goes to the list."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class NotesFilter(ThemedWidget, QWidget):
    """`changed` after every letter and colour; `left` goes to the list."""

    changed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = _Field()
        self.field.setMaxLength(200)
        self.field.textChanged.connect(lambda _text: self.changed.emit())
        self.field.left.connect(self.left)
        self._glass = self.field.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self.colours: dict[Colour, QToolButton] = {}
        row = QHBoxLayout()
        row.setSpacing(5)
        for colour in COLOURS:
            button = QToolButton()
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(12, 12))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.toggled.connect(lambda _on: self.changed.emit())
            row.addWidget(button)
            self.colours[colour] = button
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addLayout(row)

    @property
    def query(self) -> str:
        """What is typed."""
        return self.field.text()

    @property
    def chosen(self) -> frozenset[Colour]:
        """The colours chosen; none means all."""
        return frozenset(colour for colour, button in self.colours.items() if button.isChecked())

    def clear(self) -> None:
        """Narrow no more."""
        self.field.clear()
        for button in self.colours.values():
            button.setChecked(False)

    def apply_theme(self) -> None:
        ink, colors = self.theme.color("text"), self.theme.colors
        self._glass.setIcon(icon("search", self.theme.color("muted"), 16))
        for colour, button in self.colours.items():
            button.setIcon(shape_icon(colour, ink, self.devicePixelRatioF()))
            button.setStyleSheet(
                f"QToolButton {{ border: 1px solid {colors['border']}; border-radius: 14px; min-height: 26px;"
                f"max-height: 26px; padding: 0 5px; font-size: 12px; background: {colors['list']}; }}"
                f"QToolButton:checked {{ background: {colors[token(colour)]}; font-weight: 600;"
                f"border: 2px solid {colors['text']}; min-height: 24px; max-height: 24px; padding: 0 4px; }}"
            )

    def retranslate(self) -> None:
        self.field.setPlaceholderText(self.tr("Filter notes"))
        self.field.setAccessibleName(self.tr("Filter notes"))
        for child in self.field.findChildren(QToolButton):
            child.setAccessibleName(self.tr("Filter notes"))
        for colour, button in self.colours.items():
            button.setText(colour_name(colour))
            button.setAccessibleName(colour_name(colour))
