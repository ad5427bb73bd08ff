"""Copies of the library file: made whole and checked before they take their name, and put back."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.private_files import make_file, make_folder
from reader.library.assets import flush_file, flush_folder
from reader.library.completeness import check_tables
from reader.library.file_kind import FileState, examine_file, open_read_only
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
        ReaderError: `library-damaged` when the copy is not sound, `disk-full`, `read-only`, `disk-error`.
    """
    if examine_file(database_path) is FileState.MISSING:
        raise ReaderError("file-unreadable", "there is no library file", file=database_path)
    with library_errors(target):
        make_folder(target.parent)
        draft = target.with_name(f".{target.name}.{os.getpid()}-{time.monotonic_ns()}.part")
        try:
            _copy(database_path, draft)
            flush_file(draft)
            os.replace(draft, target)
            flush_folder(target.parent)
        finally:
            for name in (draft, draft.with_name(draft.name + "-journal")):
                with contextlib.suppress(OSError):
                    name.unlink()
    return target


def restore(source: Path, database_path: Path) -> Path | None:
    """Put the copy `source` in the place of the library file. The library must be closed in this process.

    The present file is kept: copied to `backups/` when it is sound, moved there when it is not.

    Returns:
        Where the former file is kept; `None` when there was none.

    Raises:
        ReaderError: the copy is damaged, foreign or newer, or the disk does not allow it; then the
            present file stays as it is.
    """
    if examine_file(source) is FileState.MISSING:
        raise ReaderError("file-unreadable", "there is no such backup", file=source)
    check_whole(source)
    folder = database_path.parent / "backups"
    kept = folder / f"replaced-{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{time.monotonic_ns()}.db"
    with library_errors(database_path):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if _is_whole(database_path):
            backup(database_path, kept)
            # Into the living file, as one transaction: other processes see all of it or nothing.
            with (
                contextlib.closing(open_read_only(source)) as copy,
                contextlib.closing(sqlite3.connect(database_path, timeout=10.0)) as living,
            ):
                living.execute("PRAGMA synchronous = FULL")
                copy.backup(living)
            return kept
        found = _move_aside(database_path, kept)
        backup(source, database_path)
    return found


def articles_in(path: Path) -> int:
    """How many articles a library file holds.

    Raises:
        ReaderError: it is missing, damaged, foreign or newer.
    """
    if examine_file(path) is FileState.MISSING:
        raise ReaderError("file-unreadable", "there is no such file", file=path)
    with library_errors(path, opening=True), contextlib.closing(open_read_only(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM article").fetchone()[0])


def pictures_named(path: Path) -> set[str]:
    """The digests of all pictures that the articles of a library file show.

    Raises:
        ReaderError: it cannot be read.
    """
    with library_errors(path, opening=True), contextlib.closing(open_read_only(path)) as connection:
        return {row[0] for row in connection.execute("SELECT DISTINCT digest FROM article_picture")} - {""}


def check_whole(path: Path) -> None:
    """Run SQLite's own check over a file, and see that no table is gone from it.

    Raises:
        ReaderError: `library-damaged`, with the first complaint as its detail.
    """
    with library_errors(path, opening=True), contextlib.closing(open_read_only(path)) as connection:
        complaint = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        check_tables(connection, path.name)
    if complaint != "ok":
        raise ReaderError("library-damaged", str(complaint), file=path.name)


def _copy(source: Path, draft: Path) -> None:
    started = time.monotonic()
    make_file(draft)
    with (
        contextlib.closing(open_read_only(source)) as living,
        contextlib.closing(sqlite3.connect(draft)) as copy,
    ):
        copy.execute("PRAGMA synchronous = OFF")  # the whole file is brought to the disk afterwards

        def rush(_status: int, _remaining: int, _total: int) -> None:
            if time.monotonic() - started > _MOST_SECONDS:
                raise TimeoutError

        try:
            living.backup(copy, pages=_PAGES, progress=rush, sleep=0.005)
        except TimeoutError:
            living.backup(copy)
        mode = copy.execute("PRAGMA journal_mode = DELETE").fetchone()[0]  # one file, no log beside it
        complaint = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        check_tables(copy, source.name)
    if complaint != "ok":
        raise ReaderError("library-damaged", str(complaint), file=source.name)
    if mode != "delete":
        raise ReaderError("disk-error", f"the copy stayed in journal mode {mode}")


def _is_whole(path: Path) -> bool:
    try:
        if examine_file(path) is FileState.MISSING:
            return False
        check_whole(path)
    except ReaderError as error:
        if error.kind in ("library-damaged", "library-foreign"):
            return False
        raise
    return True


def _move_aside(path: Path, kept: Path) -> Path | None:
    found = None
    for suffix in ("", "-wal", "-shm"):
        present = path.with_name(path.name + suffix)
        if present.exists():
            os.replace(present, kept.with_name(kept.name + suffix))
            found = kept
    if found is not None:
        flush_folder(path.parent)
    return found
