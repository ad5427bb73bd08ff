"""Columns beside the article's own, in the element that holds both: teasers of other articles."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

from reader.saving.extraction.opened import reads_like_prose
from reader.saving.page.block_flow import Block
from reader.saving.page.elements import Element, ancestors, tag_of

_MAIN = 0.6  # part of the prose that makes an element the article's column
_SIDE = 0.35  # part of it that a column of teasers may have
_LINKED = 0.85
_LEAST = 2  # headlines that lead elsewhere
_LIST_LINKED = 0.7
_HEADLINE = 15  # characters
_OFTEN = 3  # texts of a column of which one is such a headline
_SUMMARY, _LONG = 80, 600  # characters of a paragraph: of a summary at least, of what is none
_MOST_LEVELS = 30
_TAGS = frozenset(("div", "td", "aside", "ul", "span"))  # sections of a text are `section` and `article`


def side_columns(blocks: Sequence[Block], anchored: Sequence[bool], container: Element) -> set[Element]:
    """The elements within the container that stand beside the article's column and lead to other articles.

    trafilatura keeps the summaries there, which read like prose. A column of them has headlines that are
    links, a summary of each at most, and other names than the column of the text.

    Args:
        blocks: all of the page.
        anchored: for each, whether trafilatura kept it.
        container: the smallest element with nearly all that trafilatura kept.
    """
    below: dict[Element, list[Block]] = {}
    for block in blocks:
        if block.text and block.kind != "figure":
            for element in (block.element, *ancestors(block.element)):
                below.setdefault(element, []).append(block)
    kept = {id(b) for b, is_kept in zip(blocks, anchored, strict=True) if is_kept and reads_like_prose(b)}

    def prose(element: Element) -> int:
        return sum(len(b.text) for b in below.get(element, ()) if id(b) in kept)

    whole = prose(container)
    found: set[Element] = set()
    for column in _columns(container, prose, whole) if whole else ():
        for side in column.getparent():
            if side is column or side not in below or tag_of(side) not in _TAGS or _are_alike(side, column):
                continue
            if prose(side) <= _SIDE * whole and _leads_elsewhere(below[side]):
                found.add(side)
    return found


def _columns(container: Element, prose: Callable[[Element], int], whole: int) -> Iterator[Element]:
    """From the container inwards, the child that holds most of its prose."""
    column = container
    for _ in range(_MOST_LEVELS):
        inner = next((e for e in column if prose(e) >= _MAIN * whole), None)
        if inner is None:
            return
        column = inner
        yield column


def _are_alike(one: Element, two: Element) -> bool:
    """Whether two columns have the same class, or no names: both are parts of one text."""
    if tag_of(one) != tag_of(two) or one.get("class") != two.get("class"):
        return False
    return one.get("class") is not None or one.get("id") is None or two.get("id") is None


def _leads_elsewhere(blocks: Sequence[Block]) -> bool:
    heads = sum(_is_headline(b) for b in blocks)
    lists = sum(b.kind == "list" and b.links > _LIST_LINKED for b in blocks)
    if heads < _LEAST or (heads + lists) * _OFTEN < len(blocks):
        return False
    prose = [b.kind in ("p", "quote") and b.links < 0.5 and len(b.text) >= _SUMMARY for b in blocks]
    if any(is_prose and len(b.text) >= _LONG for b, is_prose in zip(blocks, prose, strict=True)):
        return False
    in_a_row = any(one and two for one, two in itertools.pairwise(prose))
    return not in_a_row or heads * 2 >= len(blocks)  # of each article elsewhere there is one summary


def _is_headline(block: Block) -> bool:
    if block.kind not in ("heading", "p") or len(block.text) < _HEADLINE:
        return False
    return block.links > _LINKED or any(tag_of(a) == "a" for a in ancestors(block.element))
