"""What a save does on the network lane, off the window's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl

from reader.core.errors import ReaderError
from reader.core.model import PendingSave
from reader.core.origin import NamedBy
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
        self._origin = entry.origin

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
            by_page = replace(self._origin, by=NamedBy.PAGE)  # the address is what the page's copy says
            return save_page(self._session, page.html, progress, page.url, self._tags, origin=by_page)
        if not self._url.startswith("file:"):
            return save_article(
                self._session, self._url, progress, self._tags, self._as_text, origin=self._origin
            )
        file = Path(QUrl(self._url).toLocalFile())
        outcomes = save_file(self._session, file, progress, tags=self._tags, origin=self._origin)
        failure = next((outcome.error for outcome in outcomes if outcome.error is not None), None)
        if failure is not None:
            raise failure
        return outcomes[0]


def retry_pictures(session: LibrarySession, entry: SaveEntry, progress: Progress) -> PicturesOutcome:
    """Ask again for the pictures that an entry's article lacks."""
    from reader.services.saving import retry_pictures as service

    return service.retry_pictures(session, entry.article_id, progress)


def refetch(session: LibrarySession, entry: SaveEntry, progress: Progress) -> RefetchOutcome:
    """Fetch the page of an entry's article again."""
    from reader.services.saving.refetch_article import refetch_article

    agreed, copy = entry.origin.agreed, entry.copy
    return refetch_article(session, entry.article_id, progress, agreed, as_text=entry.as_text, copy=copy)


def keep_links(session: LibrarySession, entries: Sequence[SaveEntry]) -> list[int]:
    """Note links, those of the same tags and origin in one go; returns their numbers in order."""
    numbers: dict[int, int] = {}
    for tags, origin in dict.fromkeys((entry.tags, entry.origin) for entry in entries):
        group = [entry for entry in entries if (entry.tags, entry.origin) == (tags, origin)]
        kept = session.pending.add_all([entry.url for entry in group], tags, origin)
        numbers.update({entry.number: save.id for entry, save in zip(group, kept, strict=True)})
    return [numbers[entry.number] for entry in entries]


def keep_failures(session: LibrarySession, entries: Sequence[SaveEntry]) -> list[int]:
    """Note links that failed, with what they failed of; returns their numbers in order."""
    ids = keep_links(session, entries)
    for entry, pending_id in zip(entries, ids, strict=True):
        if entry.error is not None:
            note_failure(session, pending_id, entry.error, entry.attempts)
    return ids


def entry_again(kept: PendingSave) -> SaveEntry:
    """A link as an earlier run left it; a failure that this version does not know becomes a general one."""
    entry = SaveEntry(
        kept.url, pending_id=kept.id, attempts=kept.attempts, tags=kept.tags, origin=kept.origin
    )
    if kept.error:
        entry.error = ReaderError.kept(kept.error, kept.error_values)
    return entry
