"""Files of changes folded into one, and what the reader chose for the round."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, PrimaryKeyConstraint, String

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Three tables, all empty until the library is kept in step with another one."""
    op.create_table(
        "sync_fold",
        Column("fold", String, nullable=False),
        Column("machine", String, nullable=False),
        Column("day", Integer, nullable=False),
        Column("days", Integer, nullable=False),
        PrimaryKeyConstraint("fold"),
    )
    op.create_table(
        "sync_folded",
        Column("fold", String, nullable=False),
        Column("machine", String, nullable=False),
        Column("seq", Integer, nullable=False),
        Column("tag", String, nullable=False),
        PrimaryKeyConstraint("fold", "machine", "seq", "tag"),
    )
    op.create_table(
        "sync_setting",
        Column("name", String, nullable=False),
        Column("value", String, nullable=False),
        PrimaryKeyConstraint("name"),
    )
