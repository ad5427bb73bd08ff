"""Copies of a library that are made before other computers change much of it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reader.core.storage_errors import storage_errors
from reader.library.backup import backup

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

KEPT_COPIES = 5
"""How many of the copies that were made because of other computers are kept."""


def copy_library(session: LibrarySession) -> None:
    """Make a copy of the library among its backups, and remove the oldest of those made for this.

    Raises:
        ReaderError: what the disk reports.
    """
    moment = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    copy = session.paths.backups / f"before-sync-{moment}-{time.monotonic_ns()}.db"
    backup(session.paths.database, copy)
    former = sorted(set(session.paths.backups.glob("before-sync-*.db")) - {copy})
    with storage_errors(session.paths.backups):
        for path in former[: max(0, len(former) + 1 - KEPT_COPIES)]:
            path.unlink(missing_ok=True)
