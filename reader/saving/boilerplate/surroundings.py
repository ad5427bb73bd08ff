"""What stands around a short article: of one under 250 characters trafilatura keeps the whole page."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from reader.saving.boilerplate.page_furniture import class_verdict
from reader.saving.page.block_flow import Block
from reader.saving.page.elements import Element, ancestors, squash, tag_of

ASIDE_TAGS = frozenset(("aside", "nav", "footer", "form", "header"))
_AROUND = frozenset(("aside", "nav", "footer"))
_WHOLE_PAGE = ("html", "body")  # their classes tell of all that a page may have
_LEAST = 40  # characters of a paragraph that makes the element around the title the article's
_CUT = re.compile(r"\[\s*(?:…|\.{3})\s*\]")


def home_of(blocks: Sequence[Block], anchored: Sequence[bool], titles: set[str]) -> Element:
    """The `article` or `main` around the title when it holds anchored prose too, else `None`.

    Args:
        blocks: all blocks of the page.
        anchored: for each, whether trafilatura kept it.
        titles: the article's title in its forms, squashed.
    """
    for title in blocks:
        if title.kind != "heading" or squash(title.text) not in titles:
            continue
        home = next((e for e in ancestors(title.element) if tag_of(e) in ("article", "main")), None)
        if home is not None and any(
            kept and b.kind == "p" and len(b.text) > _LEAST and stands_in(b, home)
            for b, kept in zip(blocks, anchored, strict=True)
        ):
            return home
    return None


def is_surrounding(block: Block, home: Element) -> bool:
    """Whether a block stands outside the article's element and inside what is named furniture."""
    return not stands_in(block, home) and any(
        tag_of(e) in ASIDE_TAGS or class_verdict(e) for e in (block.element, *ancestors(block.element))
    )


def is_around(block: Block) -> bool:
    """Whether a block is of what stands around articles, by the names above it: an aside, comments."""
    above = (e for e in (block.element, *ancestors(block.element)) if tag_of(e) not in _WHOLE_PAGE)
    return any(tag_of(e) in _AROUND or class_verdict(e) == 2 for e in above)


def is_pingback(block: Block) -> bool:
    """Whether a block among the comments quotes the article between marks of what it leaves out, as those
    that other sites' programs leave do: “[…] The mill turns again […]”."""
    if len(_CUT.findall(block.text)) < 2:
        return False
    return any(class_verdict(e) == 2 for e in (block.element, *ancestors(block.element)))


def stands_in_any(block: Block, containers: Set[Element]) -> bool:
    """Whether a block is one of some elements, or below one."""
    return bool(containers) and not containers.isdisjoint((block.element, *ancestors(block.element)))


def stands_in(block: Block, container: Element) -> bool:
    """Whether a block is an element or below it."""
    element = block.element
    while element is not None and element is not container:
        element = element.getparent()
    return element is not None
