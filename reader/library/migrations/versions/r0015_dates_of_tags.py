"""A tag says since when an article has it."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, PrimaryKeyConstraint, String

from reader.library.search_schema import search_statements
from reader.library.tables import capture_statements

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """The table is made anew; what it has has been there as long as its article, as far as anybody knows."""
    op.execute("ALTER TABLE article_tag RENAME TO former_article_tag")
    op.create_table(
        "article_tag",
        _of("article"),
        _of("tag"),
        Column("added_at", String, server_default="", nullable=False),
        PrimaryKeyConstraint("article_id", "tag_id"),
    )
    op.execute(
        "INSERT INTO article_tag (article_id, tag_id, added_at) SELECT article_id, tag_id, "
        "coalesce((SELECT saved_at FROM article WHERE id = article_id), '') FROM former_article_tag"
    )
    op.execute("DROP TABLE former_article_tag")
    op.create_index("ix_article_tag_tag", "article_tag", ["tag_id", "article_id"])
    for statement in (*search_statements(), *capture_statements()):
        if " ON article_tag " in statement:
            op.execute(statement)


def _of(table: str) -> Column[int]:
    parent = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(f"{table}_id", Integer, parent, nullable=False)
