"""A damaged library: what can be done about it, and what can be read of it saved into a sound file.

The damaged file itself is never written to. Salvage makes a copy of the library like any backup;
`restore_backup` puts that (or the newest sound backup) in its place and keeps the damaged file aside.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.private_files import make_folder
from reader.core.progress import Progress
from reader.settings.disks import require_mounted
from reader.settings.paths import LibraryPaths

if TYPE_CHECKING:
    from reader.services.backup.keep_backups import KeptCopy

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with a library that does not open, and what there is to go back to.

    `error` is `None` for a library that opens. `backup` is the newest sound copy with its articles
    counted; `unread` says why nobody could look for one. `readable` says whether the file's articles can
    be listed, so that it may be looked at read-only; `articles` is their number then.
    """

    error: ReaderError | None
    backup: KeptCopy | None = None
    readable: bool = False
    articles: int = -1
    unread: ReaderError | None = None


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A sound library file made of what could be read. `lost` counts the places that could not be;
    `damaged_texts` the articles whose text is gone, or no longer what was stored (those are marked so)."""

    path: Path
    articles: int
    translations: int
    notes: int
    damaged_texts: int
    lost: int


def examine_damage(paths: LibraryPaths) -> Damage:
    """Say what is wrong with a library and what can be done; changes nothing (but that
    a replacement which was cut short is ended). Seconds for a large one."""
    from reader.library.backup import articles_in, check_whole
    from reader.library.creation import require_file

    try:
        require_file(paths.database)
        count = articles_in(paths.database)
    except ReaderError as error:
        newest, unread = _newest(paths)
        return Damage(error, newest, unread=unread)
    try:
        check_whole(paths.database)
    except ReaderError as error:
        newest, unread = _newest(paths)
        return Damage(error, newest, _opens_for_reading(paths), count, unread)
    return Damage(None, readable=True, articles=count)


def salvage_library(paths: LibraryPaths, progress: Progress, target: Path | None = None) -> Salvaged:
    """Read what can be read of the library's file into a new file, by default among the backups.

    The library must be closed in this process. Works on a sound one too. The pictures
    stay where they are: the new file names the same ones.

    Raises:
        ReaderError: `library-missing`, `library-unmounted`, `file-unreadable` when there was no library,
            `disk-unmounted` for the new file's, `nothing-salvaged`, the disk; nothing is left then.
            Cancelled: likewise.
    """
    from reader.core.storage_errors import lies_there, storage_errors
    from reader.library.creation import require_file
    from reader.library.drafts import draft_beside, sweep_drafts
    from reader.library.file_kind import check_access, check_writable
    from reader.library.recovery.salvage import salvage_file
    from reader.library.search_index import index_few

    require_file(paths.database)
    check_access(paths.database)
    if target is not None:
        require_mounted(target.parent)
    else:
        check_writable(paths.database)  # it is to take the library's place, else each try would leave one
    moment = f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{time.monotonic_ns()}"
    chosen = target or paths.backups / f"salvaged-{moment}.db"
    # What is asked for elsewhere is made there: the library's disk may be full, failing or read-only by now.
    beside = paths.database if target is None else chosen
    with storage_errors(chosen.parent):
        if lies_there(chosen):
            raise ReaderError("file-unreadable", "there is a file of that name already", file=chosen)
    sweep_drafts(beside)
    with storage_errors(chosen.parent), draft_beside(beside) as draft:
        make_folder(chosen.parent)
        tally = salvage_file(paths.database, draft, progress)
        index_few(draft)
        _take_name(draft, chosen)
    rows = tally.rows
    log.info("salvaged: %s, broken places: %s", rows, tally.broken)
    return Salvaged(
        chosen,
        rows.get("article", 0),
        rows.get("article_translation", 0),
        rows.get("annotation", 0) + rows.get("article_note", 0),
        tally.damaged_texts,
        sum(tally.broken.values()),
    )


def salvage_in_place(paths: LibraryPaths, progress: Progress) -> tuple[Salvaged, Path | None]:
    """Salvage a library and put the new file in its place.

    Returns:
        What was salvaged, and where the damaged file is kept.

    Raises:
        ReaderError: as `salvage_library` and `restore_backup`; `library-busy`: nothing is left then either.
            Other failures of the disk leave the new file: it may be read no second time.
    """
    from reader.services.backup.restore_backup import restore_backup

    found = salvage_library(paths, progress)
    try:
        return found, restore_backup(paths, found.path)
    except ReaderError as error:
        if error.kind == "library-busy":
            with contextlib.suppress(OSError):
                found.path.unlink()
        raise


def _take_name(draft: Path, chosen: Path) -> None:
    """Give the finished file its name, on another disk too: whole or not at all."""
    from reader.library.assets import flush_file, flush_folder

    part = chosen.with_name(f".{chosen.name}.{os.getpid()}-{time.monotonic_ns()}.part")
    try:
        shutil.move(draft, part)
        flush_file(part)
        os.replace(part, chosen)
        flush_folder(chosen.parent)
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def _opens_for_reading(paths: LibraryPaths) -> bool:
    from reader.library.database import Database

    try:
        Database.open_read_only(paths.database).close()
    except ReaderError as error:
        log.info("it cannot be looked at: %s", error)
        return False
    return True


def _newest(paths: LibraryPaths) -> tuple[KeptCopy | None, ReaderError | None]:
    """The newest sound copy, or why nobody could look."""
    from reader.services.backup.keep_backups import newest_sound

    try:
        return newest_sound(paths), None
    except ReaderError as error:
        log.info("no backups: %s", error)
        return None, error
