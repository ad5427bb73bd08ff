"""What wallabag exports: JSON, XML with the same names, and a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reader.exchange.imports.parsing.bundle import Bundle
from reader.exchange.imports.parsing.guarded_xml import RowsXml, rows_of_xml
from reader.exchange.imports.rows import ImportedHighlight, ImportedRow, Row, Skipped
from reader.exchange.imports.values import is_yes, listed, moment, split_tags, text

_NO_TITLES = frozenset(
    ("no title found", "untitled", "aucun titre trouvé", "pas de titre trouvé", "kein titel gefunden")
)
"""What wallabag calls a page that it could not read."""
_DAY = re.compile(r"\s*(\d\d)/(\d\d)/(\d{4})\b.*", re.S)
"""A day of the table; its time of day has no half, so that it says nothing."""
_XML = re.compile(rb"(?:<\?xml[^<>]*>\s*)?<result(?:\s[^<>]*)?>\s*<entry>\s*<\w+>")
_MOST_DEPTH = 12
_MOST_ENTRY = 40_000_000  # characters of one entry
_ELEMENT_COST = 200  # characters that one costs by itself


def wallabag_row(line: str, item: Mapping[str, Any]) -> Row:
    """An entry of JSON or XML."""
    title = text(item.get("title"))
    archived = is_yes(item.get("is_archived", item.get("is_read", False)))
    tags = item.get("tags")
    html = text(item.get("content"))
    authors = item.get("published_by")
    failed = title.lower() in _NO_TITLES or "wallabag can't retrieve contents" in html[:300]
    links = [text(item.get(name)) for name in ("url", "given_url", "origin_url")]
    return ImportedRow(
        line,
        next(filter(None, links), ""),
        "" if title.lower() in _NO_TITLES else title,
        moment(item.get("created_at")),
        moment(item.get("published_at")),
        ", ".join(filter(None, map(text, authors))) if isinstance(authors, list) else text(authors),
        text(item.get("language")),
        tags=split_tags(tags, ", ") if isinstance(tags, str) else listed(tags),
        note=links[2] if links[2] not in links[:2] and any(links[:2]) else "",  # where it was found
        archived=archived,
        read=archived,
        favourite=is_yes(item.get("is_starred", item.get("is_fav", False))),
        has_text=bool(html) and not failed,
        html="" if failed else html,
        highlights=_marked(item.get("annotations")),
    )


def _marked(annotations: Any) -> tuple[ImportedHighlight, ...]:
    found = []
    for one in annotations if isinstance(annotations, list) else ():
        if isinstance(one, dict) and (text(one.get("quote")) or text(one.get("text"))):
            made = moment(one.get("created_at"))
            found.append(ImportedHighlight(text(one.get("quote")), text(one.get("text")), made))
    return tuple(found)


def wallabag_table_row(line: str, cells: Mapping[str, str]) -> Row:
    """A row of the table, which has no states."""
    html = cells.get("content", "").strip()
    return ImportedRow(
        line,
        cells.get("url", ""),
        cells.get("title", ""),
        moment(_DAY.sub(r"\3-\2-\1", cells.get("creation date", ""))),
        language=cells.get("language", ""),
        tags=split_tags(cells.get("tags", ""), ","),
        has_text=bool(html),
        html=html,
    )


def is_wallabag_xml(start: bytes) -> bool:
    """Whether a file that begins so is wallabag's XML."""
    return _XML.match(start[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")) is not None


def read_wallabag_xml(bundle: Bundle, name: str, member: str = "") -> Iterator[Row]:
    """The entries, in order.

    Raises:
        ReaderError: `file-damaged` where it is no such XML; what came before holds.
    """
    return rows_of_xml(bundle, name, _Entries(bundle.name, member))


@dataclass(slots=True)
class _Element:
    """An element being read: its own text and what is in it."""

    parts: list[str] = field(default_factory=list)
    inside: list[tuple[str, Any]] = field(default_factory=list)

    def value(self) -> Any:
        """A list where it holds entries, a text where it holds nothing."""
        if not self.inside:
            return "".join(self.parts)
        if all(name == "entry" for name, _ in self.inside):
            return [value for _, value in self.inside]
        return dict(self.inside)


class _Entries(RowsXml):
    """Builds of each entry what the JSON has."""

    def __init__(self, file: str, member: str) -> None:
        super().__init__(file, _MOST_DEPTH, member)
        self._line = ""
        self._open: list[_Element] = []  # below the root
        self._length = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin the root, an entry, or a value of one."""
        if self.depth == 1:
            return
        if self.depth == 2:
            self._line, self._length = self.place, 0
        self._length += _ELEMENT_COST
        self._open.append(_Element())

    def characters(self, data: str) -> None:
        """Go on with a value, while the entry is not too long."""
        self._length += len(data)
        if self._open and self._length <= _MOST_ENTRY:
            self._open[-1].parts.append(data)

    def end(self, tag: str) -> None:
        """End a value, or an entry."""
        if not self._open:
            return
        value = self._open.pop().value()
        if self._open and self._length <= _MOST_ENTRY:
            self._open[-1].inside.append((tag, value))
        elif self._open:
            return
        elif self._length > _MOST_ENTRY:
            self.note(Skipped(self._line, "too-long"))
        elif isinstance(value, dict):
            self.note(wallabag_row(self._line, value))
        else:
            self.note(Skipped(self._line, "broken"))
