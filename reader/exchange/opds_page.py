"""A feed as a plain web page: for a telephone or computer without a program that knows catalogues."""

from __future__ import annotations

from html import escape

from reader.core.languages import direction_of
from reader.exchange.opds import ATOM, Book, Feed, Shelf

MIME = "text/html; charset=utf-8"
POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; form-action 'self'"
_STYLE = (
    ":root{color-scheme:light dark;--quiet:#5e5a52;--line:#e2dfd8;--link:#0b6b62}"
    "@media(prefers-color-scheme:dark){:root{--quiet:#a8a49b;--line:#34363b;--link:#62cbbb}"
    "body{background:#1e1f22;color:#e6e3dc}}"
    "body{max-width:40rem;margin:0 auto;padding:1rem;font:1.1rem/1.5 system-ui,sans-serif}"
    "h1{font-size:1.4rem}a{color:var(--link)}ul{list-style:none;padding:0}"
    "li{padding:.8rem 0;border-bottom:1px solid var(--line);overflow:hidden}"
    "li img{float:inline-end;width:5rem;margin-inline-start:1rem;border-radius:4px}"
    "p{margin:.2rem 0;color:var(--quiet);font-size:.85rem}.get{margin-inline-end:1rem}"
    "input{font:inherit;padding:.4rem;width:100%;box-sizing:border-box}"
)


def page(feed: Feed, language: str, search: str) -> str:
    """A feed as HTML; `search` names the field to search in, in the `language` of the interface."""
    rows = [_shelf(shelf) for shelf in feed.shelves] + [_book(book) for book in feed.books]
    pages = feed.pages
    turns = [
        f'<a class="get" href="{escape(address)}">{sign}</a>'
        for address, sign in ((pages.previous, "‹‹"), (pages.next, "››"))
        if address
    ]
    up = f'<p><a href="{escape(feed.up)}">‹</a></p>' if feed.up else ""
    name = escape(search)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}" dir="{direction_of(language).value}"><head>'
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="alternate" type="{ATOM};profile=opds-catalog" href="{escape(feed.address)}">'
        f"<title>{escape(feed.title)}</title><style>{_STYLE}</style></head><body>{up}"
        f'<h1 dir="auto">{escape(feed.title)}</h1><form action="{escape(feed.top)}/search">'
        f'<input type="search" name="query" aria-label="{name}" placeholder="{name}"></form>'
        f"<ul>{''.join(rows)}</ul>{''.join(turns)}</body></html>\n"
    )


def _shelf(shelf: Shelf) -> str:
    count = f" <bdi>({shelf.count})</bdi>" if shelf.count else ""
    return f'<li><a href="{escape(shelf.address)}"><bdi>{escape(shelf.title)}</bdi></a>{count}</li>'


def _book(book: Book) -> str:
    cover = f'<img src="{escape(book.cover[0])}" alt="">'
    parts = (book.publisher, ", ".join(book.authors), book.published)
    about = " · ".join(f"<bdi>{escape(part)}</bdi>" for part in parts if part)
    gets = "".join(
        f'<a class="get" href="{escape(address)}"><bdi>EPUB: {escape(name)}</bdi></a>'
        for address, name in book.books
    )
    return f"<li>{cover}<div><bdi>{escape(book.title)}</bdi></div><p>{about}</p>{gets}</li>"
