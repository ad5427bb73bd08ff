"""The one door to the library's database."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlmodel import Session

from reader.core.errors import ReaderError
from reader.library.creation import prepare_file
from reader.library.failures import library_errors
from reader.library.identity import BUSY_SECONDS
from reader.library.search_index import AT_ONCE, index_marked, last_mark

_WRITES = "liseuse_writes"


class Database:
    """An open library file. Use it from any thread; end it with `close`.

    `read` and `write` give a session inside one transaction; nothing of a session may leave its `with`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = _engine(path)
        self._writing = self._engine.execution_options(**{_WRITES: True})
        self._writer = threading.Lock()
        self._owner: int | None = None

    @classmethod
    def open(cls, path: Path) -> Database:
        """Open the file at `path`; a missing one is made, an older one copied and migrated.

        Raises:
            ReaderError: `library-newer`, `library-foreign`, `library-damaged` (not a byte is changed),
                `read-only`, `library-busy`, `disk-full`, `disk-error`.
        """
        path = path.absolute()
        prepare_file(path)
        if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            raise ReaderError("read-only", "no permission to write", folder=path.parent)
        database = cls(path)
        try:
            with library_errors(path, opening=True), database._engine.connect() as connection:
                connection.exec_driver_sql("SELECT max(id) FROM article").scalar()
                waiting = connection.exec_driver_sql("SELECT count(*) FROM search_pending").scalar_one()
            if 0 < waiting <= AT_ONCE:  # after a migration; a large library does it in the background
                with database.write() as session:
                    index_marked(session)
        except BaseException:
            database.close()
            raise
        return database

    @contextlib.contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one moment of the library. It never waits for a writer.

        Raises:
            ReaderError: the file is damaged, or the disk reports an error.
        """
        with library_errors(self.path), Session(self._engine) as session, session.begin():
            yield session

    @contextlib.contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose changes are all on the disk when the `with` ends, or none when it raises.

        One writer at a time: threads queue here, other processes for up to 10 s.

        Raises:
            ReaderError: `disk-full`, `read-only`, `library-busy`, `library-damaged`, `disk-error`.
        """
        if self._owner == threading.get_ident():
            raise RuntimeError("a write inside a write would wait for itself")
        with library_errors(self.path), self._writer:
            self._owner = threading.get_ident()
            try:
                with Session(self._writing, expire_on_commit=False) as session, session.begin():
                    session.connection()  # takes the lock now, before anything is read
                    before = last_mark(session)
                    yield session
                    session.flush()
                    index_marked(session, before)
            finally:
                self._owner = None

    def close(self) -> None:
        """Close every connection; SQLite folds its write-ahead log into the file."""
        self._engine.dispose()


def _engine(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _record: object) -> None:
        # The driver would begin and commit by itself; with None, `_begin` alone decides.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
