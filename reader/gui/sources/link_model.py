"""The links of a source's list: what is saved already, what is on its way, and a last row for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from reader.core.messages import isolate
from reader.gui.cards.card_text import listed, sentences
from reader.gui.text.dates import long_date
from reader.gui.text.plain_tooltip import plain_tip
from reader.gui.text.sections import section_name

if TYPE_CHECKING:
    from reader.services.library.source_lists import LinkRow

Index = QModelIndex | QPersistentModelIndex

FIRST = 6
"""Links shown before “See more”."""

SAVED, SAVING, FAILED, NEW = "saved", "saving", "failed", "new"
ASKABLE = (NEW, FAILED)
"""States in which a link can be saved."""


class LinkRole(IntEnum):
    """The model's own roles; a row without a link is “See more”."""

    LINK = Qt.ItemDataRole.UserRole + 10
    STATE = Qt.ItemDataRole.UserRole + 11


class LinkModel(QAbstractListModel):
    """The links in the order of the page."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[LinkRow] = []
        self._whole = False
        self._asked: dict[str, str] = {}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.shown) + self.folded

    @property
    def shown(self) -> Sequence[LinkRow]:
        """The links that have a row."""
        return self._rows if self._whole else self._rows[:FIRST]

    @property
    def rows(self) -> Sequence[LinkRow]:
        """Every link."""
        return self._rows

    @property
    def folded(self) -> bool:
        """Whether the last row is “See more”."""
        return not self._whole and len(self._rows) > FIRST

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        if index.row() >= len(self.shown):
            more = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return QCoreApplication.translate("links", "See more") if more else None
        row = self.shown[index.row()]
        if role == LinkRole.LINK:
            return row
        if role == LinkRole.STATE:
            return self.state(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.link.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.link.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def row_of(self, url: str) -> int:
        """The row of a link, -1 when it has none."""
        return next((n for n, row in enumerate(self.shown) if row.link.url == url), -1)

    def state(self, row: LinkRow) -> str:
        """Saved, on its way, failed, or none of these."""
        return SAVED if row.article else self._asked.get(row.link.url, NEW)

    def show(self, rows: Sequence[LinkRow]) -> None:
        """Show links; the same ones keep their places."""
        same = [row.link.url for row in rows] == [row.link.url for row in self._rows]
        if same:
            self._rows = list(rows)
            self.repaint()
            return
        self.beginResetModel()
        self._rows, self._whole = list(rows), False
        self.endResetModel()

    def note(self, url: str, state: str) -> None:
        """A link is on its way (`SAVING`), could not be saved (`FAILED`), or neither (`NEW`)."""
        if self._asked.get(url, NEW) == state:
            return
        self._asked[url] = state
        if state == NEW:
            del self._asked[url]
        self.repaint()

    def unfold(self) -> None:
        """Show every link."""
        self.beginResetModel()
        self._whole = True
        self.endResetModel()

    def repaint(self) -> None:
        """Have every row painted and spoken again."""
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))

    def _spoken(self, row: LinkRow) -> str:
        link = row.link
        day = long_date(link.date) if link.date else ""
        return sentences(
            (
                isolate(link.title),
                section_name(link.section),
                listed((link.author, day)),
                state_text(self.state(row)),
            )
        )


def state_text(state: str) -> str:
    """The state of a link in words; of a new one, what can be done."""
    translate = QCoreApplication.translate
    return {
        SAVED: translate("links", "Saved"),
        SAVING: translate("links", "Saving…"),
        FAILED: translate("links", "Not saved · Retry"),
        NEW: translate("links", "Save"),
    }[state]
