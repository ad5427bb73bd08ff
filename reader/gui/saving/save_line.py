"""The tray's one quiet line: how many saves are under way, done, without some pictures, failed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter

from reader.core.messages import isolate
from reader.gui.background.save_entry import SaveEntry, SaveState
from reader.gui.cards.card_painter import wrapped
from reader.gui.theme.focus_ring import CONTROL_RADIUS
from reader.gui.theme.fonts import ui_font
from reader.gui.theme.icons import pixmap
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import PressedByEnter

_PAD, _ICON, _GAP, _LINE, _MARGIN = 16, 18, 10, 18, 10
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class SaveCounts:
    """How many saves are under way, done since all was empty, lack pictures, failed, wait to be online."""

    active: int = 0
    saved: int = 0
    partial: int = 0
    failed: int = 0
    offline: int = 0


def counts_of(entries: Collection[SaveEntry], saved: int) -> SaveCounts:
    """What the line says of entries.

    Args:
        entries: all that have not left. saved: how many were saved since the tray was last empty.
    """
    states = [entry.state for entry in entries]
    active = sum(entry.active for entry in entries)
    offline = sum(entry.offline for entry in entries)
    failed = states.count(SaveState.FAILED) - offline
    return SaveCounts(active, saved, states.count(SaveState.PARTIAL), failed, offline)


class SaveLine(ThemedWidget, PressedByEnter, QPushButton):
    """A button over the whole width, which opens and closes the panel."""

    pressed_by_reader = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("saveLine")
        self.setProperty("focusRing", False)  # around it, at the window's edges, it would be cut off
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._counts = SaveCounts()
        self._opened = False
        self.clicked.connect(self._on_click)

    def show_counts(self, counts: SaveCounts, opened: bool) -> None:
        """Say the counts; `opened` turns the arrow."""
        self.setChecked(opened)
        if (counts, opened) != (self._counts, self._opened):
            self._counts, self._opened = counts, opened
            self.retranslate()
            self.updateGeometry()

    def retranslate(self) -> None:
        self.setAccessibleName(self.words())
        hide, show = self.tr("Hides the list of saves"), self.tr("Shows the list of saves")
        self.setAccessibleDescription(hide if self._opened else show)
        self.update()

    def apply_theme(self) -> None:
        self.setStyleSheet(
            f"#saveLine {{ background: {self.theme.colors['list']}; border: none; border-radius: 0; }}"
            f" #saveLine:hover {{ background: {self.theme.colors['raised']}; }}"
        )

    def words(self) -> str:
        """The counts that are shown, in words."""
        return self.words_of(self._counts)

    def words_of(self, counts: SaveCounts) -> str:
        """Counts in words, middle dots between them; what is none is not said."""
        parts = (
            (counts.active, self.tr("%n under way", "", counts.active)),
            (counts.saved, self.tr("%n saved", "", counts.saved)),
            (counts.partial, self.tr("%n without some pictures", "", counts.partial)),
            (counts.offline, self.tr("%n waiting for a connection", "", counts.offline)),
            (counts.failed, self.tr("%n failed", "", counts.failed)),
        )
        return " · ".join(isolate(text) for count, text in parts if count)

    def sizeHint(self) -> QSize:
        return QSize(200, len(self._lines()) * _LINE + 2 * _MARGIN)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def _lines(self) -> list[tuple[str, bool]]:
        room = (self.width() or 392) - 2 * _PAD - 2 * (_ICON + _GAP)
        return wrapped(self.words(), ui_font(13), room, _MOST_LINES) or [("", False)]

    def _on_click(self) -> None:
        self.setChecked(self._opened)
        self.pressed_by_reader.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.fillRect(0, 0, self.width(), 1, self.theme.color("border"))
        self._icon(painter, self._state_icon(), _PAD)
        arrow = "chevron-down" if self._opened else "chevron-up"
        self._icon(painter, (arrow, "muted"), self.width() - _PAD - _ICON)
        painter.setFont(ui_font(13))
        painter.setPen(self.theme.color("text"))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        lines = self._lines()
        start = (self.height() - len(lines) * _LINE) // 2
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        flags |= Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        painter.setLayoutDirection(self.layoutDirection())
        left = _PAD + _ICON + _GAP
        for number, (text, _) in enumerate(lines):
            painter.drawText(left, start + number * _LINE, self.width() - 2 * left, _LINE, int(flags), text)
        if self.hasFocus():
            self._ring(painter)
        painter.end()

    def _ring(self, painter: QPainter) -> None:
        width = self.theme.focus_width
        inset = width / 2 + 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("focus"), width))
        area = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(area, CONTROL_RADIUS, CONTROL_RADIUS)

    def _state_icon(self) -> tuple[str, str]:
        """The icon of what matters most, and its colour."""
        if self._counts.failed:
            return "circle-alert", "error"
        if self._counts.active:
            return "download", "accent"
        if self._counts.offline:
            return "wifi-off", "muted"
        return ("image-off", "muted") if self._counts.partial else ("circle-check", "ok")

    def _icon(self, painter: QPainter, named: tuple[str, str], x: int) -> None:
        picture = pixmap(named[0], self.theme.color(named[1]), _ICON, self.devicePixelRatioF())
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.drawPixmap(self.width() - x - _ICON if rtl else x, (self.height() - _ICON) // 2, picture)
