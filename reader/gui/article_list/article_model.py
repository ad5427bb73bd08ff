"""The library list's rows: every article of a view by its number, the cards read as they are looked at."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from typing import Any, overload

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
    Signal,
)

from reader.core.model import ArticleSummary
from reader.gui.cards.card_text import spoken
from reader.gui.cards.picked_articles import ARTICLES_MIME, PickedArticles, articles_mime
from reader.gui.cards.row_pages import PAGE, RowPages
from reader.gui.text.plain_tooltip import plain_tip

Index = QModelIndex | QPersistentModelIndex

_FEW, _MANY = 8, 2_000

_UNREAD = ArticleSummary(0, "", "", opened=True)
"""Stands for a card that is on its way."""


class Role(IntEnum):
    """The model's own roles."""

    SUMMARY = Qt.ItemDataRole.UserRole + 1
    THUMBNAIL = Qt.ItemDataRole.UserRole + 2
    PICKED = Qt.ItemDataRole.UserRole + 4


class Summaries(Sequence[ArticleSummary]):
    """The rows as cards; one that is not read yet has its number alone."""

    def __init__(self, ids: Sequence[int], known: dict[int, ArticleSummary]) -> None:
        self._ids = ids
        self._known = known

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, place: int) -> ArticleSummary: ...

    @overload
    def __getitem__(self, place: slice) -> list[ArticleSummary]: ...

    def __getitem__(self, place: int | slice) -> ArticleSummary | list[ArticleSummary]:
        if isinstance(place, slice):
            return [self._card(article_id) for article_id in self._ids[place]]
        return self._card(self._ids[place])

    def __iter__(self) -> Iterator[ArticleSummary]:
        return (self._card(article_id) for article_id in self._ids)

    def _card(self, article_id: int) -> ArticleSummary:
        return self._known.get(article_id) or dataclasses.replace(_UNREAD, id=article_id)


