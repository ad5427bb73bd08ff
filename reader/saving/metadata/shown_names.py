"""The names in a page's visible byline, wherever and however it stands."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from reader.saving.boilerplate.page_furniture import is_byline
from reader.saving.boilerplate.phrases import is_signature, posted_by
from reader.saving.metadata.name_places import (
    is_beside,
    is_card,
    pieces_of,
    short_text,
    standing_here,
    stands_elsewhere,
)
from reader.saving.metadata.person_names import (
    clean_name,
    is_person,
    is_prefix,
    marked_names,
    may_be_marked,
    names_in,
    placed_name,
    signed_after,
)
from reader.saving.metadata.unmarked_names import closing_name, dated_names, names_alone, pictured_names
from reader.saving.name_sets import name_set
from reader.saving.page.element_tests import is_hidden
from reader.saving.page.elements import (
    Element,
    ancestors,
    names_of,
    squash,
    tag_of,
    text_of,
    words_of,
)

_AUTHOR_PAGE = re.compile(r"auth?[eo]u?r|signature|journaliste|profil|people|contributor|/by/|/@", re.I)
_AUTHOR_PATH = re.compile(
    r"/(?:auth?[eo]u?rs?|autor(?:es)?|journalistes?|signataires?|redact(?:eur|ion)s?|contribut(?:eu|o)rs?|"
    r"membres?|profiles?|profils?|people|staff|by|reporters?|writers?|bio)/[^/]",
    re.I,
)
_SIGNED_TAGS = name_set("""p strong b span div em h4 h5 h6 li font td dt th""")
_NAME = re.compile(r"fn|(?:\w*(?:author|byline|display|full|user|writer))?name")
_PARTS = re.compile(
    r"\s*[|•·;]\s*|\s+[–—/-]\s+|\.\s+(?=[A-Z]\w+(?: \w+)? (?:by|par|von|di|por|de|door) [A-ZÀ-Ý])"
)
_MAY_PART = re.compile(r"[|•·–—/-]|\s(?:le|on)\s")
_ENDS_PART = re.compile(r"\s*[|•·]\s*|\s+[–—/-]\s+|,?\s+(?:le|on)\s+(?=\w*\s?\d)")
_MOST_ELEMENTS = 10_000
_BESIDE_NAME = 24  # characters of “By” and the like in a line that is a byline
_LONGEST_TEXT = 200  # characters of a byline


def shown_names(tree: Element, near: Element, site: str) -> list[str]:
    """The names in the visible byline that stands nearest to the article.

    Args:
        tree: the page.
        near: the element of the article's text.
        site: the newspaper's name, which may stand beside the author's.
    """
    above = set() if near is None else set(ancestors(near)) | {near}
    here = [e for e in standing_here(tree.find("body"), above) if isinstance(e.tag, str)]
    ways: tuple[Callable[[], list[str]], ...] = (
        lambda: _named(here, above, site),
        lambda: _signed(here, site),
        lambda: _linked(tree, above),
        lambda: pictured_names(tree, above),
        lambda: dated_names(tree, above),
        lambda: names_alone(tree, above),
        lambda: closing_name(near),
    )
    own: list[str] = []
    for way in ways:
        names = way()
        if any(squash(name) not in squash(site) for name in names):
            return names
        own = own or names
    return own


def stands_as_byline(name: str, tree: Element, near: Element) -> bool:
    """Whether a name has a short line of its own, outside lists of other articles, captions and the text."""
    above = set() if near is None else set(ancestors(near)) | {near}
    key = squash(name)
    for element in itertools.islice(tree.find("body").iter(), _MOST_ELEMENTS):
        if not isinstance(element.tag, str) or name.split()[0] not in (element.text or ""):
            continue
        text = short_text(element)
        own_line = key in squash(text) and len(text) < len(name) + _BESIDE_NAME
        if own_line and not stands_elsewhere(element, above):
            return True
    return False


def _named(here: Sequence[Element], above: set[Element], site: str) -> list[str]:
    """The names in the element that its class, rel or itemprop calls the byline."""
    found: list[tuple[int, list[str], Element]] = []
    for order, element in enumerate(here):
        if not is_byline(element):
            continue
        text = text_of(element)
        if not text or len(text) > _LONGEST_TEXT or (len(text) > 60 and text[-1:] in ".!?"):
            continue  # a sentence about the author is no byline
        linked = _linked_names(element, site)
        names = _names_of_line(element, site)
        if linked and not _are_told_better(linked, names):
            names = linked
        if names:
            far = _closeness(element, above) + 5 * bool({"bio", "about"} & set(names_of(element)))
            far += 3 * (not any(is_person(n) for n in names))
            found.append((far * 10_000 + order, names, element))
    if not found:
        return []
    _, best, chosen = min(found, key=lambda f: f[0])
    line = _line_of(chosen)
    alike = (
        names for _, names, e in found if line is not None and e.getparent() is line and _alike(e, chosen)
    )
    return best + [n for names in alike for n in names if is_person(n) and n not in best]


def _signed(here: Sequence[Element], site: str) -> list[str]:
    """The names of a short line such as “Par …” or “بقلم …” in or before the article."""
    for element in itertools.islice((e for e in here if e.tag in _SIGNED_TAGS), _MOST_ELEMENTS):
        text = short_text(element) if len(element) <= 3 else ""
        if not text or len(text) > _LONGEST_TEXT or is_card(element):
            continue
        text = signed_after(text) or text
        posted = posted_by(text)
        spoken = _marked_in_part(element, text) or marked_names(text) or _labelled(element, text)
        marked = posted or is_signature(text) or placed_name(text) or _has_marked_part(text) or spoken
        if marked:
            names = spoken or names_in(posted or placed_name(text) or text, site)
            if names:
                return names
    return []


def _marked_in_part(element: Element, text: str) -> list[str]:
    """The names of that part of a short row which begins as bylines do: “Texto: Anna Bell · Fotos: …”."""
    if not len(element) and _PARTS.search(text) is None:
        return []  # one part alone, as most short lines are
    if not may_be_marked(text):
        return []
    parts = [p for piece in pieces_of(element) for p in _PARTS.split(piece.text)]
    found = (marked_names(part) for part in parts if part != text)
    return next((names for names in found if names), [])


def _labelled(element: Element, text: str) -> list[str]:
    """The names in what follows an element that says no more than “Author”, and in those of its like."""
    after = element.getnext() if is_prefix(text) else None
    found: list[str] = []
    while after is not None and tag_of(after) and short_text(after):
        names = _names_of_pieces(after, "")
        if not names or not all(is_person(name) for name in names):
            break
        found += names
        following = after.getnext() if tag_of(after) == "dd" else None
        after = following if following is not None and _alike(following, after) else None
    return found


def _has_marked_part(text: str) -> bool:
    """Whether one part of a row such as “Journal / Par Anna Bell, le 3 mars” is a signature."""
    if _MAY_PART.search(text) is None:
        return False
    parts = [p for p in _ENDS_PART.split(text) if p]
    return len(parts) > 1 and any(is_signature(p) for p in parts)


def _linked(tree: Element, above: set[Element]) -> list[str]:
    """The names that lead to an author's page, outside the running text."""
    for link in itertools.islice(tree.find("body").iter("a"), _MOST_ELEMENTS):
        try:
            path = urlsplit(link.get("href") or "").path
        except ValueError:
            continue
        if not _AUTHOR_PATH.search(path) or stands_elsewhere(link, above):
            continue
        name = clean_name(text_of(link))
        line = link.getparent()
        if name and is_person(name) and line is not None and len(text_of(line)) < _LONGEST_TEXT:
            return _linked_names(line, "") or [name]
    return []


