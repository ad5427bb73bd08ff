"""Catalogues for e-readers: feeds of OPDS 1.2 (Atom), of OPDS 2.0 (JSON), and OpenSearch's description.

What is in a feed is data; how it is written is decided here, so that both forms say the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from reader.exchange.epub import MIME as EPUB
from reader.exchange.epub import language_tag, text_of, title_of

ATOM, OPDS2 = "application/atom+xml", "application/opds+json"
SEARCH = "application/opensearchdescription+xml"
_PROFILE = f"{ATOM};profile=opds-catalog"
NAVIGATION, ACQUISITION = f"{_PROFILE};kind=navigation", f"{_PROFILE};kind=acquisition"
_GET = "http://opds-spec.org/acquisition/open-access"
_IMAGE, _THUMBNAIL = "http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"


@dataclass(frozen=True, slots=True)
class Book:
    """An article as a book to fetch.

    Args:
        identity: a URN. updated: ISO 8601 with a time zone. published: a day, or empty.
        books: address and name of each form of it. cover: address and MIME type, empty for none.
        page: its address in the web.
    """

    identity: str
    title: str
    updated: str
    books: Sequence[tuple[str, str]]
    authors: Sequence[str] = ()
    language: str = ""
    published: str = ""
    publisher: str = ""
    tags: Sequence[str] = ()
    summary: str = ""
    cover: tuple[str, str] = ("", "")
    page: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A feed that another one leads to. `holds` is `NAVIGATION` or `ACQUISITION`."""

    identity: str
    title: str
    address: str
    updated: str
    about: str = ""
    count: int = 0
    holds: str = ACQUISITION


@dataclass(frozen=True, slots=True)
class Pages:
    """Addresses of neighbouring pages, empty for none, and where this one is among all entries."""

    first: str = ""
    previous: str = ""
    next: str = ""
    total: int = 0
    start: int = 1
    length: int = 0


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of shelves or of books.

    Args:
        address: its own. top: that of the first feed. search: that of the OpenSearch description.
        up: that of the feed that leads here, empty for the first.
    """

    identity: str
    title: str
    updated: str
    address: str
    top: str
    search: str
    up: str = ""
    shelves: Sequence[Shelf] = ()
    books: Sequence[Book] = ()
    pages: Pages = Pages()

    @property
    def kind(self) -> str:
        """`NAVIGATION` or `ACQUISITION`."""
        return NAVIGATION if self.shelves else ACQUISITION


def atom(feed: Feed) -> str:
    """A feed as OPDS 1.2 has it."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/terms/" '
        'xmlns:opds="http://opds-spec.org/2010/catalog" xmlns:thr="http://purl.org/syndication/thread/1.0" '
        'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">',
        *_beginning(feed.identity, feed.title, feed.updated),
        "<author><name>Liseuse</name></author>",
        _link("self", feed.address, feed.kind),
        _link("start", feed.top, NAVIGATION),
        _link("search", feed.search, SEARCH),
    ]
    lines += [_link("up", feed.up, NAVIGATION)] if feed.up else []
    lines += list(_paging(feed.pages))
    for shelf in feed.shelves:
        lines += _shelf(shelf)
    for book in feed.books:
        lines += _book(book)
    return "\n".join([*lines, "</feed>"]) + "\n"


def opds2(feed: Feed) -> str:
    """A feed as OPDS 2.0 has it."""
    links = [_json_link("self", feed.address, OPDS2), _json_link("start", feed.top, OPDS2)]
    links.append({**_json_link("search", f"{feed.top}/search{{?query}}", OPDS2), "templated": True})
    pages = feed.pages
    for relation, address in (("first", pages.first), ("previous", pages.previous), ("next", pages.next)):
        links += [_json_link(relation, address, OPDS2)] if address else []
    about: dict[str, Any] = {"title": title_of(feed.title), "modified": feed.updated}
    if pages.total:
        page = (pages.start - 1) // pages.length + 1 if pages.length else 1
        about |= {"numberOfItems": pages.total, "itemsPerPage": pages.length, "currentPage": page}
    found: dict[str, Any] = {"metadata": about, "links": links}
    if feed.shelves:
        found["navigation"] = [
            {"href": shelf.address, "title": title_of(shelf.title), "type": OPDS2, "rel": "subsection"}
            for shelf in feed.shelves
        ]
    else:
        found["publications"] = [_publication(book) for book in feed.books]
    return json.dumps(found, ensure_ascii=False, indent=1)


