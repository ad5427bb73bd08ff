"""The schema of a new library: what all the revisions make, made at once.

Running them takes twenty times as long, and loads Alembic, which nothing else of a start needs.
"""

from __future__ import annotations

import sqlite3

from reader.library.search_schema import TABLES, search_statements
from reader.settings.paths import resource

NEWEST = resource("library-schema.sql")
"""What `script_of` made of a library that all the revisions had made; a test compares them."""


def make_newest(connection: sqlite3.Connection, revision: str, count: int) -> None:
    """Make every table, index and trigger in an empty file, in one transaction.

    Args:
        connection: to a file with nothing in it; its transactions are ours alone.
        revision: the newest revision, which the file is then of.
        count: how many revisions there are, for `PRAGMA user_version`.

    Raises:
        sqlite3.Error: what the disk reports.
    """
    connection.execute("BEGIN IMMEDIATE")
    for statement in (*NEWEST.read_text("utf-8").split(";\n\n"), *search_statements()[: len(TABLES)]):
        connection.execute(statement)
    connection.execute("INSERT INTO alembic_version VALUES (?)", (revision,))
    connection.execute(f"PRAGMA user_version = {count}")
    connection.execute("COMMIT")


def script_of(connection: sqlite3.Connection) -> str:
    """The statements that make what a library has, oldest first, without its search's tables.

    These follow from SQLite's version (`search_statements`).
    """
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")
    return ";\n\n".join(sql for name, sql in rows if not name.startswith(("sqlite_", *TABLES))) + "\n"
