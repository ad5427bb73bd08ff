"""The blocks of a page that are its article: those around what trafilatura anchors, without the furniture."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.saving.boilerplate.boilerplate_lines import SENTENCE_ENDS, is_notice, join_captions
from reader.saving.boilerplate.page_furniture import class_verdict, is_byline, is_standfirst
from reader.saving.boilerplate.phrases import Furniture, furniture_of
from reader.saving.boilerplate.surroundings import (
    ASIDE_TAGS,
    home_of,
    is_pingback,
    is_surrounding,
    stands_in,
    stands_in_any,
)
from reader.saving.extraction.build import trimmed
from reader.saving.extraction.extent import Extent, is_button
from reader.saving.extraction.opened import reads_like_prose
from reader.saving.extraction.sections import boxes_of, sections_of
from reader.saving.extraction.side_columns import side_columns
from reader.saving.extraction.trafilatura_anchors import ANCHORED, Anchors
from reader.saving.extraction.weights import WHOLE, Weights
from reader.saving.metadata.standfirst import StandfirstFinder
from reader.saving.page.block_flow import Block
from reader.saving.page.element_tests import is_in_gallery
from reader.saving.page.elements import Element, ancestors, link_share, squash, tag_of, text_of
from reader.saving.page.notes import is_note
from reader.saving.pictures.pictures_in_page import is_ornament

_LINK_ALONE = ("fr", "ar")  # languages whose newspapers set links to other articles as paragraphs
_LONGEST_NAME = 40  # characters of a chapter's, in the mean; headlines are longer
_MARKS = "»›>→▶►▸"
_LABELLED = re.compile(  # “RIVALS: ” before a link alone
    r"(?:<(b|strong)>[^<>]{2,40}:\s*</\1>|[^<>a-zß-ÿ]{3,40}:)\s*<a [^<>]*>(?:(?!</?a\b).)*</a>\W{0,3}", re.S
)
_FACT = re.compile(r"<(b|strong)>[^<>]{2,30}(?::\s*</\1>|</\1>\s*:)")  # “Author: ” of a book that is told of
_HOUR = re.compile(r"\d{1,2}\s?[:.hH]\s?\d{2}(?:\s*(?:Uhr|h))?\Z")
_FARTHEST = 60  # blocks from the text to a picture that is of it
_OPENS_LIST = (":", "：")
_LONG = 150  # characters of a paragraph that is no label or call
_SMALL = 500  # characters of a box that calls for something


@dataclass(slots=True)
class Choice:
    """The chosen blocks, in order, and what was found on the way."""

    blocks: list[Block]
    related: list[Block] = field(default_factory=list)
    standfirst: Block | None = None
    container: Element = None
    first: int = 0
    brief: bool = False
    """The page's own element around title and text was told from furniture that trafilatura had kept."""


