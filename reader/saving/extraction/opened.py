"""What a page hides or wraps and is its text all the same: a form around everything, a closed panel."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from reader.saving.boilerplate.page_furniture import furniture_names
from reader.saving.extraction.trafilatura_anchors import Anchors
from reader.saving.page.block_flow import Block
from reader.saving.page.element_tests import is_hidden
from reader.saving.page.elements import BLOCK_TAGS, Element, Tokens, ancestors, link_share, tag_of, text_of

_OPENABLE = frozenset(("form", "button", "label", "nav", "dialog", "object", "noscript", "fieldset"))
_WRAPPERS = frozenset(("form", "button", "label", "dialog", "object"))
_MISSING = 0.15  # part of trafilatura's text that no block holds
_HELD = 0.05  # part of it that one element holds
_LEAST = 600  # characters of an element that is judged by itself
_MOST_OF_PAGE = 0.3
_LITTLE = 1_500  # characters of a choice that is doubted
_BOXES = frozenset(("div", "li", "article", "section", "td"))
_ROWS = frozenset(("p", "ul", "ol", "blockquote", "pre", "table", "figure", "h2", "h3", "h4"))
_ENDS = re.compile(r"[.!?…؟。]")
_DATA = re.compile(r"\s*(?:\{\s*\"|\[\s*[\[{])")
"""How a script's own data begins, which some pages keep in a hidden element."""
_SENTENCE = 40  # characters


def elements_to_open(
    skipped: Iterable[Element], blocks: Sequence[Block], anchors: Anchors, body: Element, least: float = _HELD
) -> set[Element]:
    """Those of the elements that were passed over that must be read.

    An element that holds text which trafilatura kept and no block has is opened, and so is a form or a
    button around a large part of the page's prose.

    Args:
        skipped: the elements that were passed over.
        blocks: what was read without them.
        anchors: what trafilatura kept.
        body: the page.
        least: the part of trafilatura's text that an element must hold.
    """
    passed = [e for e in skipped if tag_of(e) in _OPENABLE or is_hidden(e) or e.get("role") == "navigation"]
    if not passed:
        return set()
    missing = anchors.missing_from(b.words for b in blocks)
    much = anchors.part(missing) >= min(_MISSING, 3 * least)
    page = 0
    found = set()
    for element in passed:
        text = text_of(element)
        if _DATA.match(text):
            continue
        if much and anchors.part(anchors.held(Tokens.of(text), missing)) >= least:
            found.add(element)
        elif len(text) > _LEAST and tag_of(element) in _WRAPPERS and not is_hidden(element):
            page = page or len(text_of(body))
            if len(text) > _MOST_OF_PAGE * page and _is_prose(element, text):
                found.add(element)
    return found


def misnamed_wrapper(blocks: Sequence[Block], chosen: Sequence[Block]) -> Element:
    """An element named like furniture that holds the page's prose side by side, or `None`.

    `<div class="commentOnSelection">` around a whole article is no comment: its paragraphs stand beside
    each other, while each comment has an element of its own.

    Args:
        blocks: all of the page.
        chosen: those that were taken for the article.
    """
    prose = [b for b in blocks if reads_like_prose(b)]
    page = sum(len(b.text) for b in prose)
    if page < _LEAST or sum(len(b.text) for b in chosen) > min(_MOST_OF_PAGE * page, _LITTLE):
        return None
    rows: dict[Element, int] = {}
    for block in prose:
        row = row_of(block.element)
        rows[row] = rows.get(row, 0) + len(block.text)
    row, size = max(rows.items(), key=lambda found: found[1])
    if size < 0.5 * page:
        return None
    return next((e for e in (row, *ancestors(row)) if furniture_names(e)), None)


def row_of(element: Element) -> Element:
    """The element whose children a paragraph and its neighbours are."""
    while tag_of(element) not in BLOCK_TAGS and element.getparent() is not None:
        element = element.getparent()
    parent = element.getparent()
    return parent if parent is not None and tag_of(element) in _ROWS else element


def without_teasers(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that do not stand in one box with a linked headline above them, as summaries do."""
    kept = []
    box: Element = None
    for block in blocks:
        if block.links > 0.85 and block.kind in ("heading", "p", "figure"):
            box = next((a for a in ancestors(block.element) if tag_of(a) in _BOXES), None)
        elif box is None or not any(a is box for a in ancestors(block.element)):
            kept.append(block)
    return kept


def reads_like_prose(block: Block) -> bool:
    """Whether a block is running text: a sentence of some length, not made of links."""
    return (
        block.kind in ("p", "quote", "list")
        and block.links < 0.3
        and len(block.text) > 80
        and next(_sentences(block.text), None) is not None
    )


def _is_prose(element: Element, text: str) -> bool:
    return link_share(element) < 0.6 and len(list(itertools.islice(_sentences(text), 3))) == 3


def _sentences(text: str) -> Iterator[int]:
    """Where the sentences of some length end."""
    start = 0
    for end in _ENDS.finditer(text):
        if end.start() - start >= _SENTENCE:
            yield end.start()
        start = end.end()
