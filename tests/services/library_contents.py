"""All that a library holds, told so that two of them can be compared: a new table is in it by itself."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from typing import Any

from reader.services.library_session import LibrarySession

HISTORY = ("import_run", "import_row", "feed_request", "alembic_version", "sqlite_sequence")
INDEXES = ("search_", "sqlite_", "article_search", "article_starts")
ELSEWHERE = ("sync_",)
"""Which computers a library is kept in step with is told to none."""
NUMBERS = {
    "article_id": "SELECT id, url FROM article",
    "tag_id": "SELECT id, fold FROM tag",
    "route_id": "SELECT id, source || target || key FROM route",
    "pending_id": "SELECT id, url FROM pending_save",
    "feed_id": "SELECT id, key FROM feed",
    "item_id": "SELECT id, url || title FROM feed_item",
}


def contents(session: LibrarySession) -> dict[str, Any]:
    """Every row of every table but the imports' own, numbers told by what they name, and the rest."""
    with contextlib.closing(sqlite3.connect(session.paths.database)) as database, database:
        database.row_factory = sqlite3.Row
        tables = [
            name
            for (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
            if name not in HISTORY and not name.startswith((*INDEXES, *ELSEWHERE))
        ]
        known = {
            name: {0: "none", **dict(map(tuple, database.execute(query)))} for name, query in NUMBERS.items()
        }
        found: dict[str, Any] = {}
        for table in tables:
            rows = []
            for row in database.execute(f"SELECT * FROM {table} ORDER BY rowid"):
                values = {
                    name: known[name][value] if name in NUMBERS else value
                    for name, value in dict(row).items()
                    if name != "id"
                }
                if table == "feed_item" and values["key"].startswith("feed:"):
                    _, feed, guid = values["key"].split(":")
                    values["key"] = [known["feed_id"][int(feed)], guid]
                rows.append(json.dumps(values, sort_keys=True))
            found[table] = rows if table in ("article", "annotation") else sorted(rows)
    found["options"] = session.settings.chosen()
    found["pictures"] = sorted((name, path.read_bytes()) for name, path in session.assets.files())
    return found


def statements(session: LibrarySession, *commands: tuple[str, tuple[Any, ...]]) -> None:
    with contextlib.closing(sqlite3.connect(session.paths.database)) as database, database:
        for command, values in commands:
            database.execute(command, values)
