"""What a file is: a library of this version, an older or newer one, another program's, or damaged.

Nothing is written here. The header is read first, as of a file that does not change, so that SQLite
never folds the write-ahead log of a foreign or newer file into it. It is SQLite that reads it: a file
opened and closed by ourselves would end every lock that this process holds on it (POSIX locks are so),
and another process would then take the write-ahead log of the open library away.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from reader.core.errors import ReaderError
from reader.library.read_access import ReadAccess, open_read_only
from reader.library.schema_check import check_schema, check_version_table, open_guarded
from reader.library.sqlite_errors import library_errors

APPLICATION_ID = 0x4C697365
"""SQLite's application id of our files: "Lise"."""

REVISIONS = (
    *("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009"),
    *("0010", "0011", "0012", "0013", "0014", "0015"),
)
"""The schema's revisions, oldest first. `PRAGMA user_version` holds how many a file has."""

HEAD = REVISIONS[-1]

_HEADER = 100  # bytes of every SQLite file


class FileState(Enum):
    """What `examine_file` finds."""

    MISSING = "missing"
    OLDER = "older"
    CURRENT = "current"


def examine_file(
    path: Path,
    access: ReadAccess | None = None,
    check: Callable[[sqlite3.Connection, str], None] | None = None,
) -> FileState:
    """Say what the file at `path` is, without changing a byte of it.

    Args:
        path: the file.
        access: the way to read it, when one is chosen already, after `check_header`.
        check: what else a file of this version has to stand, given the connection and the file's name.

    Raises:
        ReaderError: `library-damaged`, `library-foreign`, `library-newer`, `library-altered` when it has
            objects that are not ours, or what the disk reports; what `check` raises.
    """
    with library_errors(path, opening=True):
        if not (check_header(path) if access is None else path.exists()):
            return FileState.MISSING
        connection = access.connect() if access is not None else open_read_only(path)
        with contextlib.closing(connection):
            state = _state(connection, path)
            if state is FileState.CURRENT and check is not None:
                check(connection, path.name)
            return state


def check_header(path: Path) -> bool:
    """Look at the first bytes of the file at `path` only; returns whether there is one.

    Raises:
        ReaderError: `library-damaged`, `library-foreign`, `library-newer`, `file-unreadable`, or what the
            disk reports.
    """
    with library_errors(path, opening=True):
        if path.is_dir():
            raise ReaderError("library-foreign", "a folder stands in its place", file=path.name)
        try:
            size = path.stat().st_size
        except FileNotFoundError:
            return False
        check_access(path)
        _check_header(size, path)
    return True


def check_access(path: Path) -> None:
    """See that this user may read the file at `path`.

    Raises:
        ReaderError: `file-unreadable`.
    """
    if not os.access(path, os.R_OK):
        raise ReaderError("file-unreadable", "no permission to read", file=path)


def check_writable(path: Path) -> None:
    """See that this user may write to the file at `path`, if there is one, and to its folder.

    Raises:
        ReaderError: `read-only`.
    """
    if path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise ReaderError("read-only", "no permission to write", folder=path.parent)


def _open_still(path: Path) -> sqlite3.Connection:
    """A plain connection to a file taken for one that does not change, log and locks left alone."""
    return open_guarded(sqlite3.connect(path.absolute().as_uri() + "?mode=ro&immutable=1", uri=True))


def _check_header(size: int, path: Path) -> None:
    if size < _HEADER:
        raise ReaderError("library-damaged", "no SQLite header", file=path.name)
    with contextlib.closing(_open_still(path)) as connection:
        # A kill in the middle of folding the log leaves a file shorter than its header says; the log,
        # which does not count here, has the rest. With this SQLite reads the header all the same.
        connection.execute("PRAGMA writable_schema = ON")
        application, version = (
            int(connection.execute(f"PRAGMA {name}").fetchone()[0]) & 0xFFFFFFFF
            for name in ("application_id", "user_version")
        )
        lies = version > len(REVISIONS) and not _is_logged(path) and _has_known_revision(connection)
    if application != APPLICATION_ID:
        raise ReaderError("library-foreign", "a database of another program", file=path.name)
    if lies:
        raise ReaderError("library-damaged", f"its header says schema {version}, wrongly", file=path.name)
    check_version(version)


def _is_logged(path: Path) -> bool:
    """Whether something lies beside a file that it counts with, and that a plain look does not see."""
    logs = (path.with_name(path.name + suffix) for suffix in ("-wal", "-journal"))
    return any(log.exists() and log.stat().st_size for log in logs)


def _has_known_revision(connection: sqlite3.Connection) -> bool:
    """Whether a file says itself that it is of a revision that this program knows."""
    with contextlib.suppress(sqlite3.Error, ReaderError):
        if check_version_table(connection, ""):
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            return found is not None and found[0] in REVISIONS
    return False


def check_version(version: int) -> None:
    """Look at the `user_version` of a library.

    Raises:
        ReaderError: `library-newer`.
    """
    if version > len(REVISIONS):
        raise ReaderError("library-newer", f"schema {version}, this program knows {len(REVISIONS)}")


def _state(connection: sqlite3.Connection, path: Path) -> FileState:
    check_version(connection.execute("PRAGMA user_version").fetchone()[0])
    found = None
    if check_version_table(connection, path.name):
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if found is None:
        raise ReaderError("library-damaged", "it has no schema version", file=path.name)
    if found[0] not in REVISIONS:  # a newer program says so in the header as well
        raise ReaderError("library-damaged", f"it has no such revision: {str(found[0])[:40]}", file=path.name)
    check_schema(connection, found[0], path.name)
    return FileState.CURRENT if found[0] == HEAD else FileState.OLDER
