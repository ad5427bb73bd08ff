"""Who named the link of an article or of a save that waits, and how local the page is that did."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, PrimaryKeyConstraint, String

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Two tables beside `article` and `pending_save`; what was kept before has no row in either."""
    op.create_table(
        "article_origin",
        _parent("article_id", "article.id"),
        *_texts("named_by", "page", "reached"),
        PrimaryKeyConstraint("article_id"),
    )
    op.create_table(
        "pending_origin",
        _parent("pending_id", "pending_save.id"),
        *_texts("named_by", "page", "reached", "agreed"),
        PrimaryKeyConstraint("pending_id"),
    )


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, String, nullable=False) for name in names]


def _parent(name: str, target: str) -> Column[int]:
    return Column(name, Integer, ForeignKey(target, ondelete="CASCADE"), nullable=False)
