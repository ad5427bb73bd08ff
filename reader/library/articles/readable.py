"""Which articles can be read: those that are there with their text, and those of them that are new."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from reader.library.database import Database
from reader.library.views import CONDITIONS

_WITHOUT_TEXT = """
SELECT id FROM article
WHERE id IN (SELECT value FROM json_each(?)) AND incomplete IN ('unfetched', 'unavailable', ?)
"""


def without_text(database: Database, ids: Collection[int], files: bool = True) -> frozenset[int]:
    """Those of some articles whose text was not fetched yet, or could not be had.

    Args:
        files: links to files as well, which never have one.
    """
    asked = (json.dumps(list(ids)), "file" if files else "unfetched")
    with database.read() as session:
        found = session.connection().exec_driver_sql(_WITHOUT_TEXT, asked).scalars()
        return frozenset(int(number) for number in found)


def with_text(database: Database, ids: Sequence[int], files: bool = False) -> list[int]:
    """Those of some articles whose text is there, each once, in their order; `files`: links to files too."""
    lacking = without_text(database, ids, files=not files)
    return [number for number in dict.fromkeys(ids) if number not in lacking]


def unread_since(database: Database, saved: str) -> list[int]:
    """The numbers of what is unread and was saved since then; an import keeps times, so in no order.

    Args:
        saved: what stored times are compared with as text: a day (`YYYY-MM-DD`) or a whole time.
    """
    statement = (
        f"SELECT id FROM article INDEXED BY ix_article_unread WHERE {CONDITIONS['unread']} AND saved_at >= ?"
    )
    with database.read() as session:
        found = session.connection().exec_driver_sql(statement, (saved,)).scalars()
        return [int(number) for number in found]
