"""Trash keeps articles for thirty days, then they go by themselves."""

from __future__ import annotations

import datetime
import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

KEPT_DAYS = 30
"""Days that an article stays in Trash."""


def empty_old_trash(session: LibrarySession, now: datetime.datetime | None = None) -> list[int]:
    """Delete for good what has been in Trash for more than `KEPT_DAYS`; returns the articles' numbers.

    What another computer put there is left to it, in a library that is kept in step.

    Only on a day whose backup is made already: should the clock have jumped ahead, that copy still has
    every article.
    """
    from reader.services.backup.keep_backups import backups_folder, copies

    moment = now or datetime.datetime.now(datetime.UTC)
    made = copies(backups_folder(session))
    if not made or made[-1].day != moment.date():
        return []
    limit = moment - datetime.timedelta(days=KEPT_DAYS)
    old = session.articles.trashed_before(limit.isoformat(timespec="seconds"))
    if old:
        session.articles.delete_forever(old)
        log.info("%d articles left Trash after %d days", len(old), KEPT_DAYS)
    return old
