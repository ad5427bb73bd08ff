"""Alignment and faults of sentences, health of translations, glossary, queue of translations."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, String

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Tables beside those there are: a column added to one would differ from a table made whole."""
    op.create_table(
        "sentence_detail",
        *_texts("source_key"),
        Column("route_id", Integer, nullable=False),
        *_texts("alignment", "faults"),
        PrimaryKeyConstraint("source_key", "route_id"),
        ForeignKeyConstraint(
            ["source_key", "route_id"],
            ["sentence_translation.source_key", "sentence_translation.route_id"],
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "translation_health",
        _article(),
        *_texts("target", "report"),
        PrimaryKeyConstraint("article_id", "target"),
    )
    op.create_table(
        "glossary_term",
        Column("id", Integer, primary_key=True, nullable=False),
        *_texts("source", "target", "term", "translation", "created_at"),
    )
    op.create_index("ux_glossary_term", "glossary_term", ["source", "target", "term"], unique=True)
    op.create_table(
        "translation_job",
        Column("id", Integer, primary_key=True, nullable=False),
        _article(),
        *_texts("target", "reason", "state", "error", "error_values", "added_at"),
        sqlite_autoincrement=True,
    )
    op.create_index("ux_translation_job", "translation_job", ["article_id", "target"], unique=True)


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, String, nullable=False) for name in names]


def _article() -> Column[int]:
    return Column("article_id", Integer, ForeignKey("article.id", ondelete="CASCADE"), nullable=False)
