"""The chosen blocks as the HTML that is stored: few elements, no attribute but addresses."""

from __future__ import annotations

import html as html_text
from collections.abc import Collection, Sequence

from reader.saving.boilerplate.page_furniture import is_standfirst
from reader.saving.extraction.related import related_paragraphs
from reader.saving.page.block_flow import Block
from reader.saving.page.element_tests import plain_of
from reader.saving.page.elements import squash

_OPENING = 4  # blocks


def article_html(blocks: list[Block]) -> str:
    """The clean HTML of an article's blocks, one element a block."""
    return "\n".join(filter(None, (_one(b) for b in blocks)))


def figure_html(src: str, alt: str, caption: str) -> str:
    """A figure; `caption` is inline markup."""
    image = f'<img src="{html_text.escape(src)}" alt="{html_text.escape(alt)}">'
    return f"<figure>{image}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"


def _one(block: Block) -> str:
    if block.kind == "heading":
        level = min(6, max(2, block.level))
        return f"<h{level}>{block.html}</h{level}>"
    if block.kind == "figure":
        return figure_html(block.src, block.alt, block.html)
    if block.kind == "code":
        return f"<pre><code>{block.html}</code></pre>"
    if block.kind == "embed":
        address = html_text.escape(block.src)
        return f'<p data-kind="embed"><a href="{address}">{address}</a></p>'
    if block.kind == "related":
        related = related_paragraphs(block.html)
        if related:
            return "".join(f'<p data-kind="related">{markup}</p>' for markup in related)
    if block.kind in ("list", "quote", "table"):
        return block.html
    return f"<p>{block.html}</p>" if plain_of(block.html) else ""


def trimmed(blocks: Sequence[Block], sure: Collection[int]) -> list[Block]:
    """The chosen blocks without headings at the end that head nothing, each picture and the standfirst once.

    Args:
        blocks: the chosen ones, in order.
        sure: the `id` of those that trafilatura kept.
    """
    out: list[Block] = []
    seen: set[str] = set()
    for block in blocks:
        key = block.src if block.kind == "figure" else ""
        if block.kind == "p" and len(out) < _OPENING and is_standfirst(block.element):
            key = squash(block.text)  # set once for each kind of screen
        if key in seen:
            continue
        if key:
            seen.add(key)
        out.append(block)
    while out and out[-1].kind == "heading" and id(out[-1]) not in sure:
        out.pop()
    return out
