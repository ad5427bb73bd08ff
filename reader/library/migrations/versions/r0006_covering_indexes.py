"""Indexes that answer for lists and filters alone, without a look at the table of all cards."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make two indexes wider, and one for the filters of the search."""
    for name, columns, condition in (
        (
            "ix_article_unread",
            ["id", "trashed_at", "archived", "unread"],
            "trashed_at = '' AND archived = 0 AND unread = 1",
        ),
        ("ix_article_trash", ["id", "trashed_at"], "trashed_at <> ''"),
    ):
        op.drop_index(name, "article")
        op.create_index(name, "article", columns, sqlite_where=text(condition))
    filtered = ["id", "unread", "archived", "favourite", "date", "saved_at", "words", "language"]
    op.create_index("ix_article_filters", "article", filtered)
