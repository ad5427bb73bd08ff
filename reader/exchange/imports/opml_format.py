"""Lists of feeds (OPML): the feeds are named, and links among them are taken.

Expat reads it with every declaration of an entity refused, so that no file can make it grow or open another.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from reader.core.errors import ReaderError
from reader.exchange.imports.bundle import Bundle
from reader.exchange.imports.rows import ImportedRow, Row, Skipped
from reader.exchange.imports.values import moment

_CHUNK = 256 * 1024
_MOST_TAG = 20 * 1024 * 1024  # bytes without an outline: expat holds a tag as a whole
_MOST_DEPTH = 1_000


def is_opml(start: bytes) -> bool:
    """Whether a file that begins so is a list of feeds."""
    return b"<opml" in start[:8192].lower()


def read_opml(bundle: Bundle, name: str, member: str = "") -> Iterator[Row]:
    """The outlines of a list of feeds that name an address.

    Raises:
        ReaderError: `file-damaged` where it is no such XML; what came before holds.
    """
    reader = _Outlines(bundle.name, f"{member}:" if member else "")
    with bundle.open(name) as file:
        while chunk := file.read(_CHUNK):
            yield from reader.feed(chunk)
        yield from reader.feed(b"", last=True)


class _Outlines:
    """Gathers outlines from expat."""

    def __init__(self, file: str, member: str) -> None:
        self._file, self._member = file, member
        self._found: list[Row] = []
        self._folders: list[str] = []
        self._since = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = self._refuse

    def feed(self, data: bytes, last: bool = False) -> list[Row]:
        """Read on; returns what was found."""
        self._since += len(data)
        try:
            self._parser.Parse(data, last)
        except expat.ExpatError as error:
            raise ReaderError("file-damaged", f"no XML: {error}", file=self._file) from error
        if self._found:
            self._since = 0
        elif self._since > _MOST_TAG:
            raise ReaderError("file-damaged", "a tag that is too long", file=self._file)
        found, self._found = self._found, []
        return found

    def _refuse(self, *_: Any) -> None:
        raise ReaderError("file-damaged", "it declares entities", file=self._file)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._folders) > _MOST_DEPTH:
            raise ReaderError("file-damaged", "too deep", file=self._file)
        title = attributes.get("title") or attributes.get("text") or ""
        self._folders.append(title if tag.lower() == "outline" else "")
        if tag.lower() != "outline":
            return
        line = f"{self._member}{self._parser.CurrentLineNumber}"
        feed = attributes.get("xmlUrl") or attributes.get("xmlurl") or ""
        if feed:
            self._found.append(Skipped(line, "feed", feed, title))
            return
        link = attributes.get("url") or attributes.get("htmlUrl") or ""
        if link:
            folder = "/".join(f.replace("/", "-") for f in self._folders[:-1] if f)
            self._found.append(
                ImportedRow(line, link, title, moment(attributes.get("created")), folder=folder)
            )

    def _end(self, _tag: str) -> None:
        self._folders.pop()
