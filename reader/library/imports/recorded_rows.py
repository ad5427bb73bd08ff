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
SELECT article.id FROM import_row CROSS JOIN article ON article.id = article_id
WHERE import_id = ? AND outcome = 'saved' AND trashed_at = '' AND instr(effect, '"pictures_asked"') = 0
AND EXISTS (SELECT 1 FROM article_picture WHERE article_id = article.id AND digest = '')
ORDER BY saved_at DESC, article.id DESC
"""
_LACKS = """
SELECT 1 FROM article CROSS JOIN import_row ON article_id = article.id AND article_id <> 0
CROSS JOIN import_run ON import_run.id = import_id
WHERE article.id = ? AND outcome = 'saved' AND trashed_at = '' AND instr(effect, '"pictures_asked"') = 0
AND EXISTS (SELECT 1 FROM article_picture WHERE article_id = article.id AND digest = '')
AND ifnull(json_extract(options, '$.fetch'), '') <> 'never'
"""
_ASKED = """
UPDATE import_row SET effect = json_set(iif(effect = '', '{}', effect), '$.pictures_asked', 1)
WHERE article_id = ? AND article_id <> 0 AND outcome = 'saved'
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


def lacking_pictures(session: Session, import_id: int) -> list[int]:
    """The articles whose text an import brought and whose pictures were not asked for, the newest first."""
    found = session.connection().exec_driver_sql(_LACKING, (import_id,))
    return [int(number) for number in found.scalars()]


def lacks_pictures(session: Session, article_id: int) -> bool:
    """Whether an article that an import brought lacks pictures that nobody asked for, and may be fetched."""
    return session.connection().exec_driver_sql(_LACKS, (article_id,)).first() is not None


def note_pictures_asked(session: Session, article_id: int) -> None:
    """Note that the pictures of an article were asked for, so that those that are gone are left in peace."""
    session.connection().exec_driver_sql(_ASKED, (article_id,))
