"""Imports, what became of their rows, and articles that wait for their text."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, ForeignKey, Integer, PrimaryKeyConstraint, String, text

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Three tables; a library that never imported has no row in any."""
    op.create_table(
        "import_run",
        Column("id", Integer, primary_key=True, nullable=False),
        *_texts("format", "file", "path", "sha256", "options", "state", "started_at", "finished_at"),
        *_numbers("rows_total", "rows_done", "first_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_import_run_sha256", "import_run", ["sha256"])
    op.create_table(
        "import_row",
        Column("import_id", Integer, ForeignKey("import_run.id", ondelete="CASCADE"), nullable=False),
        Column("number", Integer, nullable=False),
        *_texts("line"),
        *_numbers("digest"),
        *_texts("outcome", "reason", "url", "title"),
        *_numbers("article_id"),
        *_texts("effect"),
        PrimaryKeyConstraint("import_id", "number"),
    )
    op.create_index("ix_import_row_digest", "import_row", ["digest"])
    op.create_index(
        "ix_import_row_article", "import_row", ["article_id"], sqlite_where=text("article_id <> 0")
    )
    op.create_table(
        "article_waiting",
        Column("article_id", Integer, ForeignKey("article.id", ondelete="CASCADE"), nullable=False),
        *_texts("error", "error_values"),
        *_numbers("attempts"),
        *_texts("next_at"),
        Column("given_up", Boolean, nullable=False),
        PrimaryKeyConstraint("article_id"),
    )


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, String, nullable=False) for name in names]


def _numbers(*names: str) -> list[Column[int]]:
    return [Column(name, Integer, nullable=False) for name in names]
