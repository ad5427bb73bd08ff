"""The text that a row brings, cleaned and cut into blocks in the extraction worker as any page is."""

from __future__ import annotations

import dataclasses
import html
import logging
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.library.imports.entries import Entry
from reader.services.saving.store_page import words_in

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

_LONGEST = 20 * 1024 * 1024  # characters of one text


def with_text(session: LibrarySession, entry: Entry, markup: str, progress: Progress) -> Entry:
    """The entry with its text; without it when it cannot be read: then the page is fetched.

    Raises:
        Cancelled: as asked.
    """
    known = entry.document
    if known is None or not markup.strip() or len(markup) > _LONGEST:
        return entry
    head = f"<head><title>{html.escape(known.title)}</title></head>"
    page = f"<!doctype html><html>{head}<body><article>{markup}</article></body></html>"
    try:
        read = session.extraction.read_page(
            page.encode("utf-8", "replace"), known.url, "text/html; charset=utf-8", progress, as_text=True
        )
    except ReaderError as error:
        log.info("the text of an imported row was not taken: %s", error.kind)
        return entry
    found = read.document
    document = dataclasses.replace(
        found,
        url=known.url,
        title=known.title,
        author=known.author or found.author,
        date=known.date or found.date,
        published=known.published or found.published,
        language=found.language or known.language,
        site=known.site,
        description=known.description or found.description,
        incomplete="",
    )
    return dataclasses.replace(entry, document=document, words=words_in(document))
