"""Copies of a library that are made before other computers change much of it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.storage_errors import storage_errors
from reader.library.backup import backup

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

DELETED = "-deleted"
"""How the name of a copy ends that was made before a deletion."""
ANEW = "-anew"
"""Likewise before the library's store was made anew, or joined when another computer had done so."""

KEPT_COPIES = 5
"""How many of the copies that were made because of other computers are kept."""


def copy_library(session: LibrarySession, because: str = "") -> None:
    """Make a copy of the library among its backups, and remove the oldest of those made for this.

    Args:
        session: the library.
        because: `DELETED` when others are about to delete much of it, `ANEW`, or "" before it joins a store.

    Raises:
        ReaderError: what the disk reports.
    """
    moment = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    copy = session.paths.backups / f"before-sync-{moment}-{time.monotonic_ns()}{because}.db"
    backup(session.paths.database, copy)
    former = [path for path in _copies(session) if path != copy]
    with storage_errors(session.paths.backups):
        for path in former[: max(0, len(former) + 1 - KEPT_COPIES)]:
            path.unlink(missing_ok=True)


def copy_before_deletion(session: LibrarySession) -> Path | None:
    """The newest copy that was made before others deleted much, `None` where there is none.

    One from before the library joined its store is none: what it lacks since, the reader may have deleted.
    """
    for path in reversed(_copies(session)):
        if path.stem.endswith(DELETED):
            return path
        if not path.stem.endswith(ANEW):
            return None
    return None


def _copies(session: LibrarySession) -> list[Path]:
    return sorted(session.paths.backups.glob("before-sync-*.db"))
