"""Chapters of manuals and wikis that are lists of links: the list is what the reader asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reader.saving.boilerplate.page_furniture import class_verdict
from reader.saving.extraction.select import Choice
from reader.saving.page.block_flow import Block
from reader.saving.page.elements import Element, ancestors, squash

_MAKERS = re.compile(
    r"\b(?:mediawiki|dokuwiki|moinmoin|xwiki|foswiki|tiki wiki|bookstack|confluence|sphinx|docusaurus|mkdocs|"
    r"vitepress|vuepress|antora|gitbook|rustdoc|mdbook|asciidoctor|docbook|doxygen|javadoc|jsdoc|typedoc)\b",
    re.I,
)
"""Programs that make manuals and wikis, as they name themselves in `meta name="generator"`."""
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
    if choice.container is None or not _is_of_a_manual(tree):
        return None
    prose = sum(len(b.text) for b in choice.blocks if b.links < _LINKED and b.kind != "heading")
    if prose > _LITTLE:
        return None
    named = {squash(title) for title in titles}
    found = [b for b in blocks if _is_of(b, choice.container) and squash(b.text) not in named]
    linked = sum(len(b.text) for b in found if b.links > _LINKED and b.kind == "list")
    if linked <= prose or sum(len(b.text) for b in found) < _LEAST:
        return None
    return replace(choice, blocks=found, related=[], standfirst=None, brief=True)


def _is_of_a_manual(tree: Element) -> bool:
    return any(
        (meta.get("name") or "").lower() == "generator" and _MAKERS.search(meta.get("content") or "")
        for meta in tree.iter("meta")
    )


def _is_of(block: Block, container: Element) -> bool:
    if block.kind not in _KINDS or not (block.text or block.kind == "figure"):
        return False
    for element in (block.element, *ancestors(block.element)):
        if element is container:
            return True
        if class_verdict(element):
            return False
    return False
