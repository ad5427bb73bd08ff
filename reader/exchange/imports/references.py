"""Lists of references: RIS, and the RDF that Zotero exports with notes and folders."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TextIO
from urllib.parse import quote, unquote

from reader.core.errors import ReaderError
from reader.exchange.imports.parsing.bundle import Bundle
from reader.exchange.imports.parsing.guarded_xml import CHUNK, GuardedXml
from reader.exchange.imports.parsing.lines import numbered
from reader.exchange.imports.rows import ImportedRow, Row, Skipped
from reader.exchange.imports.values import moment, unique

_RIS = re.compile(r"\ufeff?\s*TY  - ?\S")
_FIELD = re.compile(r"([A-Z][A-Z0-9])  - ?(.*)")
_DATE = re.compile(r"(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?")
_DOI_BEGINS = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:?\s*)+", re.I)
_IN_DOI = "/:;()~@!$&'*+,="
"""Signs of a DOI that stand in an address as they are."""
_ZOTERO = b"http://www.zotero.org/namespaces/export"
_ABOUT, _RESOURCE = (f"http://www.w3.org/1999/02/22-rdf-syntax-ns# {name}" for name in ("about", "resource"))
_MOST_TEXT = 200_000  # characters of one value
_MOST_RECORD = 2_000_000  # characters of one reference in RIS
_MOST_HELD = 100_000_000  # characters of a whole RDF, which is held until its end
_RESOURCE_COST = 200  # characters that one costs by itself
_MOST_DEPTH = 200
_MOST_FIELDS = 2_000  # of one reference
_BREAKS = re.compile(r"<(?:/p|br|/li|/h\d|/div)\b", re.I)
_NAMES = (
    "p br div span a b i u s em strong small big sub sup ul ol li dl dt dd h[1-6] blockquote q cite pre code "
    "tt hr img font strike del ins mark table caption thead tbody tfoot tr th td col html head body title"
)
_TAGS = re.compile(rf"</?(?:{_NAMES.replace(' ', '|')})(?P<inside>[\s/][^<>]*)?>|<!--[^<>]*-->", re.I)


def is_ris(start: str) -> bool:
    """Whether a text that begins so is a list of references in RIS."""
    return _RIS.match(start) is not None


def read_ris(bundle: Bundle, name: str, member: str = "") -> Iterator[Row]:
    """The references of a RIS file, in order.

    Raises:
        ReaderError: `file-unreadable`, `file-damaged`.
    """
    with bundle.text(name) as file:
        place = f"{member}:" if member else ""
        for record in _ris_records(file):
            if record.fields:
                fields = [(name, "\n".join(lines)) for name, lines in record.fields]
                yield _ris_row(f"{place}{record.line}", fields)
            for line in record.left_out:
                yield Skipped(f"{place}{line}", "too-long")


def _ris_records(file: TextIO) -> Iterator[_Record]:
    """Each reference; a line without a name goes on with the field before."""
    record = _Record(1)
    for number, line in numbered(file):
        if line is None:
            record.left_out.append(number)
            continue
        found = _FIELD.match(line.strip("\ufeff"))
        if found is None:
            record.go_on(number, line.strip())
            continue
        if found[1] in ("TY", "ER"):
            if record.fields or record.left_out:
                yield record
            record = _Record(number)
        if found[1] != "ER":
            record.add(number, found[1], found[2].strip())
    if record.fields or record.left_out:
        yield record


@dataclass(slots=True)
class _Record:
    """A reference of RIS: the line it begins in, its fields with their lines, and the lines with no room."""

    line: int
    fields: list[tuple[str, list[str]]] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)
    _length: int = 0  # of the field
    _whole: int = 0  # of all

    def add(self, number: int, name: str, value: str) -> None:
        """Begin a field in a line of the file."""
        if len(self.fields) >= _MOST_FIELDS:
            self._leave_out(number)
            return
        self.fields.append((name, []))
        self._length = 0
        self._append(number, value)

    def go_on(self, number: int, value: str) -> None:
        """Go on with the field before."""
        if value and self.fields:
            self._append(number, value)

    def _append(self, number: int, value: str) -> None:
        room = min(_MOST_TEXT - self._length, _MOST_RECORD - self._whole)
        if len(value) > room:
            self._leave_out(number)
        value = value[: max(room, 0)]
        if value:
            self.fields[-1][1].append(value)
        self._length += len(value) + 1
        self._whole += len(value) + 1

    def _leave_out(self, number: int) -> None:
        if not self.left_out:  # one word about a reference is enough
            self.left_out.append(number)


def _ris_row(line: str, fields: list[tuple[str, str]]) -> Row:
    def all_of(*names: str) -> list[str]:
        return [value for name in names for key, value in fields if key == name and value]

    def first(*names: str) -> str:
        return next(iter(all_of(*names)), "")

    links = [value for value in all_of("UR", "LK", "L2", "L1") if re.match(r"https?://", value, re.I)]
    url = (links[0] if links else "") or doi_link(first("DO"))
    title = first("TI", "T1", "CT")
    if not url:
        return Skipped(line, "no-address", title=title[:200])
    return ImportedRow(
        line,
        url,
        title,
        moment(_day(first("Y2"))),
        moment(_day(first("DA") or first("PY", "Y1"))),
        ", ".join(map(written_name, all_of("AU", "A1"))),
        first("LA"),
        first("AB", "N2"),
        unique(part for value in all_of("KW") for part in value.split("\n")),
        note=plain_note("\n".join(all_of("N1"))),
    )


def _day(text: str) -> str:
    found = _DATE.match(text)
    return f"{found[1]}-{int(found[2] or 1):02}-{int(found[3] or 1):02}" if found else ""


def doi_link(doi: str) -> str:
    """Where a DOI leads, however it is written; "" for none."""
    found = doi.strip()
    begins = _DOI_BEGINS.match(found)
    bare = unquote(found[begins.end() if begins is not None else 0 :])
    return f"https://doi.org/{quote(bare, _IN_DOI)}" if bare.startswith("10.") else ""


def written_name(name: str) -> str:
    """A person as an article's line of authors has him; lists of references have the family name first."""
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
    place = f"{member}:" if member else ""
    with bundle.open(name) as file:
        try:
            while chunk := file.read(CHUNK):
                reader.feed(chunk)
            reader.feed(b"", last=True)
        except ReaderError:
            yield from reader.rows(place)
            raise
    yield from reader.rows(place)


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
    attached: list[str] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)


