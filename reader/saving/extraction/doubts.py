"""Why an article that was found may lack a part of the page's: what stands beside it and was not taken."""

from __future__ import annotations

import functools
import html
import itertools
import re
from collections import Counter
from collections.abc import Hashable, Sequence

from reader.saving.boilerplate.page_furniture import class_verdict, is_byline, is_caption
from reader.saving.boilerplate.phrases import ends_article, furniture_of
from reader.saving.extraction.find_article import LEAST, Found, held_part
from reader.saving.extraction.opened import reads_like_prose, row_of
from reader.saving.extraction.trafilatura_anchors import Anchors
from reader.saving.language_data import any_of, phrases
from reader.saving.page.block_flow import Block
from reader.saving.page.elements import Element, Tokens, ancestors, squash, tag_of, text_of, words

_HALF = 0.5
_MAIN_ROW = 0.15  # part of the prose that makes a row of paragraphs one of the article's
_PARAGRAPHS = 400  # characters
_FAIR_PART = 0.1
_GAP_PART = 0.08  # part of the prose that a gap within the article leaves out
_LITTLE, _SMALL_PART = 150, 0.05  # characters, and part of it, that are a gap in the article's own rows
_PIECES_PART, _PIECE = 0.06, 40  # part of it that all pieces left out within it are, and characters of one
_END_PART, _ENDING, _PROSE = 0.03, 200, 100  # part of it, and characters, that an end has; of one paragraph
_NEVER_FOLDED = frozenset({"form", "dialog", "nav", "template", "noscript", "object", "button"})
_NEVER_TEXT = frozenset({"aside", "figure", "figcaption", "footer", "form"})
_NEAR = 8  # blocks after the last one
_NEXT = 2  # blocks within which a text that breaks off says where it goes on
_BREAKS_OFF = re.compile(r"(?:…|\.\.\.|\[\s*(?:…|\.{3})\s*\])\W*$")
_DECLARED = 80  # words of an article in the page's data, below which they are a summary
_LONGEST_DECLARED = 200_000  # characters
_LOST_RUN, _LOST_PART = 40, 0.05  # words of it in a row that the choice has not, and part of it
_SPAN = 8  # words of it that are compared at once
_ALL_OF_IT = 0.03  # part of its words without which a text is whole


def doubt_of(found: Found, declared: object = None) -> str:
    """Why the choice may lack a part of the article: `short`, `end`; "" when nothing says so.

    It is `short` of what trafilatura kept, or text stands beside its paragraphs that was not taken. Where the
    page's data hold the text, they decide.

    Args:
        found: what was found on the page.
        declared: the article's text in the page's data, `articleBody`, of whatever type that is.
    """
    choice = found.choice
    lost = _lost_of(declared, choice.blocks)
    if lost is not None:
        return "end" if lost else ""
    if len(found.anchors.text) >= LEAST and not choice.brief and held_part(choice, found.anchors) < _HALF:
        return "short"
    chosen = {id(b) for b in choice.blocks}
    prose = [(_row(b), len(b.text), id(b) in chosen) for b in found.blocks if reads_like_prose(b)]
    rows: Counter[Hashable] = Counter()
    for row, size, taken in prose:
        rows[row] += size * taken
    whole = rows.total()
    own = {row for row, size in rows.items() if size >= _MAIN_ROW * whole}
    gap = _has_a_gap(found, chosen, own, whole)
    return "end" if gap or _folded_away(found) >= max(_ENDING, _END_PART * whole) else ""


def _row(block: Block) -> Hashable:
    """By what the row that a block stands in is known: its class, for an article may have a row for each of
    its sections; without one the row is only itself."""
    row = row_of(block.element)
    name = row.get("class")
    return (tag_of(row), name) if name else row


def _lost_of(declared: object, blocks: Sequence[Block]) -> bool | None:
    """Whether a long run of the declared text is not in the choice; `None` where that does not tell."""
    if not isinstance(declared, str) or len(declared) > _LONGEST_DECLARED:
        return None
    told = words(html.unescape(re.sub(r"<[^<>]*>", " ", html.unescape(declared))))
    if len(told) < _DECLARED:
        return None
    have = Anchors("\n".join(" ".join(b.words) for b in blocks))
    kept = [have.share(Tokens(told[i : i + _SPAN])) > 0 for i in range(0, len(told) - _SPAN + 1, _SPAN)]
    runs = [sum(1 for _ in group) for here, group in itertools.groupby(kept) if not here]
    if max(runs, default=0) * _SPAN >= max(_LOST_RUN, _LOST_PART * len(told)):
        return True
    size = sum(len(b.words) for b in blocks)
    return False if sum(runs) <= _ALL_OF_IT * len(kept) and len(told) >= (1 - _FAIR_PART) * size else None


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


