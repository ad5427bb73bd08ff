"""Fetch a saved article again: the old copy stays unless the new one is whole and at least as good."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.edits import BlockEdit, block_edits, pictures_of
from reader.core.model import Block, Document
from reader.core.origin import UNKNOWN
from reader.core.progress import Progress
from reader.core.sentence_key import normalised
from reader.library.clock import now
from reader.library.imports.entries import WITHOUT_TEXT
from reader.services.saving.keep_file_link import file_document
from reader.services.saving.link_origin import class_of_article
from reader.services.saving.save_pictures import StoredPictures, store_pictures, with_pictures
from reader.services.saving.store_page import (
    PERHAPS_WHOLE,
    PageAtHand,
    keys_of,
    picture_source,
    rule_of,
    source_of,
    words_in,
)

if TYPE_CHECKING:
    from reader.library.articles.repairs import Source
    from reader.saving.fetching.fetch import FetchedPage, Fetcher
    from reader.services.library_session import LibrarySession
    from reader.workers.extraction import PageRead

log = logging.getLogger(__name__)

LEAST_LEFT = 0.7
"""The share of the old copy's words that a new one must have to take its place."""

_DESCRIBED = ("title", "author", "date", "section", "language", "incomplete")


@dataclass(frozen=True, slots=True)
class RefetchOutcome:
    """What came of it.

    `status` is `updated`, `unchanged`, or `kept` when the new copy is no better; `reason` then says why:
    `shorter`, `incomplete`, or `different` (the page holds another article now). `added` and `removed` are
    the blocks that changed, `changed` the names of what else did; `lost` are edits that find nothing now.
    """

    id: int
    title: str
    status: str
    reason: str = ""
    added: tuple[BlockEdit, ...] = ()
    removed: tuple[BlockEdit, ...] = ()
    changed: tuple[str, ...] = ()
    words_before: int = 0
    words_after: int = 0
    pictures_saved: int = 0
    pictures_failed: int = 0
    lost: tuple[BlockEdit, ...] = ()


def refetch_article(
    session: LibrarySession,
    article_id: int,
    progress: Progress,
    agreed: str = "",
    allow_local: bool = False,
    as_text: bool = False,
    copy: str = "",
) -> RefetchOutcome:
    """Fetch an article's page again and take the new copy when it is whole and at least as good.

    Number, tags, flags, position, marks, notes and repairs stay. Progress reports the steps of a save.

    Args:
        session: the library.
        article_id: which article.
        progress: as said.
        agreed: the link, where the reader lets it lead to a more local place than the copy came from.
        allow_local: he lets any.
        as_text: he wants all text of the page, in the place of an article that may lack parts of it.
        copy: where he lets it be fetched from instead: an archive's copy of the page.

    Raises:
        ReaderError: `no-such-article`, or the page could not be had or holds no article; the old copy
            stays. `local-address` where the link leads to a more local place than before. Cancelled.
    """
    from reader.saving.fetching.fetch import Fetcher

    progress.step(0, 1, "fetching")
    before = session.repairs.get(article_id).fetched
    fetcher = Fetcher(politeness=session.politeness)
    try:
        refetch = _Refetch(session, article_id, before, fetcher, progress, as_text, copy)
        return refetch.run(agreed, allow_local)
    finally:
        fetcher.close()


