"""Catalogues for e-readers: feeds of OPDS 1.2 (Atom), of OPDS 2.0 (JSON), and OpenSearch's description.

What is in a feed is data; how it is written is decided here, so that both forms say the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reader.exchange.epub import MIME as EPUB
from reader.exchange.epub import language_tag, text_of, title_of

ATOM, OPDS2 = "application/atom+xml", "application/opds+json"
PUBLICATION = "application/opds-publication+json"
SEARCH = "application/opensearchdescription+xml"
_PROFILE = f"{ATOM};profile=opds-catalog"
NAVIGATION, ACQUISITION = f"{_PROFILE};kind=navigation", f"{_PROFILE};kind=acquisition"
_GET = "http://opds-spec.org/acquisition/open-access"
_SUBSECTION = "subsection"
NEW = "http://opds-spec.org/sort/new"
"""The relation of a shelf whose newest books come first."""
_IMAGE, _THUMBNAIL = "http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"

_LONGEST_SHORT = 16


@dataclass(frozen=True, slots=True)
class Book:
    """An article as a book to fetch.

    Args:
        identity: a URN. updated: ISO 8601 with a time zone. published: a day, or empty.
        books: address and name of each form of it. cover: address and MIME type.
        page: its address in the web. address: where OPDS 2.0 has it alone.
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
    address: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A feed that another one leads to. `holds` is `NAVIGATION` or `ACQUISITION`; `relation` is what OPDS
    calls the way there."""

    identity: str
    title: str
    address: str
    updated: str
    about: str = ""
    count: int = 0
    holds: str = ACQUISITION
    relation: str = _SUBSECTION


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
        kind: `NAVIGATION` where it holds shelves, or would if there were any, else `ACQUISITION`.
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
    kind: str = ACQUISITION


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
    if feed.kind == NAVIGATION:
        found["navigation"] = [_json_shelf(shelf) for shelf in feed.shelves]
    else:
        found["publications"] = [_publication(book) for book in feed.books]
    return json.dumps(found, ensure_ascii=False, indent=1)


def publication(book: Book) -> str:
    """A book as OPDS 2.0 has it alone."""
    return json.dumps(_publication(book), ensure_ascii=False, indent=1)


def search_description(name: str, template: str) -> str:
    """What tells a program how to search; `template` is an address with `{searchTerms}`."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
        f"<ShortName>{_text(_short(name))}</ShortName><Description>{_text(name)}</Description>"
        "<InputEncoding>UTF-8</InputEncoding><OutputEncoding>UTF-8</OutputEncoding>"
        f'<Url type="{ACQUISITION}" template="{_text(template)}"/></OpenSearchDescription>\n'
    )


def _short(name: str) -> str:
    """A name of 16 characters at most, as OpenSearch has it: what stands before the colon of a longer one."""
    return name if len(name) <= _LONGEST_SHORT else name.partition(":")[0].strip()[:_LONGEST_SHORT]


def _text(value: str) -> str:
    """Text, or what stands between double quotes; apostrophes stay what they are, because KOReader reads
    no hexadecimal reference and shows nothing of a feed that has one."""
    return text_of(value).replace("&#x27;", "'")


def _beginning(identity: str, title: str, updated: str) -> list[str]:
    return [
        f"<id>{_text(identity)}</id>",
        f"<title>{_text(title_of(title))}</title>",
        f"<updated>{_text(updated)}</updated>",
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
        f'<content type="text">{_text(shelf.about)}</content>',
        f'<link rel="{shelf.relation}" href="{_text(shelf.address)}" type="{shelf.holds}"{count}/>',
        "</entry>",
    ]


def _book(book: Book) -> list[str]:
    lines = ["<entry>", *_beginning(book.identity, book.title, book.updated)]
    lines += [f"<author><name>{_text(name)}</name></author>" for name in book.authors]
    code = language_tag(book.language)
    for element, value in (
        ("dc:language", code),
        ("dc:issued", book.published),
        ("dc:publisher", book.publisher),
    ):
        lines += [f"<{element}>{_text(value)}</{element}>"] if value else []
    lines += [f'<category term="{_text(tag)}" label="{_text(tag)}"/>' for tag in book.tags]
    # As content, not as summary: Atom wants it where no web page stands for the entry, and KOReader shows it.
    lines += (
        [f'<content type="text">{_text(book.summary)}</content>'] if book.summary or not book.page else []
    )
    lines += [_link(_GET, address, EPUB, name) for address, name in book.books]
    lines += [_link(relation, *book.cover) for relation in (_IMAGE, _THUMBNAIL)]
    lines += [_link("alternate", book.page, "text/html")] if book.page else []
    return [*lines, "</entry>"]


def _link(relation: str, address: str, mime: str, title: str = "") -> str:
    named = f' title="{_text(title)}"' if title else ""
    return f'<link rel="{relation}" href="{_text(address)}" type="{mime}"{named}/>'


def _json_shelf(shelf: Shelf) -> dict[str, Any]:
    link = {**_json_link(shelf.relation, shelf.address, OPDS2), "title": title_of(shelf.title)}
    return {**link, "properties": {"numberOfItems": shelf.count}} if shelf.count else link


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
    links = [_json_link("self", book.address, PUBLICATION)]
    links += [{**_json_link(_GET, address, EPUB), "title": name} for address, name in book.books]
    links += [_json_link("alternate", book.page, "text/html")] if book.page else []
    cover = {"href": book.cover[0], "type": book.cover[1]}
    return {"metadata": about, "links": links, "images": [cover]}
