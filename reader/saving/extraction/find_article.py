"""The article's blocks of a page, looked for with ever fewer rules until they hold what they should."""

from __future__ import annotations

import itertools
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reader.saving.boilerplate.page_furniture import furniture_names
from reader.saving.boilerplate.surroundings import stands_in
from reader.saving.extraction.opened import (
    elements_to_open,
    misnamed_wrapper,
    reads_like_prose,
    row_of,
    without_teasers,
)
from reader.saving.extraction.select import Choice, Selector
from reader.saving.extraction.trafilatura_anchors import Anchors, anchors_from_prose
from reader.saving.page.block_flow import Block, Flow
from reader.saving.page.elements import Element, ancestors, tag_of, text_of

log = logging.getLogger(__name__)

_TOO_LITTLE = 0.3  # part of trafilatura's text in the choice, below which the page is read again
_LEFT_OUT = 0.45  # part of its prose paragraphs that the choice may leave out
_NOTHING = 140  # characters that are no article
_BETTER_BY = 0.2
_LONG_LINE = 60
_LEAST = 500  # characters of trafilatura's text that count as a second opinion
_HALF = 0.5
_MAIN_ROW = 0.15  # part of the prose that makes a row of paragraphs one of the article's
_PARAGRAPHS = 400  # characters
_FAIR_PART = 0.1
_GAP_PART = 0.08  # part of the prose that a gap within the article leaves out
_END_PART, _ENDING, _PROSE = 0.03, 200, 100  # part of it, and characters, that an end has; of one paragraph
_NEVER_FOLDED = frozenset({"form", "dialog", "nav", "template", "noscript", "object", "button"})
_NEAR = 8  # blocks after the last one
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
    body: Element, base: str, anchors: Anchors, titles: Sequence[str], description: str
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
    """
    opened, flow = _read(body, base, anchors)
    if not anchors.text.strip():
        anchors = anchors_from_prose(flow.blocks)
    choice = Selector(flow.blocks, anchors, titles, description).choose()
    found = Found(flow.blocks, choice, anchors, flow.cut, skipped=flow.skipped)
    wrapper = misnamed_wrapper(flow.blocks, choice.blocks)
    if wrapper is not None:
        anchors = anchors_from_prose([b for b in flow.blocks if stands_in(b, wrapper)])
        names = furniture_names(wrapper)
        choice = Selector(flow.blocks, anchors, titles, description, trusted=names).choose()
        found = Found(flow.blocks, choice, anchors, flow.cut, skipped=flow.skipped)
    if choice.brief or not _is_doubtful(found):
        return found
    if len(anchors.text) < _LEAST:
        anchors = anchors_from_prose(without_teasers(flow.blocks))
    flow = Flow(base, opened | elements_to_open(flow.skipped, flow.blocks, anchors, body, least=0.01))
    flow.read(body)
    choice = Selector(flow.blocks, anchors, titles, description, trusting=True).choose()
    if _held(choice, anchors) < _held(found.choice, anchors) + _BETTER_BY:
        return found
    log.info("the text was found without the rules for furniture")
    return Found(flow.blocks, choice, anchors, flow.cut, unsure=True)


def doubt_of(found: Found) -> str:
    """Why the choice may lack a part of the article: `short`, `end`; "" when nothing says so.

    It is `short` of what trafilatura kept, or prose stands beside its paragraphs that was not taken. A page
    whose own element holds title and text is not doubted.
    """
    choice = found.choice
    if choice.brief:
        return ""
    if len(found.anchors.text) >= _LEAST and _held(choice, found.anchors) < _HALF:
        return "short"
    chosen = {id(b) for b in choice.blocks}
    prose = [(row_of(b.element), len(b.text), id(b) in chosen) for b in found.blocks if reads_like_prose(b)]
    rows: Counter[Element] = Counter()
    for row, size, taken in prose:
        rows[row] += size * taken
    whole = rows.total()
    own = {row for row, size in rows.items() if size >= _MAIN_ROW * whole}
    left = sum(size for row, size, taken in prose if row in own and not taken)
    if left >= max(_PARAGRAPHS, _FAIR_PART * whole):
        return "end"
    if _has_a_gap(found.blocks, chosen, own, whole):
        return "end"
    return "end" if _folded_away(found) >= max(_ENDING, _END_PART * whole) else ""


def _folded_away(found: Found) -> int:
    """Characters of paragraphs within the article's element that were passed over, as answers are that a
    script unfolds; what a form, a dialog or a menu says is none, nor what the choice has elsewhere."""
    container = found.choice.container
    if container is None:
        return 0
    taken = {" ".join(block.text.split()) for block in found.choice.blocks}
    paragraphs = (
        text_of(paragraph)
        for element in found.skipped
        if any(one is container for one in ancestors(element))
        for paragraph in element.iter("p")
        if not any(tag_of(one) in _NEVER_FOLDED for one in (element, *ancestors(paragraph, element)))
    )
    return sum(len(text) for text in paragraphs if len(text) >= _PROSE and text not in taken)


def _has_a_gap(blocks: Sequence[Block], chosen: set[int], own: set[Element], whole: int) -> bool:
    """Whether prose stands between the chosen blocks, or goes on where they end.

    After the end counts what follows at once, and what stands a few blocks on in a row of the article's.

    Args:
        blocks: all of the page. chosen: the `id` of each of the article's.
        own: the rows of paragraphs that are the article's. whole: how many characters of prose it has.
    """
    places = [i for i, b in enumerate(blocks) if id(b) in chosen]
    if not places:
        return False
    first, last = places[0], places[-1]
    between = [len(b.text) for b in blocks[first:last] if reads_like_prose(b) and id(b) not in chosen]
    if max(between, default=0) >= _PARAGRAPHS and sum(between) >= _GAP_PART * whole:
        return True
    after = blocks[last + 1 :]
    at_once = sum(len(b.text) for b in itertools.takewhile(reads_like_prose, after))
    soon = sum(
        len(b.text)
        for b in after[:_NEAR]
        if b.kind == "p" and b.links < _HALF and len(b.text) >= _PROSE and row_of(b.element) in own
    )
    return max(at_once, soon) >= max(_ENDING, _END_PART * whole)


def _is_doubtful(found: Found) -> bool:
    """Whether a choice has little of what trafilatura kept, or leaves half of its prose out."""
    chosen = {id(b) for b in found.choice.blocks}
    prose = [b for b in found.blocks if reads_like_prose(b)]
    if sum(len(b.text) for b in found.choice.blocks) < _NOTHING:
        return sum(len(b.text) for b in without_teasers(found.blocks) if reads_like_prose(b)) > _LEAST
    if len(found.anchors.text) < _LEAST:
        return False
    if _held(found.choice, found.anchors) < _TOO_LITTLE:
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


def _held(choice: Choice, anchors: Anchors) -> float:
    """The part of trafilatura's text in a choice; by its longer lines, for a hundred labels are no text."""
    lines = [line for line in anchors.text.splitlines() if len(line) > _LONG_LINE]
    anchors = Anchors("\n".join(lines)) if lines else anchors
    return 1 - anchors.part(anchors.missing_from(b.words for b in choice.blocks))
