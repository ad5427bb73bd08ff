"""Small questions to lxml elements, shared by the modules that read a page."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import Any, Self

from reader.saving.name_sets import name_set

Element = Any
"""An lxml element; lxml has no types of its own."""

BLOCK_TAGS = name_set(
    """address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p picture pre
    section summary table tbody td tfoot th thead tr ul video audio iframe amp-iframe amp-youtube
    noscript"""
)
HEAD_TAGS = frozenset(("", "title", "meta", "link", "script", "style", "base", "noscript", "template"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WORD = re.compile(r"\w+")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_LONG = 4_000  # characters of a text that is not kept for the next to ask
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def parse(html: str) -> Element:
    """Parse a prepared page; always gives an `html` element with a `body`. No file, no network."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, recover=True, huge_tree=True
    )
    try:
        tree = etree.fromstring(html.encode("utf-8", "replace") or b"<html></html>", parser)
    except etree.XMLSyntaxError:
        tree = None
    if tree is None or tree.tag != "html":
        root = etree.fromstring(b"<html><body></body></html>", parser)
        if tree is not None:
            root.find("body").append(tree)
        tree = root
    body = tree.find("body")
    if body is None:
        body = tree.makeelement("body")
        tree.append(body)
    _empty_head(tree, body)
    return tree


def _empty_head(tree: Element, body: Element) -> None:
    """Move what the parser left in the head to the body's start.

    A page may leave out its `head` and `body` tags; libxml2 then keeps elements that HTML 4 did not know,
    such as `article` and `main`, in the head.
    """
    head = tree.find("head")
    if head is None:
        return
    children = list(head)
    first = next((n for n, child in enumerate(children) if tag_of(child) not in HEAD_TAGS), len(children))
    for position, child in enumerate(children[first:]):
        body.insert(position, child)


def tag_of(element: Element) -> str:
    """The tag, which the parser writes in lower case; nothing for a comment or processing instruction."""
    tag = element.tag
    return tag if tag.__class__ is str else ""


def text_of(element: Element) -> str:
    """All text below an element, spaces collapsed."""
    if not len(element):
        return collapse(element.text or "") if isinstance(element.tag, str) else ""
    return collapse(_serializer()(element, method="text", encoding="unicode", with_tail=False))


@functools.cache
def _serializer() -> Callable[..., str]:
    """What writes an element's text; loaded late: the window's process reads site rules, and pages never."""
    from lxml import etree

    return etree.tostring  # type: ignore[no-any-return]


def collapse(text: str) -> str:
    """Runs of spaces as one space, none at the ends."""
    return " ".join(text.split())


def names_of(element: Element, id_too: bool = True) -> tuple[str, ...]:
    """The words of an element's class and id, in lower case: `post-shareBar` gives post, share, bar."""
    return words_of(label_of(element, id_too))


def label_of(element: Element, id_too: bool = True) -> str:
    """An element's class and id as they stand; "" without either."""
    classes = element.get("class")
    own = element.get("id") if id_too else None
    if own:
        return f"{classes or ''} {own}"
    return classes or ""


@functools.lru_cache(maxsize=8192)  # a page has few distinct ones
def words_of(names: str) -> tuple[str, ...]:
    """The words of class names or ids, as `names_of` gives them."""
    return tuple(w for w in _NO_WORD.split(_CAMEL.sub("-", names[:600]).lower()) if w)


def ancestors(element: Element, top: Element = None) -> Iterator[Element]:
    """The elements above, nearest first, up to but without `top`."""
    parent = element.getparent()
    while parent is not None and parent is not top:
        yield parent
        parent = parent.getparent()


def drop(element: Element) -> None:
    """Remove an element but keep the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def words(text: str) -> list[str]:
    """The words of a text in lower case, as compared between extractors."""
    return _WORD.findall(text.casefold())


class Tokens(tuple[str, ...]):
    """The words of a text, as `words` gives them, with their runs, which are asked for again and again."""

    @classmethod
    def of(cls, text: str) -> Self:
        """Those of a text."""
        return cls(words(text))

    @functools.cached_property
    def runs(self) -> list[tuple[str, ...]]:
        """Each word with the two after it."""
        return list(zip(self, self[1:], self[2:], strict=False))


def squash(text: str) -> str:
    """Letters and digits only, in lower case: equal for texts that differ in typography."""
    return _squashed(text) if len(text) < _LONG else "".join(words(text))


@functools.lru_cache(maxsize=4096)  # a block's text is asked for by many rules
def _squashed(text: str) -> str:
    return "".join(words(text))


def link_share(element: Element, to_itself: bool = True) -> float:
    """The share of an element's characters that stand in links, from 0 to 1.

    An anchor without an address is none: one that is never closed holds the paragraphs after it.

    Args:
        element: the one in question; a link around it does not count.
        to_itself: count links to places of the same page.
    """
    if next(element.iter("a"), None) is None:
        return 0.0
    total = len(text_of(element))
    if not total:
        return 0.0
    links = (a for a in element.iter("a") if a.get("href") is not None)
    linked = sum(len(text_of(a)) for a in links if to_itself or not a.get("href").startswith("#"))
    return min(1.0, linked / total)