def _has_a_gap(found: Found, chosen: set[int], own: set[Hashable], whole: int) -> bool:
    """Whether text of the article's stands between the chosen blocks, or goes on where they end.

    Below a label that ends an article it takes more than before one.

    Args:
        found: what was found on the page.
        chosen: the `id` of each of the article's blocks.
        own: the rows of paragraphs that are the article's.
        whole: how many characters of prose it has.
    """
    blocks = found.blocks
    places = [i for i, b in enumerate(blocks) if id(b) in chosen]
    if not places:
        return False
    first, last = places[0], places[-1]
    have = {squash(b.text) for b in found.choice.blocks}
    left = _left(blocks[first:last], chosen, found.choice.container, have)
    between = [len(b.text) for b in blocks[first:last] if reads_like_prose(b) and id(b) not in chosen]
    if max(between, default=0) >= _PARAGRAPHS and sum(between) >= _GAP_PART * whole:
        return True
    mine = sum(len(b.text) for b in left if _row(b) in own)
    if mine >= max(_LITTLE, _SMALL_PART * whole):
        return True
    if sum(len(b.text) for b in left) >= max(_PARAGRAPHS, _PIECES_PART * whole):
        return True
    after = blocks[last + 1 :]
    if _BREAKS_OFF.search(blocks[last].text) and _is_led_on(found, after[:_NEXT]):
        return True
    at_once = sum(len(b.text) for b in itertools.takewhile(reads_like_prose, after))
    if not found.choice.brief and at_once >= max(_ENDING, _END_PART * whole):
        return True
    rest = [b for b in _left(after, chosen, found.choice.container, have) if _row(b) in own]
    if sum(len(b.text) for b in rest if reads_like_prose(b)) >= max(_PARAGRAPHS, _FAIR_PART * whole):
        return True
    ends = next((n for n, b in enumerate(after) if _ends(b)), len(after))
    before = {id(b) for b in after[:ends]}
    if sum(len(b.text) for b in rest if id(b) in before) >= max(_LITTLE, _SMALL_PART * whole):
        return True
    near = after[: min(ends, _NEAR)]
    soon = [b for b in near if _goes_on(b) and _row(b) in own and not _is_beside(b, found.choice.container)]
    return sum(len(b.text) for b in soon) >= max(_ENDING, _END_PART * whole)


def _ends(block: Block) -> bool:
    """Whether a block is a label that ends an article."""
    return block.kind in ("heading", "p") and ends_article(block.text) and not _says_go_on(block.text)


def _is_led_on(found: Found, after: Sequence[Block]) -> bool:
    """Whether what follows the text, or a button in its element, leads to the rest of it."""
    buttons = (
        text_of(e)
        for e in found.skipped
        if tag_of(e) == "button" and any(a is found.choice.container for a in ancestors(e))
    )
    return any(_says_go_on(text) for text in (*(b.text for b in after), *buttons))


def _left(blocks: Sequence[Block], chosen: set[int], container: Element, have: set[str]) -> list[Block]:
    """The pieces of text, of whatever kind, that the article's element holds and the choice has not;
    furniture is none, nor what stands in `have`, the squashed texts of the choice."""
    return [
        b
        for b in blocks
        if id(b) not in chosen
        and b.kind in ("p", "list", "quote", "table", "code")
        and b.links < 0.3
        and len(b.text) >= _PIECE
        and furniture_of(b.text) is None
        and not _is_beside(b, container)
        and squash(b.text) not in have
    ]


def _goes_on(block: Block) -> bool:
    return block.kind == "p" and block.links < _HALF and len(block.text) >= _PROSE


def _is_beside(block: Block, container: Element) -> bool:
    """Whether a block is a caption or a byline, in a box of furniture, or outside the article's element.

    A table, a list or code is more than a teaser: for these the box must be furniture beyond doubt.
    """
    sure = 1 if block.kind == "p" else 2
    if is_caption(block.element) or is_byline(block.element):
        return True
    for element in (block.element, *ancestors(block.element)):
        if element is container:
            return False
        if class_verdict(element) >= sure or tag_of(element) in _NEVER_TEXT:
            return True
    return True


def _says_go_on(text: str) -> bool:
    return len(text) < _PROSE and _go_on().match(text) is not None


@functools.cache
def _go_on() -> re.Pattern[str]:
    """“Read more” and its like, alone or with a few words after it."""
    return re.compile(rf"^\W*(?:{any_of(phrases('furniture', 'go_on'))})\b.{{0,50}}$", re.I)
