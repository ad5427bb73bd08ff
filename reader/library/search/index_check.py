"""Is the index of the search in step with the texts? Doctor's check, and how it is made anew."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Sequence

from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from reader.core.model import Check
from reader.core.progress import Progress
from reader.library.article_text import read_text
from reader.library.database import Database
from reader.library.search_index import index_marked, indexed_columns, mark
from reader.library.search_schema import search_statements
from reader.library.sqlite_errors import interrupted_by

log = logging.getLogger(__name__)

NAME = "search index"
_BATCH = 100  # articles of one transaction
_TABLES = ("article_search", "article_starts")


def check_index(database: Database, repair: bool = False, progress: Progress | None = None) -> Check:
    """Compare the index with the texts, article by article; `repair` reads again what differs.

    Waiting articles are no fault: they are read when there is time.

    Raises:
        Cancelled: by `progress`; nothing is changed.
    """
    if not _sound(database, progress):
        if not repair:
            return Check(NAME, False, "damaged; it can be made anew from the texts")
        with database.write() as session:
            count = make_anew(session)
        _read_waiting(database)
        return Check(NAME, True, f"made anew with {count} articles", repaired=True, count=count)
    wrong = sorted(set(_differing(database, progress)))
    if not wrong:
        return Check(NAME, True)
    detail = f"{len(wrong)} articles are not indexed as they are"
    if not repair:
        return Check(NAME, False, detail, count=len(wrong), articles=tuple(wrong))
    with database.write() as session:
        _forget(session, wrong)
    _read_waiting(database)
    return Check(NAME, True, detail + ": read again", repaired=True, count=len(wrong))


def make_anew(session: Session) -> int:
    """Throw the index away and put every article on the waiting list; returns how many."""
    run = session.connection().exec_driver_sql
    for table in _TABLES:
        run(f"DROP TABLE IF EXISTS {table}")
    for statement in search_statements():
        if statement.startswith("CREATE VIRTUAL TABLE"):
            run(statement)
    run("DELETE FROM search_pending")
    return run("INSERT INTO search_pending (article_id) SELECT id FROM article ORDER BY id").rowcount


def _sound(database: Database, progress: Progress | None) -> bool:
    """Whether FTS5 finds its own tables whole; it cannot be asked where nothing can be written."""
    if database.read_only:
        return True
    with database.write() as session:
        run = session.connection().exec_driver_sql
        driver = session.connection().connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        try:
            with interrupted_by(progress, driver):
                for table in _TABLES:
                    run(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
                    run(f"SELECT count(*) FROM {table}_docsize")
        except DatabaseError as error:
            log.warning("the index is damaged: %s", error.orig)
            return False
    return True


def _differing(database: Database, progress: Progress | None) -> Iterator[int]:
    """Articles without an entry, entries without an article, and entries of other lengths than the text.

    A translation that is not whole is read when it stops or ends. After a kill in its midst it holds more
    than its entry, which the next run mends: no fault of the index.
    """
    with database.read(progress) as session:
        run = session.connection().exec_driver_sql
        waiting = set(run("SELECT article_id FROM search_pending").scalars())
        articles = set(run("SELECT id FROM article").scalars())
        under_way = set(run("SELECT article_id FROM article_translation WHERE NOT complete").scalars())
        kept = {table: set(run(f"SELECT id FROM {table}_docsize").scalars()) for table in _TABLES}
        for entries in kept.values():
            yield from (articles ^ entries) - waiting
        for article_id in sorted(articles & kept["article_search"] - waiting - under_way):
            if progress is not None:
                progress.check()
            if _lengths(session, article_id) != _stored_lengths(session, article_id):
                yield article_id


def _lengths(session: Session, article_id: int) -> list[int]:
    text = read_text(session, article_id)
    return [len(column.split()) for column in indexed_columns(text)] if text is not None else []


def _stored_lengths(session: Session, article_id: int) -> list[int]:
    """The number of words in each column, as FTS5 keeps them: varints of SQLite."""
    data = session.connection().exec_driver_sql(
        "SELECT sz FROM article_search_docsize WHERE id = ?", (article_id,)
    )
    return _varints(data.scalar_one())


def _varints(data: bytes) -> list[int]:
    found, value = [], 0
    for byte in data:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            found.append(value)
            value = 0
    return found


def _forget(session: Session, ids: Sequence[int]) -> None:
    for article_id in ids:
        for table in _TABLES:
            session.connection().exec_driver_sql(f"DELETE FROM {table} WHERE rowid = ?", (article_id,))
    mark(session, ids)


def _read_waiting(database: Database) -> None:
    waiting = True
    while waiting:
        with database.write() as session:
            waiting = index_marked(session, most=_BATCH) > 0
