"""The article's blocks of a page, looked for with ever fewer rules until they hold what they should."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.core.errors import ReaderError
from reader.saving.boilerplate.page_furniture import furniture_names
from reader.saving.boilerplate.surroundings import is_around, stands_in
from reader.saving.extraction.linked_text import count_as_text
from reader.saving.extraction.opened import (
    elements_to_open,
    misnamed_wrapper,
    reads_like_prose,
    without_teasers,
)
from reader.saving.extraction.select import Choice, Selector
from reader.saving.extraction.trafilatura_anchors import Anchors, anchors_from_prose
from reader.saving.page.block_flow import Block, Flow
from reader.saving.page.elements import Element, ancestors

log = logging.getLogger(__name__)

_TOO_LITTLE = 0.3  # part of trafilatura's text in the choice, below which the page is read again
_LEFT_OUT = 0.45  # part of its prose paragraphs that the choice may leave out
_NOTHING = 140  # characters that are no article
_BETTER_BY = 0.2
LEAST = 500  # characters of trafilatura's text that count as a second opinion
_LINKED = 0.5
_STORY = 3  # pictures with captions that tell a story by themselves
_MOST_PASSES = 3  # an opened form may hold a hidden element


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on a page.

    `blocks` are all of the page in order, `choice` the article's; `cut` says that some were left out for
    their number alone, `unsure` that only the reading without rules found the text; `skipped` are the
    elements that were passed over.
    """

    blocks: list[Block]
    choice: Choice
    anchors: Anchors
    cut: bool = False
    unsure: bool = False
    skipped: Sequence[Element] = ()


def find_article(
    body: Element,
    base: str,
    anchors: Anchors,
    titles: Sequence[str],
    description: str,
    declared: bool = False,
) -> Found:
    """The article's blocks.

    When they leave out much of what trafilatura kept, the page is read again without the rules that leave out
    what classes, `hidden` and the kinds of elements name furniture: half a text is worse than a stray line.

    Args:
        body: the page, its pictures mended.
        base: what addresses are resolved against.
        anchors: what trafilatura kept.
        titles: the article's title in its forms.
        description: what the page calls its summary.
        declared: the page declares that it is an article, and no list of links.
    """
    opened, flow = _read(body, base, anchors)
    if not anchors.text.strip():
        anchors = anchors_from_prose(flow.blocks)
    if declared:
        anchors = count_as_text(flow.blocks, anchors, base)
    choice = Selector(flow.blocks, anchors, titles, description).choose()
    if not choice.blocks:
        choice = _told_in_pictures(flow.blocks, choice)
    found = Found(flow.blocks, choice, anchors, flow.cut, skipped=flow.skipped)
    wrapper = misnamed_wrapper(flow.blocks, choice.blocks)
    if wrapper is not None:
        anchors = anchors_from_prose([b for b in flow.blocks if stands_in(b, wrapper)])
        names = furniture_names(wrapper)
        choice = Selector(flow.blocks, anchors, titles, description, trusted=names).choose()
        found = Found(flow.blocks, choice, anchors, flow.cut, skipped=flow.skipped)
    if choice.brief or not _is_doubtful(found):
        return found
    if len(anchors.text) < LEAST:
        anchors = anchors_from_prose(without_teasers(flow.blocks))
    flow = Flow(base, opened | elements_to_open(flow.skipped, flow.blocks, anchors, body, least=0.01))
    flow.read(body)
    choice = Selector(flow.blocks, anchors, titles, description, trusting=True).choose()
    if held_part(choice, anchors) < held_part(found.choice, anchors) + _BETTER_BY:
        return found
    log.info("the text was found without the rules for furniture")
    return Found(flow.blocks, choice, anchors, flow.cut, unsure=True)


def whole_page(choice: Choice, blocks: list[Block]) -> Choice:
    """Every block with text or a picture, in the page's order: the reader asked for all of it.

    Raises:
        ReaderError: `no-article`, the page shows no text.
    """
    kept = [b for b in blocks if b.text or b.kind == "figure"]
    if not any(b.text for b in kept):
        raise ReaderError("no-article", "no text at all")
    return replace(choice, blocks=kept, related=[])


def _told_in_pictures(blocks: Sequence[Block], choice: Choice) -> Choice:
    """The choice for a page without prose: its pictures with captions, and the headings between them."""
    kinds = ("figure", "heading")
    told = [i for i, b in enumerate(blocks) if b.kind in kinds and b.links < _LINKED and not is_around(b)]
    pictures = [i for i in told if blocks[i].kind == "figure" and blocks[i].text]
    if len(pictures) < _STORY:
        return choice
    first, last = pictures[0], pictures[-1]
    shared = set(ancestors(blocks[first].element))
    for i in pictures:
        shared.intersection_update(ancestors(blocks[i].element))
    container = next((e for e in ancestors(blocks[first].element) if e in shared), None)
    chosen = [blocks[i] for i in told if first <= i <= last]
    return replace(choice, blocks=chosen, container=container, first=first)


def _is_doubtful(found: Found) -> bool:
    """Whether a choice has little of what trafilatura kept, or leaves half of its prose out."""
    chosen = {id(b) for b in found.choice.blocks}
    prose = [b for b in found.blocks if reads_like_prose(b)]
    if sum(len(b.text) for b in found.choice.blocks) < _NOTHING:
        return sum(len(b.text) for b in without_teasers(found.blocks) if reads_like_prose(b)) > LEAST
    if len(found.anchors.text) < LEAST:
        return False
    if held_part(found.choice, found.anchors) < _TOO_LITTLE:
        return True
    kept = [b for b in prose if found.anchors.share(b.words) > 0.6]
    left = sum(len(b.text) for b in kept if id(b) not in chosen)
    return left > _LEFT_OUT * sum(len(b.text) for b in kept)


def _read(body: Element, base: str, anchors: Anchors) -> tuple[set[Element], Flow]:
    opened: set[Element] = set()
    flow = Flow(base)
    flow.read(body)
    for _ in range(_MOST_PASSES):
        more = elements_to_open(flow.skipped, flow.blocks, anchors, body)
        if not more:
            break
        opened |= more
        flow = Flow(base, opened)
        flow.read(body)
    return opened, flow


def held_part(choice: Choice, anchors: Anchors) -> float:
    """The part of trafilatura's text in a choice, by its longer lines."""
    return anchors.held_part(b.words for b in choice.blocks)
