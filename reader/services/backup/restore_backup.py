"""A copy of the library is put back, with the pictures that were kept for it."""

from __future__ import annotations

import logging
from pathlib import Path

from reader.core.errors import ReaderError
from reader.services.library_session import prepare_folder
from reader.settings.paths import LibraryPaths

log = logging.getLogger(__name__)


def restore_backup(paths: LibraryPaths, source: Path) -> Path | None:
    """Put the copy `source` in the place of the library, which must be closed in this process.

    Its pictures come first, then the file that names them; a kill in between leaves the present library
    whole. The present file is kept under `backups/`, and so are the pictures that only it shows.
    Pictures that are gone altogether are found by `doctor` and fetched again on request.

    Returns:
        Where the former file is kept; `None` when there was none.

    Raises:
        ReaderError: the copy is damaged, foreign or newer, or the disk does not allow it; then the
            present library stays as it is.
    """
    from reader.library.assets import Assets
    from reader.library.backup import check_whole, pictures_named, restore

    prepare_folder(paths)
    if not source.is_file():
        raise ReaderError("file-unreadable", "there is no such backup", file=source)
    check_whole(source)
    named = pictures_named(source)
    assets = Assets(paths.pictures)
    try:
        assets.bring_back(named)
        kept = restore(source, paths.database)
        if kept is not None:
            assets.remove(_named_by(kept) - named)
    finally:
        assets.close()
    log.info("a backup was put back: %s", source.name)
    return kept


def _named_by(former: Path) -> set[str]:
    from reader.library.backup import pictures_named

    try:
        return pictures_named(former)
    except ReaderError as error:
        log.info("the former library cannot be read: %s", error)
        return set()
