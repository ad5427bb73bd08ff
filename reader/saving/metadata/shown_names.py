"""The names in a page's visible byline, wherever and however it stands."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from reader.saving.boilerplate.page_furniture import class_verdict, is_byline
from reader.saving.boilerplate.phrases import is_signature, posted_by
from reader.saving.metadata.dates import read_date
from reader.saving.metadata.person_names import (
    clean_name,
    is_person,
    is_prefix,
    marked_names,
    names_in,
    placed_name,
)
from reader.saving.name_sets import name_set
from reader.saving.page.elements import (
    BLOCK_TAGS,
    HEADINGS,
    Element,
    ancestors,
    collapse,
    names_of,
    squash,
    tag_of,
    text_of,
)

_FOREIGN = name_set(
    """card cards latest menu most nav navigation popular promo promos read recirc recommended related
    sidebar teaser teasers trending widget widgets"""
)
_PICTURED = name_set(
    """caption captions credit credits photographer photo figcaption legend legende copyright"""
)
_ARTICLE = frozenset(("article", "post", "entry", "story"))
_AUTHOR_PAGE = re.compile(r"auth?[eo]u?r|signature|journaliste|profil|people|contributor|/by/|/@", re.I)
_AUTHOR_PATH = re.compile(
    r"/(?:auth?[eo]u?rs?|autor(?:es)?|journalistes?|signataires?|redact(?:eur|ion)s?|contribut(?:eu|o)rs?|"
    r"membres?|profiles?|profils?|people|staff|by|reporters?|writers?|bio)/[^/]",
    re.I,
)
_SIGNED_TAGS = ("p", "strong", "b", "span", "div", "em", "h4", "h5", "h6", "li", "font", "td")
_MOST_ELEMENTS = 10_000
_MOST_PIECES = 24  # elements in a line that may be a byline
_BESIDE_NAME = 24  # characters of “By” and the like in a line that is a byline
_LONGEST_TEXT = 200  # characters of a byline
_AFTER_TITLE = 40  # elements
_BREAKS = BLOCK_TAGS | frozenset(("br", "hr"))
_NOT_READ = name_set("""button time svg select form img picture figure script noscript input style""")
_BESIDE = name_set(
    """role job jobtitle fonction function bio biography description desc date dates time datetime social
    follow suivre location lieu reading minutes views comments avatar published updated"""
)


def shown_names(tree: Element, near: Element, site: str) -> list[str]:
    """The names in the visible byline that stands nearest to the article.

    Args:
        tree: the page.
        near: the element of the article's text.
        site: the newspaper's name, which may stand beside the author's.
    """
    above = set() if near is None else set(ancestors(near)) | {near}
    return (
        _named(tree, above, site)
        or _signed(tree, above, site)
        or _linked(tree, above)
        or _dated(tree, above)
        or _signed_below(near)
    )


def stands_as_byline(name: str, tree: Element, near: Element) -> bool:
    """Whether a name has a short line of its own, outside lists of other articles, captions and the text."""
    above = set() if near is None else set(ancestors(near)) | {near}
    key = squash(name)
    for element in itertools.islice(tree.find("body").iter(), _MOST_ELEMENTS):
        if not isinstance(element.tag, str) or name.split()[0] not in (element.text or ""):
            continue
        text = _short_text(element)
        if key in squash(text) and len(text) < len(name) + _BESIDE_NAME and not _elsewhere(element, above):
            return True
    return False


def _named(tree: Element, above: set[Element], site: str) -> list[str]:
    """The names in the element that its class, rel or itemprop calls the byline."""
    found: list[tuple[int, list[str], Element]] = []
    for order, element in enumerate(tree.find("body").iter()):
        if not isinstance(element.tag, str) or not is_byline(element) or _elsewhere(element, above):
            continue
        text = text_of(element)
        if not text or len(text) > _LONGEST_TEXT or (len(text) > 60 and text[-1:] in ".!?"):
            continue  # a sentence about the author is no byline
        linked = _linked_names(element, site)
        names = _names_of_line(element, site)
        if linked and not (set(linked) < set(names) and all(is_person(n) for n in names)):
            names = linked  # unless a colleague without a page of his own stands beside them
        if names:
            far = _closeness(element, above) + 5 * bool({"bio", "about"} & set(names_of(element)))
            far += 3 * (not linked and not any(is_person(n) for n in names))
            found.append((far * 10_000 + order, names, element))
    if not found:
        return []
    _, best, chosen = min(found, key=lambda f: f[0])
    beside = [
        names for _, names, element in found if _alike(element, chosen) and _share_line(element, chosen)
    ]
    return best + [n for names in beside for n in names if is_person(n) and n not in best]


def _signed(tree: Element, above: set[Element], site: str) -> list[str]:
    """The names of a short line such as “Par …” or “بقلم …” in or before the article."""
    for element in itertools.islice(tree.find("body").iter(*_SIGNED_TAGS), _MOST_ELEMENTS):
        if len(element) > 3:
            continue
        text = _short_text(element)
        if not text or len(text) > _LONGEST_TEXT:
            continue
        posted = posted_by(text)
        spoken = marked_names(text)
        marked = posted or is_signature(text) or placed_name(text) or _has_marked_part(text) or spoken
        if marked and not _elsewhere(element, above):
            names = spoken or names_in(posted or placed_name(text) or text, site)
            if names:
                return names
    return []


def _has_marked_part(text: str) -> bool:
    """Whether one part of a row such as “Journal / Par Anna Bell, le 3 mars” is a signature."""
    parts = [p for p in re.split(r"\s*[|•·]\s*|\s+[–—/-]\s+|,?\s+(?:le|on)\s+(?=\w*\s?\d)", text) if p]
    return len(parts) > 1 and any(is_signature(p) for p in parts)


def _linked(tree: Element, above: set[Element]) -> list[str]:
    """The names that lead to an author's page, outside the running text."""
    for link in itertools.islice(tree.find("body").iter("a"), _MOST_ELEMENTS):
        try:
            path = urlsplit(link.get("href") or "").path
        except ValueError:
            continue
        if not _AUTHOR_PATH.search(path) or _elsewhere(link, above):
            continue
        name = clean_name(text_of(link))
        line = link.getparent()
        if name and is_person(name) and line is not None and len(text_of(line)) < _LONGEST_TEXT:
            return _linked_names(line, "") or [name]
    return []


