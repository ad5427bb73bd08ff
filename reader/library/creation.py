"""A library file made, or brought to the newest schema: whole or not at all, by one process at a time."""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
import time
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.private_files import make_file
from reader.library.assets import flush_file, flush_folder
from reader.library.backup import backup, check_whole, copy_whole
from reader.library.completeness import check_readable
from reader.library.drafts import alone
from reader.library.file_kind import APPLICATION_ID, HEAD, REVISIONS, FileState, check_header, examine_file
from reader.library.folder_risk import is_on_a_server
from reader.library.migrations.newest import make_newest
from reader.library.private_folder import close_library
from reader.library.read_access import BUSY_SECONDS, ReadAccess
from reader.library.replacement import finish_replacement
from reader.library.sqlite_errors import library_errors
from reader.library.traces import traces_of
from reader.settings.disks import missing_disk

log = logging.getLogger(__name__)


def prepare_file(path: Path, begin: bool = False) -> None:
    """Make the library file, or migrate an older one after copying it to `backups/`.

    A replacement that was cut short is ended first. A damaged file and its log stay as they are.

    Args:
        path: the library file.
        begin: make an empty library although something shows that there was one here.

    Raises:
        ReaderError: as `examine_file`; `library-missing` when the file is not there and something beside
            it shows that it was; `library-busy` when another process is at it for too long.
    """
    finish_replacement(path)
    state = _look_at(path)
    _roll_back(path)
    if state is FileState.CURRENT:
        return
    if begin:
        require_target(path)
    else:
        require_file(path, or_new=True)
    with alone(path):
        state = examine_file(path)  # another process may have been first
        if state is FileState.MISSING:
            _create(path)
        elif state is FileState.OLDER:
            _migrate(path)


def require_target(path: Path) -> None:
    """Make sure that a library file which is a link to another place is there.

    A link to a disk that is away says where the library is: an empty one must not take its place.

    Raises:
        ReaderError: `library-away`.
    """
    if path.is_symlink() and not path.exists():
        raise ReaderError("library-away", "a link that leads nowhere", folder=_linked_folder(path))


def _linked_folder(link: Path) -> Path:
    with contextlib.suppress(OSError):
        return (link.parent / os.readlink(link)).parent
    return link.parent


def require_file(path: Path, or_new: bool = False) -> None:
    """Make sure that the library's file has not got lost; a replacement that was cut short is ended first.

    Args:
        path: the library file.
        or_new: a folder in which there was no library yet will do.

    Raises:
        ReaderError: `library-missing`; `library-away`, see `require_target`; `library-unmounted` where its
            disk is not mounted; `file-unreadable` when there was no library.
    """
    finish_replacement(path)
    require_target(path)
    if os.path.lexists(path):
        return
    traces = traces_of(path)
    if os.path.lexists(path):
        return  # another process made it meanwhile
    if traces:
        raise ReaderError("library-missing", f"there are {', '.join(traces)}", folder=path.parent)
    if not or_new:
        require_disk_below(path.parent)
        raise ReaderError("file-unreadable", "there is no library file", file=path)


def require_disk_below(folder: Path) -> None:
    """Make sure that a library which is not in a folder is not on a disk that is not mounted there.

    Raises:
        ReaderError: `library-unmounted`.
    """
    disk = missing_disk(folder)
    if disk is not None:
        raise ReaderError("library-unmounted", "nothing is mounted", folder=folder, disk=disk)


def _look_at(path: Path) -> FileState:
    """Say what the file is, and see that it can be read, before anything is written to it or to its log.

    Whoever opens it for writing has SQLite undo a change that a kill cut short, and has it fold the log into
    the file at the end: no damaged file is to come so far. With the journal of a cut change a copy is read;
    where there is no room for one, or for the look itself, the change is undone first.

    Raises:
        ReaderError: as `examine_file`; `library-undone` for a damaged file in which a cut change had to be
            undone.
    """
    try:
        return _look_only(path)
    except ReaderError as error:
        if error.kind != "disk-full" or not _journal(path).exists():
            raise
        log.warning("no room to look at a copy first: %s", error.detail)
    return _look_after_undoing(path)


def _look_only(path: Path) -> FileState:
    with library_errors(path, opening=True):
        check_header(path)  # first: nothing is left beside another program's file, and it is not copied
        with contextlib.closing(ReadAccess(path)) as access:
            return examine_file(path, access, check_readable)


