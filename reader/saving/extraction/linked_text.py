"""Links that are an article's own text: the goods of a buyer's guide, the addresses of a directory."""

from __future__ import annotations

import functools
import html
import itertools
import re
from collections import Counter
from collections.abc import Hashable, Sequence
from urllib.parse import parse_qsl, urlsplit

from reader.saving.boilerplate.page_furniture import furniture_names
from reader.saving.boilerplate.phrases import furniture_of
from reader.saving.boilerplate.surroundings import is_around
from reader.saving.extraction.extent import is_button
from reader.saving.extraction.opened import row_of
from reader.saving.extraction.trafilatura_anchors import ANCHORED, Anchors
from reader.saving.extraction.weights import WHOLE
from reader.saving.fetching.urls import host_of, same_site
from reader.saving.name_sets import name_set
from reader.saving.page.block_flow import Block
from reader.saving.page.elements import link_share, tag_of

_ADDRESS = re.compile(r'<a href="([^"]+)"')
_PASSING = name_set("""go goto out redirect redir recommends recommend visit exit aff affiliate""")
_LINKED = 0.85  # part of a block's characters in links
_LEAST = 3  # links


def count_as_text(blocks: Sequence[Block], anchors: Anchors, base: str) -> Anchors:
    """Take the links to other sites for text where the article is made of them.

    Teasers lead to articles of the same site. Where trafilatura kept lines that are links to other sites,
    and they are a fair share of all it kept, they are what the article tells; then their `links` is 0, and
    that of the lines beside them which it did not keep. Lines that say the same, as buttons do, are none.

    Args:
        blocks: all of the page.
        anchors: what trafilatura kept.
        base: the page's address; without one nobody knows which sites are others.

    Returns:
        What trafilatura kept, and those lines.
    """
    if not host_of(base):
        return anchors
    linked = [b for b in blocks if b.links > _LINKED and b.kind in ("p", "heading", "list") and b.words]
    often = Counter(b.text for b in linked)
    linked = [b for b in linked if often[b.text] == 1]
    if not _is_much(_kept(linked, anchors), anchors):
        return anchors  # as on most pages, of whose links no more need be known
    offered = _offered(blocks)
    linked = [b for b in linked if not is_button(b) and id(b) not in offered and not is_around(b)]
    linked = [b for b in linked if _leads_out(b, base)]
    kept = _kept(linked, anchors)
    if not _is_much(kept, anchors):
        return anchors
    rows = set(map(_row, kept))
    found = [b for b in linked if _row(b) in rows]
    ids = {id(b) for b in found}
    for block, below in itertools.pairwise(blocks):
        if block.kind == "heading" and {id(block), id(below)} <= ids:
            block.kind = below.kind = "p"  # headings that head nothing are lines
    for block in found:
        block.links = 0.0
    return Anchors("\n".join((anchors.text, *(block.text for block in found))))


def _kept(lines: Sequence[Block], anchors: Anchors) -> list[Block]:
    return [b for b in lines if anchors.share(b.words) >= ANCHORED]


def _is_much(kept: Sequence[Block], anchors: Anchors) -> bool:
    """Whether linked lines are a fair share of what trafilatura kept."""
    links = sum(len(_ADDRESS.findall(b.html)) for b in kept)
    return links >= _LEAST and sum(len(b.text) for b in kept) >= WHOLE * len(anchors.text)


def _offered(blocks: Sequence[Block]) -> set[int]:
    """By `id`, the blocks below a label such as “Sponsored” or in a box of links that is named so."""
    named = functools.cache(lambda box: bool(furniture_names(box)) and link_share(box) > _LINKED)
    found: set[int] = set()
    below = False
    for block in blocks:
        if block.links <= _LINKED and block.text:
            below = furniture_of(block.text) is not None
        elif below or named(row_of(block.element)):
            found.add(id(block))
    return found


def _row(block: Block) -> Hashable:
    """By what lines that stand beside each other are known."""
    return row_of(block.element), block.kind, tag_of(block.element)


def _leads_out(block: Block, base: str) -> bool:
    """Whether all links of a block lead to other sites than that of the page's address."""
    addresses = {html.unescape(address) for address in _ADDRESS.findall(block.html)}
    return bool(addresses) and all(
        host_of(address) and (_passes_on(address) or not same_site(address, base)) for address in addresses
    )


def _passes_on(address: str) -> bool:
    """Whether an address only leads on to another site, as a shop that pays for it: `/go/kettle`."""
    parts = urlsplit(address)
    _, first, *rest = (*parts.path.lower().split("/"), "")
    if first in _PASSING and any(rest):
        return True
    values = (value for _, value in parse_qsl(parts.query))
    return any(
        value.startswith(("http://", "https://")) and not same_site(value, address) for value in values
    )
