"""Feeds, their pieces, rules, and the log of requests."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, ForeignKey, Integer, PrimaryKeyConstraint, String, text

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Six tables; a library without feeds has no row in any."""
    op.create_table(
        "feed",
        _number(),
        *_texts("key", "url", "title", "chosen_title", "site", "named_by", "agreed"),
        Column("secret", Boolean, nullable=False),
        *_texts("etag", "last_modified", "body_digest", "state", "error", "error_values"),
        *_numbers("failures", "interval"),
        *_texts("next_at", "checked_at", "changed_at", "added_at", "moves"),
        sqlite_autoincrement=True,
    )
    op.create_index("ux_feed_key", "feed", ["key"], unique=True)
    op.create_index("ix_feed_next", "feed", ["next_at"])
    _items()
    op.create_table(
        "feed_entry",
        Column("feed_id", Integer, ForeignKey("feed.id", ondelete="CASCADE"), nullable=False),
        *_texts("guid"),
        *_numbers("item_id"),
        *_texts("sort_at", "seen_at"),
        PrimaryKeyConstraint("feed_id", "guid"),
    )
    op.create_index("ix_feed_entry_item", "feed_entry", ["item_id", "feed_id"])
    op.create_index("ix_feed_entry_sort", "feed_entry", ["feed_id", "sort_at", "item_id"])
    op.create_table(
        "feed_rule",
        _number(),
        *_numbers("feed_id"),
        *_texts("query", "action", "argument"),
        *_numbers("daily_limit"),
        *_texts("done_on"),
        *_numbers("done"),
        *_texts("added_at"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "feed_request",
        _number(),
        *_numbers("feed_id"),
        *_texts("requested_at", "reason"),
        *_numbers("status", "size", "new"),
        *_texts("error"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feed_request_feed", "feed_request", ["feed_id"])


def _items() -> None:
    op.create_table(
        "feed_item",
        _number(),
        *_texts("key", "url", "title", "summary", "author", "sections", "published_at", "sort_at"),
        *_texts("media", "media_url", "added_at", "read_at", "opened_at"),
        *_numbers("article_id"),
        *_texts("wanted", "translated_to", "translated_title", "translated_summary"),
        sqlite_autoincrement=True,
    )
    op.create_index("ux_feed_item_key", "feed_item", ["key"], unique=True)
    op.create_index("ix_feed_item_sort", "feed_item", ["sort_at", "id"])
    for name, columns, where in (
        ("new", ["sort_at", "id"], "read_at = ''"),
        ("wanted", ["id"], "wanted <> ''"),
        ("article", ["article_id"], "article_id <> 0"),
    ):
        op.create_index(f"ix_feed_item_{name}", "feed_item", columns, sqlite_where=text(where))
    op.create_table(
        "feed_item_text",
        Column("item_id", Integer, ForeignKey("feed_item.id", ondelete="CASCADE"), nullable=False),
        *_texts("html"),
        PrimaryKeyConstraint("item_id"),
    )


def _number() -> Column[int]:
    return Column("id", Integer, primary_key=True, nullable=False)


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, String, nullable=False) for name in names]


def _numbers(*names: str) -> list[Column[int]]:
    return [Column(name, Integer, nullable=False) for name in names]
