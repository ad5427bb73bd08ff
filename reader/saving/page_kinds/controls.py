"""What stands in the text of a post to be pressed, and is none of its words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from reader.saving.page.elements import (
    BLOCK_TAGS,
    HEADINGS,
    Element,
    ancestors,
    tag_of,
    text_of,
    words,
    words_of,
)

_MOST_PIECES = 100  # of text that are looked at beside a button
_LONGEST_LABEL = 40
_UNFOLDS = re.compile(r"\bexpand(?: (?:link|button))?$")


def is_control(element: Element) -> bool:
    """Whether an element of a post is there to be pressed, as what unfolds a long quotation is.

    What stands among words, as a member who is spoken to does, is one of them.
    """
    return (
        _is_button(element)
        and not any(tag_of(a) in HEADINGS for a in ancestors(element))
        and not _is_among_words(element, after=False)
        and not _is_among_words(element, after=True)
    )


def _is_button(element: Element) -> bool:
    called = element.get("role") == "button" or _unfolds(element)
    return called and element.get("href") is None and len(text_of(element)) < _LONGEST_LABEL


def _unfolds(element: Element) -> bool:
    """Whether a class name ends by saying so: `quoteExpand`, `expandLink`, not `expandContent`."""
    names = map(words_of, (element.get("class") or "").split())
    return any(_UNFOLDS.search(" ".join(name)) for name in names)


def _is_among_words(element: Element, after: bool) -> bool:
    """Whether words stand before an element, or after it, in the same block; other buttons have none."""
    pieces = itertools.islice(_pieces_beside(element, after), _MOST_PIECES)
    return any(words(piece) for piece in pieces)


def _pieces_beside(element: Element, after: bool) -> Iterator[str]:
    """The pieces of text before an element, or after it, nearest first, as far as its block goes."""
    while True:
        if after:
            yield element.tail or ""
        for sibling in element.itersiblings(preceding=not after):
            is_block = tag_of(sibling) in BLOCK_TAGS
            if is_block and after:
                return
            yield sibling.tail or ""
            if is_block:
                return
            yield "" if _is_button(sibling) else text_of(sibling)
        element = element.getparent()
        if element is None or (after and tag_of(element) in BLOCK_TAGS):
            return
        if not after:
            yield element.text or ""
            if tag_of(element) in BLOCK_TAGS:
                return