def search_description(name: str, template: str) -> str:
    """What tells a program how to search; `template` is an address with `{searchTerms}`."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
        f"<ShortName>{text_of(name)[:16]}</ShortName><Description>{text_of(name)}</Description>"
        "<InputEncoding>UTF-8</InputEncoding><OutputEncoding>UTF-8</OutputEncoding>"
        f'<Url type="{ACQUISITION}" template="{escape(template)}"/></OpenSearchDescription>\n'
    )


def _beginning(identity: str, title: str, updated: str) -> list[str]:
    return [
        f"<id>{text_of(identity)}</id>",
        f"<title>{text_of(title_of(title))}</title>",
        f"<updated>{text_of(updated)}</updated>",
    ]


def _paging(pages: Pages) -> Iterator[str]:
    for relation, address in (("first", pages.first), ("previous", pages.previous), ("next", pages.next)):
        if address:
            yield _link(relation, address, ACQUISITION)
    if pages.total:
        yield f"<opensearch:totalResults>{pages.total}</opensearch:totalResults>"
        yield f"<opensearch:itemsPerPage>{pages.length}</opensearch:itemsPerPage>"
        yield f"<opensearch:startIndex>{pages.start}</opensearch:startIndex>"


def _shelf(shelf: Shelf) -> list[str]:
    count = f' thr:count="{shelf.count}"' if shelf.count else ""
    return [
        "<entry>",
        *_beginning(shelf.identity, shelf.title, shelf.updated),
        f'<content type="text">{text_of(shelf.about)}</content>',
        f'<link rel="subsection" href="{escape(shelf.address)}" type="{shelf.holds}"{count}/>',
        "</entry>",
    ]


def _book(book: Book) -> list[str]:
    lines = ["<entry>", *_beginning(book.identity, book.title, book.updated)]
    lines += [f"<author><name>{text_of(name)}</name></author>" for name in book.authors]
    code = language_tag(book.language)
    for element, value in (
        ("dc:language", code),
        ("dc:issued", book.published),
        ("dc:publisher", book.publisher),
    ):
        lines += [f"<{element}>{text_of(value)}</{element}>"] if value else []
    lines += [f'<category term="{text_of(tag)}" label="{text_of(tag)}"/>' for tag in book.tags]
    lines += [f'<summary type="text">{text_of(book.summary)}</summary>'] if book.summary else []
    lines += [_link(_GET, address, EPUB, name) for address, name in book.books]
    address, mime = book.cover
    lines += [_link(_IMAGE, address, mime), _link(_THUMBNAIL, address, mime)] if address else []
    lines += [_link("alternate", book.page, "text/html")] if book.page else []
    return [*lines, "</entry>"]


def _link(relation: str, address: str, mime: str, title: str = "") -> str:
    named = f' title="{text_of(title)}"' if title else ""
    return f'<link rel="{relation}" href="{escape(address)}" type="{mime}"{named}/>'


def _json_link(relation: str, address: str, mime: str) -> dict[str, Any]:
    return {"rel": relation, "href": address, "type": mime}


def _publication(book: Book) -> dict[str, Any]:
    about: dict[str, Any] = {
        "@type": "http://schema.org/Book",
        "title": title_of(book.title),
        "identifier": book.identity,
        "modified": book.updated,
    }
    for name, value in (
        ("author", list(book.authors)),
        ("language", language_tag(book.language)),
        ("published", book.published),
        ("publisher", book.publisher),
        ("subject", list(book.tags)),
        ("description", book.summary),
    ):
        if value:
            about[name] = value
    links = [{**_json_link(_GET, address, EPUB), "title": name} for address, name in book.books]
    found: dict[str, Any] = {"metadata": about, "links": links}
    if book.cover[0]:
        found["images"] = [{"href": book.cover[0], "type": book.cover[1]}]
    return found
