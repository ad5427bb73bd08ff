"""What a page says about itself for machines: JSON-LD, Open Graph and other meta, microdata."""

from __future__ import annotations

import functools
import html as html_text
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reader.saving.name_sets import name_set
from reader.saving.page.elements import Element, ancestors, collapse, tag_of, text_of

_ARTICLE_TYPES = name_set(
    """article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle
    backgroundnewsarticle reviewnewsarticle advertisercontentarticle blogposting liveblogposting
    socialmediaposting techarticle scholarlyarticle review report"""
)
_PAGE_TYPES = frozenset(("webpage", "itempage", "videoobject", "recipe", "podcastepisode", "creativework"))
_PARTS = frozenset(("imageobject", "comment", "usercomments", "person", "organization"))
"""Types of what a page has beside its article, whose date, author and picture are not the article's."""
_WHOLE = frozenset(("html", "body"))
_MOST_NODES = 400
_LONGEST = 500_000  # characters of one script
_SOFT_HYPHEN = re.compile(r"(?<!\\)((?:\\\\)*)\\u00ad", re.I)
"""Written as JSON may; the page's text has lost its own, and both are compared."""


@dataclass(frozen=True, slots=True)
class Structured:
    """`article` is the JSON-LD node of the article (empty without one), `meta` the meta tags by name."""

    article: dict[str, Any] = field(default_factory=dict)
    nodes: tuple[dict[str, Any], ...] = ()
    meta: dict[str, list[str]] = field(default_factory=dict)

    @property
    def declares_article(self) -> bool:
        """Whether the page calls itself an article, in JSON-LD or Open Graph."""
        return bool(types_of(self.article) & _ARTICLE_TYPES) or self.first("og:type").lower() == "article"

    def first(self, *names: str) -> str:
        """The first non-empty meta value of some names."""
        for name in names:
            for value in self.meta.get(name, ()):
                if value:
                    return value
        return ""


def read_structured(tree: Element, json_ld: tuple[str, ...], headline: str = "") -> Structured:
    """Read all of it; broken JSON is mended where that is plain and skipped where not."""
    nodes: list[dict[str, Any]] = []
    for script in json_ld:
        nodes.extend(_nodes(_loaded(script)))
    return Structured(_article_node(nodes, headline), tuple(nodes[:_MOST_NODES]), _metas(tree))


def types_of(node: dict[str, Any]) -> set[str]:
    """The `@type`s of a node in lower case, without their vocabulary."""
    found = node.get("@type")
    listed = found if isinstance(found, list) else [found]
    return {str(t).rsplit("/", 1)[-1].lower() for t in listed if isinstance(t, str)}


def plain(value: Any, key: str = "name") -> str:
    """The text of a JSON-LD value: a string, the `key` of an object, the first of a list."""
    if isinstance(value, list):
        return next((t for t in (plain(v, key) for v in value) if t), "")
    if isinstance(value, dict):
        return plain(value.get(key) or value.get("@value"), key)
    return clean_text(value) if isinstance(value, str) else ""


def clean_text(value: str) -> str:
    """A meta value as text: entities resolved (twice where doubled), tags out, spaces collapsed."""
    text = html_text.unescape(html_text.unescape(value)) if "&" in value else value
    return collapse(re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", text))[:5_000]


def microdata(tree: Element, *names: str) -> list[Element]:
    """The elements with an `itemprop` of some names, but for those of pictures, comments and people."""
    wanted = frozenset(names)
    named = (e for e in _with_properties()(tree) if not wanted.isdisjoint(e.get("itemprop").split()))
    return [e for e in named if not _is_of_a_part(e)]


@functools.cache
def _with_properties() -> Any:
    """What finds the elements with an `itemprop`: by the attribute, or libxml2 notes every node."""
    from lxml import etree

    return etree.XPath(".//@itemprop/..")


def _is_of_a_part(element: Element) -> bool:
    """Whether an `itemprop` is that of a picture, a comment or a person within the page."""
    item = next((a for a in ancestors(element) if a.get("itemscope") is not None), None)
    if item is None or tag_of(item) in _WHOLE:
        return False
    kind = item.get("itemtype") or ""
    return kind.rstrip("/").rsplit("/", 1)[-1].lower() in _PARTS


def _loaded(script: str) -> Any:
    text = script[:_LONGEST].strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    text = _SOFT_HYPHEN.sub(r"\1", text)
    text = re.sub(r"^/\*.*?\*/|^//\s*<!\[CDATA\[|//\s*\]\]>$|^<!\[CDATA\[|\]\]>$", "", text).strip()
    for mended in (
        text,
        re.sub(r"[\x00-\x1f]+", " ", text),
        re.sub(r",\s*([}\]])", r"\1", re.sub(r"[\x00-\x1f]+", " ", text)),
    ):
        try:
            return json.loads(mended, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, list):
        for one in value[:_MOST_NODES]:
            yield from _nodes(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemReviewed", "video"):
            if isinstance(value.get(key), (dict, list)):
                yield from _nodes(value[key], depth + 1)


def _article_node(nodes: list[dict[str, Any]], headline: str) -> dict[str, Any]:
    best: tuple[int, dict[str, Any]] = (0, {})
    for node in nodes:
        types = types_of(node)
        score = 4 if types & _ARTICLE_TYPES else 1 if types & _PAGE_TYPES else 0
        if not score:
            continue
        score += 1 if node.get("author") else 0
        score += 1 if node.get("datePublished") else 0
        score += 2 if headline and plain(node.get("headline")) == headline else 0
        if score > best[0]:
            best = (score, node)
    return best[1]


def _metas(tree: Element) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = (
            (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        )
        value = clean_text(element.get("content") or "")
        if value and element.get("itemprop") and _is_of_a_part(element):
            continue
        if name and value and len(metas) < 500:
            metas.setdefault(name, []).append(value)
    return metas


def visible_texts(elements: list[Element]) -> list[str]:
    """The texts of some elements (a `content` or `datetime` attribute first), none empty."""
    found = [(e.get("content") or e.get("datetime") or text_of(e)).strip() for e in elements]
    return [f for f in found if f]
