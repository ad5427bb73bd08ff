"""What a file is: a library of this version, an older or newer one, another program's, or damaged.

Nothing is written here. The header is read as plain bytes first, so that a foreign or newer file is
never touched by SQLite (which could fold its write-ahead log into it).
"""

from __future__ import annotations

import contextlib
import sqlite3
from enum import Enum
from pathlib import Path

from reader.core.errors import ReaderError
from reader.library.failures import library_errors

APPLICATION_ID = 0x4C697365
"""SQLite's application id of our files: "Lise"."""

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""The schema's revisions, oldest first. `PRAGMA user_version` holds how many a file has."""

HEAD = REVISIONS[-1]
BUSY_SECONDS = 10.0

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100  # bytes


class FileState(Enum):
    """What `examine_file` finds."""

    MISSING = "missing"
    OLDER = "older"
    CURRENT = "current"


def examine_file(path: Path) -> FileState:
    """Say what the file at `path` is, without changing a byte of it.

    Raises:
        ReaderError: `library-damaged`, `library-foreign`, `library-newer`, or what the disk reports.
    """
    with library_errors(path, opening=True):
        if path.is_dir():
            raise ReaderError("library-foreign", "a folder stands in its place", file=path.name)
        try:
            with path.open("rb") as file:
                header = file.read(_HEADER)
        except FileNotFoundError:
            return FileState.MISSING
        _check_header(header, path)
        with contextlib.closing(open_read_only(path)) as connection:
            return _state(connection, path)


def open_read_only(path: Path, seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """A plain connection that cannot write; the caller closes it.

    Args:
        path: the library file.
        seconds: how long to wait for a writer.
    """
    return sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True, timeout=seconds)


def _check_header(header: bytes, path: Path) -> None:
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise ReaderError("library-damaged", "no SQLite header", file=path.name)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise ReaderError("library-foreign", "a database of another program", file=path.name)
    _check_version(int.from_bytes(header[60:64], "big"))


def _check_version(version: int) -> None:
    if version > len(REVISIONS):
        raise ReaderError("library-newer", f"schema {version}, this program knows {len(REVISIONS)}")


def _state(connection: sqlite3.Connection, path: Path) -> FileState:
    _check_version(connection.execute("PRAGMA user_version").fetchone()[0])
    try:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        found = None
    if found is None:
        raise ReaderError("library-damaged", "it has no schema version", file=path.name)
    if found[0] not in REVISIONS:
        raise ReaderError("library-newer", f"schema revision {found[0]}, this program knows {HEAD}")
    return FileState.CURRENT if found[0] == HEAD else FileState.OLDER