class _Refetch:
    """One article being fetched again."""

    def __init__(
        self,
        session: LibrarySession,
        article_id: int,
        before: Document,
        fetcher: Fetcher,
        progress: Progress,
        as_text: bool,
        copy: str,
    ) -> None:
        self._session = session
        self._as_text, self._copy = as_text, copy
        self._id = article_id
        self._before = before
        self._fetcher = fetcher
        self._progress = progress
        self._requested = session.articles.requested_url(article_id)
        self._source = session.repairs.source(article_id)

    def run(self, agreed: str, allow_local: bool) -> RefetchOutcome:
        """Fetch, compare, and store when it is better."""
        from reader.saving.fetching.content_type import is_file

        session, progress = self._session, self._progress
        page = self._page(agreed, allow_local)
        origin = dataclasses.replace(self._source.origin or UNKNOWN, reached=page.reached)
        if page.status == 304:
            if origin != self._source.origin:
                session.repairs.keep_source(self._id, dataclasses.replace(self._source, origin=origin))
            return self._outcome("unchanged", self._before)
        progress.step(0, 1, "extracting")
        at_hand = PageAtHand(
            self._requested or self._before.url,
            page.body,
            page.final_url,
            page.content_type,
            requested=self._requested,
            etag=page.etag,
            last_modified=page.last_modified,
            origin=origin,
        )
        if is_file(page.kind):
            return self._keep_link(at_hand, page)
        read = self._read(at_hand)
        reason = self._why_not(at_hand, read.document)
        if reason:
            log.info("article %d was fetched again and kept: %s", self._id, reason)
            return self._outcome("kept", read.document, reason=reason)
        read = dataclasses.replace(read, document=self._with_known_pictures(read.document))
        if self._is_same(read.document):
            session.repairs.keep_source(self._id, source_of(at_hand, read))
            return self._outcome("unchanged", self._before)
        source = picture_source(at_hand, read, self._fetcher)
        pictures = store_pictures(session, read.document, source, progress)
        progress.check()
        return self._store(at_hand, pictures, source_of(at_hand, read))

    def _page(self, agreed: str, allow_local: bool) -> FetchedPage:
        from reader.saving.fetching.urls import clean_link, parse_link

        url = clean_link(parse_link(self._copy or self._requested or self._before.url))
        etag, modified = self._source.etag, self._source.last_modified
        if self._before.incomplete or self._as_text or self._copy:  # the same page may be read better now
            etag = modified = ""
        allowed = allow_local or url == agreed or bool(self._copy)
        named_by = None if allowed else class_of_article(self._session, self._id)
        without = self._before.incomplete in WITHOUT_TEXT
        return self._fetcher.page(url, self._progress, etag, modified, named_by=named_by, or_file=without)

    def _keep_link(self, at_hand: PageAtHand, page: FetchedPage) -> RefetchOutcome:
        """What waited for its text leads to a file: the link is kept as one."""
        from reader.library.articles.repairs import Source

        document = file_document(page, self._before.title)
        if self._before.incomplete == document.incomplete:
            return self._outcome("unchanged", self._before)
        if reason := self._why_not(at_hand, document):
            return self._outcome("kept", document, reason=reason)
        return self._store(at_hand, StoredPictures(document, 0, 0), Source(origin=at_hand.origin))

    def _read(self, page: PageAtHand) -> PageRead:
        from reader.services.saving.join_pages import with_next_pages

        rule = rule_of(self._session, page.url)
        extraction = self._session.extraction
        read = extraction.read_page(
            page.body, page.url, page.content_type, self._progress, rule, as_text=self._as_text
        )
        if not self._requested or self._as_text:
            return read
        reached = page.origin.reached
        return with_next_pages(self._session, read, page.url, reached, self._fetcher, rule, self._progress)

    def _why_not(self, page: PageAtHand, found: Document) -> str:
        """Why the new copy does not take the old one's place; "" when it does."""
        before = self._before
        for key in keys_of(page, found):
            known = self._session.articles.find(key)
            if known is not None and known.id != self._id:
                return "different"
        if before.incomplete in WITHOUT_TEXT:
            return ""
        same_title = normalised(found.title).casefold() == normalised(before.title).casefold()
        if not same_title and not _ids(found.blocks) & _ids(before.blocks):
            return "different"
        words, words_before = words_in(found), words_in(before)
        if self._as_text:
            return "shorter" if words < words_before else ""
        cut = bool(found.incomplete) and found.incomplete not in PERHAPS_WHOLE
        if found.incomplete and (words < words_before or (cut and not before.incomplete)):
            return "incomplete"
        return "shorter" if words < LEAST_LEFT * words_before else ""

    def _with_known_pictures(self, document: Document) -> Document:
        """The pictures that are here already are not fetched again."""
        known = {
            src: (picture.digest, picture.width, picture.height)
            for src, picture in pictures_of(self._before).items()
            if picture.digest and self._session.assets.path(picture.digest) is not None
        }
        avatar = self._before.avatar
        if avatar is not None and avatar.digest:
            known[avatar.src] = (avatar.digest, avatar.width, avatar.height)
        return with_pictures(document, known)

    def _is_same(self, document: Document) -> bool:
        before = self._before
        return (
            document.blocks == before.blocks
            and document.lead == before.lead
            and not _changed(before, document)
        )

    def _store(self, page: PageAtHand, pictures: StoredPictures, source: Source) -> RefetchOutcome:
        document = pictures.document
        self._session.articles.replace(
            self._id,
            document,
            now(),
            words=words_in(document),
            aliases=keys_of(page, document),
            source=source,
        )
        self._progress.step(1, 1, "saved")
        outcome = self._outcome("updated", document)
        return dataclasses.replace(
            outcome,
            added=_only_in(document.blocks, self._before.blocks),
            removed=_only_in(self._before.blocks, document.blocks),
            changed=_changed(self._before, document),
            pictures_saved=pictures.saved,
            pictures_failed=pictures.failed,
            lost=self._session.repairs.get(self._id).lost,
        )

    def _outcome(self, status: str, found: Document, reason: str = "") -> RefetchOutcome:
        title = self._session.articles.summary(self._id).title
        before = words_in(self._before)
        return RefetchOutcome(
            self._id, title, status, reason, words_before=before, words_after=words_in(found)
        )


def _ids(blocks: Sequence[Block]) -> set[str]:
    return {block.id for block in blocks}


def _only_in(these: Sequence[Block], others: Sequence[Block]) -> tuple[BlockEdit, ...]:
    known = _ids(others)
    return block_edits(block for block in these if block.id not in known)


def _changed(before: Document, after: Document) -> tuple[str, ...]:
    names = [name for name in _DESCRIBED if getattr(before, name) != getattr(after, name)]
    leads = [document.lead.src if document.lead is not None else "" for document in (before, after)]
    return (*names, *(("lead",) if leads[0] != leads[1] else ()))
