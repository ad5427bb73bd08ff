"""The one door to the library's database."""

from __future__ import annotations

import contextlib
import functools
import logging
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.library.completeness import check_readable
from reader.library.creation import prepare_file
from reader.library.disk_reserve import Reserve
from reader.library.file_kind import FileState, check_header, check_version, check_writable, examine_file
from reader.library.folder_risk import is_on_a_server
from reader.library.read_access import BUSY_SECONDS, FileMoment, ReadAccess, state_with_log
from reader.library.schema_check import open_guarded
from reader.library.search_index import AT_ONCE, index_marked, last_mark
from reader.library.sqlite_errors import interrupted_by, library_errors
from reader.settings.installation import OWN

log = logging.getLogger(__name__)

_WRITES = "liseuse_writes"
Hears = Callable[[Session, str, Sequence[str], bool], None]


class Database:
    """An open library file. Use it from any thread; end it with `close`.

    `read` and `write` give a session inside one transaction; nothing of a session may leave its `with`.
    """

    def __init__(self, path: Path, access: ReadAccess | None = None, because: str = "read-only") -> None:
        self.path = path
        self.read_only = access is not None
        self._access = access
        self._because = because
        self._index_copy: _IndexCopy | None = None
        self.reserve = Reserve(path.parent)
        self._engine = _engine(path) if access is None else _read_only_engine(access)
        self._writing = self._engine.execution_options(**{_WRITES: True})
        self._writer = threading.Lock()
        self._owner: int | None = None
        self.hears_first: Hears | None = None
        """Hears inside a write what is about to be removed, while the library is kept in step with others."""

    @classmethod
    def open(cls, path: Path) -> Database:
        """Open the file at `path`; a missing one is made, an older one copied and migrated.

        Raises:
            ReaderError: `library-newer`, `library-foreign`, `library-damaged` (not a byte is changed),
                `read-only`, `library-busy`, `disk-full`, `disk-error`.
        """
        try:
            return cls._open(path.absolute())
        except ReaderError as error:
            if error.kind != "library-damaged":
                raise
            # One read that the disk refused is damage to SQLite (sqlite.org/rescode.html#ioerr_corruptfs).
            log.warning("the library is looked at once more: %s", error.detail)
        return cls._open(path.absolute())

    @classmethod
    def _open(cls, path: Path) -> Database:
        check_writable(path)
        prepare_file(path)
        with library_errors(path):  # its disk may have gone meanwhile
            file = os.stat(path)
        database = cls(path)
        with library_errors(path, opening=True), _kept_log(path):
            try:
                with database._engine.connect() as connection:
                    waiting = connection.exec_driver_sql("SELECT count(*) FROM search_pending").scalar_one()
                if path.is_file() and not os.path.samestat(file, os.stat(path)):
                    database.close()  # another file took its place while this one was waited for
                    return cls.open(path)
                if 0 < waiting <= AT_ONCE:  # after a migration; a large library does it in the background
                    with database.write() as session:
                        index_marked(session)
            except BaseException:
                database.close()
                raise
        return database

    @classmethod
    def open_read_only(cls, path: Path, because: str = "read-only") -> Database:
        """Open a library that cannot be written to, or shall not be: reading works, `write` says why not.

        Args:
            path: the library file.
            because: the kind of error that `write` raises: `read-only` or `disk-full`.

        Raises:
            ReaderError: `library-newer`, `library-foreign`, `library-altered`, `library-damaged`;
                `read-only` when there is none.
        """
        path = path.absolute()
        with library_errors(path, opening=True):
            check_header(path)
            access = ReadAccess(path)
            state = examine_file(path, access)
            if state is FileState.OLDER:  # a copy of it is brought to this version
                access.close()
                access = ReadAccess(path, copied=True)
                cls.open(access.path).close()
        if state is FileState.MISSING:
            raise ReaderError("read-only", "there is no library", folder=path.parent)
        database = cls(path, access, because)
        try:
            with database.read() as session:
                driver = session.connection().connection.driver_connection
                assert isinstance(driver, sqlite3.Connection)
                check_readable(driver, path.name)
        except BaseException:
            database.close()
            raise
        return database

    @contextlib.contextmanager
    def read(self, progress: Progress | None = None) -> Iterator[Session]:
        """A session that sees one moment of the library. It never waits for a writer.

        Args:
            progress: its `cancel` ends a statement that is running.

        Raises:
            ReaderError: the file is damaged, or the disk reports an error.
            Cancelled: by `progress`.
        """
        with library_errors(self.path), Session(self._engine) as session, session.begin():
            if progress is None:
                yield session
                return
            driver = session.connection().connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            with interrupted_by(progress, driver):
                yield session

    @contextlib.contextmanager
    def write(self, *, index: bool = True) -> Iterator[Session]:
        """A session whose changes are all on the disk when the `with` ends, or none when it raises.

        One writer at a time: threads queue here, other processes for up to 10 s. Without `index`, the
        changed articles are not read into the search's index with it: they wait for `catch_up`.

        Raises:
            ReaderError: `disk-full`, `read-only`, `library-busy`, `library-damaged`, `disk-error`.
        """
        if self.refusal is not None:
            raise self.refusal
        if self._owner == threading.get_ident():
            raise RuntimeError("a write inside a write would wait for itself")
        with library_errors(self.path), self._writer:
            self._owner = threading.get_ident()
            try:
                with Session(self._writing, expire_on_commit=False) as session, session.begin():
                    # Takes the lock now, before anything is read.
                    _check_form(session.connection())
                    before = last_mark(session)
                    yield session
                    session.flush()
                    if index:
                        index_marked(session, before)
            finally:
                self._owner = None

    def before_removal(self, session: Session, kind: str, keys: Sequence[str], whole: bool = True) -> None:
        """Say what is about to be removed, before it is: other computers may have to hear of it first.

        Args:
            session: of `write`.
            kind: of things, as changes are noted for other computers.
            keys: which ones, likewise.
            whole: whether all of it goes, or only something in it.
        """
        run = session.connection().exec_driver_sql
        if self.hears_first is not None and run("SELECT 1 FROM sync_self").first() is not None:
            self.hears_first(session, kind, keys, whole)

    @property
    def refusal(self) -> ReaderError | None:
        """What every write is answered with where the file was opened for reading only, and why."""
        if not self.read_only:
            return None
        return ReaderError(self._because, "opened for reading only", folder=self.path.parent)

    @property
    def index_copy(self) -> Database | None:
        """The copy of a library for reading only whose index is up to date: while nobody changed the library
        since `make_index_copy` made it."""
        made = self._index_copy
        if made is None or self._access is None or made.state != state_with_log(self._access.path):
            return None
        return made.database

    def make_index_copy(self) -> Database:
        """A copy of a library opened for reading only, so that its index can be written to; it goes with
        `close`. It is made once, and anew when the library was changed by others.

        Raises:
            ReaderError: `disk-full` or `disk-error` where temporary files lie, `library-busy`, or the
                library is too damaged to be written to.
        """
        with self._writer:
            if (present := self.index_copy) is not None:
                return present
            self._drop_index_copy()
            assert self._access is not None
            source = self._access.path
            state = state_with_log(source)
            with library_errors(source):
                access = ReadAccess(source, copied=True)
            try:
                database = Database.open(access.path)
            except BaseException:
                access.close()
                raise
            self._index_copy = _IndexCopy(database, access, state)
            return database

    def _drop_index_copy(self) -> None:
        made, self._index_copy = self._index_copy, None
        if made is not None:
            made.database.close()
            made.access.close()

    def fold_log(self) -> None:
        """Fold the write-ahead log into the file as far as no reader needs it, and give its room back."""
        with library_errors(self.path), contextlib.closing(sqlite3.connect(self.path)) as connection:
            connection.execute("PRAGMA busy_timeout = 2000")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close every connection, one that is still read from when that ends; SQLite folds its write-ahead
        log into the file."""
        event.listen(self._engine.pool, "checkin", lambda _connection, record: record.invalidate())
        self._engine.dispose()
        self._drop_index_copy()
        if self._access is not None:
            self._access.close()


@dataclass(frozen=True, slots=True)
class _IndexCopy:
    """A copy that may be written to, where it lies, and the state of the library's files as it was made."""

    database: Database
    access: ReadAccess
    state: tuple[FileMoment | None, ...]


