"""The tables of imports: each import, what became of each of its rows, and what still waits for its text."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, text
from sqlmodel import Field, SQLModel

from reader.library.tables.library_tables import parent


class ImportRun(SQLModel, table=True):
    """One import of a file. `state` is `running`, `stopped`, `done` or `undone`.

    `options` are the choices as JSON. `path` is where the file lay, `sha256` what it held. The articles
    of the import have the numbers after `first_id`, in the order of their dates; `rows_done` of
    `rows_total` rows are settled.
    """

    __tablename__ = "import_run"
    __table_args__ = (Index("ix_import_run_sha256", "sha256"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    format: str
    file: str
    path: str
    sha256: str
    options: str
    state: str
    started_at: str
    finished_at: str
    rows_total: int
    rows_done: int
    first_id: int


class ImportRow(SQLModel, table=True):
    """What became of one row: `saved`, `waiting`, `merged`, `duplicate` or `failed` for a `reason`.

    `digest` is what the row said, as 64 bits. `article_id` is 0 for none; the row stays when its article
    goes. `effect` is what was changed in an article that was there, as JSON, so that it can be undone. A row
    with a `number` below 0 is none of the file: its `effect` says what the import brought besides articles.
    """

    __tablename__ = "import_row"
    __table_args__ = (
        Index("ix_import_row_digest", "digest"),
        Index("ix_import_row_article", "article_id", sqlite_where=text("article_id <> 0")),
    )

    import_id: int = Field(
        sa_column=Column(Integer, ForeignKey("import_run.id", ondelete="CASCADE"), primary_key=True)
    )
    number: int = Field(sa_column=Column(Integer, primary_key=True))
    line: str
    digest: int
    outcome: str
    reason: str
    url: str
    title: str
    article_id: int
    effect: str


class WaitingRow(SQLModel, table=True):
    """An article that was listed by its link alone, and whose text is to be fetched.

    `error` is why that failed the last time, `attempts` how often for want of a connection, `next_at` when
    it is tried again, "" for as soon as may be; `given_up` when it is not tried by itself any more: 2 where
    the reader took it off the list of saves, too.
    """

    __tablename__ = "article_waiting"

    article_id: int = Field(sa_column=parent("article.id", primary_key=True))
    error: str
    error_values: str
    attempts: int
    next_at: str
    given_up: bool
