"""What a page is when it is no plain article, and its blocks then."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from reader.saving.metadata.dates import read_date
from reader.saving.metadata.structured_data import Structured, types_of
from reader.saving.page.block_flow import Block
from reader.saving.page.elements import Element
from reader.saving.page_kinds.recipes import find_recipe, recipe_blocks
from reader.saving.page_kinds.shared_links import shared_link, with_shared_link
from reader.saving.page_kinds.threads import blocks_of, find_posts, prose_of, starter

_THREADS = frozenset(("qapage", "discussionforumposting"))
_ARTICLES = ("article", "blogposting")


@dataclass(frozen=True, slots=True)
class SpecialPage:
    """A page of a kind of its own: its `blocks`, what its parts say of author and day ("" for nothing)."""

    blocks: list[Block]
    author: str = ""
    date: str = ""
    has_lead: bool = False
    """Whether the picture that the page declares leads it."""


def special_page(
    tree: Element, base: str, structured: Structured, chosen: Sequence[Block], titles: Collection[str]
) -> SpecialPage | None:
    """The page as its kind is read; `None` for an article.

    Args:
        tree: the page.
        base: what addresses are resolved against.
        structured: what it declares.
        chosen: the blocks taken for an article.
        titles: the title in every form that the page shows or declares.
    """
    body = tree.find("body")
    recipe = find_recipe(tree, structured)
    if recipe is not None:
        language = (tree.get("lang") or "en").lower()[:2]
        return SpecialPage(recipe_blocks(recipe, chosen, language, body), has_lead=True)
    told = any(types_of(node) & _THREADS for node in structured.nodes)
    declared = any(kind.endswith(_ARTICLES) for kind in types_of(structured.article))
    posts = find_posts(body, base, chosen, told, declared)
    link = shared_link(body, base, titles) if posts or not (declared or prose_of(chosen)) else None
    if link is not None:
        posts = with_shared_link(posts, link)
    if posts:
        first = starter(posts)
        return SpecialPage(blocks_of(posts, body), first.author, read_date(first.date)[0])
    return None
