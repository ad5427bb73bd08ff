"""Which cards the reader has picked to change them together, and how they travel when dragged."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QMimeData, QObject, Signal

from reader.core.serialize import read_json

ARTICLES_MIME = "application/x-liseuse-articles"
"""The type of what a dragged card carries: the numbers of its articles, as JSON."""


def articles_mime(ids: Sequence[int]) -> QMimeData:
    """What dragging these articles carries."""
    mime = QMimeData()
    mime.setData(ARTICLES_MIME, json.dumps(list(ids)).encode())
    return mime


def dragged_articles(mime: QMimeData) -> list[int]:
    """The articles that are dragged; none when it is something else."""
    if not mime.hasFormat(ARTICLES_MIME):
        return []
    try:
        found = read_json(bytes(mime.data(ARTICLES_MIME).data()))
    except ValueError:
        return []
    return [entry for entry in found if isinstance(entry, int)] if isinstance(found, list) else []


class PickedArticles(QObject):
    """The picked articles of one list, by number, so that they outlive a new reading of the list."""

    changed = Signal()
    emptied = Signal()
    """The last of them went out of the list: the reader gave none up."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: dict[int, None] = {}
        self._base: dict[int, None] = {}
        self.anchor = 0
        """The article from which a stretch of cards is picked; 0 for none yet."""

    def __contains__(self, article_id: object) -> bool:
        return article_id in self._ids

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def ids(self) -> list[int]:
        """The picked articles in the order they were picked in."""
        return list(self._ids)

    def toggle(self, article_id: int) -> bool:
        """Pick an article, or no longer; returns whether it is picked now."""
        picked = article_id not in self._ids
        if picked:
            self._ids[article_id] = None
        else:
            del self._ids[article_id]
        self._base = dict(self._ids)
        self.anchor = article_id
        self.changed.emit()
        return picked

    def stretch(self, ids: Iterable[int], anchor: int) -> None:
        """Pick a stretch of cards from the anchor on, in place of the stretch before."""
        if anchor != self.anchor:
            self.anchor, self._base = anchor, dict(self._ids)
        self._ids = {**self._base, **dict.fromkeys(ids)}
        self.changed.emit()

    def replace(self, ids: Iterable[int]) -> None:
        """Pick exactly these."""
        self._ids = dict.fromkeys(ids)
        self._base = dict(self._ids)
        self.changed.emit()

    def keep(self, ids: Collection[int]) -> None:
        """Articles that are no longer in the list are no longer picked."""
        if not self._ids:
            return
        here = set(ids)
        left = {article_id: None for article_id in self._ids if article_id in here}
        if len(left) != len(self._ids):
            self._ids = left
            self._base = {article_id: None for article_id in self._base if article_id in here}
            self.changed.emit()
            if not left:
                self.emptied.emit()

    def clear(self) -> bool:
        """Pick none; says whether there were any."""
        had = bool(self._ids)
        self._ids, self._base, self.anchor = {}, {}, 0
        if had:
            self.changed.emit()
        return had
