"""How a library file is read where nothing can be written: on a read-only disk, in another's folder.

SQLite wants to make a file of locks (`-shm`) beside a library with a write-ahead log. Where it cannot,
nobody writes there either, so a file without a log is read as one that does not change. A log that a kill
left holds what was saved last: then file and log are copied to a temporary place and put together there.
"""

from __future__ import annotations

import contextlib
import errno
import shutil
import sqlite3
import tempfile
import weakref
from pathlib import Path

from reader.library.schema_check import open_guarded
from reader.library.sqlite_errors import kind_of

BUSY_SECONDS = 10.0
_LOGS = ("-wal", "-journal")
_UNWRITABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


class ReadAccess:
    """A way to read one library file, for as many connections as wanted; end it with `close`.

    Args:
        path: the library file.
        copied: read a copy, which may be changed, in any case.

    Raises:
        OSError: there is no room for a copy that is needed.
    """

    def __init__(self, path: Path, copied: bool = False) -> None:
        self._copy: weakref.finalize[..., ReadAccess] | None = None
        self.path = path.absolute()
        """The file that is read: the library's, or its copy."""
        self._options = "?mode=ro"
        self._lockable, self._full = True, False
        if copied or (not self._can_lock() and self._log_counts()):
            self._copy_all()
        elif not self._lockable:
            self._options += "&immutable=1"

    def connect(self, seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
        """A connection that cannot write and that any thread may use; the caller closes it."""
        address = self.path.as_uri() + self._options
        return open_guarded(
            sqlite3.connect(address, uri=True, timeout=seconds, check_same_thread=False, factory=_Connection)
        )

    def close(self) -> None:
        """Remove the copy, if there is one; all connections must be closed before."""
        if self._copy is not None:
            self._copy()

    def _can_lock(self) -> bool:
        """Whether SQLite can read the file as any other; what else may be wrong shows later."""
        try:
            with contextlib.closing(self.connect()) as connection:
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.DatabaseError as error:
            if self.path.is_file():
                self._full = kind_of(error, self.path.parent) == "disk-full"
                self._lockable = not self._full and error.sqlite_errorcode & 0xFF not in _UNWRITABLE
        return self._lockable

    def _log_counts(self) -> bool:
        logs = (self.path.with_name(self.path.name + ending) for ending in _LOGS)
        found = any(log.exists() and log.stat().st_size for log in logs)
        if found and self._full:
            self._lockable = True  # a full disk will not stay so: its own error is told
            return False
        return found

    def _copy_all(self) -> None:
        folder = _private_folder()
        self._copy = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        try:
            for ending in ("", *_LOGS):
                source = self.path.with_name(self.path.name + ending)
                if source.exists():
                    shutil.copyfile(source, folder / source.name)
            self.path = folder / self.path.name
            with contextlib.closing(open_guarded(sqlite3.connect(self.path))) as connection:
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except BaseException:
            self._copy()
            raise


def _private_folder() -> Path:
    """A new folder for the reader alone.

    Raises:
        OSError: it cannot be made; of a full disk when there is no place for temporary files at all, since
            Python finds none when every one is full.
    """
    try:
        return Path(tempfile.mkdtemp(prefix="liseuse-"))
    except FileNotFoundError as error:
        raise OSError(errno.ENOSPC, "no place for temporary files") from error


class _Connection(sqlite3.Connection):
    """Removes the copy that it alone reads when it is closed."""

    access: ReadAccess | None = None

    def close(self) -> None:
        super().close()
        if self.access is not None:
            self.access.close()


def open_read_only(path: Path, seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """A plain connection that cannot write; the caller closes it.

    Args:
        path: the library file.
        seconds: how long to wait for a writer.
    """
    access = ReadAccess(path)
    connection = access.connect(seconds)
    assert isinstance(connection, _Connection)
    connection.access = access
    return connection
