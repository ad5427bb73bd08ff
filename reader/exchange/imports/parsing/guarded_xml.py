"""XML of other programs, read piece by piece by expat, so that no file can make it grow or open another.

Every declaration of an entity is refused, and so is what is too deep, or a tag that never ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from reader.core.errors import ReaderError
from reader.exchange.imports.parsing.bundle import Bundle
from reader.exchange.imports.rows import Row

CHUNK = 256 * 1024
"""Bytes to be given at once."""
_CONTROL = bytes({*range(0x20)} - {*b"\0\t\n\r"})
"""Signs that are in pages, and in no XML; those who write it may not look for them."""
_MOST_TAG = 20 * 1024 * 1024  # bytes in which nothing begins or ends: expat holds a tag as a whole
_MOST_NAMES = 4_000_000  # characters of all names of elements and attributes: expat keeps each to the end
_NAME_COST = 100  # characters that one costs by itself


class GuardedXml:
    """Subclasses say what is done with elements.

    Args:
        file: the name for what is said of it. depth: of elements, at most.
        separator: what stands between namespace and name; `None` for names as they are in the file.
    """

    def __init__(self, file: str, depth: int, separator: str | None = None) -> None:
        self.file = file
        self._depth, self._most_depth = 0, depth
        self._since = 0
        self._names: set[str] = set()
        self._named = 0
        self._parser = expat.ParserCreate(namespace_separator=separator)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._finish
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = self._refuse

    def feed(self, data: bytes, last: bool = False) -> None:
        """Read on.

        Raises:
            ReaderError: `file-damaged`; what was read before holds.
        """
        self._since += len(data)
        try:
            self._parser.Parse(data, last)
        except expat.ExpatError as error:
            raise ReaderError("file-damaged", f"no XML: {error}", file=self.file) from error
        if self._since > _MOST_TAG:
            raise self.damaged("a tag that is too long")

    @property
    def depth(self) -> int:
        """How deep the element being read lies, from 1."""
        return self._depth

    @property
    def line(self) -> int:
        """The line being read, from 1."""
        return self._parser.CurrentLineNumber

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        raise NotImplementedError

    def end(self, tag: str) -> None:
        """An element ends."""
        raise NotImplementedError

    def characters(self, data: str) -> None:
        """A piece of text; nothing is done with it unless a subclass does."""

    def damaged(self, why: str) -> ReaderError:
        """The error about this file."""
        return ReaderError("file-damaged", why, file=self.file)

    def _refuse(self, *_: Any) -> None:
        raise self.damaged("it declares entities")

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        self._since = 0
        self._depth += 1
        if self._depth > self._most_depth:
            raise self.damaged("too deep")
        for name in (tag, *attributes):
            self._know(name)
        self.start(tag, attributes)

    def _know(self, name: str) -> None:
        if name not in self._names:
            self._names.add(name)
            self._named += len(name) + _NAME_COST
            if self._named > _MOST_NAMES:
                raise self.damaged("too many names")

    def _finish(self, tag: str) -> None:
        self._since = 0
        self._depth -= 1
        self.end(tag)

    def _text(self, data: str) -> None:
        self._since = 0
        self.characters(data)


class RowsXml(GuardedXml):
    """Gathers rows.

    Args:
        file: the name for what is said of it. depth: of elements, at most.
        member: what stands before the number of a line, "" for nothing.
    """

    def __init__(self, file: str, depth: int, member: str) -> None:
        super().__init__(file, depth)
        self._member = f"{member}:" if member else ""
        self._found: list[Row] = []

    def taken(self) -> list[Row]:
        """What was found since this was asked last."""
        found, self._found = self._found, []
        return found

    def note(self, row: Row) -> None:
        """Take a row."""
        self._found.append(row)

    @property
    def place(self) -> str:
        """Where the element being read stands."""
        return f"{self._member}{self.line}"


def rows_of_xml(bundle: Bundle, name: str, reader: RowsXml) -> Iterator[Row]:
    """The rows that a reader takes out of a file, as they come; one with a control sign in it costs no row.

    Raises:
        ReaderError: `file-damaged` where it is no such XML; what came before holds.
    """
    with bundle.open(name) as file:
        try:
            start = chunk = file.read(CHUNK)
            stray = b"" if b"\0" in start[:4] else _CONTROL  # in UTF-16 they are halves of letters
            while chunk:
                reader.feed(chunk.translate(None, stray))
                yield from reader.taken()
                chunk = file.read(CHUNK)
            reader.feed(b"", last=True)
        except ReaderError:
            yield from reader.taken()
            raise
        yield from reader.taken()
