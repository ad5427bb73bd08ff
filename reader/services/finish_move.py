"""What a move left that was killed: taken back while the library is still where it was, else tidied up.

Two marks say what there is to do. `leaving.json` in the folder that is left names the new one, so that a
start there finds it; `moving.json` in the new one names the files that the move copies, and nothing else is
ever deleted. The pointer in the folder that is left (`reader.settings.paths`) decides: without it the copy
is taken back, with it the former library goes.
"""

from __future__ import annotations

import contextlib
import errno
import json
import logging
import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from reader.core.errors import ReaderError
from reader.core.private_files import opener
from reader.core.storage_errors import lies_there
from reader.settings.paths import (
    ARRIVING,
    POINTER,
    LibraryPaths,
    arriving_from,
    given_up,
    has_arrived,
    is_given_up,
    moved_to,
    read_mark,
)

log = logging.getLogger(__name__)

LEAVING = "leaving.json"
"""Lies in the folder that is left while a move is not finished: `{"to": [[folder, folder above], ...]}`."""

MARKS = (POINTER, ARRIVING, LEAVING)
DRAFTS = tuple(f".{name}.part" for name in MARKS)
"""What a kill leaves of a mark that is being written."""

DATABASE = ("library.db-journal", "library.db-wal", "library.db-shm", "library.db")
"""The library's file, last of those that belong to it: it says that there is something to remove."""

_FOLDERS = ("pictures", "models", "backups", "site_rules")
_SINGLE = ("*.json", "last-edition.txt", "library.db.broken-*", "library.db-*.stray-*")
"""Single files beside the database: options and lists, when the last edition was made, what was put aside."""
_LEFT_BEHIND = ("tmp", "logs", "library.lock", ".models.lock", "reserve.bin")

COMPANION = "companion"
"""Stays where it is when a library moves away: the browsers know its place, and it follows the pointer."""


def take_back_moves(root: Path) -> None:
    """Remove what killed moves of this library copied elsewhere; called before the library is opened.

    Nothing happens while another process has it open, for that one may be moving it, and what cannot be
    removed now (a disk that is not here) is tried again at the next start.
    """
    if not any(os.path.exists(root / name) for name in (LEAVING, *DRAFTS)):
        return  # also where nobody may look
    places = leaving_to(root)
    if places and not any(above.is_dir() for _, above in places):
        return  # their disks are not here, and looking at all of a library takes long
    if not os.path.isfile(root / "library.db") or not _is_whole(root / "library.db"):
        return
    try:
        with alone(root / "library.db", 0.0):
            take_back(root)
    except (sqlite3.Error, OSError) as error:
        log.info("an unfinished move waits: %s", error)


def take_back(root: Path) -> None:
    """The same, for who has the library to himself.

    Raises:
        OSError: the marks in the library's own folder cannot be changed.
    """
    left = [(folder, above) for folder, above in leaving_to(root) if not _taken_back(folder, above, root)]
    if left:
        write_mark(root / LEAVING, {"to": [[str(folder), str(above)] for folder, above in left]})
    else:
        (root / LEAVING).unlink(missing_ok=True)
    for name in DRAFTS:
        (root / name).unlink(missing_ok=True)


def finish_move(paths: LibraryPaths) -> None:
    """Remove what an interrupted move left in the former folder; called once the library is open."""
    source = arriving_from(paths.root)
    with contextlib.suppress(OSError):
        if source is not None and has_arrived(paths.root):
            _tidy_up(paths.root, source)
        elif source is not None and not source.is_dir():
            (paths.root / ARRIVING).unlink()  # a whole copy of a library that is no more
    former = paths.moved_from
    if former is not None and moved_to(former) == paths.root and _is_left_over(former, paths.root):
        _remove(former, [str(file.relative_to(former)) for file in files_of(former)])


def _is_left_over(former: Path, root: Path) -> bool:
    """Whether the library file in a former folder is the one that was moved away, and not one that was put
    there since: that would be the reader's doing, as are pointers that lead in a circle.

    Who copies or moves a file keeps the time at which it was written, but not that of its entry.
    """
    try:
        state = (former / "library.db").stat()
        written = max(state.st_mtime_ns, state.st_ctime_ns)
        return moved_to(root) is None and written <= (former / POINTER).stat().st_mtime_ns
    except OSError:
        return False


def leaving_to(root: Path) -> list[tuple[Path, Path]]:
    """The folders that killed moves of a library were to bring it to, each with one above that was there."""
    found = read_mark(root / LEAVING).get("to")
    pairs = (
        [pair for pair in found if isinstance(pair, list) and len(pair) == 2]
        if isinstance(found, list)
        else []
    )
    places = [(Path(str(folder)), Path(str(above))) for folder, above in pairs]
    return [(folder, above) for folder, above in places if folder.is_absolute() and above.is_absolute()]


def files_of(root: Path) -> list[Path]:
    """What belongs to a library beside its database: known folders and single files, but not the marks."""
    found = {file for pattern in _SINGLE for file in root.glob(pattern) if not _stays(file.name)}
    tops = [*(root / name for name in _FOLDERS), *sorted(found)]
    return [file for top in tops for file in (top, *sorted(top.rglob("*"))) if file.is_file()]


def _stays(name: str) -> bool:
    """Whether a file beside the database is about this folder: a mark, one of a disk that was given up."""
    return name in MARKS or is_given_up(name)


