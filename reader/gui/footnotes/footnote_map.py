"""Footnotes of an article: which mark in the text belongs to which note at its end.

The stored text keeps the links of marks and notes as addresses of its own page (`…/article#fn1`), but
not the names they lead to; so mark and note are joined by number and by the link that leads back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from reader.core.model import BlockKind
from reader.gui.article_view.inline_runs import text_of
from reader.gui.article_view.units import Unit

_MARK = re.compile(r"[\s\[(]*(\d{1,3}|[*†‡§]{1,3}|[a-z])[\s\])]*\Z")
_BACK = re.compile(r"[\s\[(]*[↩↑^⤴⏎⬆⇑↰«][\ufe0e\ufe0f]?[\s\])]*\Z")
_LONGEST = 1_500
"""Characters of a note that are shown."""


@dataclass(frozen=True, slots=True)
class TextPosition:
    """A place in the source text: unit, part of the unit, offset in the part's text."""

    unit: str
    part: int
    offset: int


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its number or sign, its text, where it stands, and where its mark does."""

    label: str
    text: str
    place: TextPosition
    mark: TextPosition


@dataclass(frozen=True, slots=True)
class _Link:
    index: int
    place: TextPosition
    address: str
    text: str


class Footnotes:
    """The footnotes of one article, by the addresses of its links."""

    def __init__(self, units: Sequence[Unit], page: str) -> None:
        self._units = units
        self._page = _page_of(page)
        self._notes: dict[str, Note] = {}
        self._backs: dict[str, TextPosition] = {}
        marks, backs = self._sorted()
        for mark in marks:
            self._add(mark, backs)

    def note(self, address: str) -> Note | None:
        """The note a mark's link leads to."""
        return self._notes.get(address)

    def mark(self, address: str) -> TextPosition | None:
        """The mark that a note's link leads back to."""
        return self._backs.get(address)

    def mark_of(self, unit: str, part: int) -> TextPosition | None:
        """The mark of the note that stands in a part (any part: -1) of a unit."""
        for note in self._notes.values():
            if note.place.unit == unit and part in (-1, note.place.part):
                return note.mark
        return None

    def __len__(self) -> int:
        return len(self._notes)

    def _sorted(self) -> tuple[list[_Link], list[_Link]]:
        """The marks, and the links that lead back to them."""
        marks: dict[str, _Link] = {}
        backs: list[_Link] = []
        for link in self._links():
            found = _MARK.match(link.text)
            again = found is not None and link.place.offset == 0 and found[1] in marks
            if again or _BACK.match(link.text):
                backs.append(link)
            elif found is not None:
                marks.setdefault(found[1], link)
        return list(marks.values()), backs

    def _links(self) -> Iterator[_Link]:
        """Every link that leads to a place on the article's own page."""
        for index, unit in enumerate(self._units):
            if unit.block is None or not any("#" in part.html for part in unit.block.parts):
                continue
            for number, part in enumerate(unit.source):
                offset = 0
                for run in part.runs:
                    if "#" in run.href and _page_of(run.href) == self._page:
                        yield _Link(index, TextPosition(unit.id, number, offset), run.href, run.text)
                    offset += len(run.text)

    def _add(self, mark: _Link, backs: list[_Link]) -> None:
        found = _MARK.match(mark.text)
        assert found is not None
        label = found[1]
        back = next((b for b in backs if b.index > mark.index and self._fits(b, label, mark)), None)
        place = back.place if back is not None else self._by_number(label, mark.index)
        if place is None:
            return
        text = self._text(place, label)
        if text:
            self._notes[mark.address] = Note(label, text, TextPosition(place.unit, place.part, 0), mark.place)
            if back is not None:
                self._backs[back.address] = mark.place

    def _fits(self, back: _Link, label: str, mark: _Link) -> bool:
        """Whether a link leads back to a mark: it is called the same, or its address has its number."""
        called = _MARK.match(back.text)
        if called is not None:
            return called[1] == label
        wanted = label if label.isdigit() else (re.findall(r"\d+", _fragment(mark.address)) or [label])[-1]
        return wanted in re.findall(r"\d+", _fragment(back.address))

    def _by_number(self, label: str, after: int) -> TextPosition | None:
        """The note of a number without a way back: the item of the last numbered list, or “[1] …”."""
        later = list(enumerate(self._units))[after + 1 :]
        begins = re.compile(rf"\s*(?:[\[(]{re.escape(label)}[\])]|{re.escape(label)}[.):])\s+\S")
        for _, unit in later:
            for number, part in enumerate(unit.source):
                if unit.kind in (BlockKind.PARAGRAPH, BlockKind.LIST) and begins.match(text_of(part.runs)):
                    return TextPosition(unit.id, number, 0)
        for _, unit in reversed(later):
            if unit.kind is BlockKind.LIST and unit.source and unit.source[0].ordered and label.isdigit():
                items = [n for n, part in enumerate(unit.source) if part.level == 0]
                return (
                    TextPosition(unit.id, items[int(label) - 1], 0) if 0 < int(label) <= len(items) else None
                )
        return None

    def _text(self, place: TextPosition, label: str) -> str:
        unit = next(unit for unit in self._units if unit.id == place.unit)
        runs = unit.source[place.part].runs
        text = " ".join(text_of(run for run in runs if not ("#" in run.href and _leads(run.text))).split())
        text = re.sub(rf"\A(?:[\[(]?{re.escape(label)})?[\]).:]+\s*", "", text)
        return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…"


def _leads(text: str) -> bool:
    return bool(_BACK.match(text) or _MARK.match(text))


def _page_of(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ("", address)
    return (parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"))


def _fragment(address: str) -> str:
    return address.partition("#")[2]
