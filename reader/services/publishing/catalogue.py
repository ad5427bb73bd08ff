"""What e-readers are offered: shelves of articles, each a book that is made when it is asked for."""

from __future__ import annotations

import dataclasses
import os
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import quote

from reader.core.errors import ReaderError
from reader.core.languages import language
from reader.core.messages import QT_TRANSLATE_NOOP, Translate, plain, untranslated
from reader.core.progress import Progress
from reader.exchange import opds
from reader.exchange.opds import Book, Feed, Pages, Shelf
from reader.library.articles.readable import with_text
from reader.services.library.export_article import ExportChoice, file_name
from reader.services.library.export_book import FONTS, article_cover, export_book, picture_worker
from reader.services.publishing.drawn_covers import DrawnCovers
from reader.workers.process import WorkerDied

if TYPE_CHECKING:
    from reader.core.model import ArticleSummary
    from reader.services.library_session import LibrarySession

PAGE = 30
"""Books on a page of a feed."""
DRAWN = "image/jpeg"
"""What covers are that are drawn, where an article has no picture."""
COVERS = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".gif": "image/gif"}
"""The pictures that OPDS allows, by how their files end."""
_MOST_DRAWN = 32 * 1024 * 1024
"""Bytes of drawn covers that are held: some 500."""
_LIBRARY = QT_TRANSLATE_NOOP("catalogue", "Liseuse: my library")
_VIEWS = {
    "unread": QT_TRANSLATE_NOOP("catalogue", "Unread"),
    "favourites": QT_TRANSLATE_NOOP("catalogue", "Favourites"),
    "recent": QT_TRANSLATE_NOOP("catalogue", "Saved last"),
}
_LISTS = {
    "tags": QT_TRANSLATE_NOOP("catalogue", "By tag"),
    "sources": QT_TRANSLATE_NOOP("catalogue", "By source"),
}
_SEARCH = QT_TRANSLATE_NOOP("catalogue", "Search the library")
_FOUND = QT_TRANSLATE_NOOP("catalogue", "Found: {query}")
_LIBRARY_VIEWS = {"unread": "unread", "favourites": "favourites", "recent": "all"}


@dataclass(frozen=True, slots=True)
class MadeBook:
    """A book that was made: open to read, its length in bytes, and the name of its file."""

    file: BinaryIO
    length: int
    name: str


