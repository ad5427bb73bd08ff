"""Who wrote an article: the visible byline, and what the page declares where the two agree."""

from __future__ import annotations

import itertools
import re
from typing import Any
from urllib.parse import urlsplit

from reader.saving.metadata.owner import owner_of
from reader.saving.metadata.person_names import clean_name, is_agency, is_body, is_person, names_in
from reader.saving.metadata.shown_names import shown_names, stands_as_byline
from reader.saving.metadata.structured_data import Structured, clean_text, types_of
from reader.saving.page.elements import Element, squash, text_of

_MOST_LINKS = 10_000
_META = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "citation_authors",
    "og:article:author",
    "byl",
    "author_name",
    "cxenseparse:author",
    "creator",
    "dc.contributor",
)
_FAMILY_FIRST = re.compile(r"^\s*((?:[^\s,]+\s+){0,3}[^\s,]+),\s+([^,]+)$")
_CATALOGUED = frozenset(
    ("citation_author", "citation_authors", "dc.creator", "dcterms.creator", "dc.contributor")
)


def authors_of(
    tree: Element, structured: Structured, site: str, near: Element = None, url: str = "", text: str = ""
) -> str:
    """The author as shown, several joined by commas; empty when none is named.

    Args:
        tree: the page.
        structured: what it declares.
        site: its name, which is no author when a person is named too.
        near: the element of the article's text.
        url: the page's address, which may name the person whose site it is.
        text: the article's.
    """
    declared = _declared(structured) or _addressed(tree, structured)
    shown = shown_names(tree, near, site)
    visible = text_of(tree.find("body")) if declared else ""
    squashed = squash(visible) if any(name not in visible for name in declared) else ""
    confirmed = [n for n in declared if squash(n) and (n in visible or squash(n) in squashed)]
    if any(is_person(n) for n in declared) and not any(is_person(n) for n in confirmed):
        confirmed = []  # an agency is seen, beside which the page declares a person
    people = _people(confirmed, site)
    shown = _people(shown, site) or shown
    if people and len(shown) > len(people) and {squash(n) for n in people} <= {squash(n) for n in shown}:
        people = shown
    if people and (not shown or _agree(people, shown) or _is_surer(people, shown, tree, near)):
        return ", ".join(dict.fromkeys(_in_full(name, shown) for name in people))
    named = [n for n in _people(declared, site) if is_person(n)]
    if shown and (any(is_person(n) for n in shown) or not named):
        return ", ".join(dict.fromkeys(shown))
    names = named or people or declared
    return ", ".join(dict.fromkeys(names)) or owner_of(tree, structured, site, url, text)


def _is_surer(declared: list[str], shown: list[str], tree: Element, near: Element) -> bool:
    """Whether declared names are people's and stand as bylines do, better than what is shown.

    An agency, a photographer or a label beside the text is shown where a byline could be; the person
    that the page declares and names in a line of its own is the author.
    """
    if not all(is_person(name) for name in declared):
        return False
    return not all(is_person(name) for name in shown) or all(
        stands_as_byline(name, tree, near) for name in declared
    )


def _people(names: list[str], site: str) -> list[str]:
    """The names without the site's own (“Harbour Times”), and without agencies beside a person."""
    own = [n for n in names if squash(n) not in squash(site)]
    return [n for n in own if not is_agency(n)] if any(is_person(n) for n in own) else own


def _in_full(name: str, shown: list[str]) -> str:
    """The name as the byline has it where the page declares only an initial: “Hajar B.”."""
    initial = re.fullmatch(r"(.{3,}\s\w)\.?", name)
    return next((s for s in shown if initial and s.startswith(initial[1]) and is_person(s)), name)


def _agree(declared: list[str], shown: list[str]) -> bool:
    one, two = {squash(n) for n in declared}, {squash(n) for n in shown}
    return bool(one & two) or any(a in b or b in a for a in one for b in two)


def _declared(structured: Structured) -> list[str]:
    names: list[str] = []
    for value in _listed(structured.article.get("author")):
        names.extend(_declared_names(_followed(value, structured)))
    if not names:
        for key in _META:
            for value in structured.meta.get(key, ()):
                for one in value.split(";") if key in _CATALOGUED else (value,):
                    name = _in_order(one) if key in _CATALOGUED else one
                    names.extend(names_in(name) if not name.startswith(("http", "@")) else [])
            if names:
                break
    return [n for n in dict.fromkeys(names) if n and not is_body(n)]


def _in_order(name: str) -> str:
    """A name as it is spoken: “van der Berg, Anna”, as libraries write, turned round; agencies stay.

    More than one word before the comma, if not in small letters, is a whole name, and another one follows.
    """
    found = _FAMILY_FIRST.match(name)
    if found is None or any(map(is_agency, found.groups())):
        return name
    particles = found[1].split()[:-1]
    return f"{found[2]} {found[1]}" if all(map(str.islower, particles)) else name


def _addressed(tree: Element, structured: Structured) -> list[str]:
    """The people whose own pages the article declares for its authors', by the links of the page to them."""
    declared = (v for v in structured.meta.get("article:author", ()) if v.startswith("http"))
    pages = {page: host for host, page in map(_place, declared) if page}
    names: list[str] = []
    for link in itertools.islice(tree.iter("a"), _MOST_LINKS) if pages else ():
        host, page = _place(link.get("href") or "")
        if page in pages and host in ("", pages[page]):
            names.append(clean_name(text_of(link)))
    return [name for name in dict.fromkeys(names) if is_person(name)]


def _place(address: str) -> tuple[str, str]:
    """An address as its host, "" without one, and the rest: "index.php?id=1" and "index.php?id=2" differ."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    page = parts.path.rstrip("/")
    return parts.netloc.lower().removeprefix("www."), f"{page}?{parts.query}" if parts.query else page


def _followed(value: Any, structured: Structured) -> Any:
    """The node that a bare `{"@id": …}` stands for."""
    if isinstance(value, dict) and value.get("@id") and not value.get("name"):
        return next((n for n in structured.nodes if n.get("@id") == value["@id"] and n.get("name")), value)
    return value


def _declared_names(value: Any) -> list[str]:
    if isinstance(value, str):
        return names_in(clean_text(value))
    if isinstance(value, dict) and not types_of(value) & {"organization", "newsmediaorganization"}:
        name = value.get("name") or " ".join(
            part for part in (value.get("givenName"), value.get("familyName")) if isinstance(part, str)
        )
        found: list[str] = []
        for one in name if isinstance(name, list) else [name]:
            found.extend(names_in(clean_text(one)) if isinstance(one, str) else [])
        return found
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return names_in(clean_text(value["name"]))
    return []


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []
