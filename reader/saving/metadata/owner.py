"""Who keeps a personal site: the author of what nobody signs there."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from reader.saving.language_data import words
from reader.saving.metadata.name_places import short_text
from reader.saving.metadata.person_names import is_person
from reader.saving.metadata.structured_data import Structured, types_of
from reader.saving.metadata.titles import SEPARATORS
from reader.saving.page.elements import Element, collapse, squash, tag_of, text_of

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)(?:[\s©,–-]|\d{4})*([^\W\d_][^©.,|·•\d]{4,40}?)(?=\s*(?:[.,|·•\d]|$))", re.I
)
_I = words("text", "first_person")
_NO_OWNER = words("site", "no_owner")
_OFTEN = 3  # times that somebody who tells of himself says “I”
_LEAST = 4  # letters of a name that its address has
_LONGEST = 300  # characters of a line that says whose a page is
_MOST_LINES = 300


def owner_of(tree: Element, structured: Structured, site: str, url: str, text: str) -> str:
    """The person whose site a page is on, "" when that is not plain.

    The site or its copyright bears a person's name, its address has a part of that name, no organisation
    publishes the page, and the article speaks in the first person.

    Args:
        tree: the page.
        structured: what it declares.
        site: the site's name.
        url: the page's address.
        text: the article's.
    """
    host = squash(urlsplit(url).hostname or "")
    kinds = {kind for node in structured.nodes for kind in types_of(node)}
    if not host or any(kind.endswith("organization") for kind in kinds):
        return ""
    for name in _claims(tree, site):
        parts = [squash(part) for part in name.split()]
        addressed = any(len(part) >= _LEAST and part[:6] in host for part in parts)
        if addressed and is_person(name) and not _NO_OWNER.intersection(name.casefold().split()):
            return name if _tells_of_himself(text) else ""
    return ""


def _tells_of_himself(text: str) -> bool:
    said = (word for word in re.findall(r"[^\W\d_]+", text.casefold()) if word in _I)
    return len(list(itertools.islice(said, _OFTEN))) == _OFTEN


def _claims(tree: Element, site: str) -> Iterator[str]:
    yield site
    for link in tree.iter("link"):
        if "alternate" in (link.get("rel") or "").split() and "rss" in (link.get("type") or ""):
            yield collapse(link.get("title") or "")
    title = tree.find(".//title")
    yield SEPARATORS.split(text_of(title))[-1] if title is not None else ""
    lines = [e for e in tree.find("body").iter("footer", "p", "div", "small", "span") if tag_of(e)]
    for element in lines[-_MOST_LINES:]:
        text = short_text(element)[:_LONGEST] if len(element) < 12 else ""
        if "©" in text:
            found = _COPYRIGHT.search(text)
            yield found[1].strip() if found is not None else ""
