"""Names that nothing marks as a byline: beside the date, in a line of their own."""

from __future__ import annotations

import re

from reader.saving.metadata.dates import read_date
from reader.saving.metadata.name_places import pieces_of, short_text, stands_elsewhere
from reader.saving.metadata.person_names import clean_name, is_person
from reader.saving.page.elements import HEADINGS, Element, tag_of, text_of

_AFTER_TITLE = 40  # elements
_BESIDE_DATE = 80  # characters of a line with a date
_LONGEST_LIST = 400  # characters
_LINES = ("p", "div", "span", "li")
_INITIAL = re.compile(r"\b[A-ZÀ-Ý]\.\s")


def dated_names(tree: Element, above: set[Element]) -> list[str]:
    """The name beside the date in a line below the headline: “Anna Bell | 3 mars 2020”."""
    left = -1
    for element in tree.find("body").iter():
        tag = tag_of(element)
        if tag == "h1":
            left = _AFTER_TITLE
        elif left > 0 and tag:
            left -= 1
            if tag in ("a", *HEADINGS) or stands_elsewhere(element, above) or not short_text(element):
                continue
            if _is_above_date(element):
                return [text_of(element)]
            pieces = pieces_of(element, dates_too=True)
            lines = [c for p in pieces for c in re.split(r"\s*[|•·]\s*|\s+[–—-]\s+", p.text)]
            if len("".join(lines)) >= 120 or not any(_is_date(line) for line in lines):
                continue
            linked = {text_of(a) for a in element.iter("a")}
            for line in lines:
                name = clean_name(line)
                if name and name not in linked and is_person(name) and not _has_particle(name):
                    return [name]
    return []


def names_alone(tree: Element, above: set[Element]) -> list[str]:
    """Several names in a line below the headline, as papers list who wrote them: “Anna Bell, Bo J. Crow”."""
    left = -1
    for element in tree.find("body").iter():
        left = _AFTER_TITLE if tag_of(element) == "h1" else left - 1
        if left <= 0 or len(element) or tag_of(element) not in _LINES or "," not in (element.text or ""):
            continue
        text = short_text(element)
        parts = [part.strip() for part in re.split(r",|\band\b|&", text) if part.strip()]
        named = len(parts) > 1 and all(clean_name(p) == p and is_person(p) for p in parts)
        # words of a row of topics may look like names, an initial does not
        if named and _INITIAL.search(text) and len(text) < _LONGEST_LIST:
            return [] if stands_elsewhere(element, above) else parts
    return []


def _is_above_date(element: Element) -> bool:
    """Whether an element is a name and no more, and a line with a date is next to it."""
    text = text_of(element)
    if not is_person(text) or clean_name(text) != text or _has_particle(text):
        return False
    if element.find(".//a") is not None:
        return False
    after = element.getnext()
    if after is None or not tag_of(after) or tag_of(after) in HEADINGS:
        return False
    pieces = pieces_of(after, dates_too=True) if short_text(after) else []
    return len(text_of(after)) < _BESIDE_DATE and any(_is_date(piece.text) for piece in pieces)


def _is_date(text: str) -> bool:
    return any(c.isdigit() for c in text) and bool(read_date(text)[0])


def _has_particle(name: str) -> bool:
    """Whether a name could as well be a place's: “Île de France”."""
    return any(word.islower() for word in name.split())
