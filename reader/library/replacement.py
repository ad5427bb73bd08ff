"""A restored or salvaged file takes the place of the library: at every moment there is the old or the new.

The new file is made beside the old one, checked and brought to the disk; then it is called
`library.db.ready`. The former file gets a second name among the backups, and one rename ends it. Whoever
comes after a kill finds a ready file and ends what was begun. A write-ahead log of the former file would be
played into the new one, so it goes to the backups before the rename: from then on the ready file counts.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from reader.core.error_kinds import NO_LIBRARY
from reader.core.errors import ReaderError
from reader.library.assets import flush_file, flush_folder
from reader.library.backup import backup, check_whole, copy_whole, refuse_held
from reader.library.drafts import alone, draft_beside, sweep_drafts
from reader.library.file_kind import FileState, check_writable, examine_file
from reader.library.read_access import BUSY_SECONDS, open_read_only
from reader.library.sqlite_errors import library_errors
from reader.settings.paths import LibraryPaths, now_at

log = logging.getLogger(__name__)

_COMPANIONS = ("-wal", "-journal", "-shm")  # two logs, and an index of the first that holds nothing else
_IN_USE = (0x40000000, 512)  # first byte, number: PENDING, RESERVED and SHARED of sqlite.org/lockingv3.html
_TRIES = 20  # copies of a library that others write to meanwhile


def restore(source: Path, database_path: Path, first: Callable[[], object] = lambda: None) -> Path | None:
    """Put the copy `source` in the place of the library file. The library must be closed in this process.

    The present file is kept in `backups/`: a copy of it when it is sound, else the file itself.

    Args:
        source: the copy.
        database_path: the library's file.
        first: what comes before, once the library can neither be moved nor replaced by another process.

    Returns:
        Where the former file is kept; `None` when there was none.

    Raises:
        ReaderError: the copy is damaged, foreign, newer or not made of our tables (`library-altered`), the
            library was moved (`library-away`), or the disk does not allow it; then the present file stays
            as it is.
    """
    if examine_file(source) is FileState.MISSING:
        raise ReaderError("file-unreadable", "there is no such backup", file=source)
    check_whole(source)
    with library_errors(database_path), alone(database_path):
        here = database_path.parent
        if (now := now_at(LibraryPaths(here)).root) != here:
            raise ReaderError("library-away", f"moved to {now}", folder=here)
        check_writable(database_path)
        _finish(database_path)
        first()
        if _is_whole(database_path):
            return _replace_content(source, database_path)
        with draft_beside(database_path) as draft:
            copy_whole(source, draft)
            return _exchange(draft, database_path)


def finish_replacement(database_path: Path, held: bool = False) -> bool:
    """End a replacement that was cut short after its new file was whole; for every start.

    It costs one look when there is nothing to do.

    Args:
        database_path: the library's file.
        held: the caller is inside `alone` already.

    Returns:
        Whether the library is another one now.

    Raises:
        ReaderError: what the disk reports; `library-newer` for a file that a newer version has made.
    """
    if not os.path.lexists(_ready(database_path)):
        return False
    with contextlib.nullcontext() if held else alone(database_path):
        return _finish(database_path)


def keep_aside(database_path: Path) -> None:
    """Move the library's file, which is to be the library no longer, among the backups with its log.

    Raises:
        ReaderError: `library-busy` when another process has it open; what the disk reports.
    """
    with library_errors(database_path), alone(database_path), _held(database_path):
        _keep_former(database_path)
        for name in (*_companions(database_path), database_path):
            name.unlink(missing_ok=True)
        flush_folder(database_path.parent)


def _ready(database_path: Path) -> Path:
    return database_path.with_name(f"{database_path.name}.ready")


def _finish(database_path: Path) -> bool:
    """As `finish_replacement`, while nobody else is at it."""
    ready = _ready(database_path)
    with library_errors(database_path):
        if not os.path.lexists(ready):
            return False
        if not _is_whole(ready):
            os.replace(ready, ready.with_name(f"{database_path.name}.broken-{time.time_ns()}"))
            flush_folder(ready.parent)
            log.warning("a file that was to be the library is not whole: it is left aside")
            return False
        _complete(ready, database_path)
    log.info("the replacement of the library was ended")
    return True


def _exchange(draft: Path, database_path: Path) -> Path | None:
    ready = _ready(database_path)
    flush_file(draft)
    logs = [name for name in _companions(database_path)[:2] if os.path.lexists(name)]
    try:
        os.replace(draft, ready)
        flush_folder(ready.parent)
        kept = _complete(ready, database_path)
    except BaseException:
        # It is told to have failed: no later start may end it, unless the former file lacks its log by now.
        with contextlib.suppress(OSError):
            if all(map(os.path.lexists, logs)):
                ready.unlink()
        raise
    sweep_drafts(database_path)
    return kept


def _complete(ready: Path, database_path: Path) -> Path | None:
    with _held(database_path):
        try:
            kept = _keep_former(database_path)
        except BaseException:
            with contextlib.suppress(OSError):  # nothing is changed yet, and it is told to have failed
                ready.unlink()
            raise
        for name in _companions(database_path):
            name.unlink(missing_ok=True)
        flush_folder(database_path.parent)
        os.replace(ready, database_path)
    try:
        flush_folder(database_path.parent)
    except OSError as error:  # it is done; should a power cut undo the rename, the next start does it again
        log.warning("the folder of the library was not flushed: %s", error.strerror)
    return kept


@contextlib.contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold the bytes by which SQLite says that a file is in use, so that nobody goes on with the former one.

    The file is damaged, so SQLite itself is not let at it. Windows replaces no file that is open.

    Raises:
        ReaderError: `library-busy` when another process has it open.
    """
    if os.name == "nt" or not path.is_file():
        yield
        return
    import fcntl

    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _IN_USE[1], _IN_USE[0])
        except BlockingIOError as error:
            raise ReaderError("library-busy", "another process has it open", file=path) from error
        yield


