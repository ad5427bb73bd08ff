"""What keeps a library in step with those of other computers: its tables, and triggers that note changes."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, PrimaryKeyConstraint, String, text

from reader.library.tables import NOTE_BY_DELETING, capture_statements

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Twelve tables, all empty until the library is kept in step with another one."""
    _own_tables()
    _shared_tables()
    _file_tables()
    for statement in capture_statements(NOTE_BY_DELETING):
        op.execute(statement)


def _own_tables() -> None:
    op.create_table(
        "sync_self",
        _key(),
        *_texts("machine", "name", "store", "place"),
        *_numbers("sealed", "clock", "ahead", "capturing", "sent"),
        *_texts("last_at", "program"),
    )
    op.create_table(
        "sync_dirty",
        *_texts("kind", "key", "field"),
        *_numbers("stamp"),
        PrimaryKeyConstraint("kind", "key", "field"),
    )


def _shared_tables() -> None:
    op.create_table(
        "sync_thing",
        *_texts("uid"),
        Column("article_id", Integer),
        *_texts("root"),
        PrimaryKeyConstraint("uid"),
    )
    op.create_index(
        "ix_sync_thing_article", "sync_thing", ["article_id"], sqlite_where=text("article_id IS NOT NULL")
    )
    op.create_index("ix_sync_thing_root", "sync_thing", ["root"])
    op.create_table(
        "sync_field",
        *_texts("uid", "field", "dots", "removed", "digest"),
        Column("value", String),
        PrimaryKeyConstraint("uid", "field"),
    )
    op.create_table(
        "sync_mark", Column("annotation_id", Integer, primary_key=True, nullable=False), *_texts("uid")
    )
    op.create_index("ux_sync_mark_uid", "sync_mark", ["uid"], unique=True)
    op.create_table("sync_held", _key(), *_texts("line"))


def _file_tables() -> None:
    op.create_table(
        "sync_outbox",
        Column("seq", Integer, primary_key=True, nullable=False),
        *_texts("tag", "lines", "packs"),
    )
    op.create_table(
        "sync_file",
        *_texts("machine"),
        *_numbers("seq"),
        *_texts("tag"),
        PrimaryKeyConstraint("machine", "seq", "tag"),
    )
    op.create_table(
        "sync_cursor",
        *_texts("machine"),
        *_numbers("seq"),
        *_texts("name", "last_at"),
        *_numbers("size"),
        PrimaryKeyConstraint("machine"),
    )
    op.create_table(
        "sync_blob", *_texts("digest", "pack"), *_numbers("place", "size"), PrimaryKeyConstraint("digest")
    )
    op.create_table("sync_upload", *_texts("digest"), PrimaryKeyConstraint("digest"))
    op.create_table("sync_wanted", *_texts("digest"), PrimaryKeyConstraint("digest"))


def _key() -> Column[int]:
    return Column("id", Integer, primary_key=True, nullable=False)


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, String, nullable=False) for name in names]


def _numbers(*names: str) -> list[Column[int]]:
    return [Column(name, Integer, nullable=False) for name in names]
