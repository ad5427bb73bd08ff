"""Names that nothing marks as a byline: beside a date, a job or a picture, alone in a line, at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.saving.language_data import words
from reader.saving.metadata.dates import read_date
from reader.saving.metadata.name_places import pieces_of, short_text, stands_elsewhere
from reader.saving.metadata.person_names import (
    clean_name,
    is_body,
    is_particle,
    is_person,
    is_writers_job,
)
from reader.saving.page.elements import BLOCK_TAGS, HEADINGS, Element, names_of, tag_of, text_of

_AFTER_TITLE = 40  # elements
_BESIDE_DATE = 80  # characters of a line with a date
_LONGEST_LIST = 400  # characters
_FEWEST_LINES = 4
_LINES = ("p", "div", "span", "li")
_PARTS = re.compile(r"\s*[|•·]\s*|\s+[–—/-]\s+")
_ACCOUNT = re.compile(r"@\w{2,30}|[\w.+-]{1,60}@[\w-]{1,60}\.[\w.-]{2,60}")
_TRANSLATED = re.compile(r"(?:translat|tradu[cziç]|übersetz|vertaald|ترجمة|ترجمه|تعريب)", re.I)
_BESIDE_PICTURE = 25  # characters of “Photo of” and the like in a picture's description
_LEVELS = 3  # elements around a writer's picture within which the name stands
_LONGEST_BOX = 200  # characters
_FUNCTION_WORDS = words("text", "function_words")
"""What “The End” and the like are made of, and names are not."""
_SUBJECT = re.compile(r"/(?:tags?|topics?|themes?|sujets?|wiki|categor\w+|dossiers?|temas?|themen?)\b")
"""Addresses of what an article is about."""
_ENDS = (".", "!", "?", "؟", "…", "”", "»", ")")
_RIGHT = re.compile(r"text-align:\s*(?:right|end)")
_RIGHT_NAMES = frozenset(("right", "droite", "signature"))
_INITIAL = re.compile(r"\b[A-ZÀ-Ý]\.\s")


def dated_names(tree: Element, above: set[Element]) -> list[str]:
    """The name beside the date in a line below the headline: “Anna Bell | 3 mars 2020”.

    A writer's job, an address or who translated the text tells as well as a date.
    """
    for element in _below_headline(tree):
        if tag_of(element) in ("a", *HEADINGS) or stands_elsewhere(element, above) or not short_text(element):
            continue
        if _is_above_date(element):
            return [text_of(element)]
        pieces = pieces_of(element, dates_too=True)
        lines = [c for p in pieces for c in _PARTS.split(p.text)]
        if len("".join(lines)) >= 120 or not any(_stands_beside_names(line) for line in lines):
            continue
        linked = {text_of(a) for a in element.iter("a")}
        for line in lines:
            name = clean_name(_without_house(line))
            if name and name not in linked and is_person(name) and not _has_particle(name):
                return [name]
    return []


def pictured_names(tree: Element, above: set[Element]) -> list[str]:
    """The linked name beside its own picture below the headline: what the picture describes is its text."""
    for element in _below_headline(tree):
        alt = (element.get("alt") or "") if tag_of(element) == "img" else ""
        box = element.getparent() if " " in alt and not stands_elsewhere(element, above) else None
        for _ in range(_LEVELS):
            if box is None or len(text_of(box)) > _LONGEST_BOX:
                break
            for name in (text_of(a) for a in box.iter("a") if not _SUBJECT.search(a.get("href") or "")):
                if name and name in alt and len(alt) <= len(name) + _BESIDE_PICTURE and is_person(name):
                    return [name]
            box = box.getparent()
    return []


def closing_name(near: Element) -> list[str]:
    """The name set apart as the last line of a text: after a dash, slanting, or at the right."""
    every = near.iter("p", "div") if near is not None else ()
    lines = [e for e in every if not any(tag_of(c) in BLOCK_TAGS for c in e) and text_of(e)]
    if len(lines) < _FEWEST_LINES or not text_of(lines[-2]).endswith(_ENDS):
        return []
    last = lines[-1]
    text = text_of(last)
    name = text.lstrip("-–— ")
    alone = next(iter(last), None)
    slanting = alone is not None and tag_of(alone) in ("em", "i") and text_of(alone) == text
    apart = name != text or slanting or _is_at_the_right(last)
    if not apart or len(name) > _BESIDE_DATE or clean_name(name) != name or not is_person(name):
        return []
    said = any(word.casefold() in _FUNCTION_WORDS for word in name.split() if not is_particle(word))
    return [] if said or last.find(".//a") is not None or _has_particle(name) else [name]


def names_alone(tree: Element, above: set[Element]) -> list[str]:
    """Several names in a line below the headline, as papers list who wrote them: “Anna Bell, Bo J. Crow”."""
    for element in _below_headline(tree):
        if len(element) or tag_of(element) not in _LINES or "," not in (element.text or ""):
            continue
        text = short_text(element)
        parts = [part.strip() for part in re.split(r",|\band\b|&", text) if part.strip()]
        named = len(parts) > 1 and all(clean_name(p) == p and is_person(p) for p in parts)
        # words of a row of topics may look like names, an initial does not
        if named and _INITIAL.search(text) and len(text) < _LONGEST_LIST:
            return [] if stands_elsewhere(element, above) else parts
    return []


def _below_headline(tree: Element) -> Iterator[Element]:
    """The elements right after each first heading, in order, without these headings themselves."""
    left = -1
    for element in tree.find("body").iter():
        tag = tag_of(element)
        if tag == "h1":
            left = _AFTER_TITLE
        elif left > 0 and tag:
            left -= 1
            yield element


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


def _is_at_the_right(element: Element) -> bool:
    style = _RIGHT.search(element.get("style") or "") is not None
    return style or element.get("align") == "right" or not _RIGHT_NAMES.isdisjoint(names_of(element))


def _stands_beside_names(text: str) -> bool:
    """Whether a part of a line is what stands beside the name of who wrote an article."""
    if _is_date(text) or _ACCOUNT.fullmatch(text):
        return True
    return is_writers_job(text) or _TRANSLATED.match(text) is not None


def _without_house(text: str) -> str:
    """“Anna Bell” of “Anna Bell, Lake University News Office”; other texts as they are."""
    name, comma, house = text.partition(",")
    return name if comma and is_body(house) else text


def _is_date(text: str) -> bool:
    return any(c.isdigit() for c in text) and bool(read_date(text)[0])


def _has_particle(name: str) -> bool:
    """Whether a name could as well be a place's: “Île de France”."""
    return any(word.islower() for word in name.split())
