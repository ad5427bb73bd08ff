"""The lists that the pages of a source name: its latest articles and the most read ones.

They come with the saved articles. The reader may ask for them anew: then the page of an article of that
source is fetched again for its lists alone, and what it names is kept in a file beside the library. The
file is a copy of what can be had again, so losing it does no harm.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.core.errors import ReaderError
from reader.core.model import ArticleLink, ArticleSummary
from reader.core.private_files import make_file
from reader.core.progress import Progress
from reader.core.serialize import dumps, loads
from reader.core.storage_errors import storage_errors

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

LOOKED_AT = 60
"""The newest articles whose pages are looked at for lists."""
MOST_SOURCES = 6
_WRITING = threading.Lock()  # two sources may be asked at once, and both are kept
_TRIED = 3  # articles of a source, newest first, until one has lists or answers


@dataclass(frozen=True, slots=True)
class Source:
    """What a source's page named. `read_at` is when (ISO 8601 in UTC), `article` whose page it was."""

    name: str
    article: int
    read_at: str
    latest: tuple[ArticleLink, ...] = ()
    most_read: tuple[ArticleLink, ...] = ()

    def links(self, view: str) -> tuple[ArticleLink, ...]:
        """The links of `latest` or `most-read`."""
        return self.most_read if view == "most-read" else self.latest


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link of a source's list, and the number of the saved article behind it (0 for none)."""

    link: ArticleLink
    article: int = 0


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The lists kept of earlier requests, as the file holds them."""

    sources: tuple[Source, ...] = ()


class SourceLists:
    """The sources of one library. Reading them again costs nothing while no article came or went."""

    def __init__(self) -> None:
        self._seen: tuple[object, ...] = ()
        self._sources: tuple[Source, ...] = ()
        self._lock = threading.Lock()

    def all(self, session: LibrarySession) -> tuple[Source, ...]:
        """The sources of the newest articles that have lists, the newest first."""
        newest = session.articles.summaries("all", limit=LOOKED_AT)
        seen = (tuple((card.id, card.site) for card in newest), _stamp(_file(session)))
        with self._lock:
            if seen == self._seen:
                return self._sources
        found = _read_all(session, newest)
        with self._lock:
            self._seen, self._sources = seen, found
        return found

    def forget(self) -> None:
        """An article was fetched again: its page may name others now."""
        with self._lock:
            self._seen = ()

    def refresh(self, session: LibrarySession, progress: Progress, name: str = "") -> tuple[Source, ...]:
        """Fetch a page of a source (of every source when `name` is empty) for its lists; nothing is saved.

        Raises:
            ReaderError: no source's page could be had; the lists stay as they were. Cancelled.
        """
        chosen = [source for source in self.all(session) if name in ("", source.name)]
        fresh: list[Source] = []
        failed: ReaderError | None = None
        for number, source in enumerate(chosen):
            progress.step(number, len(chosen), "fetching")
            try:
                fresh.append(_fetch(session, source, progress))
            except ReaderError as error:
                log.info("the lists of a source were not read: %s", error.kind)
                failed = failed or error
        if failed is not None and not fresh:
            raise failed
        _write(session, fresh)
        self.forget()
        return self.all(session)


def link_rows(session: LibrarySession, links: Sequence[ArticleLink]) -> list[LinkRow]:
    """Links with what of them is saved already."""
    from reader.services.library.browse_library import find_saved

    rows = []
    for link in links:
        try:
            rows.append(LinkRow(link, find_saved(session, link.url)))
        except ReaderError:
            continue
    return rows


def _name(card: ArticleSummary) -> str:
    return card.site or (urlsplit(card.url).hostname or "").removeprefix("www.")


def _read_all(session: LibrarySession, newest: Sequence[ArticleSummary]) -> tuple[Source, ...]:
    kept = {source.name: source for source in _kept(_file(session)).sources}
    found: dict[str, Source] = {}
    tried: dict[str, int] = {}
    for card in newest:
        name = _name(card)
        if not name or name in found or len(found) >= MOST_SOURCES or tried.get(name, 0) >= _TRIED:
            continue
        tried[name] = tried.get(name, 0) + 1
        source = _of_article(session, card, name)
        if source is not None:
            found[name] = source
    return tuple(_newer(source, kept.get(source.name)) for source in found.values())


def _of_article(session: LibrarySession, card: ArticleSummary, name: str) -> Source | None:
    try:
        document = session.articles.get(card.id).document
    except ReaderError:  # damaged, or gone meanwhile
        return None
    if not (document.latest or document.most_read):
        return None
    return Source(name, card.id, card.saved_at, document.latest, document.most_read)


def _newer(source: Source, kept: Source | None) -> Source:
    return kept if kept is not None and kept.read_at >= source.read_at else source


def _fetch(session: LibrarySession, source: Source, progress: Progress) -> Source:
    """Read the lists of the newest article of a source whose page answers and has some."""
    from reader.saving.fetching.fetch import Fetcher

    failed: ReaderError | None = None
    fetcher = Fetcher(politeness=session.politeness)
    try:
        for article, address in _addresses(session, source):
            try:
                fresh = _lists_of_page(session, fetcher, article, address, progress)
            except ReaderError as error:
                failed = failed or error
                continue
            if fresh is not None:
                return Source(source.name, article, _now(), *fresh)
    finally:
        fetcher.close()
    raise failed or ReaderError("no-lists", source.name, source=source.name)


def _addresses(session: LibrarySession, source: Source) -> list[tuple[int, str]]:
    """Articles of a source and the links the reader gave for them; those out of a file gave none."""
    cards = [c for c in session.articles.summaries("all", limit=LOOKED_AT) if _name(c) == source.name]
    given = [(card.id, session.articles.requested_url(card.id)) for card in cards[:LOOKED_AT]]
    return [(article, address) for article, address in given if address.startswith("http")][:_TRIED]


def _lists_of_page(
    session: LibrarySession, fetcher: object, article: int, address: str, progress: Progress
) -> tuple[tuple[ArticleLink, ...], tuple[ArticleLink, ...]] | None:
    from reader.saving.fetching.fetch import Fetcher
    from reader.services.saving.link_origin import class_of_article
    from reader.services.saving.store_page import rule_of

    assert isinstance(fetcher, Fetcher)
    page = fetcher.page(address, progress, named_by=class_of_article(session, article))
    rule = rule_of(session, page.final_url)
    read = session.extraction.read_page(page.body, page.final_url, page.content_type, progress, rule)
    document = read.document
    return (document.latest, document.most_read) if document.latest or document.most_read else None


def _now() -> str:
    from reader.library.clock import now

    return now()


def _file(session: LibrarySession) -> Path:
    return session.paths.root / "source-lists.json"


def _stamp(file: Path) -> tuple[int, int]:
    try:
        state = file.stat()
    except OSError:
        return (0, 0)
    return (state.st_mtime_ns, state.st_size)


def _kept(file: Path) -> Refreshed:
    try:
        return loads(Refreshed, file.read_text("utf-8"))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Refreshed()


def _write(session: LibrarySession, fresh: Sequence[Source]) -> None:
    file = _file(session)
    draft = file.with_name(f".{file.name}.{os.getpid()}.part")
    with _WRITING, storage_errors(file.parent):
        kept = {source.name: source for source in _kept(file).sources}
        kept |= {source.name: source for source in fresh}
        newest = sorted(kept.values(), key=lambda source: source.read_at)[-4 * MOST_SOURCES :]
        try:
            make_file(draft)
            draft.write_text(dumps(Refreshed(tuple(newest))), "utf-8")
            os.replace(draft, file)
        finally:
            with contextlib.suppress(OSError):
                draft.unlink()
