"""The rows of the panel of saves: a model of entries, and the delegate that paints them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from reader.gui.background.save_entry import SaveEntry, SaveState, explanation, heading, short_address
from reader.gui.cards.card_painter import CardDelegate, CardPainting
from reader.gui.cards.card_text import sentences
from reader.gui.saving.save_actions import SaveAction, actions_of
from reader.gui.text.plain_tooltip import plain_tip
from reader.gui.theme.fonts import ui_font
from reader.gui.theme.icons import pixmap
from reader.gui.widgets.basics import focus_visible

Index = QModelIndex | QPersistentModelIndex

STATE_ICONS = {
    SaveState.WAITING: ("clock", "muted"),
    SaveState.RUNNING: ("download", "accent"),
    SaveState.SAVED: ("circle-check", "ok"),
    SaveState.PARTIAL: ("image-off", "muted"),
    SaveState.DUPLICATE: ("copy-check", "accent"),
    SaveState.FAILED: ("circle-alert", "error"),
    SaveState.UPDATED: ("circle-check", "ok"),
    SaveState.UNCHANGED: ("circle-check", "muted"),
    SaveState.KEPT: ("shield-check", "accent"),
}
"""Icon and colour of each state."""


def sign_of(entry: SaveEntry) -> tuple[str, str]:
    """The icon of an entry and its colour; to be without a connection is nobody's fault."""
    return ("wifi-off", "muted") if entry.offline else STATE_ICONS[entry.state]


HEIGHT = 96
_ICON, _START, _END, _TOP, _GAP = 18, 12, 12, 10, 10
_TITLE_LINE, _REASON_LINE, _ACTIONS = 20, 17, 28
_SPACE = 16
"""Px between two actions."""

_ORDER = {SaveState.FAILED: 0, SaveState.RUNNING: 1, SaveState.WAITING: 2}


class SaveRole(IntEnum):
    """The model's own role: the entry of a row."""

    ENTRY = Qt.ItemDataRole.UserRole + 20


class SaveRows(QAbstractListModel):
    """Entries: what failed first, then what is under way, then the rest, each newest first."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[SaveEntry] = []

    @property
    def entries(self) -> Sequence[SaveEntry]:
        """The entries in the order of their rows."""
        return self._entries

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == SaveRole.ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return row_title(entry)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return sentences((row_title(entry), row_reason(entry)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{row_title(entry)}\n{row_reason(entry)}")
        return None

    def show(self, entries: Iterable[SaveEntry]) -> bool:
        """Show entries as they are now; `False` when each kept its row."""
        wanted = sorted(entries, key=lambda entry: (_ORDER.get(entry.state, 3), -entry.number))
        if wanted == self._entries:
            if wanted:
                self.dataChanged.emit(self.index(0, 0), self.index(len(wanted) - 1, 0))
            return False
        self.beginResetModel()
        self._entries = wanted
        self.endResetModel()
        return True

    def row_of(self, number: int) -> int:
        """The row of the entry with a number, -1 for none."""
        return next((row for row, entry in enumerate(self._entries) if entry.number == number), -1)


def row_title(entry: SaveEntry) -> str:
    """The first line: the article's title, else its address."""
    return entry.title or short_address(entry.url)


def row_reason(entry: SaveEntry) -> str:
    """The second line: what became of it and what comes next."""
    if entry.active:
        return explanation(entry)
    detail = explanation(entry) if entry.state is not SaveState.SAVED else ""
    return sentences((heading(entry).rstrip("."), "" if detail == entry.title else detail))


class SaveRowDelegate(CardDelegate):
    """Paints title, reason and actions of a save."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = CardPainting(painter, option, self.theme)
        card.surface()
        entry: SaveEntry = index.data(SaveRole.ENTRY)
        name, token = sign_of(entry)
        picture = pixmap(name, card.color(token), _ICON, painter.device().devicePixelRatioF())
        painter.drawPixmap(card.place(_START, _TOP + 1, _ICON, _ICON), picture)
        x = _START + _ICON + _GAP
        room = card.width - x - _END
        card.block(row_title(entry), x, _TOP, room, _TITLE_LINE, ui_font(13, 600), "text", most=1)
        top = _TOP + _TITLE_LINE
        card.block(row_reason(entry), x, top, room, _REASON_LINE, ui_font(12), "muted")
        for action, spot in action_places(option.rect, option.direction, entry):
            painter.setFont(_action_font())
            painter.setPen(card.color("accent"))
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, action.text)
        if focus_visible(option):
            card.ring()
        painter.restore()


def action_places(
    rect: QRect, direction: Qt.LayoutDirection, entry: SaveEntry
) -> list[tuple[SaveAction, QRect]]:
    """The actions of a row, each where it stands, in few words where there is little room.

    Those without room even so are in the row's menu, the last ones that do not take it off the list first.
    """
    metrics = QFontMetrics(_action_font())
    x, y = rect.left() + _START + _ICON + _GAP, rect.top() + HEIGHT - _ACTIONS - 4
    room = rect.right() - _END - x

    def sized(actions: list[SaveAction]) -> list[tuple[SaveAction, int]]:
        return [(action, metrics.horizontalAdvance(action.text) + 2) for action in actions]

    def too_wide(row: list[tuple[SaveAction, int]]) -> bool:
        return sum(width + _SPACE for _, width in row) - _SPACE > room

    row = sized(actions_of(entry))
    if too_wide(row):
        row = sized([SaveAction(action.name, action.brief or action.text) for action, _ in row])
    while len(row) > 2 and too_wide(row):
        del row[-2]
    found = []
    for action, width in row:
        found.append((action, QStyle.visualRect(direction, rect, QRect(x, y, width, _ACTIONS))))
        x += width + _SPACE
    return found


def action_at(
    rect: QRect, direction: Qt.LayoutDirection, entry: SaveEntry, point: QPoint
) -> SaveAction | None:
    """The action of a row under a point."""
    half = _SPACE // 2
    for action, spot in action_places(rect, direction, entry):
        if spot.adjusted(-half, 0, half, 0).contains(point):
            return action
    return None


def _action_font() -> QFont:
    return ui_font(12.5, 500)
