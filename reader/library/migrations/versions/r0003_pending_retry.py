"""When a kept link is tried again by itself, and how often it was tried."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, PrimaryKeyConstraint, String

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """A table beside `pending_save`: a column added to that would differ from a table made whole."""
    op.create_table(
        "pending_retry",
        Column("pending_id", Integer, ForeignKey("pending_save.id", ondelete="CASCADE"), nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("next_at", String, nullable=False),
        PrimaryKeyConstraint("pending_id"),
    )
