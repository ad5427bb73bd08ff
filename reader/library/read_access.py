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

from reader.core.errors import ReaderError
from reader.library.schema_check import open_guarded
from reader.library.sqlite_errors import kind_of

BUSY_SECONDS = 10.0
_LOGS = ("-wal", "-journal")
FileMoment = tuple[int, int, int]
"""A file's number, size in bytes and time of change in ns."""

_TRIES = 3  # copies of a file that others change meanwhile
_UNWRITABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


class ReadAccess:
    """A way to read one library file, for as many connections as wanted; end it with `close`.

    Args:
        path: the library file.
        copied: read a copy, which may be changed, in any case.

    Raises:
        OSError: there is no room for a copy that is needed.
        sqlite3.Error: others hold the file.
        ReaderError: `library-busy` when others change the file whenever it is copied.
    """

    def __init__(self, path: Path, copied: bool = False) -> None:
        self._copy: weakref.finalize[..., ReadAccess] | None = None
        self.path = path.absolute()
        """The file that is read: the library's, or its copy."""
        self._options = "?mode=ro"
        self._lockable, self._full = True, False
        if not any(self._choose(copied) for _ in range(_TRIES)):
            raise ReaderError("library-busy", "it changes whenever it is copied", file=path.name)

    def _choose(self, copied: bool) -> bool:
        """Choose how the file is read; returns whether it was the same file meanwhile.

        Another process may be undoing the change that a kill cut short: what is read of the file while no
        lock is held is then neither what was before nor what comes after.
        """
        before = self._moment()
        if not copied and self._can_lock():
            return True
        needed = copied or self._log_counts()
        folder = self._copy_files() if needed else None
        if self._moment() != before:
            self.close()
            return False
        if folder is not None:
            self._open_copy(folder)
        elif not self._lockable:
            self._options += "&immutable=1"
        return True

    def _moment(self) -> tuple[FileMoment | None, ...]:
        """What differs after the file, or a change that was begun in it, became another one."""
        return tuple(_state_of(self.path.with_name(self.path.name + ending)) for ending in ("", "-journal"))

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
        """Whether SQLite can read the file as any other; what else may be wrong shows later.

        Raises:
            sqlite3.Error: others hold it.
        """
        self._lockable, self._full = True, False
        try:
            with contextlib.closing(self.connect()) as connection:
                # Takes the lock and reads the header; to read the schema as well costs ten times as much.
                connection.execute("PRAGMA schema_version").fetchone()
        except sqlite3.DatabaseError as error:
            if self.path.is_file():
                kind = kind_of(error, self.path.parent)
                if kind == "library-busy":
                    raise  # it was waited for already
                self._full = kind == "disk-full"
                self._lockable = not self._full and error.sqlite_errorcode & 0xFF not in _UNWRITABLE
        return self._lockable

    def _log_counts(self) -> bool:
        logs = (self.path.with_name(self.path.name + ending) for ending in _LOGS)
        found = any(state[1] for log in logs if (state := _state_of(log)))
        if found and self._full:
            self._lockable = True  # a full disk will not stay so: its own error is told
            return False
        return found

    def _copy_files(self) -> Path:
        folder = _private_folder()
        self._copy = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        try:
            for ending in ("", *_LOGS):
                source = self.path.with_name(self.path.name + ending)
                with contextlib.suppress(FileNotFoundError):
                    shutil.copyfile(source, folder / source.name)
        except BaseException:
            self._copy()
            raise
        return folder

    def _open_copy(self, folder: Path) -> None:
        self.path = folder / self.path.name
        try:
            with contextlib.closing(open_guarded(sqlite3.connect(self.path))) as connection:
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except BaseException:
            self.close()
            raise


def state_with_log(path: Path) -> tuple[FileMoment | None, ...]:
    """What differs after a library file was changed, in itself or in its log; an empty log counts as none."""
    found = (_state_of(path.with_name(path.name + ending)) for ending in ("", *_LOGS))
    return tuple(state if state is not None and state[1] else None for state in found)


def _state_of(file: Path) -> FileMoment | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


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