def _dated(tree: Element, above: set[Element]) -> list[str]:
    """The name beside the date in a line below the headline: “Anna Bell | 3 mars 2020”."""
    left = -1
    for element in tree.find("body").iter():
        tag = tag_of(element)
        if tag == "h1":
            left = _AFTER_TITLE
        elif left > 0 and tag:
            left -= 1
            if tag in ("a", *HEADINGS) or _elsewhere(element, above) or not _short_text(element):
                continue
            pieces = pieces_of(element, dates_too=True)
            lines = [c for p in pieces for c in re.split(r"\s*[|•·]\s*|\s+[–—-]\s+", p.text)]
            linked = {collapse(text_of(a)) for a in element.iter("a")}
            dated = len("".join(lines)) < 120 and any(_is_date(line) for line in lines)
            for line in lines if dated else ():
                name = clean_name(line)
                if name and name not in linked and is_person(name) and not _has_particle(name):
                    return [name]
    return []


def _signed_below(near: Element) -> list[str]:
    """The name that stands alone below the text, as newspapers sign."""
    if near is None:
        return []
    below = [e for e in near.iter("p", "div") if len(e) < 4 and text_of(e)][-3:]
    for element in reversed(below):
        text = text_of(element)
        whole = re.sub(r"\s*\((?:avec|with)[^)]*\)$", "", text)
        name = clean_name(text)
        if name == whole and name and len(name) < 40 and name.isprintable() and element.find(".//a") is None:
            ascii_start = name[0].isupper()
            return [name] if ascii_start and is_person(name) and not _has_particle(name) else []
    return []


