"""What a record of each kind consists of, taken from the tables, so that no column can be forgotten.

A column that holds JSON stands in a record as what it says. What a record lacks, by another program's
hand, stands for "nothing"; fields that are not known are passed over.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from sqlmodel import SQLModel

from reader.core.serialize import dumps, is_whole, read_json
from reader.library.tables import (
    AddressRow,
    AnnotationRow,
    ArticleOriginRow,
    ArticleRow,
    ArticleTranslationRow,
    BodyRow,
    EditRow,
    GlossaryRow,
    NoteRow,
    PendingOriginRow,
    PendingRetryRow,
    PendingRow,
    PictureRow,
    SavedSearchRow,
    SentenceDetailRow,
    SentenceRow,
    SourceRow,
    TranslationHealthRow,
    TranslationJobRow,
)
from reader.library.tables.feed_tables import FeedEntryRow, FeedItemRow, FeedRow, FeedRuleRow
from reader.library.tables.import_tables import WaitingRow

_JSON = frozenset(
    ("blocks", "extras", "position", "left_out", "edits", "fetched", "report", "error_values", "faults")
) | {("article_translation", "route"), ("pending_save", "tags"), ("feed", "moves"), ("feed_item", "wanted")}
_KINDS: dict[Any, type] = {str: str, int: int, float: float, bool: bool}
_LARGEST = 1 << 62


@dataclass(frozen=True, slots=True)
class RecordField:
    """One field: `kind` is its type, `json` says that its text is JSON, `neutral` stands for what lacks."""

    name: str
    kind: type
    json: bool
    neutral: Any

    def shown(self, value: Any) -> Any:
        """A column's value as the record has it."""
        if self.kind is bool:
            return bool(value)
        if not self.json or not value:
            return value
        try:
            found = read_json(value)
        except ValueError:
            return value
        return found if isinstance(found, (dict, list)) and dumps(found) == value else value

    def taken(self, record: dict[str, Any]) -> Any:
        """The column's value out of a record.

        Raises:
            ValueError: it is of another type, or nothing that can be stored.
        """
        value = record.get(self.name, self.neutral)
        if self.json and isinstance(value, (dict, list)):
            try:
                value = dumps(value)
            except RecursionError as error:
                raise ValueError(f"{self.name}: nested too deeply") from error
        if self.kind is float and type(value) is int:
            value = float(value)
        if type(value) is not self.kind:
            raise ValueError(f"{self.name}: not {self.kind.__name__}")
        if isinstance(value, str) and not is_whole(value):
            raise ValueError(f"{self.name}: half a character")
        if isinstance(value, (int, float)) and not (math.isfinite(value) and abs(value) < _LARGEST):
            raise ValueError(f"{self.name}: no such number")
        return value


@dataclass(frozen=True, slots=True)
class RecordPart:
    """The rows of one table: `table` and `fields`; `order` by which they stand, `required` may not be "".

    `many` says whether there is a list of them. `owner` is the column that names what they belong to.
    """

    table: str
    fields: tuple[RecordField, ...]
    order: str
    many: bool = True
    owner: str = "article_id"
    required: str = ""

    @property
    def columns(self) -> str:
        """The columns' names, for a statement."""
        return ", ".join(f'"{field.name}"' for field in self.fields)

    def shown(self, values: Any) -> dict[str, Any]:
        """A row as the record has it."""
        return {field.name: field.shown(value) for field, value in zip(self.fields, values, strict=True)}

    def taken(self, record: Any) -> dict[str, Any]:
        """The columns out of a record.

        Raises:
            ValueError: it does not fit.
        """
        if not isinstance(record, dict):
            raise ValueError(f"{self.table}: no object")
        values = {field.name: field.taken(record) for field in self.fields}
        if self.required and not values[self.required]:
            raise ValueError(f"{self.table}: no {self.required}")
        return values


def _part(
    row: type[SQLModel], without: tuple[str, ...], order: str, many: bool = True, required: str = ""
) -> RecordPart:
    table = str(row.__tablename__)
    fields = [
        RecordField(name, kind, name in _JSON or (table, name) in _JSON, _neutral(field, kind))
        for name, field in row.model_fields.items()
        if name not in without
        for kind in (_KINDS[field.annotation],)
    ]
    owner = without[-1] if without else ""
    return RecordPart(table, tuple(fields), order, many, owner, required)


def _neutral(field: Any, kind: type) -> Any:
    return kind() if field.is_required() or field.default is None else field.default


_OF_ARTICLE = ("article_id",)
_NUMBERED = ("id", "article_id")

ARTICLE = _part(ArticleRow, ("id",), "id")
TEXT = _part(BodyRow, ("sha256", "article_id"), "article_id", many=False)
PARTS = {
    "addresses": _part(AddressRow, _OF_ARTICLE, "key", required="key"),
    "pictures": _part(PictureRow, _OF_ARTICLE, "rowid", required="src"),
    "origin": _part(ArticleOriginRow, _OF_ARTICLE, "article_id", many=False),
    "source": _part(SourceRow, _OF_ARTICLE, "article_id", many=False),
    "edit": _part(EditRow, _OF_ARTICLE, "article_id", many=False),
    "note": _part(NoteRow, _OF_ARTICLE, "article_id", many=False),
    "highlights": _part(AnnotationRow, _NUMBERED, "id"),
    "translations": _part(ArticleTranslationRow, _OF_ARTICLE, "target", required="target"),
    "translation_checks": _part(TranslationHealthRow, _OF_ARTICLE, "target", required="target"),
    "translation_jobs": _part(TranslationJobRow, _NUMBERED, "id", required="target"),
    "waiting": _part(WaitingRow, _OF_ARTICLE, "article_id", many=False),
}
"""What belongs to an article besides its own row, its text and its tags."""

SENTENCE = _part(SentenceRow, ("id", "source_key", "route_id"), "id", required="source")
SENTENCE_DETAIL = _part(SentenceDetailRow, ("source_key", "route_id"), "", many=False)
GLOSSARY = _part(GlossaryRow, ("id",), "id", required="term")
SAVED_SEARCH = _part(SavedSearchRow, ("fold", "id"), "place, id", required="query")
PENDING = _part(PendingRow, ("id",), "id", required="url")
PENDING_PARTS = {
    "retry": _part(PendingRetryRow, ("pending_id",), "pending_id", many=False),
    "origin": _part(PendingOriginRow, ("pending_id",), "pending_id", many=False),
}

FEED = _part(FeedRow, ("id",), "id", required="url")
FEED_RULE = _part(FeedRuleRow, ("id", "feed_id"), "id", required="action")
FEED_PIECE = _part(FeedItemRow, ("id", "article_id"), "id", required="key")
FEED_ENTRY = _part(FeedEntryRow, ("feed_id", "item_id"), "guid", required="guid")
"""What became of feeds and their pieces; the log of requests stays where it was written."""
