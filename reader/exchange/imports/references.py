"""Lists of references: RIS, and the RDF that Zotero exports with notes and folders."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TextIO
from xml.parsers import expat

from reader.core.errors import ReaderError
from reader.exchange.imports.bundle import Bundle
from reader.exchange.imports.lines import numbered
from reader.exchange.imports.rows import ImportedRow, Row, Skipped
from reader.exchange.imports.values import moment, unique

_RIS = re.compile(r"\ufeff?\s*TY  - ?\S")
_FIELD = re.compile(r"([A-Z][A-Z0-9])  - ?(.*)")
_DATE = re.compile(r"(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?")
_ZOTERO = b"http://www.zotero.org/namespaces/export"
_ABOUT, _RESOURCE = (f"http://www.w3.org/1999/02/22-rdf-syntax-ns# {name}" for name in ("about", "resource"))
_CHUNK = 256 * 1024
_MOST_TEXT = 200_000  # characters of one value
_MOST_DEPTH = 200
_MOST_FIELDS = 2_000  # of one reference
_BREAKS = re.compile(r"<(?:/p|br|/li|/h\d|/div)\b[^>]*>", re.I)
_TAGS = re.compile(r"<[^>]*>")


def is_ris(start: str) -> bool:
    """Whether a text that begins so is a list of references in RIS."""
    return _RIS.match(start) is not None


def read_ris(bundle: Bundle, name: str, member: str = "") -> Iterator[Row]:
    """The references of a RIS file, in order.

    Raises:
        ReaderError: `file-unreadable`, `file-damaged`.
    """
    with bundle.text(name) as file:
        for line, fields in _ris_records(file):
            yield _ris_row(f"{member}:{line}" if member else str(line), fields)


def _ris_records(file: TextIO) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Each reference with the line it begins in; a line without a name goes on with the field before."""
    first, held = 1, list[tuple[str, str]]()
    for number, line in numbered(file):
        found = _FIELD.match((line or "").strip("\ufeff"))
        if found is None:
            if held and line is not None and line.strip():
                name, value = held[-1]
                held[-1] = name, f"{value}\n{line.strip()}"[:_MOST_TEXT]
            continue
        if found[1] in ("TY", "ER"):
            if held:
                yield first, held
            held = []
        if found[1] == "TY":
            first = number
        if found[1] != "ER" and len(held) < _MOST_FIELDS:
            held.append((found[1], found[2].strip()))
    if held:
        yield first, held


def _ris_row(line: str, fields: list[tuple[str, str]]) -> Row:
    def all_of(*names: str) -> list[str]:
        return [value for name in names for key, value in fields if key == name and value]

    def first(*names: str) -> str:
        return next(iter(all_of(*names)), "")

    links = [value for value in all_of("UR", "LK", "L2", "L1") if re.match(r"https?://", value, re.I)]
    doi = first("DO").removeprefix("https://doi.org/").removeprefix("doi:")
    url = (links[0] if links else "") or (f"https://doi.org/{doi}" if doi.startswith("10.") else "")
    title = first("TI", "T1", "CT")
    if not url:
        return Skipped(line, "no-address", title=title[:200])
    return ImportedRow(
        line,
        url,
        title,
        moment(_day(first("Y2"))),
        moment(_day(first("DA") or first("PY", "Y1"))),
        ", ".join(map(_person, all_of("AU", "A1"))),
        first("LA"),
        first("AB", "N2"),
        unique(part for value in all_of("KW") for part in value.split("\n")),
        note=_plain("\n".join(all_of("N1"))),
    )


def _day(text: str) -> str:
    found = _DATE.match(text)
    return f"{found[1]}-{int(found[2] or 1):02}-{int(found[3] or 1):02}" if found else ""


def _person(name: str) -> str:
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}".strip() if comma else name.strip()


def is_zotero_rdf(start: bytes) -> bool:
    """Whether a file that begins so is what Zotero exports as RDF."""
    return _ZOTERO in start[:8192]


def read_zotero_rdf(bundle: Bundle, name: str, member: str = "") -> Iterator[Row]:
    """The items of Zotero's RDF with their notes, tags and collections.

    Raises:
        ReaderError: `file-unreadable`; `file-damaged` where it is no such XML.
    """
    reader = _Rdf(bundle.name)
    with bundle.open(name) as file:
        while chunk := file.read(_CHUNK):
            reader.feed(chunk)
        reader.feed(b"", last=True)
    yield from reader.rows(f"{member}:" if member else "")


