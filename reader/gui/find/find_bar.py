"""The find bar over the text: what to find, how many there are, next and previous."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from reader.gui.keyboard.key_caps import KeyCap, spoken
from reader.gui.text.messages import fill
from reader.gui.theme.icons import pixmap
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import IconButton, label, name_icons, surface

HEIGHT = 44


class FindBar(ThemedWidget, QWidget):
    """Sends what is typed; shows what was found."""

    typed = Signal(str)
    step = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "rail")
        self.setFixedHeight(HEIGHT)
        self.field = QLineEdit()
        self.field.setProperty("scale", "row")  # the focus ring stays inside the bar
        self.field.setMaximumWidth(240)
        self.field.textChanged.connect(self.typed)
        self.field.installEventFilter(self)
        self.count = label("meta")
        self._found = (0, 0)
        self._glass = self.field.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self.previous, self.next = IconButton("chevron-up"), IconButton("chevron-down")
        self.previous.clicked.connect(lambda: self.step.emit(-1))
        self.next.clicked.connect(lambda: self.step.emit(1))
        self._next_words, self._close_words = label("meta"), label("meta")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.field, 100)  # up to its widest, before room is left free
        row.addSpacing(4)  # past the focus ring
        for part in (self.count, self.previous, self.next):
            row.addWidget(part)
        row.addStretch(1)
        self._hints = [KeyCap("F3"), self._next_words, KeyCap("Esc"), self._close_words]
        for hint in self._hints:
            row.addWidget(hint)
        self.hide()

    def open(self, text: str) -> None:
        """Show it with the focus in the field; a text selected in the article is looked for."""
        self.show()
        if text:
            self.field.setText(text)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.typed.emit(self.field.text())

    def show_found(self, number: int, total: int) -> None:
        """Say how many there are."""
        self._found = number, total
        if not self.field.text().strip():
            text = ""
        elif total:
            text = fill(self.tr("{n} of {total} in this article"), n=str(number), total=str(total))
        else:
            text = self.tr("Not in this article")
        self.count.setText(text)
        for button in (self.previous, self.next):
            button.setEnabled(total > 0)

    def apply_theme(self) -> None:
        self._glass.setIcon(QIcon(pixmap("search", self.theme.color("muted"), 18, self.devicePixelRatioF())))

    def retranslate(self) -> None:
        self.field.setPlaceholderText(self.tr("Find in article"))
        self.field.setAccessibleName(self.tr("Find in article"))
        name_icons(self.field)
        for button, name, key in (
            (self.previous, self.tr("Previous match"), "Shift+F3"),
            (self.next, self.tr("Next match"), "F3"),
        ):
            button.set_name(name, f"{name} (\u2066{spoken(key)}\u2069)")
        self.show_found(*self._found)
        self._next_words.setText(self.tr("next"))
        self._close_words.setText(self.tr("close"))

    def resizeEvent(self, event: object) -> None:
        for hint in self._hints:
            hint.setVisible(self.width() >= 640)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.step.emit(-1 if back else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
        return False