_VALUES = {
    ("itemType",): "type",
    ("title",): "title",
    ("identifier", "URI", "value"): "url",
    ("date",): "date",
    ("dateSubmitted",): "saved",
    ("abstract",): "abstract",
    ("description",): "extra",
    ("language",): "language",
    ("value",): "note",
}
_NUMBER_PLACES = frozenset(("identifier", "isPartOf"))
"""Zotero writes the number of an article into what it says of the journal."""
_TAG_PLACES = frozenset((("subject",), ("subject", "AutomaticTag", "value")))


class _Rdf(GuardedXml):
    """Gathers resources; what belongs together is known at the end of the file only."""

    def __init__(self, file: str) -> None:
        super().__init__(file, _MOST_DEPTH, " ")
        self._resources: list[_Resource] = []
        self._path: list[str] = []
        self._text_parts: list[str] = []
        self._length = self._held = 0
        self._person: dict[str, str] = {}

    def rows(self, member: str) -> Iterator[Row]:
        """The items; notes and attachments are parts of others."""
        notes = {one.about: one.values.get("note", "") for one in self._resources if one.kind == "Memo"}
        numbers = {one.about: one.values.get("number", "") for one in self._resources}
        parts = {name for one in self._resources for name in (*one.notes, *one.attached)}
        folders = _folders([one for one in self._resources if one.kind == "Collection"])
        for one in self._resources:
            if one.about in parts or not (one.values.get("type", "") or one.kind == "Memo"):
                continue
            line, title = f"{member}{one.line}", one.values.get("title", "")
            number = next(filter(None, (numbers.get(name) for name in (one.about, *one.inside))), "")
            about = one.about if one.about.startswith(("http://", "https://")) else ""
            url = one.values.get("url", "") or about or doi_link(number)
            if not url:
                shown = title or plain_note(one.values.get("note", ""))
                yield Skipped(line, "no-address", title=shown[:200])
                continue
            first, *more = folders.get(one.about, [""])
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
                first,
                tuple(more),
                _joined(
                    one.values.get("extra", ""), *(plain_note(notes.get(name, "")) for name in one.notes)
                ),
            )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a resource, or a value of one."""
        name = tag.rpartition(" ")[2]
        self._path.append(name)
        self._text_parts, self._length = [], 0
        if len(self._path) == 2:
            about = attributes.get(_ABOUT, "")
            self._hold(len(about) + _RESOURCE_COST)
            self._resources.append(_Resource(name, about, self.line))
        elif len(self._path) == 3:
            one, resource = self._resources[-1], attributes.get(_RESOURCE, "")
            self._hold(len(resource))
            if name == "isReferencedBy":
                one.notes.append(resource)
            elif name == "link":
                one.attached.append(resource)
            elif name == "hasPart":
                one.parts.append(resource)
            elif name == "isPartOf":
                one.inside.append(resource)
        if name == "Person":
            self._person = {}

    def characters(self, data: str) -> None:
        """Go on with a value."""
        data = data[: _MOST_TEXT - self._length]
        if data:
            self._text_parts.append(data)
            self._length += len(data)

    def _hold(self, size: int) -> None:
        self._held += size
        if self._held > _MOST_HELD:
            raise self.damaged("it holds too much")

    def end(self, tag: str) -> None:
        """Keep a value."""
        value = "".join(self._text_parts).strip()
        self._hold(len(value))
        self._text_parts, self._length = [], 0
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
        elif name == "identifier" and place[0] in _NUMBER_PLACES and doi_link(value):
            one.values.setdefault("number", value)
        elif place in _TAG_PLACES and value:
            one.tags.append(value)
        elif place in _VALUES and value:
            one.values.setdefault(_VALUES[place], value)


def _joined(*notes: str) -> str:
    return "\n\n".join(filter(None, notes))


def _folders(collections: list[_Resource]) -> dict[str, list[str]]:
    """The folders of each item: of each the names of the collections above it, outer ones first."""
    names = {one.about: one.values.get("title", "").replace("/", "-") for one in collections}
    above = {part: one.about for one in collections for part in one.parts if part in names}
    found: dict[str, list[str]] = {}
    for one in collections:
        path, here = [names[one.about]], one.about
        while (here := above.get(here, "")) and len(path) < 10:
            path.insert(0, names[here])
        for part in one.parts:
            if part not in names:
                found.setdefault(part, []).append("/".join(filter(None, path)))
    return found


def plain_note(markup: str) -> str:
    """A note, which programs write as HTML or as text, as plain text."""
    if not any(map(_is_tag, _TAGS.finditer(markup))):
        return markup.strip()
    text = _TAGS.sub(lambda found: _instead(found) if _is_tag(found) else found[0], markup)
    return "\n".join(line.strip() for line in html.unescape(text).split("\n") if line.strip())


def _is_tag(found: re.Match[str]) -> bool:
    """Whether it is one, and no comparison: `a<b and c>d`."""
    inside = (found["inside"] or "").strip(" \t\r\n/")
    return not inside or "=" in inside


def _instead(tag: re.Match[str]) -> str:
    return "\n" if _BREAKS.match(tag[0]) else ""
