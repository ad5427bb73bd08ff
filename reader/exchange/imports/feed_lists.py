"""The feeds that a list of them (OPML) names."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from reader.core.errors import ReaderError
from reader.core.feeds import FoundFeed
from reader.exchange.imports.parsing.bundle import Bundle
from reader.exchange.imports.rows import ImportedRow, Skipped
from reader.exchange.imports.xml_lists import is_opml, read_opml

_START = 8192  # bytes
_FEED = re.compile(
    rb"<rss[\s>]|<(?:\w{1,20}:)?feed\b[^>]{0,500}w3\.org/2005/Atom|purl\.org/rss/1\.0/|jsonfeed\.org/version",
    re.IGNORECASE,
)
_MOST = 20_000
_LARGEST = 20_000_000  # bytes


@dataclass(frozen=True, slots=True)
class FeedList:
    """What a list names: its feeds, each once, and whether there are links to pages among them."""

    feeds: tuple[FoundFeed, ...] = ()
    links: bool = False


LIST, FEED = "list", "feed"
"""What a file may be: a list of feeds, or the document of a feed (RSS, Atom, RDF or JSON Feed)."""


def kind_of(file: Path) -> str:
    """What a file begins as: `LIST`, `FEED`, or "" for anything else and what cannot be read."""
    try:
        with file.open("rb") as opened:
            start = opened.read(_START)
    except OSError:
        return ""
    if is_opml(start):
        return LIST
    return FEED if _FEED.search(start) else ""


def document_of(file: Path) -> bytes:
    """The document of a feed in a file, or as much of it as is read of one that is fetched.

    Raises:
        ReaderError: `file-unreadable`.
    """
    with _opened(file) as opened:
        return opened.read(_LARGEST)


def read_list(file: Path) -> FeedList:
    """What a list of feeds names.

    Raises:
        ReaderError: `file-unreadable`, `file-damaged`, `unknown-export`.
    """
    if not file.is_file():
        raise ReaderError("file-unreadable", "no file", file=file.name)
    if kind_of(file) != LIST:
        raise ReaderError("unknown-export", "no list of feeds", file=file.name)
    return feeds_of_list(file)


def feeds_of_list(file: Path) -> FeedList:
    """What a file names that is known to be a list.

    Raises:
        ReaderError: `file-unreadable`, `file-damaged`.
    """
    found: dict[str, FoundFeed] = {}
    links = False
    for row in read_opml(Bundle(file.name, (file.name,), lambda _name: _opened(file)), file.name):
        if isinstance(row, Skipped) and row.reason == "feed":
            found.setdefault(row.url, FoundFeed(row.url, row.title))
        links |= isinstance(row, ImportedRow)
        if len(found) >= _MOST:
            break
    return FeedList(tuple(found.values()), links)


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    try:
        opened = file.open("rb")
    except OSError as error:
        raise ReaderError("file-unreadable", str(error), file=file.name) from error
    with opened:
        yield opened