def write_mark(path: Path, value: dict[str, object]) -> None:
    """Write a mark in one step, on the disk when this returns.

    Raises:
        OSError: it cannot be written; then there is the former one or none.
    """
    from reader.library.assets import flush_folder

    draft = path.with_name(f".{path.name}.part")
    with open(draft, "w", encoding="utf-8", opener=opener) as file:
        json.dump(value, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
    flush_folder(path.parent)


@contextlib.contextmanager
def alone(database: Path, patience: float) -> Iterator[sqlite3.Connection]:
    """A connection beside which nobody else has the library open or can open it.

    Args:
        database: its file, which must be there.
        patience: how long others are waited for, in seconds.

    Raises:
        sqlite3.Error: others have it open, or it is no database.
    """
    with contextlib.closing(sqlite3.connect(database, timeout=patience, isolation_level=None)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")  # the lock stays until the connection is closed
        yield connection


def abandoned(target: Path) -> bool:
    """Take back the copy that another library's killed move left in a folder; returns whether that was so."""
    source = arriving_from(target)
    if source is None or has_arrived(target) or not source.is_dir() or target in given_up(source):
        return False  # it may be the only whole copy there is
    try:
        if not lies_there(source / "library.db"):
            return _taken_back(target, target, source)
        if not _is_whole(source / "library.db"):
            return False  # what was copied may be the better one
        with alone(source / "library.db", 0.0):
            return _taken_back(target, target, source)
    except (sqlite3.Error, OSError):
        return False  # it may be moving just now, or be where nobody may look


def _is_whole(database: Path) -> bool:
    """Whether all of a library, of this version or an earlier one, can be read. It is only looked at.

    One that is damaged is left as it is: closing a connection that may write would fold its log into the
    file, and what the move copied may be the better one.
    """
    from reader.library.backup import check_whole
    from reader.library.recovery.integrity_check import check_texts

    try:
        check_whole(database)
        check_texts(database)
    except ReaderError as error:
        log.info("an unfinished move waits: %s", error)
        return False
    return True


def _taken_back(target: Path, above: Path, root: Path) -> bool:
    """Remove from a new folder what was copied there; returns whether nothing remains to be done."""
    if not above.is_dir():
        return False  # its disk is not here
    if has_arrived(target) or target in given_up(root):
        return True
    try:
        if arriving_from(target) == root:
            _remove_files(target, _named_files(target, root))
            (target / ARRIVING).unlink()
        for name in DRAFTS:
            (target / name).unlink(missing_ok=True)
        _remove_made_folders(target, above)
    except OSError as error:
        log.info("what a move copied cannot be removed: %s", error)
        return False
    return True


def _remove_made_folders(target: Path, above: Path) -> None:
    """Remove the new folder and those made above it, as far as nobody put something into them."""
    for folder in (target, *target.parents):
        if above not in folder.parents:
            return
        with contextlib.suppress(FileNotFoundError):
            try:
                folder.rmdir()
            except OSError as error:
                if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
                    return
                raise


def _named_files(target: Path, root: Path) -> list[str]:
    """The files that a move copies, by its mark; an older version's mark does not name them."""
    named = read_mark(target / ARRIVING).get("files")
    if not isinstance(named, list):
        return [str(file.relative_to(root)) for file in files_of(root)]
    return [name for name in named if isinstance(name, str)]


def _tidy_up(target: Path, source: Path) -> None:
    """Remove the former library after the switch, and the marks when that is done."""
    from reader.library.assets import flush_folder

    if (target / POINTER).exists():  # it lived here before: that it left again is no longer true
        (target / POINTER).unlink()
        flush_folder(target)
    _remove(source, _named_files(target, source))
    if lies_there(source / "library.db"):
        return  # another time
    for name in (LEAVING, *DRAFTS):
        (source / name).unlink(missing_ok=True)
    (target / ARRIVING).unlink()
    for name in DRAFTS:
        (target / name).unlink(missing_ok=True)


def clear_former(root: Path) -> None:
    """Remove what tidying up once left of a library that lived in a folder: empty folders, no file of his."""
    if (root / POINTER).exists() and not (root / "library.db").exists():
        _remove(root, [])


def _remove(root: Path, files: Sequence[str]) -> None:
    """Remove a former library; what cannot be removed stays and is tried again at the next start."""
    for name in _LEFT_BEHIND:
        with contextlib.suppress(OSError):
            entry = root / name
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    with contextlib.suppress(OSError):
        _remove_files(root, files)
    for name in _FOLDERS:
        folders = [folder for folder in (root / name).rglob("*") if folder.is_dir()]
        for folder in (*reversed(sorted(folders)), root / name):
            with contextlib.suppress(OSError):  # something else is in it
                folder.rmdir()


def _remove_files(root: Path, files: Sequence[str]) -> None:
    """Remove the named files below a folder, their folders when nothing else is in them, and the database.

    Raises:
        OSError: one of them stays.
    """
    folders: set[Path] = set()
    for name in files:
        place = PurePath(name)
        if place.is_absolute() or ".." in place.parts or place.parts[:1] in ((), (POINTER,)):
            continue
        file = root / place
        above = [folder for folder in file.parents if root in folder.parents]
        if any(folder.is_symlink() for folder in above):
            continue
        file.unlink(missing_ok=True)
        folders.update(above)
    for folder in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
        with contextlib.suppress(OSError):
            folder.rmdir()
    for name in DATABASE:
        (root / name).unlink(missing_ok=True)