class ArticleModel(QStringListModel):
    """The articles of a view in order.

    The strings are empty: this base has the one model of Qt's that counts its rows in C++. A view asks
    for the count once for every row whenever it lays them out; of 100,000 in Python that took 160 ms.

    Args:
        thumbnail: returns the pixmap of a picture's digest, clear until it is loaded, or `None` when it
            cannot be (the owner calls `thumbnail_loaded` then).
    """

    cards_wanted = Signal(list)
    """The cards of these articles are looked at and not read yet (or may have changed): see `put`."""

    def __init__(self, thumbnail: Callable[[str], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: list[int] = []
        self._known: dict[int, ArticleSummary] = {}
        self._fresh: set[int] = set()
        self._thumbnail = thumbnail
        self._pages = RowPages(self)
        self._pages.wanted.connect(self._ask)
        self.picked = PickedArticles(self)
        self.picked.changed.connect(self.repaint)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        article_id = self._ids[index.row()]
        if role == Role.PICKED:
            return article_id in self.picked if len(self.picked) else None
        if article_id not in self._fresh:
            self._pages.want(index.row())
        summary = self._known.get(article_id) or dataclasses.replace(_UNREAD, id=article_id)
        if role == Role.SUMMARY:
            return summary
        if role == Role.THUMBNAIL:
            return self._thumbnail(summary.thumbnail) if summary.thumbnail else None
        if role == Qt.ItemDataRole.DisplayRole:
            return summary.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(summary.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(summary, article_id in self.picked)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return summary.excerpt
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        usual = flag.ItemIsSelectable | flag.ItemIsEnabled | flag.ItemNeverHasChildren
        return usual | flag.ItemIsDragEnabled if index.isValid() else flag.NoItemFlags

    def mimeTypes(self) -> list[str]:
        return [ARTICLES_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return articles_mime([self._ids[index.row()] for index in indexes if index.isValid()])

    @property
    def ids(self) -> Sequence[int]:
        """The numbers of the articles in order."""
        return self._ids

    @property
    def summaries(self) -> Sequence[ArticleSummary]:
        """All rows; those that are not read yet have their number alone."""
        return Summaries(self._ids, self._known)

    def set_rows(self, rows: Sequence[ArticleSummary], ids: Sequence[int] | None = None) -> bool:
        """Replace the rows; returns `False` when only contents changed and every row kept its place.

        Args:
            rows: cards, read just now.
            ids: every row in order, also those whose card was not read; without it the rows are all.
        """
        wanted = [row.id for row in rows] if ids is None else list(ids)
        same = wanted == self._ids
        changed = [row.id for row in rows if self._known.get(row.id) != row]
        self._fresh = {row.id for row in rows}
        if same:
            self._known.update({row.id: row for row in rows})
            self._tell_all(changed)
            self.repaint_rest()
            return False
        if len(self._known) > _MANY:
            self._known = {i: self._known[i] for i in self._known.keys() & set(wanted)}
        self._known.update({row.id: row for row in rows})
        self._replace_rows(wanted)
        return True

    def _replace_rows(self, ids: list[int]) -> None:
        self._ids = ids
        self._pages.forget()
        self.setStringList([""] * len(ids))
        self.picked.keep(ids)

    def put(self, rows: Sequence[ArticleSummary]) -> None:
        """Take cards that were read."""
        changed = [row.id for row in rows if self._known.get(row.id) != row]
        self._known.update({row.id: row for row in rows})
        self._fresh.update(row.id for row in rows)
        self._tell_all(changed)

    def known(self, article_id: int) -> ArticleSummary | None:
        """The card of an article, if it was read."""
        return self._known.get(article_id)

    def update(self, article_id: int, **changes: Any) -> None:
        """Change fields of one row at once, before the library has confirmed them."""
        self.update_many([article_id], **changes)

    def update_many(self, ids: Iterable[int], **changes: Any) -> None:
        """As `update`, of several rows."""
        told = [article_id for article_id in ids if article_id in self._known]
        for article_id in told:
            self._known[article_id] = dataclasses.replace(self._known[article_id], **changes)
        if told:
            self._tell_all(told)

    def remove(self, article_id: int) -> None:
        """Take one row out."""
        row = self.row_of(article_id)
        if row < 0:
            return
        del self._ids[row]
        self.removeRows(row, 1)
        self.picked.keep(self._ids)

    def remove_many(self, ids: Iterable[int]) -> None:
        """Take rows out, in one go when they are several."""
        gone = set(ids) & set(self._ids)
        if len(gone) == 1:
            self.remove(gone.pop())
        elif gone:
            self._replace_rows([i for i in self._ids if i not in gone])

    def row_of(self, article_id: int) -> int:
        """The row of an article, -1 when it is not in this view."""
        try:
            return self._ids.index(article_id)
        except ValueError:
            return -1

    def index_of(self, article_id: int) -> QModelIndex:
        """The index of an article; invalid when it is not in this view."""
        row = self.row_of(article_id)
        return self.index(row, 0) if row >= 0 else QModelIndex()

    def thumbnail(self, digest: str) -> Any:
        """The pixmap of a picture, or `None` when it cannot be read."""
        return self._thumbnail(digest)

    def thumbnail_loaded(self, digest: str) -> None:
        """Have the rows with this picture painted again."""
        self._tell_all([card.id for card in self._known.values() if card.thumbnail == digest])

    def repaint(self) -> None:
        """Have every row painted and spoken again: another language, other picks."""
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))

    def repaint_rest(self) -> None:
        """Have the rows painted again whose cards may have changed, so that they are read again."""
        if len(self._fresh) < len(self._ids):
            self.repaint()

    def _tell_all(self, ids: Sequence[int]) -> None:
        rows = self._rows_of(ids)
        if rows is None:
            self.repaint()
        elif rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), 0))

    def _rows_of(self, ids: Sequence[int]) -> list[int] | None:
        """The rows of some articles; `None` when they are too many to look for. Those asked for last are
        looked for where they were, because a look through 100,000 takes a while."""
        wanted = set(ids)
        first = max(0, self._pages.row - PAGE)
        near = [first + n for n, i in enumerate(self._ids[first : first + 2 * PAGE]) if i in wanted]
        if len(near) == len(wanted):
            return near
        if len(wanted) > _FEW:
            return None
        return [row for article_id in wanted if (row := self.row_of(article_id)) >= 0]

    def _ask(self, first: int, end: int) -> None:
        ids = [i for i in self._ids[first:end] if i not in self._fresh]
        if ids:
            self.cards_wanted.emit(ids)
