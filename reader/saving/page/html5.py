"""A page as browsers understand it: written anew with every element closed where HTML5 closes it.

libxml2 knows the rules of HTML 4 only: after `<button><div></button>` it keeps the rest of the page
inside the button. So lexbor, which builds the tree of the standard, reads the page first.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

log = logging.getLogger(__name__)

FORMATTING_GROWS = 10
"""Distinct formatting tags from which on the tree may be noticeably deeper than the tags of the page."""

_FORMATTING = re.compile(r"<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(\s[^<>]{0,2000})?>", re.I)
_MOST_GROWN = 1_500_000  # elements that the tree could come to have
_NOT_FOR_TREES = re.compile(r"<(?:frameset|plaintext)\b", re.I)  # they swallow the page around them
_STREAMED = re.compile(r"\$R([CRS])\(\s*[\"']([^\"'<>\\]{1,60})[\"'],\s*[\"']([^\"'<>\\]{1,60})[\"']")
_TEMPLATE = re.compile(
    r"<template\b[^<>]{0,200}?\bid=([\"']?)([\w:«»-]{1,60})\1[^<>]{0,200}>\s*</template>", re.I
)
_MOST_STREAMED = 200


def standard_html(html: str, reopened: int, streamed: Iterable[tuple[str, str]] = ()) -> str:
    """`html` as HTML5 understands it, or unchanged where that could make an enormous tree of it.

    Args:
        html: the page, without scripts and with its depth capped.
        reopened: how many distinct formatting tags it has.
        streamed: for each part that the page holds back, its id and the id of the place it belongs to.
    """
    if _NOT_FOR_TREES.search(html) or reopened * 3 * html.count("<") // 2 > _MOST_GROWN:
        log.info("page is read as it stands, not as HTML5")
        return html
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        tree = LexborHTMLParser(html)
        for source, place in streamed:
            _put(tree, source, place)
        return tree.html or html
    except (SelectolaxError, ValueError, MemoryError) as error:
        log.warning("lexbor failed: %s", type(error).__name__)
        return html


def formatting(html: str) -> int:
    """How many distinct formatting tags a page has; HTML5 opens unclosed ones again in each paragraph."""
    return len(set(_FORMATTING.findall(html)))


def streamed_parts(html: str) -> tuple[tuple[str, str], ...]:
    """What scripts of React would move: the ids of hidden parts, each with the id of its place.

    A server that streams sends late parts as `<div hidden id="S:1">` at the page's end and a call such as
    `$RC("B:1","S:1")` that puts it where `<template id="B:1">` stands.
    """
    if "$R" not in html:
        return ()
    moves = []
    for call, first, second in _STREAMED.findall(html)[:_MOST_STREAMED]:
        moves.append((first, second) if call == "S" else (second, first))
    return tuple(moves)


def with_places(html: str) -> str:
    """`html` with its empty templates as elements that are not taken out with the raw ones."""
    return _TEMPLATE.sub(r'<span id="\2"></span>', html)


def _put(tree: LexborHTMLParser, source: str, place: str) -> None:
    part = tree.css_first(f'[id="{source}"]')
    if part is None:
        return
    if "hidden" in part.attributes:
        del part.attrs["hidden"]
    where = tree.css_first(f'[id="{place}"]')
    if where is None or any(node.mem_id == part.mem_id for node in _above(where)):
        return  # shown at least, where it stands
    where.replace_with(part)
    part.decompose()


def _above(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent
