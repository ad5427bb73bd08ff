"""One item of the tray: an icon, two lines, a few actions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import IconLabel, breakable, label, push_button
from reader.gui.widgets.flow_layout import FlowLayout

LEAVE_AFTER = 6000
"""ms until a finished item leaves by itself."""


class ActionItem(ThemedWidget, QFrame):
    """One item: icon, two lines, a few actions; it leaves by itself where it needs no answer.

    Args:
        theme: its colours.
        parent: its owner.
        leave_after: ms until it leaves by itself; `None` for the usual time.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None, leave_after: int | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trayItem")
        self._icon = IconLabel("", "", 20)
        self._heading = label(wrap=True)
        self._heading.setObjectName("trayHeading")
        self._explanation = label("meta", wrap=True)
        self._side = QHBoxLayout()
        self._below = FlowLayout(gap=8)
        self._buttons: list[QWidget] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LEAVE_AFTER if leave_after is None else leave_after)
        self._timer.timeout.connect(self._leave)
        self._leaves = False
        for words in (self._heading, self._explanation):
            words.setMinimumWidth(1)
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._heading)
        words.addWidget(self._explanation)
        self._words = words
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 11, 12, 11)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.addWidget(self._icon, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(words, 0, 1)
        grid.addLayout(self._side, 0, 2, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self._below, 2, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        self._grid = grid

    def show_words(self, first: str, second: str, icon_name: str, token: str) -> None:
        """Set icon and lines; `token` is the icon's colour."""
        self._icon.show_icon(icon_name, token)
        self._heading.setText(breakable(first))
        self._explanation.setText(breakable(second))
        self._explanation.setVisible(bool(second))
        beside = Qt.AlignmentFlag.AlignTop if second else Qt.AlignmentFlag.AlignVCenter
        self._grid.setAlignment(self._icon, beside)
        self.setAccessibleName(". ".join(part for part in (first, second) if part))

    def set_actions(self, actions: list[tuple[str, Callable[[], None]]]) -> None:
        """Offer actions: one stands at the side, more below the words; the first is the main one."""
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        row = self._side if len(actions) == 1 else self._below
        while self._below.count():
            self._below.takeAt(0)
        for number, (text, action) in enumerate(actions):
            button = push_button("" if number == 0 else "flat", "row")
            button.setText(text)
            button.clicked.connect(lambda _checked=False, run=action: run())
            row.addWidget(button)
            button.show()
            self._buttons.append(button)

    def set_side(self, button: QWidget) -> None:
        """Put a button of the item's own at its side."""
        self._side.addWidget(button)
        self._buttons.append(button)

    def leave_later(self, leaves: bool) -> None:
        """Have the item leave after 6 s, counted anew after each hover or focus."""
        self._leaves = leaves
        if leaves:
            self._timer.start()
        else:
            self._timer.stop()

    def _leave(self) -> None:
        if self.underMouse() or self.isAncestorOf(self.window().focusWidget() or self.window()):
            self._timer.start()
        else:
            self.left.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self._leaves:
            self._timer.start()
        super().leaveEvent(event)

    def apply_theme(self) -> None:
        raised, control = self.theme.colors["raised"], self.theme.colors["control"]
        self.setStyleSheet(
            f"#trayItem {{ background: {raised}; border: 1px solid {control}; border-radius: 10px; }}"
            f" #trayItem > QLabel#trayHeading {{ font-weight: 600; }}"
        )


class UndoItem(ActionItem):
    """Says what was just done and offers to undo it."""

    def __init__(self, text: str, icon_name: str, undo: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.show_words(text, "", icon_name, "muted")
        self.set_actions([(self.tr("Undo"), undo)])
        self.leave_later(True)
