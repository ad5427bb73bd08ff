"""The pieces of feeds in the list: all of them by their numbers, their rows read as they are looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
    Signal,
)

from reader.core.feeds import FeedItem
from reader.core.messages import isolate
from reader.gui.cards.card_text import sentences
from reader.gui.cards.row_pages import RowPages
from reader.gui.feeds.feed_jobs import FeedListing
from reader.gui.feeds.feed_text import moment_text
from reader.gui.text.plain_tooltip import plain_tip

Index = QModelIndex | QPersistentModelIndex


class FeedRole(IntEnum):
    """The model's own roles: the `FeedItem` (`None` until it is read), its source's name, its state."""

    ITEM = Qt.ItemDataRole.UserRole + 20
    SOURCE = Qt.ItemDataRole.UserRole + 21
    OPENING = Qt.ItemDataRole.UserRole + 22


class FeedModel(QStringListModel):
    """The pieces of one list in order.

    The strings are empty: this base counts its rows in C++, which a view asks for once for every row.
    """

    rows_wanted = Signal(list)
    """The rows of these pieces are looked at and not read yet."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: Sequence[int] = ()
        self._places: Mapping[int, int] = {}
        self._known: dict[int, FeedItem] = {}
        self._stale: set[int] = set()
        self._asked: set[int] = set()
        self._names: Mapping[int, str] = {}
        self._opening = 0
        self.originals = False
        """Whether titles are shown as their sources have them, and not in the reader's language."""
        self._pages = RowPages(self)
        self._pages.wanted.connect(self._ask)

    @property
    def ids(self) -> Sequence[int]:
        """The numbers of the pieces in order."""
        return self._ids

    def item(self, item_id: int) -> FeedItem | None:
        """A piece, when its row was read."""
        return self._known.get(item_id)

    def row_of(self, item_id: int) -> int:
        """The row of a piece, -1 for none."""
        return self._places.get(item_id, -1)

    def show(self, listing: FeedListing, names: Mapping[int, str]) -> None:
        """Show pieces, of which some rows were read just now; `names` are those of the feeds.

        The other rows at hand stay on screen until they are read anew, as soon as they are looked at.
        """
        self._names = names
        fresh = {row.id: row for row in listing.rows}
        self._known = {n: row for n, row in self._known.items() if n in listing.places} | fresh
        self._stale = self._known.keys() - fresh.keys()
        self._asked.clear()
        if listing.ids == self._ids:
            self.repaint()
            return
        self._ids, self._places = listing.ids, listing.places
        self.setStringList([])
        self.insertRows(0, len(self._ids))  # many times quicker than as many strings from here

    def put(self, rows: Sequence[FeedItem]) -> None:
        """Take rows that were asked for, or that have changed."""
        for row in rows:
            self._known[row.id] = row
            self._stale.discard(row.id)
            place = self.row_of(row.id)
            if place >= 0:
                self.dataChanged.emit(self.index(place, 0), self.index(place, 0))

    def show_originals(self, on: bool) -> None:
        """Show titles as their sources have them, or in the reader's language."""
        self.originals = on
        self.repaint()

    def note_opening(self, item_id: int) -> None:
        """A piece is being fetched, 0 for none."""
        former, self._opening = self._opening, item_id
        for place in (self.row_of(former), self.row_of(item_id)):
            if place >= 0:
                self.dataChanged.emit(self.index(place, 0), self.index(place, 0))

    def repaint(self) -> None:
        """Have every row painted and spoken again."""
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        item_id = self._ids[index.row()]
        item = self._known.get(item_id)
        if item is None or item_id in self._stale:
            self._pages.want(index.row())
        if item is not None and self.originals and item.translated_title:
            item = replace(item, translated_to="", translated_title="", translated_summary="")
        if role == FeedRole.ITEM:
            return item
        if role == FeedRole.OPENING:
            return item_id == self._opening
        if item is None:
            return None
        if role == FeedRole.SOURCE:
            return self.source_of(item)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            shown = item.translated_title or item.title
            return plain_tip(item.title) if role == Qt.ItemDataRole.ToolTipRole else shown
        return self._spoken(item) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        usual = flag.ItemIsSelectable | flag.ItemIsEnabled | flag.ItemNeverHasChildren
        return usual if index.isValid() else flag.NoItemFlags

    def source_of(self, item: FeedItem) -> str:
        """The name of the feed that a piece stands in; with several, of the first."""
        return next((self._names[feed] for feed in item.feed_ids if feed in self._names), "")

    def _spoken(self, item: FeedItem) -> str:
        state = QCoreApplication.translate("feeds", "New") if item.new else ""
        told = QCoreApplication.translate("feeds", "Translated") if item.translated_title else ""
        title = isolate(item.translated_title or item.title)
        return sentences((title, state, told, isolate(self.source_of(item)), moment_text(item.sort_at)))

    def _ask(self, first: int, end: int) -> None:
        """Ask for the rows that are looked at, unless they were asked for."""
        around = self._ids[first:end]
        missing = [n for n in around if (n not in self._known or n in self._stale) and n not in self._asked]
        if missing:
            self._asked.update(missing)
            self.rows_wanted.emit(missing)
