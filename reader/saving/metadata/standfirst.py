"""The standfirst (chapô): the summary under the headline, which trafilatura often leaves out."""

from __future__ import annotations

import re
from collections.abc import Callable

from reader.saving.boilerplate.boilerplate_lines import SENTENCE_ENDS
from reader.saving.boilerplate.page_furniture import is_byline, is_caption, is_standfirst
from reader.saving.boilerplate.phrases import furniture_of
from reader.saving.page.block_flow import Block
from reader.saving.page.elements import Element, ancestors, squash, tag_of

_CALL = re.compile(
    r"\b(?:facebook|messenger|whatsapp|twitter|instagram|telegram|newsletters?|podcasts?|cookies?|javascript)\b|"
    r"\babonn(?:e|ez|és?)\b|\bsubscri\w+|\binscri(?:s|re|vez)\b|\bsign (?:up|in)\b|تابع|اشترك",
    re.I,
)
"""A line of the page's own about where else it can be found; no summary of an article."""
_FRAME_TAGS = ("nav", "aside", "footer")
_LEAST, _MOST = 30, 1500  # letters and digits
_COMPARED = 60  # of them
_LEAST_UNNAMED = 70  # characters of a summary that nothing names so
_LOOKED_AT = 40  # blocks before the text
_LONGEST_LABEL = 40  # characters of a line that only whole sentences may follow
_BESIDE_TITLE = 25  # characters of a label that may stand between headline and summary


class StandfirstFinder:
    """Finds the standfirst among the blocks before an article's text.

    Args:
        blocks: all blocks of the page.
        titles: the article's title in its forms, squashed.
        description: what the page calls its summary, squashed.
        verdict: how surely class names say that a block is furniture (0, 1 or 2).
    """

    def __init__(
        self, blocks: list[Block], titles: set[str], description: str, verdict: Callable[[Block], int]
    ) -> None:
        self.blocks = blocks
        self.titles = titles
        self.description = description
        self._verdict = verdict

    def find(self, first: int, chosen: list[Block]) -> Block | None:
        """The standfirst, unless the chosen blocks have it already.

        Args:
            first: the place of the first block that is surely article.
            chosen: the article's blocks so far.
        """
        have = {squash(b.text) for b in chosen}
        joined = "".join(squash(b.text) for b in chosen[:12])
        best: tuple[int, Block] | None = None
        for block in self.blocks[max(0, first - _LOOKED_AT) : first]:
            key = squash(block.text)
            if key in have or key in joined or not self.may_be(block, key):
                continue
            score = self._score(block, key)
            if score and (best is None or score > best[0]):
                best = (score, block)
        return best[1] if best is not None else self._below_title(first, have, joined)

    def rest_of(self, block: Block, first: int) -> list[Block]:
        """The paragraphs between a standfirst and the text: of the page's summary, or sentences like it."""
        told = self.description.partition(squash(block.text))[2]
        rest: list[Block] = []
        for after in self.blocks[self.blocks.index(block) + 1 : first]:
            key = squash(after.text)
            goes_on = len(key) >= _LEAST and told.startswith(key[:_COMPARED])
            if after.kind != "p" or not (goes_on or (block.kind == "p" and self.is_plain(after, key))):
                break
            rest.append(after)
            told = told[len(key) :] if goes_on else ""
        return rest

    def is_plain(self, block: Block, key: str) -> bool:
        """Whether a paragraph is whole sentences of prose that nothing calls anything else."""
        whole = block.text[-1:] in SENTENCE_ENDS and len(block.text) >= _LEAST_UNNAMED
        plain = block.links < 0.2 and not _CALL.search(block.text) and not is_caption(block.element)
        return whole and plain and not self._verdict(block) and self.may_be(block, key)

    def may_be(self, block: Block, key: str) -> bool:
        """Whether nothing speaks against a block before the text; `key` is its text, squashed."""
        if (
            block.kind not in ("p", "heading", "quote", "list")
            or not _LEAST <= len(key) < _MOST
            or block.links > 0.4
        ):
            return False
        titled = any(t in key and len(key) < len(t) + 40 for t in self.titles)
        if titled or furniture_of(block.text) is not None:
            return False
        chain = _chain(block)
        return self._verdict(block) < 2 and not any(tag_of(e) in _FRAME_TAGS or is_byline(e) for e in chain)

    def _score(self, block: Block, key: str) -> int:
        """3 for what the page calls its summary, 2 for what is named standfirst."""
        if len(self.description) > 40 and (
            key.startswith(self.description[:60]) or self.description.startswith(key[:60])
        ):
            return 3
        return 2 if any(is_standfirst(e) for e in _chain(block)) else 0

    def _below_title(self, first: int, have: set[str], joined: str) -> Block | None:
        """The first whole sentence right under the headline, whatever it is called."""
        start = next(
            (i for i in range(first - 1, -1, -1) if squash(self.blocks[i].text) in self.titles), None
        )
        if start is None or self.blocks[start].kind != "heading":
            return None
        for block in self.blocks[start + 1 : first]:
            key = squash(block.text)
            if len(block.text) <= _BESIDE_TITLE or block.kind == "figure" or _is_line(block):
                continue
            if len(block.text) < _LONGEST_LABEL and block.text[-1:] not in SENTENCE_ENDS:
                continue  # a price, a date
            whole = block.text[-1:] in SENTENCE_ENDS and len(block.text) >= _LEAST_UNNAMED
            plain = block.kind in ("p", "heading") and block.links < 0.2 and not _CALL.search(block.text)
            if not plain or not whole or self._verdict(block) or key in have or key in joined:
                return None
            return block if self.may_be(block, key) and not is_caption(block.element) else None
        return None


def _chain(block: Block) -> tuple[Element, ...]:
    return (block.element, *list(ancestors(block.element))[:2])


def _is_line(block: Block) -> bool:
    """Whether a block is one of the small lines of an article's head: byline, date, buttons."""
    return furniture_of(block.text) is not None or any(is_byline(e) for e in _chain(block))
