"""What the rows of each table look like, so that a row is known by itself when nothing says whose it is."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.library.recovery.records import Record, Value

_MOMENT = r"\d{4}-\d\d-\d\dT[\d:.+Z-]+"
_MAYBE = ("opened_at", "trashed_at", "next_at", "fetched_at", "checked_at", "changed_at")
"""Times that may be "", which stands for never."""
_LOOKS = {
    ("article_body", "sha256"): "[0-9a-f]{64}",
    ("article_picture", "digest"): "([0-9a-f]{64})?",
    ("article_source", "left_out"): r"([\[{].*)?",
    ("article_origin", "reached"): "public|private|loopback|never",
    ("article_edit", "edits"): r"[\[{].*",
    ("translation_health", "report"): r"[\[{].*",
    ("route", "key"): ".*@.*|lost-.*",
    ("article_address", "key"): "(?!(article|annotation|pending_save|translation_job|search_pending)$).*",
}
_HIGHEST = 1 << 40  # above any number that this program gives a row
_TOLERATED = 5  # one of so many columns may be wrong in a row that is known to be a table's
_NARROW = 3  # columns; in a table with fewer a wrong one leaves nothing to know a row by
_ALLOWED = {
    sqlite3.SQLITE_CREATE_TABLE,
    sqlite3.SQLITE_INSERT,
    sqlite3.SQLITE_UPDATE,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_PRAGMA,
    sqlite3.SQLITE_TRANSACTION,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `kind` is `text`, `integer`, `float`, or `number` for the one that numbers the rows.

    `filled`: rows from before it was added are shorter, and it has a value for them. `looks`: what every
    text in it is like.
    """

    name: str
    kind: str
    filled: bool = False
    looks: re.Pattern[str] | None = None

    @property
    def neutral(self) -> Value:
        """What stands for a value that is lost."""
        return "" if self.kind == "text" else 0

    def takes(self, value: Value) -> bool:
        """Whether it could be a value of this column that the program wrote."""
        if self.kind == "number":
            return value is None or isinstance(value, int)
        if self.kind != "text":
            return isinstance(value, (int, float) if self.kind == "float" else int)
        return isinstance(value, str) and (self.looks is None or self.looks.fullmatch(value) is not None)


@dataclass(frozen=True, slots=True)
class Shape:
    """A table by its columns, in the order in which a file has them."""

    table: str
    columns: tuple[Column, ...]

    @property
    def demands(self) -> int:
        """How much it asks of a row."""
        return sum(column.looks is not None for column in self.columns)

    def fits(self, record: Record, exactly: bool = False) -> bool:
        """Whether a row can be one of this table's; not `exactly`: but for a few broken values."""
        count = len(record.values)
        if not 0 <= record.rowid < _HIGHEST or count > len(self.columns):
            return False
        if not all(column.filled for column in self.columns[count:]):
            return False
        pairs = zip(self.columns, record.values, strict=False)
        wrong = sum(not c.takes(v) for c, v in pairs if record.whole or v is not None)
        return wrong <= (
            0 if exactly or len(self.columns) < _NARROW else max(1, len(self.columns) // _TOLERATED)
        )

    def values(self, record: Record, wanted: Sequence[Column]) -> list[Value]:
        """A row's values for the `wanted` columns; what is lost or was not there yet is neutral."""
        found: dict[str, Value] = {}
        for column, value in zip(self.columns, record.values, strict=False):
            if column.kind == "number":
                found[column.name] = record.rowid
            elif isinstance(value, bytes) and column.kind == "text":
                found[column.name] = value.decode("utf-8", "replace")
            else:
                of_kind = isinstance(value, str if column.kind == "text" else (int, float))
                found[column.name] = value if of_kind else column.neutral
        if "title_sort" not in found and isinstance(found.get("title"), str):
            found["title_sort"] = str(found["title"]).casefold()
        return [found.get(column.name, column.neutral) for column in wanted]


def shapes_of(sound: sqlite3.Connection, tables: Sequence[str]) -> dict[str, Shape]:
    """The shapes of a sound library's tables."""
    return {table: _shape(sound, table) for table in tables}


def shape_by_statement(table: str, statement: str, like: Shape) -> Shape:
    """The shape of a table as a damaged file describes it; `like` where that cannot be understood.

    The statement is not to be trusted: it is read by an empty database that may do nothing else.
    """
    with contextlib.closing(sqlite3.connect(":memory:")) as reading:
        reading.set_authorizer(lambda action, *_: 0 if action in _ALLOWED else 1)
        with contextlib.suppress(sqlite3.Error, sqlite3.Warning, ValueError, UnicodeError):
            reading.execute(statement)
            shape = _shape(reading, table)
            if len({column.name for column in like.columns} & {c.name for c in shape.columns}) > 1:
                known = {column.name: column.kind for column in like.columns}
                kept = (replace(c, kind=known.get(c.name, c.kind)) for c in shape.columns)
                return Shape(table, tuple(kept))
    return like


def _shape(connection: sqlite3.Connection, table: str) -> Shape:
    rows = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    keys = sum(bool(row[5]) for row in rows)
    return Shape(table, tuple(_column(table, row, keys) for row in rows))


def _column(table: str, row: tuple[int, str, str, int, str | None, int], keys: int) -> Column:
    _, name, declared, not_null, default, key = row
    if key and keys == 1 and declared.upper() == "INTEGER":
        return Column(name, "number")
    kinds = {"INTEGER": "integer", "BOOLEAN": "integer", "FLOAT": "float"}
    looks = _LOOKS.get((table, name), "")
    if name.endswith("_at"):
        looks = f"({_MOMENT})?" if name in _MAYBE else _MOMENT
    return Column(
        name,
        kinds.get(declared.upper(), "text"),
        default is not None or not not_null,
        re.compile(looks, re.ASCII | re.DOTALL) if looks else None,
    )
