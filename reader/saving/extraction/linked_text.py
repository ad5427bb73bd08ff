"""Links that are an article's own text: the goods of a buyer's guide, the addresses of a directory."""

from __future__ import annotations

import html
import itertools
import re
from collections import Counter
from collections.abc import Hashable, Sequence
from urllib.parse import urlsplit

from reader.saving.extraction.extent import is_button
from reader.saving.extraction.opened import row_of
from reader.saving.extraction.trafilatura_anchors import ANCHORED, Anchors
from reader.saving.extraction.weights import WHOLE
from reader.saving.page.block_flow import Block
from reader.saving.page.elements import tag_of

_ADDRESS = re.compile(r'<a href="([^"]+)"')
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
        base: the page's address, of whose host another one is another site's.

    Returns:
        What trafilatura kept, and those lines.
    """
    own = _owner(base)
    linked = [b for b in blocks if b.links > _LINKED and b.kind in ("p", "heading", "list") and b.words]
    often = Counter(b.text for b in linked)
    linked = [b for b in linked if often[b.text] == 1 and _leads_out(b, own) and not is_button(b)]
    kept = [b for b in linked if anchors.share(b.words) >= ANCHORED]
    links = sum(len(_ADDRESS.findall(b.html)) for b in kept)
    if links < _LEAST or sum(len(b.text) for b in kept) < WHOLE * len(anchors.text):
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


def _row(block: Block) -> Hashable:
    """By what lines that stand beside each other are known."""
    return row_of(block.element), block.kind, tag_of(block.element)


def _leads_out(block: Block, own: str) -> bool:
    """Whether all links of a block lead to other sites."""
    owners = {_owner(html.unescape(address)) for address in _ADDRESS.findall(block.html)}
    return bool(owners) and owners.isdisjoint((own, ""))


def _owner(address: str) -> str:
    """The last two labels of a host: equal for all hosts of a site, and for some sites that are not one."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return ".".join(host.split(".")[-2:])
