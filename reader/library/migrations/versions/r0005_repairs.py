"""What came with an article's page beside its text, and what the reader repaired in it."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, PrimaryKeyConstraint, String

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Two tables beside `article_body`; an article saved before has no row in either."""
    op.create_table(
        "article_source",
        _article(),
        *_texts("etag", "last_modified", "left_out"),
        PrimaryKeyConstraint("article_id"),
    )
    op.create_table(
        "article_edit",
        _article(),
        *_texts("edits", "fetched", "changed_at"),
        PrimaryKeyConstraint("article_id"),
    )


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, String, nullable=False) for name in names]


def _article() -> Column[int]:
    return Column("article_id", Integer, ForeignKey("article.id", ondelete="CASCADE"), nullable=False)