def _keep_former(database_path: Path) -> Path | None:
    """Give the present file, with its log, a second name among the backups, unless it has one already."""
    present = [name for name in (*_companions(database_path), database_path) if os.path.lexists(name)]
    if not present:
        return None
    kept = _begun_name(present, database_path) or _kept_name(database_path)
    kept.parent.mkdir(exist_ok=True, mode=0o700)
    if database_path.is_dir():
        os.replace(database_path, kept)
        present.remove(database_path)
    if database_path.is_file() and kept.exists() and kept.samefile(database_path):
        return kept  # a kill came between this and the rename
    for name in present:  # the file last: it says that the others are there
        if not name.name.endswith("-shm"):
            _second_name(name, kept.with_name(kept.name + name.name.removeprefix(database_path.name)))
    flush_folder(kept.parent)
    return kept if database_path in present or kept.is_dir() else None


def _begun_name(present: Sequence[Path], database_path: Path) -> Path | None:
    """The name under which a killed replacement began to keep these very files; `None` when none did."""
    names = {
        other.with_name(other.name.removesuffix(name.name.removeprefix(database_path.name)))
        for name in present
        for other in _kept_folder(database_path).glob(
            f"replaced-*.db{name.name.removeprefix(database_path.name)}"
        )
        if name.is_file() and other.samefile(name)
    }
    return min(names, default=None)


def _second_name(source: Path, target: Path) -> None:
    """The same file under another name, unless it has that; a copy where the file system has no links."""
    if target.exists() and target.samefile(source):
        return
    try:
        os.link(source, target, follow_symlinks=False)
        return
    except OSError:
        draft = target.with_name(f".{target.name}.part")
    try:
        shutil.copyfile(source, draft)
        flush_file(draft)
        os.replace(draft, target)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()


def _replace_content(source: Path, database_path: Path) -> Path:
    """Copy into the living file, as one transaction: other processes see all of it or nothing.

    What they write before it is in the copy that is kept, else the copy is made again.

    Returns:
        The copy of what was there.

    Raises:
        ReaderError: `library-busy` when others write all the time, or hold it.
    """
    with (
        contextlib.closing(open_read_only(source)) as copy,
        contextlib.closing(sqlite3.connect(database_path, timeout=BUSY_SECONDS)) as watching,
        contextlib.closing(sqlite3.connect(database_path, timeout=BUSY_SECONDS)) as living,
    ):
        living.execute("PRAGMA synchronous = FULL")
        for _ in range(_TRIES):
            kept, before = _kept_name(database_path), _changes(watching, database_path)
            backup(database_path, kept)
            unchanged = partial(_is_as_before, watching, database_path, before)
            try:
                if _copy_over(copy, living, database_path, unchanged):
                    return kept
            except ReaderError:
                with contextlib.suppress(OSError):  # nothing was replaced
                    kept.unlink()
                raise
            kept.unlink()
            log.info("the library was changed while it was copied")
    raise ReaderError("library-busy", "it was changed all the time", file=database_path)


class _ChangedError(Exception):
    """Another process wrote after the copy that is to be kept was made."""


def _copy_over(
    copy: sqlite3.Connection, living: sqlite3.Connection, path: Path, unchanged: Callable[[], bool]
) -> bool:
    """Copy one library over another, unless `unchanged` says no once nobody else can write any more.

    Raises:
        ReaderError: `library-busy` when others hold the file at `path`, for as long as `living` waits.
    """
    looked = False

    def look(status: int, _left: int, _pages: int) -> None:
        nonlocal looked
        refuse_held(status, path)
        if not looked and not unchanged():
            raise _ChangedError
        looked = True

    try:
        copy.backup(living, pages=1, progress=look)  # the first step locks it until the end
    except _ChangedError:
        return False
    return True


def _is_as_before(connection: sqlite3.Connection, path: Path, before: int) -> bool:
    return _changes(connection, path) == before


def _changes(connection: sqlite3.Connection, path: Path) -> int:
    """A number that another one's writing changes.

    With a write-ahead log it is sqlite.org/pragma.html#pragma_data_version; without one nobody can ask for
    that while the file is locked, and the change counter in its header says it
    (sqlite.org/fileformat2.html#file_change_counter).
    """
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return int(connection.execute("PRAGMA data_version").fetchone()[0])
    with path.open("rb") as file:
        return int.from_bytes(file.read(28)[24:], "big")


def _kept_name(database_path: Path) -> Path:
    moment = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    return _kept_folder(database_path) / f"replaced-{moment}-{time.monotonic_ns()}.db"


def _kept_folder(database_path: Path) -> Path:
    return database_path.parent / "backups"


def _companions(database_path: Path) -> list[Path]:
    return [database_path.with_name(database_path.name + ending) for ending in _COMPANIONS]


def _is_whole(path: Path) -> bool:
    try:
        if examine_file(path) is FileState.MISSING:
            return False
        check_whole(path)
    except ReaderError as error:
        if error.kind in NO_LIBRARY:
            return False
        raise
    return True
