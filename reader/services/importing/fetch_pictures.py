"""Fetches the pictures of articles whose text an import brought: a file brings no pictures."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.core.storage_errors import OF_THE_LIBRARY

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)


def fetch_pictures(session: LibrarySession, import_id: int, progress: Progress) -> int:
    """Ask once for what the articles of an import lack, the newest first; gives how many pictures came.

    Progress reports `pictures`, one step an article.

    Raises:
        ReaderError: the disk. Cancelled.
    """
    came = 0
    articles = session.imports.lacking_pictures(import_id)
    for number, article_id in enumerate(articles):
        progress.step(number, len(articles), "pictures")
        came += _fetch(session, article_id, progress)
    progress.step(len(articles), len(articles), "pictures")
    return came


def fetch_when_opened(session: LibrarySession, article_id: int, progress: Progress) -> int:
    """Ask once for what an article lacks, unless its import was to fetch nothing; gives how many came.

    Raises:
        ReaderError: the disk. Cancelled.
    """
    if session.read_only or not session.imports.lacks_pictures(article_id):
        return 0
    return _fetch(session, article_id, progress)


def _fetch(session: LibrarySession, article_id: int, progress: Progress) -> int:
    from reader.services.saving.retry_pictures import retry_pictures

    quiet = Progress()
    progress.on_cancel(quiet.cancel)
    try:
        outcome = retry_pictures(session, article_id, quiet)
        if not outcome.unasked:
            session.imports.note_pictures_asked(article_id)
        return outcome.saved
    except ReaderError as error:
        if error.kind in OF_THE_LIBRARY:
            raise
        log.info("the pictures of an imported article were not fetched: %s", error.kind)
        return 0
    finally:
        progress.on_cancel(None)
