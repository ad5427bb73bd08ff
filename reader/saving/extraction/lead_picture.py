"""The picture that leads an article, with its caption and credit, taken out of the text."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from reader.core.model import Picture
from reader.saving.boilerplate.page_furniture import class_verdict
from reader.saving.extraction.select import Choice
from reader.saving.page.block_flow import Block
from reader.saving.page.elements import ancestors, tag_of
from reader.saving.pictures.pictures_in_page import is_decoration, picture_key

_CREDIT = re.compile(
    r"(?:©|\(c\)|copyright|crédits?(?:\s+photos?)?\s*:?|photos?\s*(?:credit|:)|credit\s*:?|"
    r"foto\s*:|image\s*:|source\s*:|/\s*Ph\.?\s*:?|\bPh\s*[.:]|صورة\s*:|"
    r"تصوير\s*:?)\s*(.{2,120})$",
    re.I,
)
_SOCIAL = re.compile(r"facebook|twitter|social|whatsapp|[-_]og[-_.]", re.I)  # a crop for sharing
_LOGO = re.compile(r"logo|default|placeholder|og[-_]?image|social[-_]share|favicon|blank|avatar", re.I)


def take_lead(
    choice: Choice, blocks: list[Block], declared: str
) -> tuple[Picture | None, Block | None, list[Block]]:
    """The lead picture, the page's own figure of it, and the article's blocks without it.

    The page's own figure with the declared picture is best, then the declared picture alone unless it
    looks like the site's logo or is a crop for sharing, then the first figure before the text.
    """
    shown = _shown(choice, blocks, declared)
    good = bool(declared) and not _LOGO.search(declared.rsplit("/", 1)[-1])
    if shown is None and good:
        shown = next((b for b in choice.blocks if b.kind == "figure" and same_picture(b.src, declared)), None)
    if shown is not None and good and not same_picture(shown.src, declared):
        social = _SOCIAL.search(declared.rsplit("/", 1)[-1])
        if not social:
            return Picture(declared), None, choice.blocks  # the page's own figure stays where it stands
    if shown is None:
        return (Picture(declared) if good else None), None, choice.blocks
    if not shown.html and shown.text != _caption_elsewhere(choice.blocks, shown):
        shown.html = next((b.html for b in choice.blocks if b.text and _repeats(b, shown)), "")
    rest = [b for b in choice.blocks if b is not shown and not _repeats(b, shown)]
    caption = shown.text or _caption_elsewhere(choice.blocks, shown)
    picture = picture_of(shown, caption)
    if good and same_picture(shown.src, declared):
        picture = replace(picture, src=declared)
    return picture, shown, rest


def same_picture(one: str, two: str) -> bool:
    """Whether two addresses are probably one picture in two sizes: they share a telling name."""
    if picture_key(one) == picture_key(two):
        return True
    first, second = _telling(one), _telling(two)
    return len(first & second) * 2 >= min(len(first), len(second), 8) > 0


def _telling(address: str) -> set[str]:
    parts = [p for p in unquote(urlsplit(address).path).split("/") if p][-2:]
    found = set(re.split(r"[^A-Za-z0-9]+", " ".join(parts)))
    return {
        w
        for w in found
        if len(w) > 4
        and not re.fullmatch(
            r"\d{1,4}x?\d{0,4}|\d{4}|images?|uploads?|media|photos?|files|public|styles|large|small|"
            r"medium|thumb\w*",
            w,
        )
    }


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
    before = [
        b
        for b in blocks[max(0, place - 60) : place]
        if b.kind == "figure" and not is_decoration(b.element, b.src)
    ]
    for block in before:
        if declared and same_picture(block.src, declared):
            return block
    chosen = [b for b in before if any(b is c for c in choice.blocks)]
    if chosen:
        return chosen[0]
    captioned = [b for b in before[-3:] if b.text and b.element.tag == "figure"]
    if captioned or declared:
        return captioned[-1] if captioned else None
    return _below_title(blocks[max(0, place - 12) : place])


def _below_title(before: list[Block]) -> Block | None:
    """The picture between headline and text of a page that declares none."""
    start = next((i for i in range(len(before) - 1, -1, -1) if before[i].level == 1), len(before))
    shown = [b for b in before[start:] if b.kind == "figure" and b.links < 0.5]
    loose = [b for b in shown if not is_decoration(b.element, b.src) and not _in_furniture(b)]
    return loose[-1] if loose else None


def _in_furniture(block: Block) -> bool:
    chain = (block.element, *itertools.islice(ancestors(block.element), 4))
    return any(tag_of(e) in ("aside", "nav", "footer", "li") or class_verdict(e) for e in chain)


def _repeats(block: Block, lead: Block) -> bool:
    return block.kind == "figure" and (
        block.src == lead.src or picture_key(block.src) == picture_key(lead.src)
    )


def _caption_elsewhere(blocks: list[Block], lead: Block) -> str:
    return next((b.text for b in blocks if b.text and _repeats(b, lead)), "")
