"""A link becomes a stored article: fetch, extract, pictures, one transaction."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.model import ArticleSummary
from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.save_pictures import store_pictures

if TYPE_CHECKING:
    from reader.saving.fetch import FetchedPage, Fetcher

log = logging.getLogger(__name__)

STEPS = ("fetching", "extracting", "pictures", "saved")
"""The four steps a save reports, in order."""


@dataclass(frozen=True, slots=True)
class SaveOutcome:
    """What became of a link. `status` is `saved`, `duplicate` or `failed`, as the command line says it."""

    status: str
    url: str
    id: int = 0
    title: str = ""
    pictures_saved: int = 0
    pictures_failed: int = 0
    saved_at: str = ""
    error: ReaderError | None = None


def save_article(
    session: LibrarySession, url: str, progress: Progress, tags: Sequence[str] = ()
) -> SaveOutcome:
    """Save the article behind a link, unless the library has it already.

    Progress reports the steps `fetching`, `extracting`, `pictures` (n of m) and `saved`.

    Raises:
        ReaderError: the link, the network, the page or the disk does not allow it; nothing is stored.
        Cancelled: nothing is stored.
    """
    from reader.saving.fetch import Fetcher
    from reader.saving.urls import clean_link, comparison_key, parse_link

    link = parse_link(url)
    known = session.articles.find(comparison_key(link))
    if known is not None:
        return _duplicate(session, known, url)
    progress.step(0, 1, "fetching")
    fetcher = Fetcher()
    try:
        page = fetcher.page(clean_link(link), progress)
        known = session.articles.find(comparison_key(page.final_url))
        if known is not None:
            return _duplicate(session, known, url)
        return _store(session, url, link, page, fetcher, progress, tags)
    finally:
        fetcher.close()


def _store(
    session: LibrarySession,
    url: str,
    link: str,
    page: FetchedPage,
    fetcher: Fetcher,
    progress: Progress,
    tags: Sequence[str],
) -> SaveOutcome:
    from reader.reading.reading_time import words_in_blocks
    from reader.saving.urls import comparison_key

    progress.step(0, 1, "extracting")
    document = session.extraction.extract(page.body, page.final_url, page.content_type, progress)
    addresses = (document.url or page.final_url, page.final_url, link)
    keys = tuple(dict.fromkeys(comparison_key(address) for address in addresses))
    for key in keys:
        known = session.articles.find(key)
        if known is not None:
            return _duplicate(session, known, url)
    pictures = store_pictures(session, document, fetcher, page.final_url, progress)
    progress.check()
    words = words_in_blocks(document.blocks, document.language)
    article_id = session.articles.add(
        pictures.document, link, keys[0], now(), words=words, tags=tags, aliases=keys[1:]
    )
    progress.step(1, 1, "saved")
    return SaveOutcome(
        "saved",
        url,
        article_id,
        document.title,
        pictures_saved=pictures.saved,
        pictures_failed=pictures.failed,
    )


def now() -> str:
    """The present moment as stored: ISO 8601 in UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def _duplicate(session: LibrarySession, known: ArticleSummary, url: str) -> SaveOutcome:
    """The article is here already; one that lies in Trash comes back."""
    if known.trashed:
        session.articles.restore([known.id])
    return SaveOutcome("duplicate", url, known.id, known.title, saved_at=known.saved_at)