def _names_of_line(element: Element, site: str) -> list[str]:
    """The names in a byline's parts: those of the first part that has any, and of its like.

    What the page calls the name stands before all else: a rank or a number may follow it in the same line.
    Where the whole line is no name, or goes on after one, a link in it may be: “<a>Anna Bell</a> Radio Lac”.
    """
    called = _called_names(element, site)
    names = _names_of_pieces(element, site)
    if called and not (set(called) < set(names) and all(is_person(n) for n in names)):
        return called  # unless a colleague whose name is not called so stands beside them
    linked = (names_in(text_of(link), site) for link in element.iter("a"))
    person = next((found for found in linked if found and all(is_person(name) for name in found)), [])
    return person if not names or (len(names) == 1 and names[0].startswith(f"{' '.join(person)} ")) else names


def _called_names(element: Element, site: str) -> list[str]:
    """The people in what the page calls a name within a line, where all are people."""
    found = [e for e in element.iter("span", "a", "strong", "b") if e is not element and _is_called_name(e)]
    found = [e for e in found if not is_hidden(e) and not stands_elsewhere(e, {element})]
    names = list(dict.fromkeys(n for e in found for n in names_in(text_of(e), site)))
    return names if all(is_person(name) for name in names) else []


def _names_of_pieces(element: Element, site: str) -> list[str]:
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


def _is_called_name(element: Element) -> bool:
    """Whether an element is a name by its class or data; `site-name` and `city-name` are others' names."""
    if "name" in (element.get("itemprop") or "").split():
        return True
    return any(_NAME.fullmatch("".join(words_of(one))) for one in (element.get("class") or "").split())


def _are_told_better(linked: list[str], names: list[str]) -> bool:
    """Whether a line says more than its links: a colleague's name too, or a name beside an account."""
    people = [n for n in names if is_person(n)]
    if not any(is_person(n) for n in linked):
        return bool({squash(n) for n in linked} & {squash(n) for n in people})
    return set(linked) < set(names) and len(people) == len(names)


def _alike(one: Element, two: Element) -> bool:
    return tag_of(one) == tag_of(two) and one.get("class") == two.get("class") and one is not two


def _line_of(element: Element) -> Element:
    """What makes one line of an element and others: “<i>Anna Bell</i> et <i>Bob Crow</i>”; `None` without."""
    parent = element.getparent()
    return parent if parent is not None and len(text_of(parent)) < _LONGEST_TEXT else None


def _linked_names(element: Element, site: str) -> list[str]:
    links = (a for a in element.iter("a") if _leads_to_author(a))
    found = [names_in(text_of(a), site) for a in links if not any(is_beside(child) for child in a)]
    return list(dict.fromkeys(n for names in found for n in names))


def _leads_to_author(link: Element) -> bool:
    return "author" in (link.get("rel") or "") or _AUTHOR_PAGE.search(link.get("href") or "") is not None


def _closeness(element: Element, above: set[Element]) -> int:
    """0 when the byline stands in an element that also holds the article, more when farther."""
    for level, ancestor in enumerate(ancestors(element)):
        if ancestor in above:
            return min(level, 9)
    return 9
