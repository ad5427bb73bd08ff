"""Where in a page a name may stand, and the parts of the line that it stands in."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reader.saving.boilerplate.page_furniture import class_verdict
from reader.saving.name_sets import name_set
from reader.saving.page.element_tests import is_hidden
from reader.saving.page.elements import (
    BLOCK_TAGS,
    Element,
    ancestors,
    collapse,
    names_of,
    tag_of,
    text_of,
    words_of,
)

_FOREIGN = name_set(
    """card cards latest menu most nav navigation popular promo promos read recirc recommended related
    sidebar teaser teasers trending widget widgets"""
)
_PICTURED = name_set(
    """caption captions credit credits photographer photo figcaption legend legende copyright"""
)
_QUOTED = frozenset(("figure", "figcaption", "blockquote"))
_ARTICLE = frozenset(("article", "post", "entry", "story"))
_MOST_PIECES = 24  # elements in a line that may be a byline
_BREAKS = BLOCK_TAGS | frozenset(("br", "hr"))
_NOT_READ = name_set("""button time svg select form img picture figure script noscript input style""")
_BESIDE = name_set(
    """role job jobtitle fonction function bio biography description desc date dates time datetime social
    follow suivre location lieu reading minutes views comments avatar published updated"""
)


@dataclass(slots=True)
class Piece:
    """A part of a line, and where it stands."""

    text: str
    owner: Any = None
    parts: list[str] = field(default_factory=list)


def pieces_of(element: Element, dates_too: bool = False) -> list[Piece]:
    """The parts of a line, parted where its elements part them: block elements, and inline ones that touch.

    Buttons, pictures, what no reader sees and what is named a job, a place or a date are left out; with
    `dates_too` dates stay.
    """
    pieces: list[Piece] = [Piece("")]

    def add(text: str | None, owner: Element, touching: bool) -> None:
        if not text:
            return
        last = pieces[-1]
        before = last.parts[-1] if last.parts else ""
        if touching and before and before[-1:].isalnum() and text[:1].isalnum():
            pieces.append(Piece(""))
            last = pieces[-1]
        if text.strip() and last.owner is None:
            last.owner = owner
        last.parts.append(text)

    def walk(node: Element, depth: int) -> None:
        add(node.text, node, depth > 0)
        for child in node:
            tag = tag_of(child)
            unseen = child.get("style") is not None and is_hidden(child)
            beside = tag in _NOT_READ or unseen or is_beside(child)
            if dates_too and (tag == "time" or (beside and not unseen and tag not in _NOT_READ)):
                beside = False
            broken = tag in _BREAKS or beside
            if broken:
                pieces.append(Piece(""))
            if not beside and tag and depth < 12:
                walk(child, depth + 1)
            if broken:
                pieces.append(Piece(""))
            add(child.tail, node, True)

    walk(element, 0)
    for piece in pieces:
        piece.text = collapse("".join(piece.parts))
    return [p for p in pieces if p.text]


def stands_elsewhere(element: Element, above: set[Element]) -> bool:
    """Whether a byline belongs to another article, a comment or the page's frame."""
    for ancestor in ancestors(element):
        if ancestor in above:
            return False
        if _is_elsewhere(ancestor, bool(above)):
            return True
    return False


def standing_here(body: Element, above: set[Element]) -> Iterator[Element]:
    """The elements of a page that do not stand elsewhere, in order; below others nobody looks."""
    waiting = [] if stands_elsewhere(body, above) else [body]
    while waiting:
        element = waiting.pop()
        yield element
        if len(element) and (element in above or not _is_elsewhere(element, bool(above))):
            waiting.extend(reversed(element))


def _is_elsewhere(element: Element, is_placed: bool) -> bool:
    """Whether what an element holds is of another article, a comment or the page's frame.

    Args:
        element: the one in question; not around the article's text.
        is_placed: whether the place of that text is known.
    """
    tag = tag_of(element)
    if tag in ("aside", "nav", "footer") and not _ends_article(element):
        return True
    if (tag == "article" and is_placed) or tag in _QUOTED:
        return True
    classes, own = element.get("class"), element.get("id")
    if _is_called_elsewhere(classes or "", own or ""):
        return True
    return class_verdict(element) >= 2


@functools.lru_cache(maxsize=8192)
def _is_called_elsewhere(classes: str, own: str) -> bool:
    if not _PICTURED.isdisjoint(words_of(classes)):
        return True
    return not _FOREIGN.isdisjoint(words_of(f"{classes} {own}" if own else classes))


def is_card(element: Element) -> bool:
    """Whether class names call an element what shows another article."""
    return bool(_FOREIGN.intersection(names_of(element)))


def short_text(element: Element) -> str:
    """The text of an element that has little of it; "" for others, without walking all they hold."""
    further = itertools.islice(element.iter(), _MOST_PIECES, None) if len(element) else ()
    return text_of(element) if next(iter(further), None) is None else ""


def is_beside(element: Element) -> bool:
    """Whether class names call an element what stands beside a name: a job, a place, a date, buttons.

    What the page declares to be the author is not, though it may be classed as one that has a biography.
    """
    if not tag_of(element) or "author" in (element.get("rel") or "").split():
        return False
    names = names_of(element, id_too=False)
    return "name" not in names and bool(_BESIDE.intersection(names))


def _ends_article(footer: Element) -> bool:
    """Whether a footer is the article's own, below its text."""
    parent = footer.getparent()
    own = tag_of(parent) == "article" if parent is not None else False
    return tag_of(footer) == "footer" and (own or not _ARTICLE.isdisjoint(names_of(footer)))