@dataclass(slots=True)
class _Resource:
    """What stands directly below the root: an item, a note or a collection."""

    kind: str
    about: str
    line: int
    values: dict[str, str] = field(default_factory=dict)
    authors: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)


_VALUES = {
    ("itemType",): "type",
    ("title",): "title",
    ("identifier", "URI", "value"): "url",
    ("date",): "date",
    ("dateSubmitted",): "saved",
    ("abstract",): "abstract",
    ("language",): "language",
    ("value",): "note",
}
_TAG_PLACES = frozenset((("subject",), ("subject", "AutomaticTag", "value")))


class _Rdf:
    """Gathers resources from expat, which refuses every declaration of an entity."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._resources: list[_Resource] = []
        self._path: list[str] = []
        self._text: list[str] = []
        self._length = 0
        self._person: dict[str, str] = {}
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._refuse

    def feed(self, data: bytes, last: bool = False) -> None:
        """Read on."""
        try:
            self._parser.Parse(data, last)
        except expat.ExpatError as error:
            raise ReaderError("file-damaged", f"no XML: {error}", file=self._file) from error

    def rows(self, member: str) -> Iterator[Row]:
        """The items; notes and attachments are parts of others."""
        notes = {one.about: one.values.get("note", "") for one in self._resources if one.kind == "Memo"}
        folders = _folders([one for one in self._resources if one.kind == "Collection"])
        for one in self._resources:
            kind = one.values.get("type", "")
            if not kind or kind in ("attachment", "note") or one.kind in ("Attachment", "Memo"):
                continue
            line, title = f"{member}{one.line}", one.values.get("title", "")
            about = one.about if one.about.startswith(("http://", "https://")) else ""
            url = one.values.get("url", "") or about
            if not url:
                yield Skipped(line, "no-address", title=title[:200])
                continue
            yield ImportedRow(
                line,
                url,
                title,
                moment(one.values.get("saved", "")),
                moment(_day(one.values.get("date", ""))),
                ", ".join(one.authors),
                one.values.get("language", ""),
                one.values.get("abstract", ""),
                unique(one.tags),
                folders.get(one.about, ""),
                "\n\n".join(filter(None, (_plain(notes.get(name, "")) for name in one.notes))),
            )

    def _refuse(self, *_: Any) -> None:
        raise ReaderError("file-damaged", "it declares entities", file=self._file)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        self._path.append(name)
        self._text, self._length = [], 0
        if len(self._path) > _MOST_DEPTH:
            raise ReaderError("file-damaged", "too deep", file=self._file)
        if len(self._path) == 2:
            about = attributes.get(_ABOUT, "")
            self._resources.append(_Resource(name, about, self._parser.CurrentLineNumber))
        elif len(self._path) == 3:
            one, resource = self._resources[-1], attributes.get(_RESOURCE, "")
            if name == "isReferencedBy":
                one.notes.append(resource)
            elif name == "hasPart":
                one.parts.append(resource)
        if name == "Person":
            self._person = {}

    def _characters(self, data: str) -> None:
        if self._length < _MOST_TEXT:
            self._text.append(data)
            self._length += len(data)

    def _end(self, _tag: str) -> None:
        value = "".join(self._text).strip()
        self._text, self._length = [], 0
        place = tuple(self._path[2:])
        name = self._path.pop()
        if not place:
            return
        one = self._resources[-1]
        if name in ("surname", "givenName", "givenname", "name") and "Person" in place:
            self._person[name.lower()] = value
        elif name == "Person" and "authors" in place:
            person = self._person.get("givenname", ""), self._person.get("surname", "")
            one.authors.append(" ".join(filter(None, person)) or self._person.get("name", ""))
        elif place in _TAG_PLACES and value:
            one.tags.append(value)
        elif place in _VALUES and value:
            one.values.setdefault(_VALUES[place], value)


def _folders(collections: list[_Resource]) -> dict[str, str]:
    """The folder of each item: the names of the collections that it lies in, outer ones first."""
    names = {one.about: one.values.get("title", "").replace("/", "-") for one in collections}
    above = {part: one.about for one in collections for part in one.parts if part in names}
    found: dict[str, str] = {}
    for one in collections:
        path, here = [names[one.about]], one.about
        while (here := above.get(here, "")) and len(path) < 10:
            path.insert(0, names[here])
        for part in one.parts:
            if part not in names:
                found.setdefault(part, "/".join(filter(None, path)))
    return found


def _plain(markup: str) -> str:
    """A note, which programs write as HTML, as text."""
    if "<" not in markup:
        return markup.strip()
    text = html.unescape(_TAGS.sub("", _BREAKS.sub("\n", markup)))
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())
