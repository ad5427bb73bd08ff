"""The title of an article: the headline the page shows, checked against what it declares."""

from __future__ import annotations

import itertools
import re

from reader.saving.metadata.structured_data import Structured, plain, types_of
from reader.saving.page.elements import BLOCK_TAGS, Element, collapse, squash, tag_of, text_of

SEPARATORS = re.compile(r"\s+[|»«·•—–/:\\>-]+\s+|\s*[|»•]\s*")
"""What stands between a title and the name of its site."""
_ESCAPED = re.compile(r"\\(['\"’])")
"""“World\'s”, as a page writes that puts its title into a script and into its head alike."""
_BIDI = re.compile("[\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
_BOXES = frozenset(("div", "ul", "menu", "nav", "button", "aside"))
_PARTING = BLOCK_TAGS | {"br"}
_MOST_HEADINGS = 60


def title_of(tree: Element, structured: Structured, site: str) -> str:
    """The headline without the site's name; controls and direction marks taken out."""
    shown = [t for t in (_heading_text(h) for h in tree.iter("h1")) if t]
    declared = [
        plain(structured.article.get("headline")),
        structured.first("og:title"),
        structured.first("twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title"),
    ]
    news = declared[0] if any("newsarticle" in kind for kind in types_of(structured.article)) else ""
    page = tree.find(".//title")
    bare = [without_site(t, site) for t in (*declared, text_of(page) if page is not None else "") if t]
    best = _headed(tree, bare) or _confirmed(shown, bare) or _alone(shown, bare, news, any(declared))
    best = next(
        (b for b in bare if squash(b) == squash(best)), best
    )  # its spaces, where the heading lost them
    if not best:
        best = next((b for b in bare if len(b) > 3), "") or (shown[0] if shown else "")
    return clean_title(best)


def _heading_text(element: Element) -> str:
    """A heading's text; what line breaks and blocks part in it is not run together."""
    parts = [element.text or ""]
    for child in element:
        space = " " if tag_of(child) in _PARTING else ""
        parts += [space, _heading_text(child), space, child.tail or ""]
    return collapse("".join(parts))


def _before_a_box(heading: Element) -> str:
    """A heading's own words, where buttons or a box with words of their own follow them."""
    first = next(iter(heading), None)
    boxed = first is not None and tag_of(first) in _BOXES and text_of(first)
    return collapse(heading.text or "") if boxed else ""


def _begins_one(text: str, declared: list[str]) -> bool:
    """Whether a declared title is `text` and what parts it from the name of a work or a site."""
    return bool(text) and any(
        d.startswith(text) and SEPARATORS.match(d, len(text)) is not None for d in declared
    )


def _headed(tree: Element, declared: list[str]) -> str:
    """The heading, of any length, that a declared title begins with: “WebSocket - Web APIs”.

    Where the page's first heading is the title's end, which names the work, one below it counts too.
    """
    for tags in (("h1",), ("h2",)):
        for heading in itertools.islice(tree.iter(*tags), _MOST_HEADINGS):
            text, own = _heading_text(heading), _before_a_box(heading)
            if _begins_one(text, declared):
                return text
            if _begins_one(own, declared) or (own and own in declared):
                return own
        ends = {d[found.end() :] for d in declared for found in SEPARATORS.finditer(d)}
        first = [_heading_text(h) for h in tree.iter("h1")]
        if tags == ("h1",) and first and not any(text in ends for text in first):
            return ""
    return ""


def _alone(shown: list[str], declared: list[str], headline: str, told: bool) -> str:
    """The only first heading of a page, when it is of a headline's length and about what is declared.

    What a page declares is often written for search engines; where it declares no more than the title of
    its window (`told` is false), the heading need not even agree.
    """
    if len(shown) != 1 or not 4 <= len(shown[0].split()) <= 40:
        return ""
    about = {word for d in declared for word in _stems(d)}
    if len(_stems(headline) & _stems(shown[0])) > 1:  # a newspaper's own headline, in other words
        return ""
    return shown[0] if about & _stems(shown[0]) or not told else ""


def _stems(text: str) -> set[str]:
    return {word[:5].casefold() for word in re.findall(r"\w{5,}", text)}


def clean_title(text: str) -> str:
    """A title as one line that no control or direction character disturbs, at most 500 characters."""
    text = _ESCAPED.sub(r"\1", _BIDI.sub("", text))
    text = "".join(c if c.isprintable() else " " for c in text)
    return collapse(text)[:500].strip()


def without_site(title: str, site: str) -> str:
    """`title` without “ - Site” at its end or “Site : ” at its start."""
    title = collapse(title)
    parts = list(SEPARATORS.finditer(title))
    key = squash(site)
    if parts:
        last, first = parts[-1], parts[0]
        tail, head = title[last.end() :], title[: first.start()]
        if key and squash(tail) and (squash(tail) in key or key in squash(tail)) and last.start() > 8:
            return without_site(title[: last.start()], site)
        if key and squash(head) and (squash(head) == key) and len(title) - first.end() > 8:
            return title[first.end() :].strip()
    return title


def _confirmed(shown: list[str], declared: list[str]) -> str:
    """The visible heading that a declared title agrees with."""
    for heading in shown:
        key = squash(heading)
        if len(key) > 4 and any(
            key == squash(d) or (len(key) > 15 and (key in squash(d) or squash(d) in key)) for d in declared
        ):
            without = [d for d in declared if len(d) > 25 and key.endswith(squash(d)) and squash(d) != key]
            if without and any(len(key) < 2 * len(squash(d)) for d in without):
                return max(without, key=len)  # the heading begins with a kicker
            return heading if len(heading) < 300 else ""
    return shown[0] if len(shown) == 1 and not declared else ""