@dataclass(slots=True)
class Piece:
    """A part of a line, and where it stands."""

    text: str
    owner: Any = None
    parts: list[str] = field(default_factory=list)


def pieces_of(element: Element, dates_too: bool = False) -> list[Piece]:
    """The parts of a line, parted where its elements part them: block elements, and inline ones that touch.

    Buttons, pictures and what is named a job, a place or a date are left out; with `dates_too` dates stay.
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
            beside = tag in _NOT_READ or _is_beside(child)
            if dates_too and (tag == "time" or (beside and tag not in _NOT_READ)):
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


def _names_of_line(element: Element, site: str) -> list[str]:
    """The names in a byline's parts: those of the first part that has any, and of its like."""
    names: list[str] = []
    owner: Element = None
    prefix = ""
    for piece in pieces_of(element):
        if is_prefix(piece.text):
            prefix = f"{piece.text} "
            continue
        found = names_in(prefix + piece.text, site)
        prefix = ""
        if not names and found:
            names, owner = found, piece.owner
        elif found and _alike(piece.owner, owner) and all(is_person(n) for n in (*names, *found)):
            names += found
    return names


def _alike(one: Element, two: Element) -> bool:
    return tag_of(one) == tag_of(two) and one.get("class") == two.get("class") and one is not two


def _share_line(one: Element, two: Element) -> bool:
    """Whether two elements are beside each other: “<i>Anna Bell</i> et <i>Bob Crow</i>”."""
    parent = one.getparent()
    return parent is not None and parent is two.getparent() and len(text_of(parent)) < _LONGEST_TEXT


def _is_date(text: str) -> bool:
    return any(c.isdigit() for c in text) and bool(read_date(text)[0])


def _has_particle(name: str) -> bool:
    """Whether a name could as well be a place's: “Île de France”."""
    return any(word.islower() for word in name.split())


def _short_text(element: Element) -> str:
    """The text of an element that has little of it; "" for others, without walking all they hold."""
    inside = list(itertools.islice(element.iter(), _MOST_PIECES + 1))
    return text_of(element) if len(inside) <= _MOST_PIECES else ""


def _linked_names(element: Element, site: str) -> list[str]:
    links = (a for a in element.iter("a") if _leads_to_author(a))
    found = [names_in(text_of(a), site) for a in links if not any(_is_beside(child) for child in a)]
    return list(dict.fromkeys(n for names in found for n in names))


def _is_beside(element: Element) -> bool:
    return bool(tag_of(element)) and bool(_BESIDE.intersection(names_of(element, id_too=False)))


def _leads_to_author(link: Element) -> bool:
    return "author" in (link.get("rel") or "") or _AUTHOR_PAGE.search(link.get("href") or "") is not None


def _ends_article(footer: Element) -> bool:
    """Whether a footer is the article's own, below its text."""
    parent = footer.getparent()
    own = tag_of(parent) == "article" if parent is not None else False
    return tag_of(footer) == "footer" and (own or not _ARTICLE.isdisjoint(names_of(footer)))


def _closeness(element: Element, above: set[Element]) -> int:
    """0 when the byline stands in an element that also holds the article, more when farther."""
    for level, ancestor in enumerate(ancestors(element)):
        if ancestor in above:
            return min(level, 9)
    return 9


def _elsewhere(element: Element, above: set[Element]) -> bool:
    """Whether a byline belongs to another article, a comment or the page's frame."""
    for ancestor in ancestors(element):
        if ancestor in above:
            return False
        tag = tag_of(ancestor)
        if tag in ("aside", "nav", "footer") and not _ends_article(ancestor):
            return True
        if tag == "article" and above:
            return True
        if tag in ("figure", "figcaption") or _PICTURED.intersection(names_of(ancestor, id_too=False)):
            return True
        if class_verdict(ancestor) >= 2 or _FOREIGN.intersection(names_of(ancestor)):
            return True
    return False
