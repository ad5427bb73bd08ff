"""The pictures that an article lacks are asked for again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.origin import AddressClass
from reader.core.progress import Progress
from reader.services.saving.keep_trying import NOBODY_ASKED
from reader.services.saving.link_origin import class_of_article
from reader.services.saving.save_pictures import fetched_pictures

if TYPE_CHECKING:
    from reader.saving.fetching.fetch import Fetcher
    from reader.services.library_session import LibrarySession


@dataclass(frozen=True, slots=True)
class PicturesOutcome:
    """What came of it: how many pictures came, and how many are still missing.

    `unasked`: none came, and nobody was asked for one: `offline` for want of a connection, else in private
    reading.
    """

    id: int
    title: str
    saved: int
    failed: int
    unasked: bool = False
    offline: bool = False


def retry_pictures(
    session: LibrarySession, article_id: int, progress: Progress, allow_local: bool = False
) -> PicturesOutcome:
    """Fetch an article's missing pictures and store them; each that came stays, whatever follows.

    Progress reports the step `pictures` (n of m).

    Raises:
        ReaderError: `no-such-article`, or the disk. Cancelled: as asked.
    """
    from reader.saving.fetching.fetch import Fetcher

    summary = session.articles.summary(article_id)
    wanted = [src for _, src in session.articles.wanted_pictures(article_id)]
    if not wanted:
        return PicturesOutcome(article_id, summary.title, 0, 0)
    fetcher = Fetcher(politeness=session.politeness)
    saved, reasons = 0, set[str]()
    try:
        page = session.articles.requested_url(article_id) or summary.url
        named_by = AddressClass.LOOPBACK if allow_local else class_of_article(session, article_id)
        source = _source(fetcher, page, named_by, reasons)
        for address, (digest, width, height) in fetched_pictures(session, wanted, source, progress):
            session.articles.set_picture(article_id, address, digest, width, height)
            saved += 1
    finally:
        fetcher.close()
    unasked = not saved and not NOBODY_ASKED.isdisjoint(reasons)
    offline = unasked and "offline" in reasons
    return PicturesOutcome(article_id, summary.title, saved, len(wanted) - saved, unasked, offline)


def _source(fetcher: Fetcher, url: str, named_by: AddressClass, reasons: set[str]) -> Callable[[str], bytes]:
    """Fetches for an article, from nowhere more local than its page was; notes why something failed."""
    from reader.saving.pictures.data_pictures import is_embedded

    def source(address: str) -> bytes:
        if is_embedded(address):
            raise ReaderError("bad-picture", "it came with its page only")
        try:
            return fetcher.picture(address, url, named_by=named_by)
        except ReaderError as error:
            reasons.add(error.kind)
            raise

    return source
