"""An article spread over several pages becomes one: the pages after the first are fetched and added."""

from __future__ import annotations

import dataclasses
import logging
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.model import Block, BlockKind
from reader.core.progress import Progress

if TYPE_CHECKING:
    from reader.core.origin import AddressClass
    from reader.saving.extraction.site_rules import SiteRule
    from reader.saving.fetching.fetch import FetchedPage, Fetcher
    from reader.services.library_session import LibrarySession
    from reader.workers.extraction import PageRead

log = logging.getLogger(__name__)

_NO_PAGE = frozenset(("no-article", "script-page", "not-a-page", "not-found"))
"""What follows is no further page: the link was not what it seemed."""
_LEAST_NEW = 0.4
"""The share of a page's text that must be new: the same article with other comments below is no next page."""
_LED_ON = frozenset(("end", "short"))
"""Why one page alone may lack text of the article: what it lacks may stand on the pages after it."""
_REPEATED = 30  # characters; a shorter text may stand on two pages for good reason


def with_next_pages(
    session: LibrarySession,
    first: PageRead,
    url: str,
    reached: AddressClass,
    fetcher: Fetcher,
    rule: SiteRule | None,
    progress: Progress,
) -> PageRead:
    """The article of the first page with what its following pages add, at most 20 in all.

    A page that cannot be had ends it, and the article is marked as cut. What stands on the pages before
    already (title, standfirst, boxes) is added once only; a page that adds nothing ends it. None is asked
    for in a more local place than the first one came from, wherever its name leads by now.

    Raises:
        Cancelled: as asked.
    """
    from reader.saving.extraction.next_page import MOST_PAGES
    from reader.saving.fetching.robots import may_follow
    from reader.saving.fetching.urls import comparison_key, host_of

    def fetched(address: str) -> FetchedPage:
        return fetcher.page(address, progress, named_by=reached)

    if not first.next_page or not may_follow(first.next_page, lambda address: fetched(address).body):
        return first
    pages, seen, following = _Pages(first), {comparison_key(url)}, first.next_page
    for number in range(2, MOST_PAGES + 1):
        if not following or comparison_key(following) in seen:
            break
        seen.add(comparison_key(following))
        try:
            found = fetched(following)
            if host_of(found.final_url) != host_of(url):
                break
            read = session.extraction.read_page(
                found.body, found.final_url, found.content_type, progress, rule, number
            )
        except ReaderError as error:
            log.info("page %d of an article was not had: %s", number, error.kind)
            if error.kind not in _NO_PAGE:
                pages.cut = True
            break
        if not pages.add(read):
            break
        following = read.next_page
    return pages.joined()


class _Pages:
    """The pages so far."""

    def __init__(self, first: PageRead) -> None:
        self.cut = False
        self._first = self._last = first
        self._added: list[Block] = []
        self._embedded = dict(first.embedded)
        document = first.document
        self._ids = {block.id for block in document.blocks}
        self._texts = {_key(document.title), _key(document.description), *map(_text_key, document.blocks)}
        pictures = (document.lead, document.avatar, *(block.picture for block in document.blocks))
        self._pictures = {picture.src for picture in pictures if picture is not None}

    def add(self, page: PageRead) -> bool:
        """Take up what is new on a page; whether anything was."""
        whole = sum(len(block.text) for block in page.document.blocks)
        fresh = list(self._fresh(page.document.blocks))
        if sum(len(block.text) for block in fresh) < _LEAST_NEW * whole or not fresh:
            return False
        self._last = page
        self._added += fresh
        self._embedded.update(page.embedded)
        return True

    def joined(self) -> PageRead:
        """The first page with all that was added.

        Where it may lack its end, the last page that was added says whether the article does.
        """
        from reader.reading.block_text import html_from_blocks

        document = self._first.document
        if self._added:
            document = dataclasses.replace(
                document,
                blocks=(*document.blocks, *self._added),
                html=f"{document.html}\n{html_from_blocks(self._added)}",
                incomplete=self._last.document.incomplete
                if document.incomplete in _LED_ON
                else document.incomplete,
            )
        if self.cut and not document.incomplete:
            document = dataclasses.replace(document, incomplete="cut")
        return dataclasses.replace(self._first, document=document, next_page="", embedded=self._embedded)

    def _fresh(self, blocks: Iterable[Block]) -> Iterable[Block]:
        for block in blocks:
            key = _text_key(block)
            if block.picture is not None:
                if block.picture.src in self._pictures:
                    continue
                self._pictures.add(block.picture.src)
            elif key in self._texts and (len(key) >= _REPEATED or block.kind is BlockKind.HEADING):
                continue
            self._texts.add(key)
            yield self._with_own_id(block)

    def _with_own_id(self, block: Block) -> Block:
        stem = block.id.partition("-")[0]
        number, own = 1, block.id
        while own in self._ids:
            number += 1
            own = f"{stem}-{number}"
        self._ids.add(own)
        return block if own == block.id else dataclasses.replace(block, id=own)


def _text_key(block: Block) -> str:
    return _key(block.text)


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())
