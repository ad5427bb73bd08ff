"""The search index, marks and notes, saved searches. Every article there is waits to be indexed."""

from __future__ import annotations

import sqlite3

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, PrimaryKeyConstraint, String

revision = "0002"
down_revision = "0001"

_CHANGES = {
    "article": ("INSERT", "UPDATE OF title, author, url, site, language"),
    "article_body": ("INSERT", "UPDATE OF blocks, extras", "DELETE"),
    "article_tag": ("INSERT", "DELETE"),
    "article_translation": ("INSERT", "UPDATE", "DELETE"),
    "annotation": ("INSERT", "UPDATE OF note", "DELETE"),
    "article_note": ("INSERT", "UPDATE", "DELETE"),
}


def upgrade() -> None:
    """Make the tables, the index and its triggers, and put every article on the waiting list."""
    _notes()
    op.create_table("search_pending", _id("seq"), *_numbers("article_id"), sqlite_autoincrement=True)
    op.create_index("ux_search_pending_article", "search_pending", ["article_id"], unique=True)
    _index()
    op.execute("INSERT INTO search_pending (article_id) SELECT id FROM article ORDER BY id")


def _id(name: str = "id") -> Column[int]:
    return Column(name, Integer, primary_key=True, nullable=False)


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, String, nullable=False) for name in names]


def _numbers(*names: str) -> list[Column[int]]:
    return [Column(name, Integer, nullable=False) for name in names]


def _article() -> Column[int]:
    return Column("article_id", Integer, ForeignKey("article.id", ondelete="CASCADE"), nullable=False)


def _notes() -> None:
    op.create_table(
        "annotation",
        _id(),
        _article(),
        *_texts("language", "block"),
        *_numbers("sentence", "last_sentence", "start", "end"),
        *_texts("quote", "source", "colour", "note", "state", "created_at", "updated_at"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_annotation_article", "annotation", ["article_id"])
    op.create_table(
        "article_note",
        _article(),
        *_texts("text", "created_at", "updated_at"),
        PrimaryKeyConstraint("article_id"),
    )
    op.create_table(
        "saved_search",
        _id(),
        *_texts("name", "fold", "query"),
        *_numbers("place"),
        *_texts("created_at"),
    )
    op.create_index("ux_saved_search_fold", "saved_search", ["fold"], unique=True)


def _index() -> None:
    bare = "content='', contentless_delete=1, " if sqlite3.sqlite_version_info >= (3, 43) else ""
    columns = "original, translation, title, author, note, tags"
    op.execute(f"CREATE VIRTUAL TABLE article_search USING fts5({columns}, {bare}tokenize='ascii')")
    op.execute(f"CREATE VIRTUAL TABLE article_starts USING fts5(starts, {bare}detail=none, tokenize='ascii')")
    for table, changes in _CHANGES.items():
        for change in changes:
            verb = change.split()[0]
            row = ("old" if verb == "DELETE" else "new") + (".id" if table == "article" else ".article_id")
            op.execute(
                f"CREATE TRIGGER search_{table}_{verb.lower()} AFTER {change} ON {table} "
                f"BEGIN DELETE FROM search_pending WHERE article_id = {row}; "
                f"INSERT INTO search_pending (article_id) SELECT id FROM article WHERE id = {row}; END"
            )
    op.execute(
        "CREATE TRIGGER search_article_gone AFTER DELETE ON article BEGIN "
        "DELETE FROM search_pending WHERE article_id = old.id; "
        "DELETE FROM article_search WHERE rowid = old.id; "
        "DELETE FROM article_starts WHERE rowid = old.id; END"
    )
