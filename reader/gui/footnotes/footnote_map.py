"""Footnotes of an article: which mark in the text belongs to which note at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.core.model import BlockKind
from reader.gui.article_view.inline_runs import text_of
from reader.gui.article_view.units import Unit
from reader.reading.footnote_marks import beginning, is_mark_or_back, leads_back, page_of, sorted_links

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

    @property
    def first(self) -> bool:
        return self.place.offset == 0


class Footnotes:
    """The footnotes of one article, by the addresses of its links."""

    def __init__(self, units: Sequence[Unit], page: str) -> None:
        self._units = units
        self._page = page_of(page)
        self._notes: dict[str, Note] = {}
        self._backs: dict[str, TextPosition] = {}
        marks, backs = sorted_links(self._links())
        for label, mark in marks.items():
            self._add(label, mark, backs)

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

    def _links(self) -> Iterator[_Link]:
        """Every link that leads to a place on the article's own page."""
        for index, unit in enumerate(self._units):
            if unit.block is None or not any("#" in part.html for part in unit.block.parts):
                continue
            for number, part in enumerate(unit.source):
                offset = 0
                for run in part.runs:
                    if "#" in run.href and page_of(run.href) == self._page:
                        yield _Link(index, TextPosition(unit.id, number, offset), run.href, run.text)
                    offset += len(run.text)

    def _add(self, label: str, mark: _Link, backs: list[_Link]) -> None:
        back = next((b for b in backs if b.index > mark.index and leads_back(b, label, mark)), None)
        place = back.place if back is not None else self._by_number(label, mark.index)
        if place is None:
            return
        text = self._text(place, label)
        if text:
            self._notes[mark.address] = Note(label, text, TextPosition(place.unit, place.part, 0), mark.place)
            if back is not None:
                self._backs[back.address] = mark.place

    def _by_number(self, label: str, after: int) -> TextPosition | None:
        """The note of a number without a way back: the item of the last numbered list, or “[1] …”."""
        later = list(enumerate(self._units))[after + 1 :]
        begins = beginning(label)
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
        text = " ".join(
            text_of(run for run in runs if not ("#" in run.href and is_mark_or_back(run.text))).split()
        )
        text = re.sub(rf"\A(?:[\[(]?{re.escape(label)})?[\]).:]+\s*", "", text)
        return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…"
