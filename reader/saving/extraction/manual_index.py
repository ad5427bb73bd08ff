"""Chapters of manuals and wikis that are lists of links: the list is what the reader asked for."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reader.saving.boilerplate.page_furniture import class_verdict
from reader.saving.extraction.select import Choice
from reader.saving.page.block_flow import Block
from reader.saving.page.elements import Element, ancestors, squash

_MAKERS = re.compile(
    r"\b(?:mediawiki|dokuwiki|moinmoin|xwiki|foswiki|tiki wiki|bookstack|confluence|sphinx|docusaurus|mkdocs|"
    r"vitepress|vuepress|antora|gitbook|rustdoc|docutils|mdbook|asciidoctor|docbook|doxygen|javadoc|jsdoc|typedoc)\b",
    re.I,
)
"""Programs that make manuals and wikis, as they name themselves in `meta name="generator"`."""
_SIGNS = frozenset(("toctree-wrapper", "titlepage", "rst-content", "theme-doc-markdown", "td-content"))
"""Class names on pages of such programs that do not name themselves: Sphinx, DocBook, Docusaurus, Docsy."""
_CONTENTS = frozenset(("toc", "table of contents"))
_MOST_ELEMENTS = 20_000
_MOST_LEVELS = 4  # above the first paragraph
_LITTLE = 600  # characters of prose; a chapter with more is read as an article
_LEAST = 140  # characters of the whole list
_LINKED = 0.5
_KINDS = ("heading", "p", "list", "table", "quote", "code", "figure")


def manual_index(
    tree: Element, choice: Choice, blocks: Sequence[Block], titles: Sequence[str]
) -> Choice | None:
    """The whole text of a chapter that is made of links; None for other pages.

    Args:
        tree: the page.
        choice: the article as it was chosen, next to nothing of such a page.
        blocks: all of the page.
        titles: the page's title in its forms, which are not repeated.
    """
    if choice.container is None or not choice.blocks:
        return None
    prose = sum(len(b.text) for b in choice.blocks if b.links < _LINKED and b.kind != "heading")
    if prose > _LITTLE or not _is_of_a_manual(tree):
        return None
    named = {squash(title) for title in titles}
    barred: dict[Element, bool] = {}
    for container in _containers(choice):
        found = [b for b in blocks if _is_of(b, container, barred) and squash(b.text) not in named]
        linked = sum(len(b.text) for b in found if b.links > _LINKED and b.kind in ("list", "p"))
        chapter = linked > (prose if prose >= _LEAST else 0)  # with less than that it is no article anyway
        if chapter and sum(len(b.text) for b in found) >= _LEAST:
            return replace(choice, blocks=found, related=[], standfirst=None, brief=True)
    return None


def _containers(choice: Choice) -> Iterator[Element]:
    """What may be all of the chapter: the elements around its first block, the innermost first."""
    first = choice.blocks[0].element
    for element in itertools.islice(ancestors(first), _MOST_LEVELS):
        if element is choice.container:
            break
        yield element
    yield choice.container


def _is_of_a_manual(tree: Element) -> bool:
    named = (meta for meta in tree.iter("meta") if (meta.get("name") or "").lower() == "generator")
    if any(_MAKERS.search(meta.get("content") or "") for meta in named):
        return True
    classes = (e.get("class") for e in itertools.islice(tree.iter(), _MOST_ELEMENTS))
    return any(not _SIGNS.isdisjoint(own.split()) for own in classes if own)


def _is_of(block: Block, container: Element, barred: dict[Element, bool]) -> bool:
    """Whether a block is of a chapter in a container; `barred` keeps which elements are the page's frame."""
    if block.kind not in _KINDS or not (block.text or block.kind == "figure"):
        return False
    for element in (block.element, *ancestors(block.element)):
        if element is container:
            return True
        if element not in barred:
            barred[element] = _is_frame(element)
        if barred[element]:
            return False
    return False


def _is_frame(element: Element) -> bool:
    """Whether class names call an element furniture; contents are when they lead about their own page."""
    return bool(class_verdict(element, _CONTENTS)) or (bool(class_verdict(element)) and _stays_here(element))


def _stays_here(element: Element) -> bool:
    """Whether most of an element's links lead to places on its own page, as those of its contents do."""
    here: list[bool] = [(link.get("href") or "").startswith("#") for link in element.iter("a")]
    return 2 * sum(here) > len(here)
