"""Footnotes of an article as links inside its own text: which mark belongs to which note."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from reader.core.model import Block, BlockKind
from reader.reading.footnote_marks import beginning, leads_back, page_of, sorted_links

_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")
_PLACE = re.compile(r"<(li|p)>\x02(note-\d+)\x03")
_PLACES = (BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.QUOTE)


@dataclass(frozen=True, slots=True)
class _Link:
    block: int
    part: int
    first: bool
    address: str
    text: str


class FootnoteLinks:
    """The footnotes of the blocks of one article, whose page has the address `page`."""

    def __init__(self, blocks: Sequence[Block], page: str) -> None:
        self._blocks = blocks
        self._page = page_of(page)
        self._marks: dict[str, int] = {}
        self._backs: dict[str, int] = {}
        self._places: dict[tuple[str, int], int] = {}
        self._named: set[int] = set()
        marks, backs = sorted_links(self._links())
        for label, mark in marks.items():
            self._join(label, mark, backs)

    def numbered(self, block: Block) -> Block:
        """The block with its notes marked for `placed`."""
        parts = []
        for index, part in enumerate(block.parts):
            html = part.html.replace("\x02", "").replace("\x03", "")
            number = self._places.get((block.id, index), 0)
            parts.append(dataclasses.replace(part, html=f"\x02note-{number}\x03{html}" if number else html))
        return dataclasses.replace(block, parts=tuple(parts))

    def attributes(self, address: str, name: bool) -> str:
        """The attributes of a link that leads to a note or back, "" for any other.

        Args:
            address: where the page's own link leads; a translation may show other words for it.
            name: whether it may have the id that its note leads back to; only one link can.
        """
        number = self._marks.get(address, 0)
        if number:
            own = name and number not in self._named
            self._named |= {number} if own else set()
            said = f' id="mark-{number}"' if own else ""
            return f'href="#note-{number}" epub:type="noteref" role="doc-noteref"{said}'
        number = self._backs.get(address, 0)
        return f'href="#mark-{number}" role="doc-backlink"' if number else ""

    @staticmethod
    def placed(html: str) -> str:
        """Name the elements of the notes that `numbered` marked."""
        return re.sub("[\x02\x03]", "", _PLACE.sub(r'<\1 id="\2" epub:type="footnote">', html))

    def _links(self) -> Iterator[_Link]:
        for index, block in enumerate(self._blocks):
            for number, part in enumerate(block.parts):
                for found in _LINK.finditer(part.html if "#" in part.html else ""):
                    address = unescape(found[1])
                    if "#" in address and page_of(address) == self._page:
                        before = _TAGS.sub("", part.html[: found.start()]).strip()
                        text = unescape(_TAGS.sub("", found[2]))
                        yield _Link(index, number, not before, address, text)

    def _join(self, label: str, mark: _Link, backs: Sequence[_Link]) -> None:
        back = next((b for b in backs if b.block > mark.block and leads_back(b, label, mark)), None)
        place = (back.block, back.part) if back is not None else self._by_number(label, mark.block)
        if place is None:
            return
        block = self._blocks[place[0]]
        key = (block.id, place[1])
        single = block.kind is not BlockKind.PARAGRAPH or place[1] == 0
        if block.kind not in _PLACES or not single or key in self._places or not block.text.strip():
            return
        number = len(self._marks) + 1
        self._marks[mark.address] = self._places[key] = number
        if back is not None:
            self._backs[back.address] = number

    def _by_number(self, label: str, after: int) -> tuple[int, int] | None:
        """The note of a number without a way back: “[1] …”, or the item of the last numbered list."""
        begins = beginning(label)
        later = list(enumerate(self._blocks))[after + 1 :]
        for index, block in later:
            for number, part in enumerate(block.parts):
                if block.kind in _PLACES and begins.match(part.text):
                    return index, number
        for index, block in reversed(later):
            if block.kind is BlockKind.LIST and block.parts and block.parts[0].ordered and label.isdigit():
                items = [number for number, part in enumerate(block.parts) if part.level == 0]
                return (index, items[int(label) - 1]) if 0 < int(label) <= len(items) else None
        return None
