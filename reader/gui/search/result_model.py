"""The rows of a search: what was found, read page by page as the list scrolls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from reader.core.model import ArticleSummary
from reader.gui.article_list.article_model import Role
from reader.gui.cards.picked_articles import PickedArticles
from reader.gui.search.result_text import spoken_result

if TYPE_CHECKING:
    from reader.core.search import Result

Index = QModelIndex | QPersistentModelIndex


class ResultRole(IntEnum):
    """Besides `Role.SUMMARY` and `Role.THUMBNAIL`, as in the library's list."""

    RESULT = Qt.ItemDataRole.UserRole + 3


class ResultModel(QAbstractListModel):
    """Results in order, best first.

    Args:
        thumbnail: returns the pixmap of a picture's digest, or `None` when it cannot be read.
    """

    more_wanted = Signal(int)
    """The list has come to the end of what was read; carries how many rows there are."""

    def __init__(self, thumbnail: Callable[[str], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnail = thumbnail
        self._rows: list[Result] = []
        self._total = 0
        self._asked = -1
        self.picked = PickedArticles(self)
        self.picked.changed.connect(self.repaint)

    @property
    def ids(self) -> Sequence[int]:
        """The numbers of the articles that were read so far."""
        return [row.summary.id for row in self._rows]

    @property
    def results(self) -> Sequence[Result]:
        """What was read so far."""
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def canFetchMore(self, parent: Index) -> bool:
        here = len(self._rows)
        return not parent.isValid() and 0 < here < self._total and self._asked != here

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._asked = len(self._rows)
            self.more_wanted.emit(self._asked)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        result = self._rows[index.row()]
        summary = result.summary
        if role == Role.SUMMARY:
            return summary
        if role == Role.PICKED:
            return summary.id in self.picked if len(self.picked) else None
        if role == ResultRole.RESULT:
            return result
        if role == Role.THUMBNAIL:
            return self._thumbnail(summary.thumbnail) if summary.thumbnail else None
        if role == Qt.ItemDataRole.DisplayRole:
            return summary.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_result(result, summary.id in self.picked)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def show(self, rows: Sequence[Result], total: int) -> None:
        """Show other results, the first of `total`."""
        self.beginResetModel()
        self._rows, self._total, self._asked = list(rows), total, -1
        self.endResetModel()
        self.picked.keep(self.ids)

    def append(self, rows: Sequence[Result]) -> None:
        """Add the next page; an empty one says that there are no more."""
        if not rows:
            self._total = len(self._rows)
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows += rows
        self.endInsertRows()

    def known(self, article_id: int) -> ArticleSummary | None:
        """The card of an article among the results."""
        return next((row.summary for row in self._rows if row.summary.id == article_id), None)

    def summary(self, article_id: int) -> ArticleSummary | None:
        """As `known`."""
        return self.known(article_id)

    def index_of(self, article_id: int) -> QModelIndex:
        """The row of an article, invalid when it was not found (or not read yet)."""
        found = (number for number, row in enumerate(self._rows) if row.summary.id == article_id)
        row = next(found, -1)
        return self.index(row, 0) if row >= 0 else QModelIndex()

    def thumbnail_loaded(self, digest: str) -> None:
        """Have the rows with this picture painted again."""
        for number, row in enumerate(self._rows):
            if row.summary.thumbnail == digest:
                self.dataChanged.emit(self.index(number, 0), self.index(number, 0))

    def repaint(self) -> None:
        """Have every row painted and spoken again, in another language."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))