class Selector:
    """Chooses among the blocks of one page.

    Args:
        blocks: all blocks of the body, in order.
        anchors: what trafilatura kept.
        titles: the article's title in its forms, which are not repeated in its text.
        description: what the page calls its summary.
        trusting: judge nothing by its class or by where the article seems to end.
        trusted: names of furniture that on this page stand on the article.
    """

    def __init__(
        self,
        blocks: list[Block],
        anchors: Anchors,
        titles: Sequence[str],
        description: str,
        trusting: bool = False,
        trusted: frozenset[str] = frozenset(),
    ) -> None:
        self.blocks = blocks
        self._trusting = trusting
        join_captions(blocks)
        self.titles = {squash(t) for t in titles if len(squash(t)) > 4}
        self._standfirsts = StandfirstFinder(
            blocks, self.titles, squash(description), lambda block: self._class_of(block)[0]
        )
        self.anchored = [self._is_anchored(b, anchors) for b in blocks]
        self._brief = self._forget_surroundings()
        self._verdicts: dict[Element, int] = {}
        self._weights = Weights(blocks, self.anchored)
        self._trusted = trusted | self._weights.names_of_the_text()
        self._extent = Extent(blocks, self.anchored, self._weights.total)
        self._sections = sections_of(blocks, self.anchored)
        self._boxes = boxes_of(blocks, self.anchored)
        self._box: Element = None

    def choose(self) -> Choice:
        """The article's blocks."""
        if not self._weights.total:
            return Choice([])
        container = self._weights.container()
        columns = self._weights.columns(container)
        self._box = columns[0]
        sides = set() if self._trusting else side_columns(self.blocks, self.anchored, container)
        inside = [
            i
            for i, b in enumerate(self.blocks)
            if stands_in_any(b, self._sections) or any(stands_in(b, c) for c in columns)
        ]
        beside = {i for i in inside if stands_in_any(self.blocks[i], sides)}
        anchored = [i for i in inside if self.anchored[i] and i not in beside]
        if not anchored:
            return Choice([], container=container)
        choice = Choice([], container=container, first=anchored[0], brief=self._brief)
        for i in inside if self._trusting else self._extent.of(inside, anchored):
            if i not in beside:  # but their labels end the article
                self._take(i, choice, anchored)
        self._add_standfirst(choice, anchored[0])
        self._add_opening(choice, anchored[0])
        sure = {id(b) for b, kept in zip(self.blocks, self.anchored, strict=True) if kept}
        choice.blocks = trimmed(choice.blocks, sure)
        return choice

    def _is_anchored(self, block: Block, anchors: Anchors) -> bool:
        if not block.words or block.kind in ("embed", "figure") or is_pingback(block):
            return False
        return anchors.share(block.words) >= ANCHORED

    def _forget_surroundings(self) -> bool:
        """Loosen what is named furniture and stands outside the article's own element; says whether any."""
        home = home_of(self.blocks, self.anchored, self.titles)
        if home is None:
            return False
        loose = [i for i, kept in enumerate(self.anchored) if kept and is_surrounding(self.blocks[i], home)]
        for i in loose:
            self.anchored[i] = False
        return bool(loose)

    def _take(self, i: int, choice: Choice, anchored: list[int]) -> None:
        block = self.blocks[i]
        if self._is_title(block, i, anchored):
            return
        words = furniture_of(block.text) if block.kind not in ("figure", "embed", "code", "table") else None
        if block.kind == "heading" and _HOUR.match(block.text):
            words = None  # of an entry in a live report
        if words in (Furniture.RELATED, Furniture.CUT) and block.kind != "list":
            if block.links > 0.2 and i >= anchored[0]:
                choice.related.append(block)
                if block.kind == "p" and i < anchored[-1]:
                    block.kind = "related"
                    choice.blocks.append(block)
            return
        if words is Furniture.NOISE or is_notice(self.blocks, i, anchored) or is_button(block):
            return
        if self._is_furniture(block, self.anchored[i]):
            return
        if (block.links > 0.85 and self._is_teaser(block, i, anchored, choice)) or self._extent.is_card(i):
            choice.related.append(block)
            return
        if self._is_way_out(i, anchored):
            choice.related.append(block)
            block.kind = "related"
            choice.blocks.append(block)
        elif self.anchored[i] or self._fits(i, anchored):
            if block.kind == "heading" and (
                len(block.text) > 180 or (i <= anchored[0] and is_standfirst(block.element))
            ):
                block.kind = "p"  # a standfirst set as a heading
            choice.blocks.append(block)

    def _is_title(self, block: Block, i: int, anchored: list[int]) -> bool:
        key = squash(block.text)
        if len(key) > 400:
            return any(key.startswith(t[:300]) for t in self.titles if len(t) > 300)
        return key in self.titles or (
            bool(key)
            and block.kind == "heading"
            and i <= anchored[0] + 1
            and any(t in key and len(key) < len(t) + 30 for t in self.titles)
        )

    def _is_furniture(self, block: Block, anchored: bool) -> bool:
        """Whether its class, or that of an element above, says so; anchored, it takes more than a hint."""
        verdict, element = self._class_of(block)
        if (
            verdict == 1
            and block.kind in ("figure", "quote")
            and tag_of(element) in ("figure", "img", "picture", "a", "header", "blockquote")
        ):
            return False
        if verdict == 1 and anchored:
            return link_share(element) > 0.5 or self._is_form(element)
        return verdict >= 1

    def _is_form(self, element: Element) -> bool:
        """Whether a small box is there to be filled in or pressed: a subscription, a poll."""
        for box in (element, *ancestors(element)):
            if self._weights.share(box) >= 0.2 or len(text_of(box)) >= _SMALL:
                return False
            if next(box.iter("form", "button", "input"), None) is not None:
                return True
        return False

    def _is_way_out(self, i: int, anchored: list[int]) -> bool:
        """Whether a paragraph within the text is one link alone, with a label or none."""
        block = self.blocks[i]
        if block.kind != "p" or not block.text or not anchored[0] < i < anchored[-1]:
            return False
        beside = [b for b in self.blocks[i - 1 : i + 2] if b is not block]
        if _LABELLED.fullmatch(block.html) is None:
            language = (block.element.getroottree().getroot().get("lang") or "").lower()
            marked = language.startswith(_LINK_ALONE) or block.text[0] in _MARKS
            if block.links < 0.95 or not marked:
                return False
        alone = all(b.links < 0.5 and len(b.text) > 80 for b in beside if b.kind == "p")
        return alone and 20 < len(block.text) < 160 and block.html.count("<a ") == 1

    def _is_teaser(self, block: Block, i: int, anchored: list[int], choice: Choice) -> bool:
        """Whether a wholly linked block leads to other articles: under such a label, or after the text."""
        if block.kind not in ("list", "p", "heading") or len(block.text) < 25:
            return False
        before = self.blocks[i - 1] if i else block
        if block.kind == "list" and furniture_of(before.text) is not None:
            return True
        prose_after = any(self.blocks[j].links < 0.5 for j in anchored if j > i)
        return not prose_after and (block.kind != "list" or len(block.text) > 25 * max(1, block.level))

    def _fits(self, i: int, anchored: list[int]) -> bool:
        """Whether a block that trafilatura left out belongs to the article all the same."""
        block = self.blocks[i]
        between = anchored[0] <= i <= anchored[-1]
        if block.text and block.links < 0.5 and stands_in_any(block, self._sections):
            return True
        if is_note(block.element):
            return True
        if block.kind == "figure" and not block.text and is_ornament(block.element, block.src):
            return False  # an avatar or an icon
        if block.kind in ("figure", "embed"):
            return between or self._near(i, anchored)
        if not between:
            return self._continues(i, anchored) or self._precedes(i, anchored)
        if block.kind == "heading":
            return block.links < 0.5 and len(block.text) < 200
        if block.kind in ("table", "code", "quote"):
            return block.links < 0.5
        if block.kind == "list":
            opened = self.anchored[i - 1] and self.blocks[i - 1].text.endswith(_OPENS_LIST)
            return len(block.text) > 20 and (block.links < 0.4 or opened or self._is_outline(i))
        beside = self._sibling_of_anchored(block) or len(_FACT.findall(block.html)) > 1
        return block.links < 0.4 and beside and len(block.text) > 1

    def _is_outline(self, i: int) -> bool:
        """Whether a list of links is what a section of a handbook has: short names under its heading."""
        block, heading = self.blocks[i], self.blocks[i - 1]
        names = [name for name in block.text.split("\n") if name.strip()]
        if heading.kind != "heading" or heading.links > 0.5 or furniture_of(heading.text) is not None:
            return False
        short = len(names) > 1 and sum(map(len, names)) / len(names) < _LONGEST_NAME
        return short and heading.element.getparent() is block.element.getparent() and self.anchored[i - 1]

    def _near(self, i: int, anchored: list[int]) -> bool:
        """A figure just before or after the text."""
        if i < anchored[0]:
            return anchored[0] - i <= 6
        if i - anchored[-1] > _FARTHEST:
            return False
        between = self.blocks[anchored[-1] + 1 : i]
        gap = sum(b.kind != "figure" and b.text != "" for b in between)  # a caption has gone to its figure
        return gap <= 1 and self._sibling_of_anchored(self.blocks[i])

    def _continues(self, i: int, anchored: list[int]) -> bool:
        """Text after the last anchored block, in the same element, that reads like the article."""
        block = self.blocks[i]
        if i < anchored[0] or i - anchored[-1] > 3:
            return False
        parent, last = block.element.getparent(), self.blocks[anchored[-1]].element.getparent()
        if block.kind in ("code", "table"):
            return parent is last and block.links < 0.3
        if tag_of(block.element) in ("dt", "dd"):  # “Returns: the degrees”, below what a function does
            return parent.getparent() is last and block.links < 0.2
        if block.kind == "heading":
            following = self.blocks[i + 1 : i + 2]
            likes = self._is_first_subhead(block, anchored)
            return likes and any(b.kind in ("p", "list") and b.links < 0.2 for b in following)
        if block.kind not in ("p", "quote", "list"):
            return False
        reads = block.kind == "list" or block.text[-1:] in SENTENCE_ENDS
        return parent is last and block.links < 0.2 and len(block.text) > 80 and reads

    def _precedes(self, i: int, anchored: list[int]) -> bool:
        """Text just before the first anchored block, beside it, that reads like the article."""
        block = self.blocks[i]
        if block.kind == "heading" and i == anchored[0] - 1:
            return self._is_first_subhead(block, anchored)
        if not 0 < anchored[0] - i <= 3 or block.kind not in ("p", "quote", "list"):
            return False
        reads = block.text[-1:] in SENTENCE_ENDS
        return block.links < 0.2 and len(block.text) > 100 and reads and self._sibling_of_anchored(block)

    def _is_first_subhead(self, block: Block, anchored: list[int]) -> bool:
        """Whether a heading above the text looks like those within it: same tag, class and surroundings."""

        def look(element: Element) -> tuple[str, str | None, str | None]:
            return tag_of(element), element.get("class"), element.getparent().get("class")

        within = self.blocks[anchored[0] : anchored[-1]]
        return tag_of(block.element) != "h1" and any(
            b.kind == "heading" and look(b.element) == look(block.element) for b in within
        )

    def _sibling_of_anchored(self, block: Block) -> bool:
        """Whether one of the elements just above the block's holds anchored text beside it."""
        deepest = 3 + 2 * is_in_gallery(block.element) if block.kind == "figure" else 1
        if len(block.text) > _LONG and reads_like_prose(block):
            deepest = 3  # in a box of the text's own
        for level, element in enumerate(ancestors(block.element)):
            if self._weights.share(element) > 0.05:
                return True
            if level >= deepest:
                return False
        return False

    def _class_of(self, block: Block) -> tuple[int, Element]:
        """The worst verdict of the block's element and those above it that are not most of the article."""
        worst, where = 0, block.element
        if self._trusting:
            return worst, where
        for element in (block.element, *ancestors(block.element)):
            if self._weights.share(element) >= WHOLE:
                break
            if element not in self._verdicts:
                verdict = 0 if element in self._boxes else class_verdict(element, self._trusted)
                if tag_of(element) in ASIDE_TAGS and not self._weights.share(element):
                    verdict = max(verdict, 1)
                self._verdicts[element] = verdict
            if self._verdicts[element] > worst:
                worst, where = self._verdicts[element], element
        return worst, where

    def _add_standfirst(self, choice: Choice, first: int) -> None:
        """Put the standfirst before the text when trafilatura left it out."""
        if choice.blocks and is_standfirst(choice.blocks[0].element):
            return
        block = self._standfirsts.find(first, choice.blocks)
        if block is None:
            return
        choice.standfirst = block
        rest = self._standfirsts.rest_of(block, first)
        if block.kind == "heading" and not rest:
            block.kind = "p"
        choice.blocks[0:0] = [block, *(b for b in rest if b not in choice.blocks)]

    def _add_opening(self, choice: Choice, first: int) -> None:
        """Put before the text the paragraphs of the element right before the article's own.

        Whole sentences that trafilatura kept may stand farther above it, with buttons or a label between.
        """
        around = list(itertools.islice((self._box, *ancestors(self._box)), 3))
        before = {e.getprevious() for e in around} - {None}
        farther = {e for one in around for e in one.itersiblings(preceding=True)}
        found: list[Block] = []
        have = {squash(b.text) for b in choice.blocks}
        for i in range(max(0, first - 15), first):
            block = self.blocks[i]
            key = squash(block.text)
            whole = self.anchored[i] and self._standfirsts.is_plain(block, key)
            if (farther if whole else before).isdisjoint(_near(block)):
                continue
            if block.kind != "p" or block.links > 0.4 or not self._reads_on(block, i):
                continue
            if key not in have and self._standfirsts.may_be(block, key):
                found.append(block)
                have.add(key)  # pages write it once more for narrow windows
        at = int(choice.standfirst is not None and choice.blocks[:1] == [choice.standfirst])
        choice.blocks[at:at] = found

    def _reads_on(self, block: Block, i: int) -> bool:
        if self._class_of(block)[0] or is_byline(block.element):
            return False
        return self.anchored[i] or (len(block.text) > 100 and block.text[-1:] in SENTENCE_ENDS)


def _near(block: Block) -> tuple[Element, ...]:
    return (block.element, *itertools.islice(ancestors(block.element), 2))
