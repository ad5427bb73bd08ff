"""A library is moved to another folder: copied, checked, switched over, and only then removed here.

What tells the program where the library is lies in the former folder (`moved.json`), so it holds
however that folder is named: by default, by `LISEUSE_LIBRARY` or by `--library`. It is written by one
rename after everything is in the new folder and checked. Until then an interruption leaves the old
library as it was; after it the new one counts, and what is left of the old is removed at the next start.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.private_files import close_to_others, make_file, make_folder, opener
from reader.core.progress import Progress
from reader.core.serialize import read_json
from reader.core.storage_errors import storage_errors
from reader.settings.paths import POINTER, LibraryPaths, moved_to

log = logging.getLogger(__name__)

_MARK = "moving.json"
"""Lies in the new folder while the copy is not whole: `{"from": folder}`."""

_MOVED = ("pictures", "models", "backups", "site_rules")
"""The folders that go along, with every JSON file beside them. Anything else in the folder is not ours."""

_LEFT_BEHIND = ("tmp", "logs", "library.lock", "reserve.bin", "library.db-wal", "library.db-shm")
_PIECE = 1 << 20  # bytes read at a time
_SPARE = 50 << 20  # bytes of room beyond what is copied
_BUSY = 3.0  # s


def move_library(paths: LibraryPaths, target: Path, progress: Progress) -> LibraryPaths:
    """Move a library, which must be closed in this process, to an empty or new folder.

    Progress reports the step `moving` in bytes.

    Returns:
        Its new paths.

    Raises:
        ReaderError: `folder-in-use`, `library-busy` while another process has it open, `disk-full`,
            `read-only`, `library-damaged`; then the library is where it was. Cancelled: likewise.
    """
    from reader.library.backup import check_whole
    from reader.library.sqlite_errors import library_errors

    target = target.expanduser().absolute()
    _check_place(paths.root, target)
    check_whole(paths.database)
    with library_errors(target / "library.db"), _alone(paths.database) as library:
        files = _files(paths.root)
        size = sum(file.stat().st_size for file in files) + paths.database.stat().st_size
        _make_room(target, paths.root, size)
        _copy_files(files, paths.root, target, size, progress)
        _copy_database(library, target)
        progress.check()
        _switch(paths.root, target)
    log.info("the library was moved")
    _remove_old(paths.root)
    return LibraryPaths(target, paths.root)


def finish_move(paths: LibraryPaths) -> None:
    """Remove what an interrupted move left in the former folder; called once the library is open."""
    former = paths.moved_from
    if former is not None and moved_to(former) == paths.root and (former / "library.db").exists():
        _remove_old(former)


def _check_place(root: Path, target: Path) -> None:
    """Refuse a folder inside the library, around it, or one that holds something."""
    here, there = root.resolve(), target.resolve()
    inside = here == there or here in there.parents or there in here.parents
    with storage_errors(target):
        if target.exists() and not target.is_dir():
            inside = True
        present = {entry.name for entry in target.iterdir()} if not inside and target.is_dir() else set()
    unfinished = _MARK in present and _read(target / _MARK) == str(root)
    if inside or (present - {POINTER} and not unfinished):
        raise ReaderError("folder-in-use", f"{len(present)} entries", folder=target)


@contextlib.contextmanager
def _alone(database: Path) -> Iterator[sqlite3.Connection]:
    """A connection beside which nobody else has the library open or can open it."""
    with contextlib.closing(sqlite3.connect(database, timeout=_BUSY, isolation_level=None)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")  # the lock stays until the connection is closed
        yield connection


def _files(root: Path) -> list[Path]:
    return [file for top in _moved(root) for file in (top, *sorted(top.rglob("*"))) if file.is_file()]


def _moved(root: Path) -> list[Path]:
    options = (file for file in sorted(root.glob("*.json")) if file.name not in (POINTER, _MARK))
    return [*(root / name for name in _MOVED), *options]


def _make_room(target: Path, root: Path, size: int) -> None:
    """Make the new folder, empty it of an interrupted attempt, and see that there is room."""
    from reader.library.assets import flush_folder

    make_folder(target)
    for entry in target.iterdir():
        if entry.name not in (_MARK, POINTER):
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    _write(target / _MARK, {"from": str(root)})
    flush_folder(target)
    if shutil.disk_usage(target).free < size + _SPARE:
        _empty(target)
        raise ReaderError("disk-full", f"{size} bytes are to be moved")


def _copy_files(files: list[Path], root: Path, target: Path, size: int, progress: Progress) -> None:
    from reader.library.assets import flush_file, flush_folder

    done = 0
    folders = {target}
    linked: dict[tuple[int, int], Path] = {}
    for file in files:
        progress.step(done, size, "moving")
        state = file.stat()
        copy = target / file.relative_to(root)
        make_folder(copy.parent)
        folders.add(copy.parent)
        same = linked.get((state.st_dev, state.st_ino)) if state.st_nlink > 1 else None
        if same is None or not _linked(same, copy):
            make_file(copy)
            shutil.copy2(file, copy)  # with its time, and its mode as well
            close_to_others(copy)
            flush_file(copy)
            if _hash(copy) != _hash(file):
                raise ReaderError("disk-error", f"{file.name} differs after copying")
            linked[(state.st_dev, state.st_ino)] = copy
        done += state.st_size
    for folder in folders:
        flush_folder(folder)


def _copy_database(library: sqlite3.Connection, target: Path) -> None:
    from reader.library.assets import flush_file, flush_folder
    from reader.library.backup import check_whole

    draft = target / "library.db"
    make_file(draft)
    with contextlib.closing(sqlite3.connect(draft)) as copy:
        copy.execute("PRAGMA synchronous = OFF")  # the whole file is brought to the disk afterwards
        library.backup(copy)
        copy.execute("PRAGMA journal_mode = WAL")
    check_whole(draft)
    flush_file(draft)
    flush_folder(target)


def _switch(root: Path, target: Path) -> None:
    """From the one rename in here on the new folder is the library."""
    from reader.library.assets import flush_folder

    (target / _MARK).unlink()
    back = moved_to(target) is not None
    if back:  # it lived there before: taking its own pointer away is the switch
        (target / POINTER).unlink()
    flush_folder(target)
    _write(root / POINTER, {"to": str(target)})
    flush_folder(root)


def _remove_old(root: Path) -> None:
    """Remove the former library; what cannot be removed stays and is tried again at the next start."""
    for entry in (*_moved(root), *(root / name for name in _LEFT_BEHIND)):
        with contextlib.suppress(OSError):
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    with contextlib.suppress(OSError):
        (root / "library.db").unlink(missing_ok=True)  # last: it says that there is something to remove


def _empty(target: Path) -> None:
    with contextlib.suppress(OSError):
        (target / _MARK).unlink()
        target.rmdir()


def _linked(same: Path, copy: Path) -> bool:
    try:
        os.link(same, copy)
    except OSError:
        return False
    return True


def _hash(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _read(mark: Path) -> str:
    try:
        return str(read_json(mark.read_text("utf-8"))["from"])
    except (OSError, ValueError, TypeError, KeyError):
        return ""


def _write(path: Path, value: dict[str, str]) -> None:
    draft = path.with_name(f".{path.name}.part")
    with open(draft, "w", encoding="utf-8", opener=opener) as file:
        json.dump(value, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
