"""Where an article ends, and which boxes within its column are passed over."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from reader.saving.boilerplate.phrases import ends_article, is_last_word
from reader.saving.extraction.opened import reads_like_prose, row_of
from reader.saving.page.block_flow import Block
from reader.saving.page.elements import HEADINGS, Element, ancestors, names_of, tag_of, text_of

_LATE = 0.55  # part of the text after which the article may end
_MAIN_ROW = 0.08  # part of the text that makes a row of paragraphs one of the article's
_GOES_ON = 250  # characters of prose after a label that ends most articles
_FARTHEST = 60  # blocks of a box within the text
_CARD = 400  # characters of a card that leads to another article
_BUTTON = re.compile(r"^(?:btn|button|cta)$")


class Extent:
    """Which of the blocks in the article's column are looked at.

    Args:
        blocks: all of the page.
        kept: for each, whether trafilatura kept it.
        total: how many characters of it trafilatura kept.
    """

    def __init__(self, blocks: Sequence[Block], kept: Sequence[bool], total: int) -> None:
        self.blocks = blocks
        self._kept = kept
        self._total = total
        self._is_prose = [anchored and reads_like_prose(b) for b, anchored in zip(blocks, kept, strict=True)]
        self._rows: dict[Element, int] = {}
        for block in itertools.compress(blocks, self._is_prose):
            row = row_of(block.element)
            self._rows[row] = self._rows.get(row, 0) + len(block.text)
        self._cards: dict[Element, bool] = {}

    def of(self, inside: Sequence[int], anchored: Sequence[int]) -> list[int]:
        """The places to look at: all in the column up to where the article ends, without boxes on the way.

        Args:
            inside: the places of the blocks in the column.
            anchored: those among them that trafilatura kept.
        """
        found: list[int] = []
        seen = 0
        sizes = [len(self.blocks[j].text) for j in reversed(anchored)]
        rests = list(itertools.accumulate(sizes, initial=0))[::-1]
        left = iter(inside)
        for i in left:
            block = self.blocks[i]
            late = seen >= _LATE * self._total or i > anchored[-1]
            if late and self._may_end(i, rests[bisect_right(anchored, i)]):
                back = self._goes_on(i, inside)
                if back is None:
                    break
                i = _forward(left, back)
                block = self.blocks[i]
            found.append(i)
            if self._kept[i]:
                seen += len(block.text)
        return found

    def is_card(self, i: int) -> bool:
        """Whether a block belongs to a small box within the text that leads to another article."""
        block = self.blocks[i]
        if block.kind not in ("heading", "p", "figure") or self._in_main_row(block):
            return False
        for element in (block.element, *ancestors(block.element)):
            if element in self._rows and self._is_main(element):
                return False
            if "card" in (element.get("class") or "").lower() and "card" in names_of(element):
                if element not in self._cards:
                    self._cards[element] = len(text_of(element)) <= _CARD and _leads_away(element)
                return self._cards[element]
        return False

    def _may_end(self, i: int, rest: int) -> bool:
        """Whether the article may end at a block with so many characters of anchored text after it."""
        block = self.blocks[i]
        if block.kind in ("heading", "p") and ends_article(block.text) and not block.text.endswith("."):
            sure = len(block.words) > 2  # “Réactions” alone may be a subhead, “Sur le même sujet” is none
            if not sure and self._is_in_a_box(i):
                return False
            return rest < (0.45 if sure else 0.25) * self._total
        return (
            block.kind == "heading"
            and block.links > 0.85
            and rest < 0.3 * self._total
            and len(block.text) > 20
            and not self._has_a_like(i)
        )

    def _is_in_a_box(self, i: int) -> bool:
        """Whether a short label stands in a box within the text: “Read more” below a listing that is cut."""
        following = range(i + 1, min(i + 3, len(self.blocks)))
        return not self._in_main_row(self.blocks[i]) and all(
            self._kept[j] and self.blocks[j].links < 0.5 and self._in_main_row(self.blocks[j])
            for j in following
        )

    def _has_a_like(self, i: int) -> bool:
        """Whether a linked heading is one of several of the same kind that stood in the text before."""
        mine = self.blocks[i].element
        return any(
            b.kind == "heading"
            and b.links > 0.85
            and b.element.tag == mine.tag
            and b.element.get("class") == mine.get("class")
            and self._kept[j + 1]
            and self.blocks[j + 1].links < 0.3
            for j, b in enumerate(self.blocks[:i])
        ) and any(self._is_prose[i + 1 : i + 4])

    def _goes_on(self, i: int, inside: Sequence[int]) -> int | None:
        """Where the article's prose goes on in its own column after a box that begins here."""
        if is_last_word(self.blocks[i].text):
            return None
        before = [row_of(self.blocks[j].element) for j in inside if j < i and self._is_prose[j]]
        rows = {row for row in before if self._is_main(row)}
        alike = {(row.tag, row.get("class")) for row in before if row.get("class")}
        later = []
        for j in inside:
            if i < j and self._is_prose[j]:
                row = row_of(self.blocks[j].element)
                if row in rows or (row.tag, row.get("class")) in alike:
                    later.append(j)
        if not later or later[0] - i > _FARTHEST:
            return None
        own_row = row_of(self.blocks[i].element) in rows
        if own_row and not any(b.links > 0.5 for b in self.blocks[i + 1 : later[0]]):
            return None  # what follows the label stands under it
        linked = self.blocks[i].links > 0.85
        size = sum(len(self.blocks[j].text) for j in later)
        if size < (80 if linked else _GOES_ON) or (not linked and len(later) < 2):
            return None
        above = self.blocks[later[0] - 1]
        heads = later[0] - 1 > i and above.kind == "heading" and above.links < 0.5
        return later[0] - 1 if heads and not ends_article(above.text) else later[0]

    def _in_main_row(self, block: Block) -> bool:
        return self._is_main(row_of(block.element))

    def _is_main(self, row: Element) -> bool:
        return self._rows.get(row, 0) >= _MAIN_ROW * self._total


def is_button(block: Block) -> bool:
    """Whether a paragraph is nothing but a link that is drawn as a button."""
    if block.kind != "p" or block.links < 0.95:
        return False
    around = (block.element, *list(ancestors(block.element))[:2], *block.element.iter("a"))
    return any(tag_of(e) == "a" and any(map(_BUTTON.match, names_of(e, id_too=False))) for e in around)


def _leads_away(element: Element) -> bool:
    """Whether a box is a link, or has a heading that is one."""
    if tag_of(element) == "a":
        return True
    heads = [h for h in element.iter(*HEADINGS)]
    return any(h.find(".//a") is not None or any(tag_of(a) == "a" for a in ancestors(h)) for h in heads)


def _forward(places: Iterator[int], to: int) -> int:
    return next(place for place in places if place >= to)
