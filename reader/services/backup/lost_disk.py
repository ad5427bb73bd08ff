"""A library that was moved to a disk which does not come back: found elsewhere, or begun anew where it was.

Nothing is deleted: what led to the disk gets another name in the folder that is left, so that the library
there can still be found, and a move that was never tidied up does not take it for its own copy
(`reader.settings.paths`).
"""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.core.storage_errors import storage_errors
from reader.services.backup.other_places import FoundLibrary, other_places
from reader.settings.paths import (
    ARRIVING,
    POINTER,
    LibraryPaths,
    arriving_from,
    library_paths,
    moved_to,
    name_aside,
    read_mark,
)

if TYPE_CHECKING:
    from reader.services.backup.keep_backups import KeptCopy

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LostDisk:
    """What there is to go back to while a library's disk is away.

    `former` is the folder that leads to the disk, `articles` the number of those in a library file that a
    killed move left there (-1: there is none). `backup` is the newest sound copy there with its articles
    counted; `unread` says why nobody could look for one. `places` are where the library may be now.
    """

    former: Path
    articles: int = -1
    backup: KeptCopy | None = None
    unread: ReaderError | None = None
    places: tuple[FoundLibrary, ...] = ()


def examine_lost(paths: LibraryPaths) -> LostDisk:
    """Say what there is in the folder that leads to a disk which is away, and where else the library may be;
    changes nothing."""
    from reader.library.backup import articles_in
    from reader.services.backup.keep_backups import newest_sound

    former = former_of(paths)
    try:
        newest, unread = newest_sound(former), None
    except ReaderError as error:
        newest, unread = None, error
    try:
        count = articles_in(former.database)
    except ReaderError:
        count = -1
    return LostDisk(former.root, count, newest, unread, tuple(other_places(paths)))


def former_of(paths: LibraryPaths) -> LibraryPaths:
    """The folder by which a library that is away was asked for."""
    return LibraryPaths(paths.moved_from or paths.root)


def find_again(paths: LibraryPaths, folder: Path) -> LibraryPaths:
    """Lead to the folder in which the library is now, from the one by which it was asked for.

    Args:
        paths: of the library that is away.
        folder: holds a library file, or leads to one.

    Returns:
        The library's paths, to be opened.

    Raises:
        ReaderError: `file-unreadable` when there is no library, `library-foreign` for another program's file,
            `folder-in-use` when a library has been begun in the former folder, which would be in its way,
            `library-back` when the disk is here again, `read-only`, `library-busy`.
    """
    from reader.core.private_files import make_folder
    from reader.library.file_kind import check_header
    from reader.services.finish_move import write_mark

    former = former_of(paths)
    paths = library_paths(str(former.root))  # by now; another process may have begun a library there
    chosen = folder.expanduser().absolute()
    if _is_same(chosen, former.root):
        _require_library(former.root)
        with _given_up(paths):
            check_header(former.database)
        return former
    found = _library_in(chosen, former.root)
    check_header(found / "library.db")
    with storage_errors(former.root):
        make_folder(former.root)
    with _given_up(paths, until_replaced=True):
        _keep_stale_file(paths, former)
        with storage_errors(former.root):
            write_mark(former.root / POINTER, {"to": str(found)})
    log.info("the library was found again in another folder")
    return library_paths(str(former.root))


def restore_in_former(
    paths: LibraryPaths, source: Path, progress: Progress | None = None
) -> tuple[LibraryPaths, Path | None]:
    """Put a backup into the folder by which a library was asked for whose disk is away.

    Returns:
        The library's paths, and where a file that a killed move had left there is kept.

    Raises:
        ReaderError: as `restore_backup`, and `library-back`; then the folder leads to the disk as before.
            Cancelled: likewise.
    """
    from reader.services.backup.restore_backup import restore_backup

    former = former_of(paths)
    with _given_up(paths):
        kept = restore_backup(former, source, progress, given_up=True)
    log.info("a backup was put back in place of a library whose disk is away")
    return former, kept


