"""A copy of the library is put back, with the pictures that were kept for it; or an empty one is begun."""

from __future__ import annotations

import logging
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.services.library_session import prepare_folder
from reader.settings.paths import LibraryPaths

log = logging.getLogger(__name__)


def restore_backup(paths: LibraryPaths, source: Path, progress: Progress | None = None) -> Path | None:
    """Put the copy `source` in the place of the library, which must be closed in this process.

    Its pictures come first, then the file that names them; a kill in between leaves the present library
    whole. The present file is kept under `backups/`, and so are the pictures that only it shows.
    Pictures that are gone altogether are found by `doctor` and fetched again on request.

    A copy with tables or triggers that are not ours is not opened: its rows are copied into a new file.

    Returns:
        Where the former file is kept; `None` when there was none.

    Raises:
        ReaderError: the copy is damaged, foreign or newer, or the disk does not allow it; then the
            present library stays as it is. Cancelled: likewise.
    """
    from reader.library.backup import check_whole
    from reader.library.drafts import draft_beside
    from reader.library.recovery.salvage import salvage_file

    prepare_folder(paths)
    if not source.is_file():
        raise ReaderError("file-unreadable", "there is no such backup", file=source)
    try:
        check_whole(source)
    except ReaderError as error:
        if error.kind != "library-altered":
            raise
        log.warning("the backup is copied row by row: %s", error)
        with draft_beside(paths.database) as draft:
            salvage_file(source, draft, progress or Progress())
            kept = _restore(paths, draft)
    else:
        kept = _restore(paths, source)
    log.info("a backup was put back: %s", source.name)
    return kept


def begin_empty_library(paths: LibraryPaths) -> None:
    """Make an empty library where the file of the former one is missing; the reader has said so.

    Everything that is beside it stays: backups, pictures, a log without its file.

    Raises:
        ReaderError: `folder-in-use` when the library is there; what the disk reports.
    """
    from reader.library.creation import prepare_file
    from reader.library.replacement import finish_replacement

    prepare_folder(paths)
    if finish_replacement(paths.database) or paths.database.exists():
        raise ReaderError("folder-in-use", "there is a library", folder=paths.root)
    prepare_file(paths.database, begin=True)
    log.info("an empty library was begun, as the reader wished")


def _restore(paths: LibraryPaths, source: Path) -> Path | None:
    from reader.library.assets import Assets
    from reader.library.backup import pictures_named
    from reader.library.replacement import restore

    named = pictures_named(source)
    assets = Assets(paths.pictures)
    try:
        assets.bring_back(named)
        kept = restore(source, paths.database)
        if kept is not None:
            assets.remove(_named_by(kept) - named)
    finally:
        assets.close()
    return kept


def _named_by(former: Path) -> set[str]:
    from reader.library.backup import pictures_named

    try:
        return pictures_named(former)
    except ReaderError as error:
        log.info("the former library cannot be read: %s", error)
        return set()
