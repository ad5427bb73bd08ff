"""The first schema: articles, addresses, texts, pictures, tags, translations, pending saves."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, PrimaryKeyConstraint, String, text

revision = "0001"
down_revision = None

_LIVE = "trashed_at = ''"


def upgrade() -> None:
    """Make every table and index."""
    _article()
    _article_parts()
    _tags()
    _translations()
    op.create_table(
        "pending_save",
        _id(),
        *_texts("url", "added_at", "error", "error_values", "tags"),
        sqlite_autoincrement=True,
    )
    op.create_index("ux_pending_save_url", "pending_save", ["url"], unique=True)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True, nullable=False)


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, String, nullable=False) for name in names]


def _numbers(*names: str) -> list[Column[int]]:
    return [Column(name, Integer, nullable=False) for name in names]


def _flags(*names: str) -> list[Column[bool]]:
    return [Column(name, Boolean, nullable=False) for name in names]


def _floats(*names: str) -> list[Column[float]]:
    return [Column(name, Float, nullable=False) for name in names]


def _of(table: str) -> Column[int]:
    return Column(f"{table}_id", Integer, ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=False)


def _article() -> None:
    op.create_table(
        "article",
        _id(),
        *_texts("title", "title_sort", "url", "requested_url", "author", "date", "published"),
        *_texts("language", "site", "section", "description", "excerpt"),
        *_numbers("words"),
        *_texts(
            "thumbnail_src", "thumbnail", "incomplete", "saved_at", "fetched_at", "opened_at", "trashed_at"
        ),
        *_floats("progress"),
        *_texts("position"),
        *_flags("unread", "favourite", "archived"),
        sqlite_autoincrement=True,
    )
    for name, condition in (
        ("unread", f"{_LIVE} AND archived = 0 AND unread = 1"),
        ("favourites", f"{_LIVE} AND favourite = 1"),
        ("archive", f"{_LIVE} AND archived = 1"),
        ("all", _LIVE),
        ("trash", "trashed_at <> ''"),
    ):
        op.create_index(f"ix_article_{name}", "article", ["id"], sqlite_where=text(condition))
    for column in ("date", "title_sort", "words", "site", "progress"):
        op.create_index(
            f"ix_article_by_{column}",
            "article",
            [column, "id", "unread", "archived", "favourite"],
            sqlite_where=text(_LIVE),
        )


def _article_parts() -> None:
    op.create_table("article_address", *_texts("key"), _of("article"), PrimaryKeyConstraint("key"))
    op.create_index("ix_article_address_article", "article_address", ["article_id"])
    op.create_table(
        "article_body",
        _of("article"),
        *_texts("html", "blocks", "extras", "sha256"),
        *_flags("damaged"),
        PrimaryKeyConstraint("article_id"),
    )
    op.create_table(
        "article_picture",
        _of("article"),
        *_texts("src", "digest"),
        *_numbers("width", "height"),
        PrimaryKeyConstraint("article_id", "src"),
    )
    op.create_index("ix_article_picture_digest", "article_picture", ["digest"])
    op.create_index(
        "ix_article_picture_wanted", "article_picture", ["article_id"], sqlite_where=text("digest = ''")
    )


def _tags() -> None:
    op.create_table("tag", _id(), *_texts("name", "fold"))
    op.create_index("ux_tag_fold", "tag", ["fold"], unique=True)
    op.create_table("article_tag", _of("article"), _of("tag"), PrimaryKeyConstraint("article_id", "tag_id"))
    op.create_index("ix_article_tag_tag", "article_tag", ["tag_id", "article_id"])


def _translations() -> None:
    op.create_table("route", _id(), *_texts("source", "target", "key"))
    op.create_index("ux_route", "route", ["source", "target", "key"], unique=True)
    op.create_table(
        "sentence_translation",
        _id(),
        *_texts("source_key"),
        _of("route"),
        *_texts("source", "target"),
        *_floats("score"),
        *_texts("state", "created_at"),
    )
    op.create_index(
        "ux_sentence_translation", "sentence_translation", ["source_key", "route_id"], unique=True
    )
    op.create_table(
        "article_translation",
        _of("article"),
        *_texts("target", "route_key", "route", "title"),
        *_floats("seconds"),
        *_numbers("words", "sentences_done", "sentences_total"),
        *_flags("complete"),
        *_texts("created_at"),
        PrimaryKeyConstraint("article_id", "target"),
    )