class Catalogue:
    """The shelves of one library; may be asked from several threads at once.

    Args:
        session: opened for reading is enough. language: of the texts that `translate` gives.
    """

    def __init__(
        self, session: LibrarySession, translate: Translate = untranslated, language: str = "en"
    ) -> None:
        self.language = language
        self._session, self._translate = session, translate
        self._one_book = threading.Lock()  # each takes a process of its own
        self._drawing = picture_worker()  # covers, one after the other
        self._drawn = DrawnCovers(_MOST_DRAWN)

    def close(self) -> None:
        """Nothing is asked any more: end what draws covers."""
        self._drawing.close()

    @property
    def name(self) -> str:
        """What the catalogue is called."""
        return plain(self._translate("catalogue", _LIBRARY))

    @property
    def search_name(self) -> str:
        """What the field to search in is called."""
        return self._translate("catalogue", _SEARCH)

    def feed(self, words: Sequence[str], top: str, page: int = 1, query: str = "") -> Feed | None:
        """The feed of an address below `top`, `None` for one that leads nowhere.

        Args:
            words: the parts of the address. top: the first feed's address; the others are below it.
        """
        if not words:
            return self._first(top)
        if len(words) == 1 and words[0] in _LISTS:
            return self._list(words[0], top)
        ids = self._ids(words, query)
        if ids is None:
            return None
        address = "/".join((top, *(quote(word, safe="") for word in words)))
        asked = f"query={quote(query)}&" if words == ["search"] else ""
        title = self._title(words, query)
        up = f"{top}/{words[0]}s" if len(words) == 2 else top
        return self._books(title, f"{address}?{asked}page=", ids, max(page, 1), top, up)

    def entry(self, article_id: int, top: str) -> Book | None:
        """An article as it stands on its shelves, `None` where there is none."""
        card = self._card(article_id)
        return None if card is None else self._entry(card, top)

    def cover(self, article_id: int, progress: Progress) -> tuple[bytes, str] | None:
        """An article's picture, or a cover that is drawn, and its MIME type; `None` without the article.

        Raises:
            ReaderError: `worker-failed`.
        """
        card = self._card(article_id)
        if card is None:
            return None
        found = self._picture_of(card)
        if found is not None:
            return found[0].read_bytes(), found[1]
        words = (card.title, card.site, card.author, card.date)
        known = self._drawn.get((*words, card.language))
        if known is not None:
            return known
        try:
            cover = article_cover(self._drawing, words, card.language, "", FONTS, progress)
        except WorkerDied as error:
            raise ReaderError("worker-failed", str(error)) from error
        self._drawn.keep((*words, card.language), cover)
        return cover

    def _card(self, article_id: int) -> ArticleSummary | None:
        return next((card for card in self._session.articles.by_ids([article_id]) if not card.trashed), None)

    def _picture_of(self, card: ArticleSummary) -> tuple[Path, str] | None:
        file = self._session.assets.path(card.thumbnail) if card.thumbnail else None
        mime = COVERS.get(file.suffix.lower(), "") if file is not None else ""
        return (file, mime) if file is not None and mime else None

    @contextmanager
    def book(self, article_id: int, target: str, progress: Progress) -> Iterator[MadeBook]:
        """Make a book of an article, with the translation beside the original where `target` names one.

        It is gone at the end of the block.

        Raises:
            ReaderError: `no-such-article`, `not-translated`, or as `export_book`.
        """
        summary = self._session.articles.summary(article_id)
        if summary.trashed:
            raise ReaderError("no-such-article", "in Trash", id=article_id)
        choice = ExportChoice(target, both=bool(target))
        own = self._session.paths.temporary  # what a kill leaves there goes at a later start
        place = own if os.access(own, os.W_OK) else None
        with tempfile.TemporaryDirectory(prefix="liseuse-book-", dir=place) as folder:
            path = Path(folder, "book.epub")
            with self._one_book:
                export_book(self._session, [article_id], path, progress, choice, translate=self._translate)
            with path.open("rb") as file:
                yield MadeBook(file, os.fstat(file.fileno()).st_size, file_name(summary.title, "epub"))

    def _first(self, top: str) -> Feed:
        now = _now()
        shelves = [
            self._shelf(_VIEWS[name], f"{top}/{name}", now, len(self._ids([name], "") or ()))
            for name in _LIBRARY_VIEWS
        ]
        shelves[-1] = dataclasses.replace(shelves[-1], relation=opds.NEW)
        shelves += [
            self._shelf(text, f"{top}/{name}", now, holds=opds.NAVIGATION) for name, text in _LISTS.items()
        ]
        search = f"{top}/search.xml"
        return Feed(_urn(""), self.name, now, top, top, search, shelves=shelves, kind=opds.NAVIGATION)

    def _shelf(
        self, text: str, address: str, now: str, count: int = 0, holds: str = opds.ACQUISITION
    ) -> Shelf:
        title = self._translate("catalogue", text)
        return Shelf(_urn(address.rpartition("/")[2]), title, address, now, "", count, holds)

    def _list(self, name: str, top: str) -> Feed:
        from reader.library.articles.sites import sites

        found = self._session.articles.tags() if name == "tags" else sites(self._session.database)
        now, single = _now(), name.removesuffix("s")
        shelves = [
            Shelf(_urn(f"{single}/{value}"), value, f"{top}/{single}/{quote(value, safe='')}", now, "", count)
            for value, count in found.items()
        ]
        title = self._translate("catalogue", _LISTS[name])
        address = f"{top}/{name}"
        search = f"{top}/search.xml"
        return Feed(_urn(name), title, now, address, top, search, top, shelves, kind=opds.NAVIGATION)

    def _ids(self, words: Sequence[str], query: str) -> Sequence[int] | None:
        """The articles of a shelf; what has no text yet would be an empty book."""
        found = self._listed(words, query)
        return None if found is None else with_text(self._session.database, found)

    def _listed(self, words: Sequence[str], query: str) -> Sequence[int] | None:
        from reader.library.articles.sites import of_site
        from reader.services.search_library import search

        match list(words):
            case [view] if view in _LIBRARY_VIEWS:
                return self._session.articles.ids(_LIBRARY_VIEWS[view])
            case ["search"]:
                return search(self._session, query).ids if query.strip() else []
            case ["tag", tag]:
                return self._session.articles.ids("all", tag)
            case ["source", source]:
                return of_site(self._session.database, source)
        return None

    def _title(self, words: Sequence[str], query: str) -> str:
        if words[0] == "search":
            return self._translate("catalogue", _FOUND).replace("{query}", query)
        return words[1] if len(words) == 2 else self._translate("catalogue", _VIEWS[words[0]])

    def _books(self, title: str, paged: str, ids: Sequence[int], page: int, top: str, up: str) -> Feed:
        start = (page - 1) * PAGE
        cards = self._session.articles.by_ids(ids[start : start + PAGE])
        books = [self._entry(card, top) for card in cards]
        pages = Pages(
            f"{paged}1",
            f"{paged}{page - 1}" if page > 1 else "",
            f"{paged}{page + 1}" if start + PAGE < len(ids) else "",
            len(ids),
            start + 1,
            PAGE,
        )
        updated = max((book.updated for book in books), default=_now())
        identity = _urn(paged.removeprefix(top))
        return Feed(
            identity, title, updated, f"{paged}{page}", top, f"{top}/search.xml", up, (), books, pages
        )

    def _entry(self, card: ArticleSummary, top: str) -> Book:
        from reader.exchange.citations import source_key

        own = language(card.language).own_name if card.language else "EPUB"
        books = [(f"{top}/book/{card.id}.epub", own)]
        for code in card.translations:
            books.append((f"{top}/book/{card.id}.{code}.epub", f"{own} + {language(code).own_name}"))
        picture = self._picture_of(card)
        authors = [name.strip() for name in card.author.split(", ") if name.strip()]
        return Book(
            f"urn:liseuse:{source_key(card)}",
            card.title,
            _dated(card.saved_at),
            books,
            authors,
            card.language,
            card.date[:10],
            card.site,
            card.tags,
            card.excerpt,
            (f"{top}/cover/{card.id}", picture[1] if picture else DRAWN),
            card.url if card.url.startswith(("http://", "https://")) else "",
            f"{top}/publication/{card.id}",
        )


def _urn(name: str) -> str:
    return f"urn:liseuse:catalogue:{quote(name)}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _dated(saved: str) -> str:
    """The time of a card as Atom has it: with a time zone."""
    try:
        moment = datetime.fromisoformat(saved)
    except ValueError:
        return _now()
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat(timespec="seconds")
