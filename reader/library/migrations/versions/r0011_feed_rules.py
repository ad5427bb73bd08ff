"""Rules of feeds have an order and a switch, and feeds a language."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, ForeignKey, Integer, PrimaryKeyConstraint, String

revision = "0011"
down_revision = "0010"

_KEPT = "id, feed_id, query, action, argument, daily_limit, done_on, done, added_at"


def upgrade() -> None:
    """The table of rules is made anew, those that skip pieces first; languages are told later."""
    op.execute("ALTER TABLE feed_rule RENAME TO former_feed_rule")
    op.create_table(
        "feed_rule",
        Column("id", Integer, primary_key=True, nullable=False),
        *_numbers("feed_id"),
        *_texts("query", "action", "argument"),
        *_numbers("daily_limit"),
        *_texts("done_on"),
        *_numbers("done"),
        *_texts("added_at"),
        Column("paused", Boolean, nullable=False),
        *_numbers("place"),
        sqlite_autoincrement=True,
    )
    op.execute(
        f"INSERT INTO feed_rule ({_KEPT}, paused, place) SELECT {_KEPT}, 0, iif(action = 'skip', -id, id) "
        "FROM former_feed_rule"
    )
    op.execute("DROP TABLE former_feed_rule")
    op.create_table(
        "feed_language",
        Column("feed_id", Integer, ForeignKey("feed.id", ondelete="CASCADE"), nullable=False),
        *_texts("language"),
        PrimaryKeyConstraint("feed_id"),
    )


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, String, nullable=False) for name in names]


def _numbers(*names: str) -> list[Column[int]]:
    return [Column(name, Integer, nullable=False) for name in names]
