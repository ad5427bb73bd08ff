"""A feed's bytes become a `ParsedFeed`, whatever its form and whatever is wrong with it.

feedparser reads the XML forms: it knows every one that is in use, and goes on where the XML is broken. (Ten
times quicker ones exist; the one that was tried, fastfeedparser 0.6, loses a bare `&` with the letters after
it, also in addresses, and what kind of text a title is.) `plain_xml` spares it the documents without
surprises. What it would do slowly or less safely is done before and after: decoding as for pages, no entity
but those of HTML, our own cleaning and resolving.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from reader.core.errors import ReaderError
from reader.core.feeds import ParsedFeed
from reader.saving.feeds.items import finished, item_of
from reader.saving.feeds.json_feed import read_json_feed
from reader.saving.feeds.plain_xml import read_plain
from reader.saving.feeds.secrets import shown_address
from reader.saving.feeds.texts import language_code, plain_text, without_halves
from reader.saving.fetching.decode import decode_html
from reader.saving.metadata.language import language_of_text
from reader.saving.page.prepare import clean_characters
from reader.saving.page.sanitize import safe_link

MOST_READ = 1000
"""Pieces from each end of a document that are read; a longer one is an archive."""

_HEAD = 8192  # characters in which a document says what it is
_ROOT = re.compile(r"<(?:[\w-]{1,20}:)?(rss|feed|rdf|channel)(?=[\s>/])", re.IGNORECASE)
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)
_ELEMENT = re.compile(r"<[A-Za-z]")
_ASIDE = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)  # comments and processing instructions
_CONTROL = re.compile(r"[\x80-\x9f]|&#(?:12[89]|1[34][0-9]|15[0-9]|[xX][89][0-9a-fA-F]);")
_ITEM = re.compile(r"<(?:[\w-]{1,20}:)?(?:item|entry)(?=[\s>])", re.IGNORECASE)
_MINUTES = {"hourly": 60, "daily": 24 * 60, "weekly": 7 * 24 * 60, "monthly": 30 * 24 * 60}
_SAYS_SOMETHING = ("title", "link", "subtitle", "id", "links")
"""What a feed without pieces says, by feedparser's names, when its XML is not broken from the start."""
_LONGEST_TITLE = 200
_SAMPLED = 30  # pieces that tell the language
_WEB = frozenset(("http", "https"))


def read_feed(body: bytes, url: str, content_type: str = "") -> ParsedFeed:
    """The pieces of a feed.

    Args:
        body: its document, the content coding undone.
        url: where it was had from; relative addresses are resolved against it.
        content_type: its header, for its charset.

    Raises:
        ReaderError: `not-a-feed`, `feed-broken`.
    """
    text = _CONTROL.sub(_as_windows, decode_html(body, content_type))
    feed = _read(clean_characters(text).lstrip(), url)
    # Many programs that write feeds declare the language that they themselves are in.
    said = " ".join(f"{item.title}. {item.summary}" for item in feed.items[:_SAMPLED])
    return replace(feed, language=language_of_text(said, feed.language))


def _as_windows(found: re.Match[str]) -> str:
    """What a control character stands for, raw or by its number: quotes and dashes of Windows-1252."""
    said = found.group().lstrip("&#").rstrip(";")
    number = ord(said) if len(said) == 1 else int(said[1:], 16) if said[0] in "xX" else int(said)
    return bytes((number,)).decode("cp1252", "ignore")


def _read(text: str, url: str) -> ParsedFeed:
    if text[:1] == "{":
        return read_json_feed(text, url)
    head = _ASIDE.sub(lambda found: " " * len(found.group()), text[:_HEAD])
    root = _ROOT.search(head)
    if root is None or _is_page(head[: root.end()], root.group()):
        raise not_a_feed(url, "no feed's element")
    # Without what stands before its element: where no declaration can stand, no entity grows or opens a file.
    return _read_xml(_shortened(text[root.start() :]), url)


def _is_page(head: str, root: str) -> bool:
    """Whether what stands before a feed's element, up to its name, is a page's; a `DOCTYPE` alone is not."""
    first = _ELEMENT.search(head)
    return _PAGE.search(head) is not None and (first is None or head[first.start() :] != root)


def not_a_feed(url: str, detail: str) -> ReaderError:
    """The error of a document that is no feed (any more)."""
    return ReaderError("not-a-feed", detail, host=urlsplit(url).hostname or url)


def _shortened(text: str) -> str:
    """The document with at most so many pieces, from both ends: some put the newest last."""
    starts = [match.start() for match in _ITEM.finditer(text)]
    if len(starts) <= 2 * MOST_READ:
        return text
    return text[: starts[MOST_READ]] + text[starts[-MOST_READ] :]


def _read_xml(text: str, url: str) -> ParsedFeed:
    document = ('<?xml version="1.0" encoding="utf-8"?>' + text).encode("utf-8", "replace")
    found = read_plain(document)
    if found is None:
        found = _read_any(document, url)
    feed = found.feed
    return ParsedFeed(
        plain_text(_text(feed, "title"), _LONGEST_TITLE),
        shown_address(safe_link(without_halves(_text(feed, "link")), url, _WEB)),
        language_code(_text(feed, "language")),
        _minutes(feed),
        finished(item_of(entry, url) for entry in found.entries),
        _own_address(feed, url),
    )


def _read_any(document: bytes, url: str) -> Any:
    """What feedparser makes of a document.

    Raises:
        ReaderError: `not-a-feed`, `feed-broken`.
    """
    import feedparser

    try:
        found = feedparser.parse(
            io.BytesIO(document),
            # Without an address: feedparser would make one of every id.
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError, AssertionError) as error:
        raise not_a_feed(url, f"{type(error).__name__}: {error}"[:200]) from error
    if not found.get("version") and not found.entries:
        raise not_a_feed(url, "no feed's form")
    if found.get("bozo") and not found.entries and not any(map(found.feed.get, _SAYS_SOMETHING)):
        detail = str(found.get("bozo_exception", ""))[:200]
        raise ReaderError("feed-broken", detail, host=urlsplit(url).hostname or url)
    return found


def _own_address(feed: Any, url: str) -> str:
    """The address that a feed names as its own (`rel="self"`)."""
    for link in feed.get("links") or ():
        if isinstance(link, dict) and link.get("rel") == "self":
            return shown_address(safe_link(without_halves(_text(link, "href")), url, _WEB))
    return ""


def _text(values: Any, name: str) -> str:
    found = values.get(name)
    return found.strip() if isinstance(found, str) else ""


def _minutes(feed: Any) -> int:
    """How often the source asks to be looked at: `ttl` in minutes, or a period and how often in it."""
    ttl, often = _text(feed, "ttl"), _text(feed, "sy_updatefrequency")
    if ttl.isascii() and ttl.isdigit():
        return min(int(ttl[:6]), 30 * 24 * 60)
    period = _MINUTES.get(_text(feed, "sy_updateperiod").lower(), 0)
    times = int(often[:4]) if often.isascii() and often.isdigit() else 1
    return period // max(times, 1)
