"""Parts of a manual or a handbook that trafilatura leaves out: like sections, boxes between paragraphs."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Collection, Sequence

from reader.saving.boilerplate.page_furniture import class_verdict, furniture_names
from reader.saving.boilerplate.phrases import ends_article, furniture_of
from reader.saving.extraction.opened import reads_like_prose
from reader.saving.page.block_flow import Block
from reader.saving.page.elements import BLOCK_TAGS, Element, ancestors, link_share, names_of, tag_of

_LEAST_KEPT = 0.1  # part of the anchored prose that the sections of one kind hold together
_LINKED = 0.25  # part of a section's characters that may be links; teasers have more

_OPENING = frozenset(
    ("accordion", "collapsible", "faq", "faqs", "question")
)  # names of what opens at a press
_LONGEST_ANSWER = 12  # paragraphs
_NEAR = 2  # elements from a paragraph to the one around it
_BOX = frozenset(("sidebar",))

_Kind = tuple[Element, str, str, str]


def sections_of(blocks: Sequence[Block], anchored: Sequence[bool]) -> frozenset[Element]:
    """The elements that are sections of the article, each with a heading of its own.

    Elements beside each other are sections of one kind when tag, class and the tag of the heading they
    begin with are the same. trafilatura keeps only some sections of a long page; where it kept prose of
    one, those of its kind that read like it, and are named no furniture, belong to the same text.

    Args:
        blocks: all of the page.
        anchored: for each, whether trafilatura kept it.
    """
    found = _answers_of(blocks, anchored)
    kinds = _kinds_of(blocks)
    if not kinds:
        return frozenset(found)
    held: dict[Element, list[int]] = {section: [] for sections in kinds.values() for section in sections}
    for i, block in enumerate(blocks):
        for element in (block.element, *ancestors(block.element)):
            if element in held:
                held[element].append(i)
    prose = {id(block) for block, kept in _prose_of(blocks, anchored) if kept}
    size = sum(len(block.text) for block in blocks if id(block) in prose)
    for sections in kinds.values():
        kept = sum(len(blocks[i].text) for s in sections for i in held[s] if id(blocks[i]) in prose)
        asked = _are_questions(sections[0], blocks[held[sections[0]][0]])
        if kept > _LEAST_KEPT * size or (asked and (kept or _stand_beside(sections[0], blocks, prose))):
            found.update(s for s in sections if _is_text(s, [blocks[i] for i in held[s]]))
    return frozenset(found)


def boxes_of(blocks: Sequence[Block], anchored: Sequence[bool]) -> frozenset[Element]:
    """The elements named `sidebar` that are boxes of the article, as books have them.

    Such a box stands beside paragraphs of the text and holds paragraphs of the same tag and class; the
    sidebar of a page stands beside the element around the text.

    Args:
        blocks: all of the page.
        anchored: for each, whether trafilatura kept it.
    """
    prose = [(_paragraph_of(b.element), kept) for b, kept in _prose_of(blocks, anchored)]
    rows = {(p.getparent(), tag_of(p), p.get("class")) for p, kept in prose if kept}
    is_box = functools.cache(_is_box)  # asked by each paragraph of a box, and as long as the box is to answer
    return frozenset(
        element
        for paragraph, _ in prose
        for element in ancestors(paragraph)
        if (element.getparent(), tag_of(paragraph), paragraph.get("class")) in rows and is_box(element)
    )


def _is_box(element: Element) -> bool:
    return furniture_names(element) == _BOX and link_share(element) < _LINKED


def _prose_of(blocks: Sequence[Block], anchored: Sequence[bool]) -> list[tuple[Block, bool]]:
    return [(b, kept) for b, kept in zip(blocks, anchored, strict=True) if reads_like_prose(b)]


def _paragraph_of(element: Element) -> Element:
    while tag_of(element) not in BLOCK_TAGS and element.getparent() is not None:
        element = element.getparent()
    return element


def _kinds_of(blocks: Sequence[Block]) -> dict[_Kind, list[Element]]:
    """The elements that begin with a heading, by kind; those that are alone of their kind are left out."""
    seen: set[Element] = set()
    kinds: dict[_Kind, list[Element]] = {}
    for block in blocks:
        for element in (block.element, *ancestors(block.element)):
            if element in seen:
                break
            seen.add(element)
            tag, name = tag_of(element), element.get("class") or ""
            if block.kind == "heading" and (tag == "section" or (tag == "div" and name)):
                kind = (element.getparent(), tag, name, tag_of(block.element))
                kinds.setdefault(kind, []).append(element)
    return {kind: sections for kind, sections in kinds.items() if len(sections) > 1}


def _answers_of(blocks: Sequence[Block], anchored: Sequence[bool]) -> set[Element]:
    """The elements of questions and their answers that stand beside each other, when one answer was kept."""
    groups: dict[tuple[str, str | None], list[list[int]]] = {}
    for i, block in enumerate(blocks):
        if block.kind == "heading" and not _OPENING.isdisjoint(names_of(block.element)):
            rest = itertools.takewhile(lambda j: reads_like_prose(blocks[j]), range(i + 1, len(blocks)))
            answer = list(itertools.islice(rest, _LONGEST_ANSWER))
            if answer and furniture_of(block.text) is None:
                groups.setdefault((tag_of(block.element), block.element.get("class")), []).append(
                    [i, *answer]
                )
    found: set[Element] = set()
    for group in groups.values():
        if len(group) > 1 and any(anchored[pair[1]] for pair in group):
            found.update(blocks[j].element for pair in group for j in pair)
    return found


def _are_questions(section: Element, heading: Block) -> bool:
    """Whether sections open at a press on their headings, as answers do: no cards that lead elsewhere."""
    names = {*names_of(section), *names_of(section.getparent()), *names_of(heading.element)}
    return not _OPENING.isdisjoint(names)


def _stand_beside(section: Element, blocks: Sequence[Block], prose: Collection[int]) -> bool:
    """Whether paragraphs that trafilatura kept stand in the element around sections."""
    around = section.getparent()
    return any(id(b) in prose and around in itertools.islice(ancestors(b.element), _NEAR) for b in blocks)


def _is_text(section: Element, blocks: Sequence[Block]) -> bool:
    """Whether a section reads like the article: prose under a heading that leads nowhere."""
    heading = blocks[0]
    if heading.links > 0.5 or furniture_of(heading.text) is not None or ends_article(heading.text):
        return False
    if class_verdict(section) or any(b.kind == "heading" and b.links > 0.85 for b in blocks):
        return False
    return any(map(reads_like_prose, blocks)) and link_share(section) < _LINKED
