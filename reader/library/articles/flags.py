"""Which of many articles a mark would change: read from the narrow table, without a card of any of them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from reader.library.database import Database

_STATES = {
    "unread": "unread",
    "favourite": "favourite",
    "archived": "archived",
    "trashed": "trashed_at <> ''",
}


def differing(database: Database, ids: Sequence[int], field: str, value: bool) -> list[int]:
    """Those of the articles whose `unread`, `favourite`, `archived` or `trashed` is not `value`, in order."""
    asked = f"id IN (SELECT value FROM json_each(?)) AND ({_STATES[field]}) <> ?"
    statement = f"SELECT id FROM article WHERE {asked}"
    with database.read() as session:
        found = session.connection().exec_driver_sql(statement, (json.dumps(list(ids)), value))
        known = set(found.scalars())
    return [article_id for article_id in ids if article_id in known]
