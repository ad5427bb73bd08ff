"""Lists of links in XML: OPML, in which feeds are only named, and Pinboard's posts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.exchange.imports.parsing.bundle import Bundle
from reader.exchange.imports.parsing.guarded_xml import RowsXml, rows_of_xml
from reader.exchange.imports.rows import ImportedRow, Row, Skipped
from reader.exchange.imports.values import is_yes, moment, split_tags

_MOST_DEPTH = 1_000
_POSTS = re.compile(rb"<posts[\s>]")


def is_opml(start: bytes) -> bool:
    """Whether a file that begins so is a list of feeds."""
    return b"<opml" in start[:8192].lower()


def is_pinboard_xml(start: bytes) -> bool:
    """Whether a file that begins so is a list of posts as Pinboard, and Delicious before it, write it."""
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and _POSTS.search(start[:2048]) is not None


def read_opml(bundle: Bundle, name: str, member: str = "") -> Iterator[Row]:
    """The outlines of a list of feeds that name an address.

    Raises:
        ReaderError: `file-damaged` where it is no such XML; what came before holds.
    """
    return rows_of_xml(bundle, name, _Outlines(bundle.name, member))


def read_pinboard_xml(bundle: Bundle, name: str, member: str = "") -> Iterator[Row]:
    """The posts of a list.

    Raises:
        ReaderError: `file-damaged` where it is no such XML; what came before holds.
    """
    return rows_of_xml(bundle, name, _Posts(bundle.name, _MOST_DEPTH, member))


class _Outlines(RowsXml):
    """The outlines of OPML."""

    def __init__(self, file: str, member: str) -> None:
        super().__init__(file, _MOST_DEPTH, member)
        self._folders: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note an outline."""
        title = attributes.get("title") or attributes.get("text") or ""
        self._folders.append(title if tag.lower() == "outline" else "")
        if tag.lower() != "outline":
            return
        feed = attributes.get("xmlUrl") or attributes.get("xmlurl") or ""
        if feed:
            self.note(Skipped(self.place, "feed", feed, title))
            return
        link = attributes.get("url") or attributes.get("htmlUrl") or ""
        if link:
            folder = "/".join(f.replace("/", "-") for f in self._folders[:-1] if f)
            self.note(ImportedRow(self.place, link, title, moment(attributes.get("created")), folder=folder))

    def end(self, tag: str) -> None:
        """Leave it."""
        self._folders.pop()


class _Posts(RowsXml):
    """The posts of Pinboard."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note a post."""
        if tag != "post":
            return
        self.note(
            ImportedRow(
                self.place,
                attributes.get("href", ""),
                attributes.get("description", ""),
                moment(attributes.get("time")),
                tags=split_tags(attributes.get("tag", ""), " "),
                note=attributes.get("extended", "").strip(),
                read="toread" in attributes and not is_yes(attributes["toread"]),
            )
        )

    def end(self, tag: str) -> None:
        """A post is all in its beginning."""