def _look_after_undoing(path: Path) -> FileState:
    _roll_back(path)
    try:
        return examine_file(path)
    except ReaderError as error:
        if error.kind != "library-damaged":
            raise
        raise ReaderError("library-undone", error.detail, file=path.name) from error


def _roll_back(path: Path) -> None:
    """Let SQLite undo a change that a kill cut short: a file out of a backup has a journal instead of a log
    until it is opened, and with the journal of a killed migration nobody may even read it."""
    if not _journal(path).exists() or not path.is_file():
        return
    with library_errors(path, opening=True):
        check_header(path)
        with contextlib.closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def newest_copy(source: Path, draft: Path) -> None:
    """Copy a library file of an earlier version to a new one of this version.

    Args:
        source: stays as it is.
        draft: is to be removed, with its `-journal`, when this raises.

    Raises:
        ReaderError: `library-damaged` when the copy is not sound; what the disk reports.
    """
    with library_errors(draft, opening=True):
        copy_whole(source, draft)
        _upgrade(draft)


def _create(path: Path) -> None:
    """Make a new file beside its place and move it there when it is whole.

    A kill leaves a temporary file and no library, never an empty library that looks damaged.
    """
    temporary = path.parent / "tmp"
    temporary.mkdir(exist_ok=True, mode=0o700)
    draft = temporary / f"new-{os.getpid()}-{time.monotonic_ns()}.db"
    try:
        make_file(draft)
        with contextlib.closing(_unflushed(draft)) as connection:
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # cannot be chosen later
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            make_newest(connection, HEAD, len(REVISIONS))
        _to_wal(draft)
        flush_file(draft)
        _set_aside_strays(path)
        draft.rename(path)
        flush_folder(path.parent)
        close_library(path.parent)
    finally:
        for name in (draft, *_companions(draft)):
            with contextlib.suppress(OSError):
                name.unlink()
    log.info("a new library was made, schema %s", HEAD)


def _unflushed(draft: Path) -> sqlite3.Connection:
    """A connection to a file that is of no use to anybody before it is whole, and is flushed as a whole then.

    Flushing each statement by itself is most of the time that a new library takes.
    """
    connection = sqlite3.connect(draft, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def _to_wal(draft: Path) -> None:
    """Turn a finished draft to its journal mode: last, since a failure while a log is closed is silent.

    On another computer's disk it stays without a log of that kind, which does not work there.
    """
    if is_on_a_server(draft.parent):
        check_whole(draft)
        return
    with contextlib.closing(_unflushed(draft)) as connection:
        mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    log_file, *_ = _companions(draft)
    if mode != "wal" or log_file.exists():
        raise ReaderError("disk-error", "the new library's log could not be closed")
    check_whole(draft)


def _migrate(path: Path) -> None:
    """Copy the library, which finds damage before anything touches its log, and bring it to this version.

    Raises:
        ReaderError: `library-damaged`; `library-busy` when somebody has it open and does not close it for
            10 s: a window of the version before, which the program was updated under, would go on writing
            to tables that it does not know.
    """
    folder = path.parent / "backups"
    folder.mkdir(exist_ok=True, mode=0o700)
    copy = backup(path, folder / f"before-{HEAD}-{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}.db")
    try:
        with library_errors(path):
            _upgrade(path)
    except ReaderError as error:
        if error.kind == "library-busy":
            copy.unlink(missing_ok=True)  # it was made for nothing
        raise
    log.info("the library was brought to schema %s", HEAD)


def _upgrade(path: Path) -> None:
    """Run the revisions that the file lacks; what that takes is loaded only now, for it is much."""
    from sqlalchemy import URL, create_engine, event
    from sqlalchemy.pool import NullPool

    from reader.library.migrations.runner import upgrade

    engine = create_engine(
        URL.create("sqlite", database=str(path)), poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS}
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _record: object) -> None:
        # The driver would commit before each CREATE; with None, transactions are ours alone.
        connection.isolation_level = None
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # nobody else has it open meanwhile
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def _begin(connection: object) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # type: ignore[attr-defined]

    try:
        with engine.begin() as connection:
            upgrade(connection)
    finally:
        engine.dispose()


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def _companions(path: Path) -> tuple[Path, Path, Path]:
    endings = ("-wal", "-shm", "-journal")
    first, second, third = (path.with_name(path.name + ending) for ending in endings)
    return first, second, third


def _set_aside_strays(path: Path) -> None:
    """Move a log without its library out of the way: SQLite would play it into the new file."""
    for stray in _companions(path):
        if stray.exists():
            stray.rename(stray.with_name(f"{stray.name}.stray-{time.time_ns()}"))
