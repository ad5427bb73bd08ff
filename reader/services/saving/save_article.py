"""A link becomes a stored article: fetched, then stored as any page is (`store_page`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.core.origin import TYPED, Origin
from reader.core.progress import Progress
from reader.library.imports.entries import NOT_YET
from reader.services.library_session import LibrarySession
from reader.services.saving.keep_file_link import keep_file_link
from reader.services.saving.store_page import PageAtHand, SaveOutcome, duplicate_of, store_page

__all__ = ["STEPS", "SaveOutcome", "save_article"]

STEPS = ("fetching", "extracting", "pictures", "saved")
"""The four steps a save reports, in order."""


def save_article(
    session: LibrarySession,
    url: str,
    progress: Progress,
    tags: Sequence[str] = (),
    as_text: bool = False,
    origin: Origin = TYPED,
    title: str = "",
) -> SaveOutcome:
    """Save the article behind a link, unless the library has it already; of a file, the link itself.

    Args:
        session: the library.
        url: the link, as given.
        progress: of the four steps.
        tags: for the article.
        as_text: save the page's whole text where no article is found in it.
        origin: who named the link; it leads to nothing more local than that.
        title: what a file is called by who named the link, "" where that is not known.

    Progress reports the steps `fetching`, `extracting`, `pictures` (n of m) and `saved`.

    Raises:
        ReaderError: the link, the network, the page or the disk does not allow it; nothing is stored.
            `local-address` where `origin` may not name what the link leads to.
        Cancelled: nothing is stored.
    """
    from reader.saving.fetching.content_type import is_file
    from reader.saving.fetching.fetch import Fetcher
    from reader.saving.fetching.urls import clean_link, comparison_key, parse_link

    link = parse_link(url)
    known = session.articles.find(comparison_key(link))
    if known is not None and known.incomplete not in NOT_YET:
        return duplicate_of(session, known, url)
    progress.step(0, 1, "fetching")
    fetcher = Fetcher(politeness=session.politeness)
    try:
        asked = clean_link(link)
        page = fetcher.page(asked, progress, named_by=origin.limit(asked), or_file=True)
        known = session.articles.find(comparison_key(page.final_url))
        if known is not None and known.incomplete not in NOT_YET:
            return duplicate_of(session, known, url)
        at_hand = PageAtHand(
            url,
            page.body,
            page.final_url,
            page.content_type,
            requested=link,
            etag=page.etag,
            last_modified=page.last_modified,
            as_text=as_text,
            origin=replace(origin, reached=page.reached, agreed=""),
        )
        if is_file(page.kind):
            return keep_file_link(session, at_hand, page, progress, tags, title)
        return store_page(session, at_hand, fetcher, progress, tags)
    finally:
        fetcher.close()
