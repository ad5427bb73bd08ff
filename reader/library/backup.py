"""Copies of the library file: made whole and checked before they take their name."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.private_files import make_file, make_folder
from reader.core.storage_errors import check_replaceable
from reader.library.assets import flush_file, flush_folder
from reader.library.completeness import check_tables
from reader.library.file_kind import FileState, examine_file
from reader.library.read_access import open_read_only
from reader.library.sqlite_errors import library_errors

_PAGES = 1024  # copied at a time, so that writers get their turn in between
_MOST_SECONDS = 60.0  # then the rest is copied in one go, however busy the writers are


def backup(database_path: Path, target: Path) -> Path:
    """Copy the library file to `target` while it may be in use, by SQLite's backup API.

    The copy is written beside `target`, checked, brought to the disk and renamed: a copy that stands
    there already is replaced by a sound one or not at all.

    Returns:
        `target`.

    Raises:
        ReaderError: `library-damaged` when the copy is not sound, `not-a-file`, `disk-full`, `read-only`,
            `disk-error`.
    """
    check_replaceable(target)
    if examine_file(database_path) is FileState.MISSING:
        raise ReaderError("file-unreadable", "there is no library file", file=database_path)
    with library_errors(target):
        make_folder(target.parent)
        draft = target.with_name(f".{target.name}.{os.getpid()}-{time.monotonic_ns()}.part")
        try:
            copy_whole(database_path, draft)
            flush_file(draft)
            os.replace(draft, target)
            flush_folder(target.parent)
        finally:
            for name in (draft, draft.with_name(draft.name + "-journal")):
                with contextlib.suppress(OSError):
                    name.unlink()
    return target


def articles_in(path: Path) -> int:
    """How many articles a library file holds.

    Raises:
        ReaderError: it is missing, damaged, foreign or newer.
    """
    _examine(path)
    with library_errors(path, opening=True), contextlib.closing(open_read_only(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM article").fetchone()[0])


def pictures_named(path: Path) -> set[str]:
    """The digests of all pictures that the articles of a library file show.

    Raises:
        ReaderError: it cannot be read.
    """
    _examine(path)
    with library_errors(path, opening=True), contextlib.closing(open_read_only(path)) as connection:
        return {row[0] for row in connection.execute("SELECT DISTINCT digest FROM article_picture")} - {""}


def check_whole(path: Path, unless_older: bool = False) -> bool:
    """Run SQLite's own check over a file, and see that it has our tables and no others.

    Args:
        path: the file.
        unless_older: only say so of a file of an earlier version; `copy_whole` checks the copy of it.

    Returns:
        Whether it is of this version.

    Raises:
        ReaderError: `library-damaged`, with the first complaint as its detail; `library-altered`,
            `library-foreign`, `library-newer`.
    """
    state = _examine(path)  # first: a check looks at conditions that the file itself names
    if unless_older and state is FileState.OLDER:
        return False
    with library_errors(path, opening=True), contextlib.closing(open_read_only(path)) as connection:
        complaint = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        check_tables(connection, path.name)
    if complaint != "ok":
        raise ReaderError("library-damaged", str(complaint), file=path.name)
    return state is FileState.CURRENT


def _examine(path: Path) -> FileState:
    state = examine_file(path)
    if state is FileState.MISSING:
        raise ReaderError("file-unreadable", "there is no such file", file=path)
    return state


def copy_whole(source: Path, draft: Path) -> None:
    """Copy a library file to a new one and check that: one file, with no log beside it.

    Args:
        source: may be in use.
        draft: is to be removed, with its `-journal`, when this raises.

    Raises:
        ReaderError: `library-damaged` when the copy is not sound; `library-busy` when others hold the source.
        sqlite3.Error: what SQLite reports.
    """
    started = time.monotonic()
    make_file(draft)
    with (
        contextlib.closing(open_read_only(source)) as living,
        contextlib.closing(sqlite3.connect(draft)) as copy,
    ):
        copy.execute("PRAGMA synchronous = OFF")  # the whole file is brought to the disk afterwards

        def rush(status: int, _remaining: int, _total: int) -> None:
            refuse_held(status, source)
            if time.monotonic() - started > _MOST_SECONDS:
                raise TimeoutError

        try:
            living.backup(copy, pages=_PAGES, progress=rush, sleep=0.005)
        except TimeoutError:
            living.backup(copy, progress=lambda status, _remaining, _total: refuse_held(status, source))
        mode = copy.execute("PRAGMA journal_mode = DELETE").fetchone()[0]  # one file, no log beside it
        complaint = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        check_tables(copy, source.name)
    if complaint != "ok":
        raise ReaderError("library-damaged", str(complaint), file=source.name)
    if mode != "delete":
        raise ReaderError("disk-error", f"the copy stayed in journal mode {mode}")


def refuse_held(status: int, path: Path) -> None:
    """Give up a backup whose last step found a file held: Python would try again without an end.

    Args:
        status: what the step returned, once it had waited as long as its connection waits.
        path: the library file.

    Raises:
        ReaderError: `library-busy`.
    """
    if status & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise ReaderError("library-busy", "another program holds it", file=path.name)
