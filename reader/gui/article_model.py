"""The library list's rows: article summaries with their thumbnails."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reader.core.model import ArticleSummary
from reader.gui.card_text import spoken

Index = QModelIndex | QPersistentModelIndex
PAGE = 50
"""Rows given to the view at once; more come as it scrolls."""


class Role(IntEnum):
    """The model's own roles."""

    SUMMARY = Qt.ItemDataRole.UserRole + 1
    THUMBNAIL = Qt.ItemDataRole.UserRole + 2


class ArticleModel(QAbstractListModel):
    """Summaries in the order given.

    Args:
        thumbnail: returns the pixmap of a picture's digest, or `None` until it is loaded (then the
            owner calls `thumbnail_loaded`).
    """

    def __init__(self, thumbnail: Callable[[str], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ArticleSummary] = []
        self._shown = 0
        self._thumbnail = thumbnail

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else self._shown

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._shown < len(self._rows)

    def fetchMore(self, parent: Index) -> None:
        count = min(PAGE, len(self._rows) - self._shown)
        if count > 0:
            self.beginInsertRows(QModelIndex(), self._shown, self._shown + count - 1)
            self._shown += count
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= self._shown:
            return None
        summary = self._rows[index.row()]
        if role == Role.SUMMARY:
            return summary
        if role == Role.THUMBNAIL:
            return self._thumbnail(summary.thumbnail) if summary.thumbnail else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return summary.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(summary)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return summary.excerpt
        return None

    @property
    def summaries(self) -> Sequence[ArticleSummary]:
        """All rows, also those the view has not asked for yet."""
        return self._rows

    def set_rows(self, rows: Sequence[ArticleSummary]) -> bool:
        """Replace the rows; returns `False` when only contents changed and every row kept its place."""
        new = list(rows)
        if [row.id for row in new] == [row.id for row in self._rows]:
            changed = [i for i, row in enumerate(new) if row != self._rows[i]]
            self._rows = new
            for i in changed:
                self._tell(i)
            return False
        self.beginResetModel()
        self._rows = new
        self._shown = min(len(new), max(PAGE, self._shown))
        self.endResetModel()
        return True

    def update(self, article_id: int, **changes: Any) -> None:
        """Change fields of one row at once, before the library has confirmed them."""
        row = self.row_of(article_id)
        if row >= 0:
            self._rows[row] = dataclasses.replace(self._rows[row], **changes)
            self._tell(row)

    def remove(self, article_id: int) -> None:
        """Take one row out."""
        row = self.row_of(article_id)
        if row < 0:
            return
        if row >= self._shown:
            del self._rows[row]
            return
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._rows[row]
        self._shown -= 1
        self.endRemoveRows()

    def row_of(self, article_id: int) -> int:
        """The row of an article, -1 when it is not in this view."""
        return next((i for i, row in enumerate(self._rows) if row.id == article_id), -1)

    def index_of(self, article_id: int) -> QModelIndex:
        """The index of an article, fetching rows up to it; invalid when it is not in this view."""
        row = self.row_of(article_id)
        while row >= self._shown and self.canFetchMore(QModelIndex()):
            self.fetchMore(QModelIndex())
        return self.index(row, 0) if row >= 0 else QModelIndex()

    def thumbnail(self, digest: str) -> Any:
        """The pixmap of a picture, or `None` until it is loaded."""
        return self._thumbnail(digest)

    def thumbnail_loaded(self, digest: str) -> None:
        """Have the rows with this picture painted again."""
        for row in range(self._shown):
            if self._rows[row].thumbnail == digest:
                self._tell(row)

    def retranslate(self) -> None:
        """Have every row painted and spoken again, in another language."""
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(self._shown - 1, 0))

    def _tell(self, row: int) -> None:
        if row < self._shown:
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
