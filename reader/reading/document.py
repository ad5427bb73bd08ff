"""Clean HTML to blocks with stable ids, and back.

The HTML has been through `saving/page/sanitize` already; what is not known is read as plain text, never
passed on. Blocks keep their ids when a page is fetched again: an id is the hash of the kind and the
normalised text, with "-2" and so on where a text is repeated.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.core.edits import LeftOut
from reader.core.model import Block, BlockKind, Direction
from reader.reading.block_text import html_from_blocks, markdown_from_blocks, text_from_blocks
from reader.reading.direction import block_direction
from reader.reading.drafts import Draft
from reader.reading.inline import clean_characters
from reader.reading.sentences import normalised, sentences_of

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "blocks_from_html",
    "html_from_blocks",
    "left_out_from_html",
    "markdown_from_blocks",
    "text_from_blocks",
]

_ID_LENGTH = 12
_BREAK_HINT = re.compile(r"</?wbr\b[^>]*>", re.IGNORECASE)  # libxml2 would nest all that follows in it


def blocks_from_html(html: str, language: str) -> tuple[Block, ...]:
    """Return the blocks of a clean article in `language`.

    A list's parts are its items, a quote's its paragraphs, a table's its cells row by row (spans
    filled with empty cells; at most 10,000 rows, 60 columns, 60,000 cells). Code is not cut into sentences.
    """
    from reader.reading.flow import Flow

    flow = Flow(language)
    flow.children(_parse(html))
    flow.flush()
    return _finished(flow.drafts, language)


def left_out_from_html(html: str, kept: Sequence[Block], language: str) -> tuple[LeftOut, ...]:
    """The blocks of `html` besides those that were kept, each once, with the kept one it stands after.

    Args:
        html: the kept blocks in their order, with others among them.
        kept: the blocks of the same article without those others.
        language: of the article.
    """
    from reader.reading.flow import Flow

    flow = Flow(language)
    flow.children(_parse(html))
    flow.flush()
    wanted = [block.id.partition("-")[0] for block in kept]
    seen, place, found = set(wanted), 0, []
    for draft in flow.drafts:
        digest = _digest(draft)
        if place < len(wanted) and digest == wanted[place]:
            place += 1
        elif digest not in seen:
            seen.add(digest)
            found.append(LeftOut(_block(draft, digest, language), kept[place - 1].id if place else ""))
    return tuple(found)


def _parse(html: str) -> _Element:
    """Parse with libxml2, which here reads no file, no network and no entity but HTML's own.

    `huge_tree`: without it, libxml2 silently drops what is nested over 255 deep.
    """
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, recover=True, huge_tree=True
    )
    body = _BREAK_HINT.sub("", clean_characters(html))
    return etree.fromstring(f"<html><body><div>{body}</div></body></html>".encode(), parser)


def _finished(drafts: Sequence[Draft], language: str) -> tuple[Block, ...]:
    seen: Counter[str] = Counter()
    blocks = []
    for draft in drafts:
        digest = _digest(draft)
        seen[digest] += 1
        count = seen[digest]
        blocks.append(_block(draft, digest if count == 1 else f"{digest}-{count}", language))
    return tuple(blocks)


def _digest(draft: Draft) -> str:
    text = "\n".join(normalised(part.text) for part in draft.parts)
    if draft.picture is not None:
        # the address's last step, since the host and the size of a picture change without its changing
        text += "\n" + draft.picture.src.split("?")[0].rsplit("/", 1)[-1]
    return hashlib.sha256(f"{draft.kind.value}\n{text}".encode()).hexdigest()[:_ID_LENGTH]


def _block(draft: Draft, block_id: str, language: str) -> Block:
    code = draft.kind is BlockKind.CODE
    texts = [part.text for part in draft.parts]
    return Block(
        id=block_id,
        kind=draft.kind,
        parts=tuple(draft.parts),
        level=draft.level,
        columns=draft.columns,
        direction=Direction.LTR if code else block_direction("\n".join(texts), language),
        sentences=() if code else sentences_of(texts, language),
        picture=draft.picture,
        url=draft.url,
    )
