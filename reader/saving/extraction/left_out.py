"""What of the page's main column was not taken for the article, for the reader to bring back by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.saving.boilerplate.surroundings import stands_in
from reader.saving.extraction.build import article_html
from reader.saving.page.block_flow import Block
from reader.saving.page.elements import Element, ancestors, squash, tag_of
from reader.saving.page.sanitize import sanitize
from reader.saving.pictures.pictures_in_page import is_decoration, picture_key

MOST_BLOCKS = 200
MOST_CHARACTERS = 200_000  # of their markup

_COLUMNS = ("main", "article")


def with_left_out(
    blocks: Sequence[Block],
    chosen: Sequence[Block],
    lead: Block | None,
    container: Element,
    titles: Iterable[str],
    base: str,
) -> str:
    """The article's blocks with those of its column that were left out among them, as clean HTML.

    Args:
        blocks: all of the page, in order.
        chosen: those of the article, in order.
        lead: the figure of its lead picture.
        container: the element that holds the article.
        titles: the article's title in its forms, which is not left out but shown above.
        base: what addresses are resolved against.

    Returns:
        "" when nothing was left out.
    """
    column = _column(container)
    if column is None or not chosen:
        return ""
    dropped = _dropped(blocks, chosen, lead, column, {squash(title) for title in titles})
    if not dropped:
        return ""
    after: dict[int, list[Block]] = {}
    for place, block in dropped:
        after.setdefault(place, []).append(block)
    row = list(after.get(-1, ()))
    for number, block in enumerate(chosen):
        row += [block, *after.get(number, ())]
    return sanitize(article_html(row), base)


def _dropped(
    blocks: Sequence[Block], chosen: Sequence[Block], lead: Block | None, column: Element, titles: set[str]
) -> list[tuple[int, Block]]:
    """The blocks left out, each with the index of the chosen one before it (-1 for none), capped."""
    positions = {id(block): number for number, block in enumerate(chosen)}
    seen = {key for block in (*chosen, *((lead,) if lead is not None else ())) if (key := _key(block))}
    seen |= titles
    found: list[tuple[int, int, Block]] = []  # distance from the article, place, block
    place, gap = -1, 0
    for block in blocks:
        if id(block) in positions:
            place, gap = max(place, positions[id(block)]), 0
            continue
        key = _key(block)
        gap += 1
        if not key or key in seen or not _is_substantial(block) or not stands_in(block, column):
            continue
        seen.add(key)
        outside = place == len(chosen) - 1
        found.append((gap if outside else 0, place, block))
    return [(place, block) for _, place, block in _capped(found)]


def _capped(found: list[tuple[int, int, Block]]) -> list[tuple[int, int, Block]]:
    """As many as fit, those near the article first, in their order."""
    kept: set[int] = set()
    size = 0
    for number in sorted(range(len(found)), key=lambda n: found[n][0]):
        block = found[number][2]
        size += len(block.html) + len(block.src) + len(block.alt)
        if len(kept) == MOST_BLOCKS or size > MOST_CHARACTERS:
            break
        kept.add(number)
    return [entry for number, entry in enumerate(found) if number in kept]


def _column(container: Element) -> Element:
    """The page's main column: what is marked as such around the article, else the element around it."""
    if container is None:
        return None
    for element in (container, *ancestors(container)):
        if tag_of(element) in _COLUMNS or element.get("role") == "main":
            return element
    parent = container.getparent()
    return parent if parent is not None and tag_of(parent) not in ("body", "html") else container


def _is_substantial(block: Block) -> bool:
    if block.kind == "figure":
        return not is_decoration(block.element, block.src)
    return block.kind == "embed" or len(block.text) > 1


def _key(block: Block) -> str:
    """By what a block is the same as another one."""
    if block.kind in ("figure", "embed"):
        return picture_key(block.src) if block.kind == "figure" else block.src
    return squash(block.text)
