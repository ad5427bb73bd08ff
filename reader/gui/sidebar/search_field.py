"""The search field of the sidebar: says what to look for once typing rests."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from reader.gui.theme.icons import icon, pixmap
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import name_icons

WAIT = 150
"""ms after the last letter until the library is searched."""

_LONGEST = 2_000
_ICON_ROOM = 30
"""Px that an icon takes at either side; the clear button has its own even while it is hidden."""
_OWN_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchField(ThemedWidget, QLineEdit):
    """One line to type in, with a glass and, while there is a text, a button that empties it.

    Signals: `asked(text)` once typing rests (also when the field became empty), `left` on Esc,
    `results_wanted(by)` on the arrows, `chosen` on Enter.
    """

    asked = Signal(str)
    left = Signal()
    results_wanted = Signal(int)
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(36)
        self.setMaxLength(_LONGEST)
        self.setAcceptDrops(False)  # the window takes every drop
        self._glass = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = self.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.triggered.connect(self.left)
        self._clear.setVisible(False)
        self._wait = QTimer(self, singleShot=True, interval=WAIT)
        self._wait.timeout.connect(self._ask)
        self.textChanged.connect(self._on_text)

    @property
    def waiting(self) -> bool:
        """Whether something was typed that was not asked for yet."""
        return self._wait.isActive()

    def ask_now(self) -> None:
        """Do not wait for typing to rest."""
        if self._wait.isActive():
            self._wait.stop()
            self._ask()

    def fill(self, text: str) -> None:
        """Show a text without asking for it."""
        self.setText(text)
        self._wait.stop()

    def empty(self) -> None:
        """Take the text away without asking for anything."""
        self.clear()
        self._wait.stop()

    def apply_theme(self) -> None:
        theme = self.theme
        self._glass.setIcon(QIcon(pixmap("search", theme.color("muted"), 18, self.devicePixelRatioF())))
        self._clear.setIcon(icon("x", theme.color("muted"), 18))

    def retranslate(self) -> None:
        self._show_placeholder()
        self.setAccessibleName(self.tr("Search library"))
        self.setToolTip(self.tr("Search library") + " (/)")
        self._clear.setText(self.tr("Clear search"))
        self._clear.setToolTip(self.tr("Clear search") + " (Esc)")
        name_icons(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_placeholder()

    def _show_placeholder(self) -> None:
        """The whole words where there is room, else one that is never cut."""
        room = self.width() - 2 * _ICON_ROOM
        words = (self.tr("Search library"), self.tr("Search"))
        self.setPlaceholderText(
            next((w for w in words if self.fontMetrics().horizontalAdvance(w) < room), words[1])
        )

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            )
            if plain and event.key() in _OWN_KEYS:
                event.accept()  # Esc means this field, not the way back
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.results_wanted.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def _on_text(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._wait.start()

    def _ask(self) -> None:
        self.asked.emit(self.text())
