"""The copies of a library as the reader sees them, and a copy made when he asks for it."""

from __future__ import annotations

import dataclasses
import logging
import time
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.settings.paths import LibraryPaths

if TYPE_CHECKING:
    from reader.services.backup.keep_backups import KeptCopy
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)


def list_backups(paths: LibraryPaths) -> list[KeptCopy]:
    """Every copy, the newest first, with the number of its articles (-1: it cannot be put back).

    A weekly copy that is the same file as a daily one is named once.

    Raises:
        ReaderError: the folder cannot be read.
    """
    from reader.services.backup.keep_backups import kept_copies

    found: dict[tuple[int, int], KeptCopy] = {}
    for copy in kept_copies(paths):
        try:
            state = copy.path.stat()
        except FileNotFoundError:
            continue
        found.setdefault((state.st_dev, state.st_ino), copy)
    return [dataclasses.replace(copy, articles=_articles(copy.path)) for copy in found.values()]


def back_up_now(session: LibrarySession) -> Path:
    """Make a copy of the library among the others; it stays until the reader gives it up.

    Raises:
        ReaderError: the disk; no copy is left half made.
    """
    from reader.library.backup import backup

    moment = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    made = backup(session.paths.database, session.paths.backups / f"library-{moment}.db")
    log.info("a backup was made: %s", made.name)
    return made


def _articles(path: Path) -> int:
    from reader.library.backup import articles_in

    try:
        return articles_in(path)
    except ReaderError as error:
        log.info("%s cannot be put back: %s", path.name, error)
        return -1
