"""The picture that leads an article, with its caption and credit, taken out of the text."""

from __future__ import annotations

import re

from reader.core.model import Picture
from reader.saving.flow import Block
from reader.saving.pictures_in_page import is_decoration, picture_key
from reader.saving.select import Choice

_CREDIT = re.compile(
    r"(?:©|\(c\)|copyright|crédits?(?:\s+photos?)?\s*:?|photos?\s*(?:credit|:)|credit\s*:?|foto\s*:|image\s*:|source\s*:|/\s*Ph\.?\s*:?|\bPh\s*[.:]|صورة\s*:|تصوير\s*:?)\s*(.{2,120})$",
    re.I,
)
_LOGO = re.compile(r"logo|default|placeholder|og[-_]?image|social[-_]share|favicon|blank|avatar", re.I)


def take_lead(choice: Choice, blocks: list[Block], declared: str) -> tuple[Picture | None, list[Block]]:
    """The lead picture, and the article's blocks without it.

    The page's own figure with the declared picture is best, then the first figure before the text,
    then the declared picture alone, unless it looks like the site's logo.
    """
    shown = _shown(choice, blocks, declared)
    if shown is not None:
        key = picture_key(shown.src)
        rest = [b for b in choice.blocks if b is not shown and not _repeats(b, shown, key)]
        caption = shown.text or _caption_elsewhere(choice.blocks, key)
        return picture_of(shown, caption), rest
    if declared and not _LOGO.search(declared.rsplit("/", 1)[-1]) and not _has(choice.blocks, declared):
        return Picture(declared), choice.blocks
    return None, choice.blocks


def picture_of(block: Block, caption: str = "") -> Picture:
    """A figure's picture; the credit is what follows ©, “Photo:” and the like in its caption."""
    caption = caption or block.text
    return Picture(block.src, caption=caption, credit=credit_of(caption), alt=block.alt)


def credit_of(caption: str) -> str:
    """The photographer or agency a caption names, without the sign before it."""
    found = _CREDIT.search(caption)
    return found.group(1).strip(" .:()") if found else ""


def _shown(choice: Choice, blocks: list[Block], declared: str) -> Block | None:
    if not choice.blocks:
        return None
    first_text = next((b for b in choice.blocks if b.kind == "p" and b is not choice.standfirst), None)
    place = blocks.index(first_text) if first_text in blocks else 0
    key = picture_key(declared) if declared else ""
    before = [b for b in blocks[max(0, place - 60) : place] if b.kind == "figure" and not is_decoration(b.element, b.src)]
    for block in before:
        if key and picture_key(block.src) == key:
            return block
    chosen = [b for b in before if any(b is c for c in choice.blocks)]
    if chosen:
        return chosen[0]
    captioned = [b for b in before[-3:] if b.text and b.links < 1]
    return captioned[-1] if captioned else None


def _repeats(block: Block, lead: Block, key: str) -> bool:
    return block.kind == "figure" and (block.src == lead.src or picture_key(block.src) == key)


def _caption_elsewhere(blocks: list[Block], key: str) -> str:
    return next((b.text for b in blocks if b.kind == "figure" and b.text and picture_key(b.src) == key), "")


def _has(blocks: list[Block], address: str) -> bool:
    key = picture_key(address)
    return any(b.kind == "figure" and picture_key(b.src) == key for b in blocks)
