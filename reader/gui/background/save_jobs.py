"""What a save does on the network lane, off the window's thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl

from reader.core.errors import ReaderError
from reader.core.model import PendingSave
from reader.core.progress import Progress
from reader.gui.background.save_entry import SaveEntry
from reader.services.saving.keep_trying import note_failure

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.services.saving.refetch_article import RefetchOutcome
    from reader.services.saving.retry_pictures import PicturesOutcome
    from reader.services.saving.save_article import SaveOutcome


class SaveJobs:
    """One save, run on the network lane; it settles the pending row too, so that both agree at a restart."""

    def __init__(self, session: LibrarySession, entry: SaveEntry) -> None:
        self._session = session
        self._url = entry.url
        self._page = entry.page
        self._pending_id = entry.pending_id
        self._attempts = entry.attempts
        self._tags = entry.tags
        self._as_text = entry.as_text

    def run(self, progress: Progress) -> SaveOutcome:
        """Save it.

        Raises:
            ReaderError: why not; noted in the library with the time of the next try. Cancelled.
        """
        try:
            outcome = self._saved(progress)
        except ReaderError as error:
            if self._pending_id:
                note_failure(self._session, self._pending_id, error, self._attempts + 1)
            raise
        if self._pending_id:
            self._session.pending.remove(self._pending_id)
        return outcome

    def _saved(self, progress: Progress) -> SaveOutcome:
        from reader.services.saving.save_article import save_article
        from reader.services.saving.save_page import save_file, save_page

        if self._page is not None:
            page = self._page
            return save_page(self._session, page.html, progress, page.url, self._tags, trusted=False)
        if not self._url.startswith("file:"):
            return save_article(self._session, self._url, progress, self._tags, self._as_text)
        file = Path(QUrl(self._url).toLocalFile())
        outcomes = save_file(self._session, file, progress, tags=self._tags)
        failure = next((outcome.error for outcome in outcomes if outcome.error is not None), None)
        if failure is not None:
            raise failure
        return outcomes[0]


def retry_pictures(session: LibrarySession, article_id: int, progress: Progress) -> PicturesOutcome:
    """Ask again for the pictures that an article lacks."""
    from reader.services.saving import retry_pictures as service

    return service.retry_pictures(session, article_id, progress)


def refetch(session: LibrarySession, article_id: int, progress: Progress) -> RefetchOutcome:
    """Fetch an article's page again."""
    from reader.services.saving.refetch_article import refetch_article

    return refetch_article(session, article_id, progress)


def error_again(kept: PendingSave) -> ReaderError:
    """The failure an earlier run noted; a kind this version does not know becomes a general one."""
    try:
        return ReaderError(kept.error, **kept.error_values)
    except (KeyError, TypeError):
        return ReaderError("worker-failed", kept.error)
