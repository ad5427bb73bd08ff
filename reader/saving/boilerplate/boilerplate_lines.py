"""Short lines in and around an article's text that are no part of it: bylines, dates, captions, rules."""

from __future__ import annotations

import itertools
import re

from reader.saving.boilerplate.page_furniture import is_byline, is_caption, is_standfirst
from reader.saving.boilerplate.phrases import is_credited, is_dated_name
from reader.saving.page.block_flow import Block
from reader.saving.page.elements import Element, Tokens, ancestors, tag_of

SENTENCE_ENDS = tuple('.!?…»”"؟')
_POLICY = re.compile(
    r'href="[^"]*/[^"/]*(?:privacy|guidelines|confidentialite|charte|moderation|mentions|terms|conditions)[^"/]*"',
    re.I,
)
_WHOLE_PAGE = frozenset(("body", "html", "main", "article"))
_LONGEST_LINE = 160  # characters of a byline
_LONGEST_CAPTION = 300
_OPENING = 900  # characters of text before which a byline stands


def is_notice(blocks: list[Block], i: int, anchored: list[int]) -> bool:
    """Whether a block is a byline or a date above the text, a stray caption, or the site's rules below it.

    Args:
        blocks: those of the page.
        i: the place of the one in question.
        anchored: the places of those that are surely article.
    """
    block = blocks[i]
    if block.kind not in ("p", "list", "quote"):
        return False
    short = len(block.text) < _LONGEST_LINE and block.text[-1:] not in SENTENCE_ENDS
    if short and _is_early(blocks, i, anchored) and (_holds_byline(block) or is_dated_name(block.text)):
        return True
    if block.kind == "list":
        return False
    if len(block.text) < _LONGEST_CAPTION and _is_named_caption(block):
        return True  # of a video or picture that is not kept, or it would stand with it
    return i > anchored[-1] - 3 and len(_POLICY.findall(block.html)) > 1


def join_captions(blocks: list[Block]) -> None:
    """Give a figure without a caption the short line below it that is named so or ends with a credit."""
    for figure, below in itertools.pairwise(blocks):
        kinds = ("p", "quote", "list")
        if figure.kind != "figure" or figure.text or below.kind not in kinds or not below.text:
            continue
        named = _is_named_caption(below) and len(below.text) < _LONGEST_CAPTION
        if named or (below.kind == "p" and is_credited(below.text)):
            markup = re.sub(r"</?(?:blockquote|p|ul|ol|li)>", "", below.html)
            figure.html, figure.text, figure.words = markup, below.text, below.words
            below.html, below.text, below.words = "", "", Tokens()


def _is_early(blocks: list[Block], i: int, anchored: list[int]) -> bool:
    size = 0
    for block in itertools.islice(blocks, anchored[0], i):
        size += len(block.text) if block.kind == "p" else 0
        if size >= _OPENING:
            return False
    return True


def _is_named_caption(block: Block) -> bool:
    parent = block.element.getparent()
    return is_caption(block.element) or (parent is not None and is_caption(parent))


def _holds_byline(block: Block) -> bool:
    """Whether a line is a byline, stands in one or holds one, and is not the standfirst."""
    if is_standfirst(block.element):
        return False
    around: tuple[Element, ...] = (
        *itertools.islice(ancestors(block.element), 2),
        *itertools.islice(block.element.iter(), 8),
    )
    return any(is_byline(e) for e in around if tag_of(e) and tag_of(e) not in _WHOLE_PAGE)
