"""How much of a page's anchored text stands below each element, and which of them holds the article."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from reader.saving.boilerplate.page_furniture import class_verdict, furniture_names
from reader.saving.boilerplate.phrases import furniture_of
from reader.saving.extraction.opened import reads_like_prose
from reader.saving.page.block_flow import Block
from reader.saving.page.elements import Element, ancestors, tag_of

WHOLE = 0.3
"""An element with this share of the article is no furniture, whatever its class says."""

_CONTAINER = 0.88  # share of the anchored characters that the container holds
_LONGEST_WORD = 1_000  # characters without a space that count; a Chinese paragraph has fewer, noise has more
_REPEATED = 60  # characters of a text that stands twice by no chance
_MOST_OFFERED = 100  # blocks of a page that are offered to be shared
_LIKE_PROSE = 150  # unlinked characters of a column beside the article's own


class Weights:
    """The anchored characters below each element of a page.

    Args:
        blocks: all of the page.
        anchored: for each, whether trafilatura kept it.
    """

    def __init__(self, blocks: Sequence[Block], anchored: Sequence[bool]) -> None:
        self.total = 0
        self._of: dict[Element, int] = {}
        self._blocks = _once([b for b, kept in zip(blocks, anchored, strict=True) if kept])
        for block in self._blocks:
            if furniture_of(block.text) is not None or (block.kind == "heading" and len(block.text) > 300):
                continue
            size = min(len(block.text), _LONGEST_WORD * (block.text.count(" ") + 1))
            self.total += size
            self._of[block.element] = self._of.get(block.element, 0) + size
            for element in ancestors(block.element):
                self._of[element] = self._of.get(element, 0) + size

    def share(self, element: Element) -> float:
        """The part of the anchored text that stands in an element, from 0 to 1."""
        return self._of.get(element, 0) / self.total if self.total else 0.0

    def container(self) -> Element:
        """The smallest element with nearly all of the anchored text."""
        best: Element = None
        for element, weight in self._of.items():
            if weight < _CONTAINER * self.total:
                continue
            if best is None or any(a is best for a in ancestors(element)):
                best = element
        if (
            best is not None
            and tag_of(best) in ("p", "ul", "ol", "blockquote")
            and best.getparent() is not None
        ):
            best = best.getparent()
        return best

    def columns(self, container: Element) -> list[Element]:
        """The container and those beside it of the same tag and class that hold anchored prose too."""
        parent = container.getparent()
        name = (container.get("class") or "").split()[:1]
        if parent is None or not name or tag_of(container) not in ("div", "section"):
            return [container]
        found = []
        for element in parent:
            alike = tag_of(element) == tag_of(container) and name[0] in (element.get("class") or "").split()
            if element is container or (alike and self._holds_prose(element)):
                found.append(element)
        return found

    def _holds_prose(self, element: Element) -> bool:
        if not self._of.get(element):
            return False
        inside = [b for b in self._blocks if any(e is element for e in (b.element, *ancestors(b.element)))]
        linked = sum(b.links > 0.5 for b in inside)
        prose = sum(len(b.text) for b in inside if b.kind != "heading" and b.links < 0.3)
        return prose >= _LIKE_PROSE and linked * 3 <= len(inside)

    def names_of_the_text(self) -> frozenset[str]:
        """The names of furniture that stand on a fair share of the text: a class of every paragraph."""
        sizes: dict[str, int] = {}
        found: dict[Element, frozenset[str]] = {}
        prose = [b for b in self._blocks if reads_like_prose(b)]
        for block in prose:
            names: set[str] = set()
            for element in (block.element, *ancestors(block.element)):
                if self.share(element) >= WHOLE:
                    break
                if element not in found:
                    found[element] = furniture_names(element)
                names |= found[element]
            for name in names:
                sizes[name] = sizes.get(name, 0) + len(block.text)
        whole = sum(len(b.text) for b in prose)
        return frozenset(name for name, size in sizes.items() if size >= WHOLE * max(whole, self.total))


def _once(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without those in furniture whose words stand elsewhere too: what is offered to be shared."""
    verdict = functools.cache(class_verdict)
    long = (b for b in blocks if len(b.text) > _REPEATED)
    offered = [b for b in long if any(verdict(e) == 2 for e in (b.element, *ancestors(b.element)))]
    if not offered or len(offered) > _MOST_OFFERED:  # each is looked for in the whole text
        return list(blocks)
    whole = "\n".join(b.text for b in blocks)
    around = {id(b) for b in offered if whole.count(b.text[:_REPEATED]) > 1}
    rest = "\n".join(b.text for b in blocks if id(b) not in around)
    return [b for b in blocks if id(b) not in around or b.text[:_REPEATED] not in rest]