def begin_in_former(paths: LibraryPaths) -> LibraryPaths:
    """Begin an empty library in the folder by which one was asked for whose disk is away; or go on with the
    file that a killed move left there. The reader has said so.

    Raises:
        ReaderError: `library-back`, `read-only`, `disk-full`; then the folder leads to the disk as before.
    """
    from reader.library.replacement import keep_aside
    from reader.services.backup.restore_backup import begin_empty_library

    former = former_of(paths)
    with _given_up(paths):
        if paths.moved_from is None or not _is_readable(former.database):
            if paths.moved_from is not None and os.path.lexists(former.database):
                keep_aside(former.database)
            begin_empty_library(former)
    log.info("the disk of the library was given up, as the reader wished")
    return former


def _is_readable(database: Path) -> bool:
    from reader.library.backup import articles_in

    try:
        articles_in(database)
    except ReaderError as error:
        log.info("what the move left cannot be gone on with: %s", error)
        return False
    return True


@contextlib.contextmanager
def _given_up(paths: LibraryPaths, until_replaced: bool = False) -> Iterator[None]:
    """Give what leads to the disk another name; as before when the block raises.

    A kill in between leaves a folder that is known to have had a library (`traces_of`): the reader is asked.

    Args:
        paths: of the library that is away.
        until_replaced: the pointer gets a second name only: the block puts another in its place, and until
            then the folder leads to the disk.
    """
    from reader.services.finish_move import write_mark

    former, undo = former_of(paths).root, list[Callable[[], object]]()
    try:
        with storage_errors(former):
            _require_away(paths)
            for mark in (former / POINTER, former / ARRIVING, former / "library.db"):
                if not _leads_away(mark):
                    continue
                aside = name_aside(mark)
                if until_replaced and mark.name == POINTER:
                    undo.append(partial(aside.unlink, missing_ok=True))
                    write_mark(aside, read_mark(mark))
                else:
                    os.rename(mark, aside)
                    undo.append(partial(os.rename, aside, mark))
        yield
    except BaseException:
        for step in undo:
            with contextlib.suppress(OSError):
                step()
        raise


def _require_away(paths: LibraryPaths) -> None:
    if paths.moved_from is not None and os.path.isfile(paths.database):  # EIO is away
        raise ReaderError("library-back", "it is there", folder=paths.root)


def _leads_away(mark: Path) -> bool:
    """Whether a mark, or a library file that is a link, leads to where there is no library."""
    if mark.name == POINTER:
        return moved_to(mark.parent) is not None
    if mark.name == ARRIVING:
        source = arriving_from(mark.parent)
        return source is not None and not os.path.isfile(source / "library.db")
    return mark.is_symlink() and not mark.exists()


def _library_in(folder: Path, former: Path) -> Path:
    """The folder with the library file that a chosen folder has or leads to.

    Raises:
        ReaderError: `file-unreadable`.
    """
    with storage_errors(folder):
        here = (folder / "library.db").is_file() and moved_to(folder) is None
        # One that a move from the former folder brought there is no longer that move's copy.
        found = (
            folder if here and arriving_from(folder) in (None, former) else library_paths(str(folder)).root
        )
        _require_library(found)
    return found


def _keep_stale_file(paths: LibraryPaths, former: LibraryPaths) -> None:
    """Keep the file that a killed move left in the former folder among its backups: the next start would
    take it for a leftover. One that was begun there is the reader's."""
    from reader.library.replacement import keep_aside

    if not os.path.lexists(former.database):
        return
    if paths.moved_from is None:
        raise ReaderError("folder-in-use", "there is a library", folder=former.root)
    keep_aside(former.database)


def _is_same(one: Path, other: Path) -> bool:
    with contextlib.suppress(OSError):
        return one.samefile(other)
    return False


def _require_library(folder: Path) -> None:
    """Raises: ReaderError: `file-unreadable`."""
    if not os.path.isfile(folder / "library.db"):
        raise ReaderError("file-unreadable", "there is no library", file=folder / "library.db")
