"""The one place where SQLite's and the system's errors become words for the reader."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.progress import Cancelled, Progress
from reader.core.storage_errors import storage_error

_INTERRUPTED = sqlite3.SQLITE_INTERRUPT
_PROBE = 65_536  # bytes; more than a file system hides in a directory entry

_KINDS = {
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_IOERR: "disk-error",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_CANTOPEN: "read-only",
    sqlite3.SQLITE_PERM: "read-only",
    sqlite3.SQLITE_BUSY: "library-busy",
    sqlite3.SQLITE_LOCKED: "library-busy",
    sqlite3.SQLITE_PROTOCOL: "library-busy",
    sqlite3.SQLITE_CORRUPT: "library-damaged",
    sqlite3.SQLITE_NOTADB: "library-damaged",
}


@contextlib.contextmanager
def interrupted_by(progress: Progress | None, connection: sqlite3.Connection) -> Iterator[None]:
    """Have `Progress.cancel`, called in another thread, end a statement that is running, not the next one.

    Whoever uses the connection after the `with` is never interrupted.

    Raises:
        Cancelled: a statement was ended, or the work was no longer wanted when it began.
    """
    if progress is None:
        yield
        return
    using, lock = True, threading.Lock()

    def interrupt() -> None:
        with lock:
            if using:
                connection.interrupt()

    progress.check()
    progress.on_cancel(interrupt)
    try:
        progress.check()  # a cancel just before found no statement to end
        yield
    except Exception as error:
        cause = getattr(error, "orig", error)  # of SQLAlchemy's wrapper
        if progress.cancelled and getattr(cause, "sqlite_errorcode", None) == _INTERRUPTED:
            raise Cancelled from error
        raise
    finally:
        progress.on_cancel(None)
        with lock:
            using = False


@contextlib.contextmanager
def library_errors(path: Path, opening: bool = False) -> Iterator[None]:
    """Turn what SQLite, SQLAlchemy and the system raise about the library file `path` into `ReaderError`.

    What is neither storage nor damage (a constraint, a wrong statement) is a bug and passes through,
    but while `opening` a file: there it means that the file's schema is not ours, so it is damaged.
    """
    try:
        yield
    except sqlite3.Error as error:
        _raise_for(error, error, path, opening)
    except UnicodeDecodeError as error:
        # SQLite quotes damaged names in its messages, and Python's driver cannot decode them.
        raise ReaderError("library-damaged", str(error), file=path.name) from error
    except OSError as error:
        raise storage_error(error, path.parent) from error
    except Exception as error:
        # SQLAlchemy's wrapper carries the driver's error; it is not imported here, so that the
        # window's first list can use this module without its 0.3 s.
        origin = getattr(error, "orig", None)
        if not isinstance(origin, sqlite3.Error):
            raise
        _raise_for(origin, error, path, opening)


def _raise_for(error: sqlite3.Error, outer: BaseException, path: Path, opening: bool) -> None:
    error = _behind_savepoint(error, outer)
    kind = kind_of(error, path.parent) or ("library-damaged" if opening else None)
    if kind is None:
        raise outer
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    raise ReaderError(kind, f"{name}: {error}", folder=path.parent, file=path.name) from outer


def _behind_savepoint(error: sqlite3.Error, outer: BaseException) -> sqlite3.Error:
    """What made SQLite take a whole transaction back by itself, as it does when a disk fails.

    What is raised in the end is then that there is no savepoint to go back to.
    """
    link: BaseException | None = outer
    while str(error).startswith("no such savepoint") and link is not None:
        origin = getattr(link, "orig", link)
        error = origin if isinstance(origin, sqlite3.Error) else error
        link = link.__context__
    return error


def kind_of(error: sqlite3.Error, folder: Path) -> str | None:
    """The kind of `ReaderError` that an error of SQLite means in `folder`; `None` for a bug."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # Python's own complaint about text that is not UTF-8 carries no code.
        return "library-damaged" if "decode" in str(error) else None
    kind = _KINDS.get(code & 0xFF)
    if kind in ("disk-error", "read-only"):
        # SQLite tells a full disk only from ENOSPC at a plain write; quotas and -shm files look different.
        return _probed(folder) or kind
    return kind


def _probed(folder: Path) -> str | None:
    """`disk-full` when a small file cannot be written to `folder` for lack of room."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(os.urandom(_PROBE))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        found = storage_error(error, folder).kind
        return found if found == "disk-full" else None
    return None
