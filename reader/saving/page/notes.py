"""Notes in the margin, between and at the foot of a text: each kept once, after what it belongs to."""

from __future__ import annotations

import functools
import itertools
import re

from reader.saving.name_sets import name_set
from reader.saving.page.elements import (
    BLOCK_TAGS,
    Element,
    ancestors,
    drop,
    link_share,
    names_of,
    squash,
    tag_of,
    text_of,
    words_of,
)

NOTE = "data-note"
"""Marks an element whose text belongs to the article, however short it is and whatever stands around it."""

_MARGIN = re.compile(r"\b(?:side ?notes?|margin ?notes?|marginali[ae]|note ?marginale|notes? de marge)\b")
_FOOT = re.compile(r"\b(?:foot ?notes?|end ?notes?|notes de bas de page|fussnoten|fußnoten)\b")
_BETWEEN = name_set("""note tip hint important warning caution danger admonition""")
_TOGGLE = re.compile(r"\bmargin ?toggle|\bside ?note ?(?:number|toggle)")
_BACK = re.compile(r"^[\s↩︎↑^⇑⏎]*$")
_MARKS = frozenset(("¶", "#", "§", "🔗", "\u200b", "¶\u200b", ""))
_MOST = 30_000
_LONGEST = 2_000
_LINKED = 0.5


def settle_notes(body: Element) -> None:
    """Put notes of the margin after their paragraphs, and let those at the foot be part of the text."""
    classes = ((e, e.get("class")) for e in itertools.islice(body.iter(), _MOST))
    named = [(e, names) for e, own in classes if own and (names := _names_a_note(own))]
    feet = [e for e, names in named if _is_foot(e, names)]
    known = "\n".join(squash(text_of(e)) for e in feet)
    for element, names in named:
        if _TOGGLE.search(names) and tag_of(element) in ("label", "input"):
            drop(element)
        elif _MARGIN.search(names) and not _inside_note(element):
            _settle_margin(element, known)
    for element in feet:
        _settle_foot(element)
    for element in itertools.islice(body.iter("aside"), _MOST):
        if _stands_between(element):
            element.tag = "div"


def settle_headings(body: Element) -> None:
    """Take out of headings and defined terms the signs that link to them and the buttons that edit them."""
    for heading in itertools.islice(body.iter("h1", "h2", "h3", "h4", "h5", "h6", "dt"), _MOST):
        for element in list(heading.iterdescendants("a", "span", "button")):
            sign = text_of(element).strip("\u200b ") in _MARKS and next(element.iter("img"), None) is None
            linked = tag_of(element) == "a" and (element.get("href") or "").startswith("#")
            if element.getparent() is not None and ((sign and linked) or "editsection" in names_of(element)):
                drop(element)


def is_note(element: Element) -> bool:
    """Whether an element is a note that was settled, or stands in one."""
    chain = (element, *itertools.islice(ancestors(element), 4))
    return any(e.get(NOTE) is not None for e in chain)


def _is_foot(element: Element, names: str) -> bool:
    if tag_of(element) not in ("section", "div", "footer", "aside", "ol", "ul"):
        return False
    return _FOOT.search(names) is not None and bool(text_of(element))


@functools.lru_cache(maxsize=8192)
def _names_a_note(classes: str) -> str:
    """The words of an element's classes when they name a note, else ""; a page has few distinct ones.

    Every name of a note has "note" or "margin" in one of its words.
    """
    if "note" not in (said := classes.lower()) and "margin" not in said:
        return ""  # as of nearly all
    names = " ".join(words_of(classes))
    return names if _MARGIN.search(names) or _FOOT.search(names) or _TOGGLE.search(names) else ""


def _stands_between(aside: Element) -> bool:
    """Whether an aside is a manual's note or warning, set between the paragraphs that it belongs to."""
    names = _BETWEEN.intersection(names_of(aside, id_too=False))
    beside = any(tag_of(e) == "p" for e in aside.getparent()) if names else False
    return beside and len(text_of(aside)) <= _LONGEST and link_share(aside) < _LINKED


def _inside_note(element: Element) -> bool:
    return any(a.get(NOTE) is not None for a in itertools.islice(ancestors(element), 4))


def _settle_margin(element: Element, known: str) -> None:
    text = squash(text_of(element))
    if not text or len(text) > _LONGEST or _FOOT.search(" ".join(names_of(element, id_too=False))):
        return
    if text in known:
        drop(element)  # shown beside the text and at its foot
        return
    paragraph = next((a for a in itertools.islice(ancestors(element), 6) if tag_of(a) == "p"), None)
    element.attrib.clear()
    element.set(NOTE, "")
    element.tag = "p" if not _holds_blocks(element) else "div"
    if paragraph is not None:
        drop(element)
        element.tail, paragraph.tail = paragraph.tail, None
        paragraph.addnext(element)


def _settle_foot(element: Element) -> None:
    if element.getparent() is None:
        return
    for link in list(element.iter("a")):
        if (link.get("href") or "").startswith("#") and _BACK.match(text_of(link)):
            drop(link)
    if tag_of(element) in ("footer", "aside", "section"):
        element.tag = "div"
    element.attrib.pop("class", None)
    element.set(NOTE, "")


def _holds_blocks(element: Element) -> bool:
    return any(tag_of(e) in BLOCK_TAGS for e in element.iterdescendants())
