"""The strip between bar and text: what the translation does or is, and the next step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reader.gui.icons import pixmap
from reader.gui.theme import Theme

ICON = 16
NARROW = 640
"""px below which the actions stand under the text."""


@dataclass(frozen=True, slots=True)
class StripAction:
    """A button of the strip; flat ones look like links."""

    text: str
    run: Callable[[], None]
    flat: bool = True


class NoticeStrip(QFrame):
    """One message with an icon, its actions, and a bar while something goes on. Never takes the focus."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[str, str] = ("", "")
        self._narrow = False
        self.setProperty("surface", "rail")
        self._icon = QLabel()
        self._icon.setFixedSize(QSize(ICON, ICON))
        self._text = QLabel()
        self._text.setProperty("role", "meta")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._grid = row = QGridLayout()
        row.setContentsMargins(16, 4, 12, 4)
        row.setHorizontalSpacing(8)
        row.setVerticalSpacing(0)
        row.setColumnStretch(1, 1)
        row.addWidget(self._icon, 0, 0)
        row.addWidget(self._text, 0, 1)
        row.addLayout(self._buttons, 0, 2)
        self._bar = QProgressBar()
        self._bar.setProperty("scale", "header")
        self._bar.setTextVisible(False)
        line = QFrame()
        line.setProperty("kind", "hairline")
        line.setFixedHeight(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self._bar)
        layout.addWidget(line)
        self.setMinimumHeight(35)
        self.hide()

    @property
    def text(self) -> str:
        """The message shown."""
        return self._text.text()

    def buttons(self) -> list[QPushButton]:
        """The actions shown, in order."""
        return buttons_in(self._buttons)

    def show_message(
        self,
        icon: str,
        token: str,
        text: str,
        actions: Sequence[StripAction] = (),
        progress: tuple[int, int] | None = None,
    ) -> None:
        """Show a message; `progress` (done, total) adds the bar. Unchanged buttons keep their focus."""
        self._shown = (icon, token)
        self._draw_icon()
        self._text.setText(text)
        if [button.text() for button in self.buttons()] != [action.text for action in actions]:
            fill_with_buttons(self._buttons, actions, "row")
        self._bar.setVisible(progress is not None)
        if progress is not None:
            self._bar.setRange(0, max(1, progress[1]))
            self._bar.setValue(progress[0])
            self._bar.setAccessibleName(text)
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the actions under the text where there is no room beside it."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self._grid.removeItem(self._buttons)
            start = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignRight
            self._grid.addLayout(self._buttons, *((1, 1) if narrow else (0, 2)), start)

    def set_theme(self, theme: Theme) -> None:
        """Draw in a theme."""
        self._theme = theme
        self._draw_icon()

    def _draw_icon(self) -> None:
        icon, token = self._shown
        if icon:
            self._icon.setPixmap(pixmap(icon, self._theme.color(token), ICON, self.devicePixelRatioF()))


def buttons_in(row: QHBoxLayout) -> list[QPushButton]:
    """The buttons of a row, in order."""
    items = (row.itemAt(index) for index in range(row.count()))
    widgets = (item.widget() for item in items if item is not None)
    return [widget for widget in widgets if isinstance(widget, QPushButton)]


def fill_with_buttons(row: QHBoxLayout, actions: Sequence[StripAction], scale: str = "") -> None:
    """Replace the buttons of a row."""
    for button in buttons_in(row):
        row.removeWidget(button)
        button.hide()
        button.deleteLater()
    for action in actions:
        button = QPushButton(action.text)
        button.setProperty("scale", scale)
        if action.flat:
            button.setProperty("kind", "flat")
        button.clicked.connect(lambda _checked=False, run=action.run: run())
        row.addWidget(button)
