"""The rows in which an import notes what became of each row of its file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

Row = tuple[int, int, str, int, str, str, str, str, int, str]
"""The import, the row's number and line in the file, its digest, outcome and reason, its address and title
where there is no article, the article's number, and what was done to it."""

_COLUMNS = "import_id, number, line, digest, outcome, reason, url, title, article_id, effect"
_BROUGHT = """
SELECT article_id, effect FROM import_row
WHERE import_id = ? AND outcome IN ('saved', 'waiting') AND article_id IN (SELECT id FROM article)
"""
_LACKING = """
SELECT id FROM article WHERE trashed_at = ''
AND id IN (SELECT article_id FROM article_picture WHERE digest = '')
AND id IN (
    SELECT article_id FROM import_row WHERE outcome = 'saved' AND article_id <> 0
    AND (?1 = 0 OR import_id = ?1) AND (?2 = 0 OR article_id = ?2))
ORDER BY saved_at DESC, id DESC
"""


def note_rows(session: Session, rows: Sequence[Row], again: bool = False) -> None:
    """Note rows; `again` puts them in the place of what was noted of them before."""
    if rows:
        verb = "INSERT OR REPLACE" if again else "INSERT"
        places = ", ".join("?" * len(rows[0]))
        statement = f"{verb} INTO import_row ({_COLUMNS}) VALUES ({places})"
        session.connection().exec_driver_sql(statement, list(rows))


def brought(session: Session, import_id: int) -> list[tuple[int, Any]]:
    """The articles that an import made and that are still there, each with what was noted of it."""
    found = session.connection().exec_driver_sql(_BROUGHT, (import_id,)).all()
    return [(int(number), effect) for number, effect in found]


def lacking_pictures(session: Session, import_id: int, article_id: int) -> list[int]:
    """The articles whose text an import brought and that lack pictures, the newest first; 0 for any."""
    found = session.connection().exec_driver_sql(_LACKING, (import_id, article_id))
    return [int(number) for number in found.scalars()]
