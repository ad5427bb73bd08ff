"""The first cards by plain `sqlite3`, read-only: the window's first paint waits for nothing heavier."""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.model import ArticleSummary
from reader.library.file_kind import HEAD
from reader.library.schema_check import check_schema, open_guarded
from reader.library.views import CONDITIONS, cards_sql, count_sql, ids_sql, in_order

log = logging.getLogger(__name__)

FIRST = 50
"""How many cards are read."""

_PATIENCE = 0.05  # s; a busy library is left to the proper opening


def quick_list(
    database: Path, view: str = "unread", sort: str = "saved"
) -> tuple[list[ArticleSummary], dict[str, int]]:
    """The first cards of a view, newest first unless sorted otherwise, and the counts of all views.

    Problems (no file, another schema, damage, a lock) are left to the proper opening that follows:
    here they only mean an empty list.
    """
    if not os.path.isfile(database):
        return [], {}
    try:
        address = f"{database.absolute().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE)) as connection:
            check_schema(open_guarded(connection), HEAD, database.name)
            ids = [row[0] for row in connection.execute(*ids_sql(view, sort=sort, limit=FIRST))]
            rows = connection.execute(*cards_sql(ids)).fetchall()
            counts = {name: connection.execute(count_sql(name)).fetchone()[0] for name in CONDITIONS}
        return in_order(rows, ids), counts
    except (sqlite3.Error, ValueError, ReaderError) as error:
        log.info("no quick list: %s", error)
        return [], {}
