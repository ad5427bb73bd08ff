"""Articles that are here again after they were deleted, or out of Trash: what is told of them is no copy.

Somebody wanted them. What a store knows of that is forgotten with it, so it is noted of the article itself.
"""

from __future__ import annotations

from sqlmodel import Session

from reader.library.replication.states import GONE, SECOND, TRASHED

_NAME = "given again:"
IS_NOTED = f"name GLOB '{_NAME}*'"
"""Which rows of `sync_setting` say so; as a condition of SQL."""
NOTED = f"('{_NAME}' || id) IN (SELECT name FROM sync_setting)"
"""Which rows of `article` are noted; as a condition of SQL."""

_ADD = f"INSERT OR IGNORE INTO sync_setting (name, value) SELECT DISTINCT '{_NAME}' || article.id, '' FROM "
_KNOWN = (
    "sync_field JOIN sync_thing USING (uid) JOIN article ON article.id = article_id "
    f"WHERE (field = '{GONE}' AND removed <> '{{}}') OR (field = '{TRASHED}' AND trashed_at = '')"
)
_NOT_TOLD = (
    "sync_dirty JOIN article ON article.id = CAST(key AS INTEGER) WHERE kind = 'article' "
    f"AND stamp % {SECOND} <> 0 AND ((field = '{TRASHED}' AND trashed_at = '') OR (field = '*' AND EXISTS "
    f"(SELECT 1 FROM sync_dirty AS other WHERE other.kind = 'article' AND other.field = '{GONE}' "
    "AND CAST(other.key AS INTEGER) < article.id)))"
)
"""Taken out of Trash, or saved after something was deleted, since the store was joined."""


def note_given_again(session: Session, article_id: int) -> None:
    """Note an article that is told as it was saved once more."""
    session.connection().exec_driver_sql(
        "INSERT OR IGNORE INTO sync_setting (name, value) VALUES (?, '')", (f"{_NAME}{article_id}",)
    )


def note_all_given_again(session: Session) -> None:
    """Note all that are here though a deletion, or a time in Trash, is known; before a store is forgotten.

    Where acts since it was joined are not told yet, what the store knew before may not be known here.
    """
    run = session.connection().exec_driver_sql
    run(_ADD + _KNOWN)
    run(_ADD + _NOT_TOLD)
    run(f"DELETE FROM sync_setting WHERE {IS_NOTED} AND name NOT IN (SELECT '{_NAME}' || id FROM article)")
