"""Which tables a library has, and which of them are gone from a file."""

from __future__ import annotations

import functools
import re
import sqlite3

from reader.core.errors import ReaderError
from reader.library.file_kind import HEAD
from reader.library.migrations.newest import NEWEST
from reader.library.search_schema import TABLES as INDEX_TABLES

_INDEX_PARTS = ("", "_config", "_data", "_docsize", "_idx")
_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table'"
_VERSION = "SELECT version_num FROM alembic_version"

_MADE = re.compile(r'^CREATE TABLE "?(\w+)', re.MULTILINE)


@functools.cache
def table_names() -> frozenset[str]:
    """Every table that a library of this version has."""
    made = _MADE.findall(NEWEST.read_text("utf-8"))
    return frozenset((*made, *(f"{table}{part}" for table in INDEX_TABLES for part in _INDEX_PARTS)))


def check_tables(connection: sqlite3.Connection, file: str) -> None:
    """Make sure that no table is gone from the schema of a library file of this version.

    SQLite finds a file sound that has lost a whole table, and whatever asks for it would fail much later.

    Raises:
        ReaderError: `library-damaged`.
    """
    present = {row[0] for row in connection.execute(_TABLES)}
    if "alembic_version" not in present or connection.execute(_VERSION).fetchone() != (HEAD,):
        return  # of another version, or no library: `identity` judges that
    if missing := table_names() - present:
        raise ReaderError("library-damaged", f"without {', '.join(sorted(missing))}", file=file)


def check_readable(connection: sqlite3.Connection, file: str) -> None:
    """Make sure that no table is gone from the schema, and that those which opening needs can be read.

    Raises:
        ReaderError: `library-damaged`; sqlite3.Error: what SQLite reports.
    """
    # By the table itself: an index may be whole where the table is not.
    connection.execute("SELECT max(id) FROM article NOT INDEXED").fetchone()
    connection.execute("SELECT count(*) FROM search_pending").fetchone()
    check_tables(connection, file)
