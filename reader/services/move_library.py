"""A library is moved to another folder: copied, checked, switched over, and only then removed here.

What tells the program where the library is lies in the former folder (`moved.json`), so it holds
however that folder is named: by default, by `LISEUSE_LIBRARY` or by `--library`. It is written by one
rename after everything is in the new folder and checked. Until then an interruption leaves the old
library as it was, and what was copied is taken back; after it the new one counts, and what is left of the
old is removed: at once, or when the move was killed at the next start (`finish_move`).
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.private_files import close_to_others, make_file, make_folder
from reader.core.progress import Progress
from reader.core.storage_errors import storage_errors
from reader.services import finish_move as unfinished
from reader.services.finish_move import DRAFTS, LEAVING, files_of, finish_move, write_mark
from reader.settings.disks import require_mounted
from reader.settings.paths import ARRIVING, POINTER, LibraryPaths, given_up_marks, has_arrived, is_given_up

log = logging.getLogger(__name__)

_SPARE = 50 << 20  # bytes of room beyond what is copied
_BUSY = 3.0  # s


def move_library(paths: LibraryPaths, target: Path, progress: Progress) -> LibraryPaths:
    """Move a library, which must be closed in this process, to an empty or new folder.

    Progress reports the step `moving` in bytes.

    Returns:
        Its new paths.

    Raises:
        ReaderError: `folder-in-use`, `disk-unmounted`, `library-busy` while another process has it open or
            replaces it, `disk-full`, `read-only`, `library-damaged`, `library-missing`; then the library is
            where it was. Cancelled: likewise.
    """
    from reader.library.backup import check_whole
    from reader.library.creation import require_file
    from reader.library.drafts import alone as unreplaced
    from reader.library.file_kind import check_writable
    from reader.library.replacement import finish_replacement
    from reader.library.sqlite_errors import library_errors

    target = target.expanduser().absolute()
    _check_apart(paths.root, target)
    require_file(paths.database)
    check_writable(paths.database)
    require_mounted(target)
    finish_move(paths)
    with library_errors(target / "library.db"), contextlib.ExitStack() as held:
        # Nobody puts another file in its place meanwhile: who wanted to finds the pointer afterwards.
        held.enter_context(unreplaced(paths.database))
        finish_replacement(paths.database, held=True)
        check_whole(paths.database)
        library = held.enter_context(unfinished.alone(paths.database, _BUSY))
        unfinished.take_back(paths.root)
        unfinished.abandoned(target)
        _check_empty(target)
        _take_up(paths.root, target)
        try:
            _bring(library, paths.root, target, progress)
        except BaseException:
            if not has_arrived(target):
                with contextlib.suppress(OSError):
                    unfinished.take_back(paths.root)
                raise
            log.warning("the library was moved; its former folder is tidied at the next start", exc_info=True)
            return LibraryPaths(target, paths.root)
    log.info("the library was moved")
    finish_move(LibraryPaths(target, paths.root))
    return LibraryPaths(target, paths.root)


def _check_apart(root: Path, target: Path) -> None:
    """Refuse a folder inside the library or around it, and what is no folder."""
    here, there = Path(os.path.realpath(root)), Path(os.path.realpath(target))
    with storage_errors(target):
        inside = here == there or here in there.parents or there in here.parents
        if inside or (target.exists() and not target.is_dir()):
            raise ReaderError("folder-in-use", "not beside the library", folder=target)


def _check_empty(target: Path) -> None:
    """Refuse a folder that holds something; that a library lived there before is nothing."""
    with storage_errors(target):
        unfinished.clear_former(target)
        present = {entry.name for entry in target.iterdir()} if target.is_dir() else set()
    stays = {unfinished.COMPANION, *filter(is_given_up, present)} if POINTER in present else set()
    if present - {POINTER, *DRAFTS, *stays}:
        raise ReaderError("folder-in-use", f"{len(present)} entries", folder=target)


def _take_up(root: Path, target: Path) -> None:
    """Forget that a folder was given up which is empty now: what this move leaves there is its own copy."""
    with storage_errors(root):
        for mark, place in given_up_marks(root):
            if place == target:
                mark.unlink(missing_ok=True)


def _make_folder(target: Path) -> None:
    """Make the new folder and bring its own name to the disk: a power cut would take all that is in it."""
    from reader.library.assets import flush_folder

    made = [folder for folder in (target, *target.parents) if not folder.exists()]
    make_folder(target)
    for folder in (target, *made):
        with contextlib.suppress(PermissionError):  # it may lie in a folder that only lets us through
            flush_folder(folder.parent)


def _bring(library: sqlite3.Connection, root: Path, target: Path, progress: Progress) -> None:
    """Say what is going to happen, copy and check everything, and switch over."""
    files = files_of(root)
    size = sum(file.stat().st_size for file in files) + (root / "library.db").stat().st_size
    above = next((folder for folder in target.parents if folder.is_dir()), target.parent)
    if target.is_dir():
        above = target
    others = [[str(folder), str(over)] for folder, over in unfinished.leaving_to(root) if folder != target]
    write_mark(root / LEAVING, {"to": [*others, [str(target), str(above)]]})
    _make_folder(target)
    mark = {"from": str(root), "files": [str(file.relative_to(root)) for file in files]}
    write_mark(target / ARRIVING, {**mark})
    if shutil.disk_usage(target).free < size + _SPARE:
        raise ReaderError("disk-full", f"{size} bytes are to be moved")
    with _watched(target):
        _copy_files(files, root, target, size, progress)
        _copy_database(library, target)
        _check_present(files, root, target)
    progress.check()
    write_mark(target / ARRIVING, {**mark, "whole": True})
    (root / ARRIVING).unlink(missing_ok=True)  # of the move that brought it here: it would deny this one
    write_mark(root / POINTER, {"to": str(target)})  # from here on the new folder is the library


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
        folders.update(folder for folder in copy.parents if target in (folder, *folder.parents))
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


@contextlib.contextmanager
def _watched(folder: Path) -> Iterator[None]:
    """See that a folder is the same one at the end: when a disk goes, its empty place has its name.

    It stays open meanwhile, for some file systems give a folder another number when nobody uses it.

    Raises:
        ReaderError: `disk-error` when it is another one.
    """
    if os.name == "nt":  # folders cannot be opened there, and a disk that goes leaves no folder of its name
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield
        if not os.path.samestat(os.fstat(descriptor), folder.stat()):
            raise ReaderError("disk-error", "the folder is another one by now")
    finally:
        os.close(descriptor)


def _check_present(files: list[Path], root: Path, target: Path) -> None:
    """See that the copies are still there: when a disk goes, what comes next lands below its empty place."""
    gone = [file for file in files if not (target / file.relative_to(root)).is_file()]
    if gone:
        raise ReaderError("disk-error", f"{len(gone)} copied files are no longer there")


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


def _linked(same: Path, copy: Path) -> bool:
    try:
        os.link(same, copy)
    except OSError:
        return False
    return True


def _hash(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