def _check_form(connection: Connection) -> None:
    """Refuse to write into a library that a newer version brought to its own tables while it was open here.

    On another computer's disk a file that nobody is writing to has no lock that would keep it from that.

    Raises:
        ReaderError: `program-replaced` when that newer version is this program's, else `library-newer`.
    """
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    version = driver.execute("PRAGMA user_version").fetchone()[0]
    try:
        check_version(version)
    except ReaderError:
        OWN.check()
        raise


@contextlib.contextmanager
def _kept_log(path: Path) -> Iterator[None]:
    """Keep what is in the log there, for as long as it is not certain that a library opens: while there is a
    connection that cannot write, SQLite does not fold the log into the file as the others are closed.

    On another computer's disk the log goes in any case, and such a connection would be in the way of that.
    """
    log = path.with_name(f"{path.name}-wal")
    if not (log.exists() and log.stat().st_size) or is_on_a_server(path.parent):
        yield
        return
    address = path.as_uri() + "?mode=ro"
    with contextlib.closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as keeper:
        open_guarded(keeper).execute("SELECT count(*) FROM sqlite_schema").fetchone()
        yield


def _read_only_engine(access: ReadAccess) -> Engine:
    """Connections that cannot write."""

    def connect() -> sqlite3.Connection:
        connection = access.connect()
        connection.isolation_level = None
        return connection

    return _engine_over(connect)


def _engine(path: Path) -> Engine:
    journal = "DELETE" if is_on_a_server(path.parent) else "WAL"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, check_same_thread=False)
        try:
            # The driver would begin and commit by itself; with None, `_begin` alone decides.
            connection.isolation_level = None
            open_guarded(connection)
            connection.execute(f"PRAGMA journal_mode = {journal}")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    engine = _engine_over(connect)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _engine_over(connect: Callable[[], Any]) -> Engine:
    """An engine with a pool of its own, which shares the dialect of all others.

    The mappers, which live as long as the process, keep what they compiled for each dialect: with one for
    each engine, memory would grow with every library that is opened.
    """
    dialect = _dialect()
    return Engine(QueuePool(connect, dialect=dialect), dialect, URL.create("sqlite"))


@functools.cache
def _dialect() -> Dialect:
    engine = create_engine("sqlite://")
    engine.connect().close()  # the dialect learns what this SQLite can do
    engine.dispose()
    return engine.dialect
