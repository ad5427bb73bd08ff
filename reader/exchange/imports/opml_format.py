"""Lists of feeds (OPML): the feeds are named, and links among them are taken."""

from __future__ import annotations

from collections.abc import Iterator

from reader.core.errors import ReaderError
from reader.exchange.imports.bundle import Bundle
from reader.exchange.imports.guarded_xml import CHUNK, GuardedXml
from reader.exchange.imports.rows import ImportedRow, Row, Skipped
from reader.exchange.imports.values import moment

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
        try:
            while chunk := file.read(CHUNK):
                reader.feed(chunk)
                yield from reader.taken()
            reader.feed(b"", last=True)
        except ReaderError:
            yield from reader.taken()
            raise
        yield from reader.taken()


class _Outlines(GuardedXml):
    """Gathers outlines."""

    def __init__(self, file: str, member: str) -> None:
        super().__init__(file, _MOST_DEPTH)
        self._member = member
        self._found: list[Row] = []
        self._folders: list[str] = []

    def taken(self) -> list[Row]:
        """What was found since this was asked last."""
        found, self._found = self._found, []
        return found

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note an outline."""
        title = attributes.get("title") or attributes.get("text") or ""
        self._folders.append(title if tag.lower() == "outline" else "")
        if tag.lower() != "outline":
            return
        line = f"{self._member}{self.line}"
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

    def end(self, tag: str) -> None:
        """Leave it."""
        self._folders.pop()
