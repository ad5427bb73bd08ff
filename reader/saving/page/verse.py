"""Verse: lines that pages set as elements of their own become the lines of one paragraph, a stanza each."""

from __future__ import annotations

import functools
import itertools
import re

from reader.saving.page.elements import Element, tag_of, text_of, words_of
from reader.saving.page.notes import NOTE

_VERSE = re.compile(r"\b(?:poems?|poeme|poème|poesie|poesia|verse|verses|stanza|strophe|gedicht|qasida)\b")
_LONGEST_LINE = 90
_MOST_LINES = 400


def settle_verse(body: Element) -> None:
    """Join the lines of every stanza; nothing else of a page is touched."""
    for element in list(itertools.islice(body.iter("div", "section"), 30_000)):
        if element.get("class") is None or element.getparent() is None:
            continue
        if _is_called_verse(element.get("class")):
            for stanza in _stanzas(element):
                _join(stanza)


@functools.lru_cache(maxsize=8192)  # a page has few distinct class names
def _is_called_verse(classes: str) -> bool:
    return _VERSE.search(" ".join(words_of(classes))) is not None


def _stanzas(element: Element) -> list[Element]:
    """The elements of a poem whose children are lines."""
    if _are_lines(element):
        return [element]
    return [child for child in element if tag_of(child) in ("div", "section", "p") and _are_lines(child)]


def _are_lines(element: Element) -> bool:
    children = [c for c in element if isinstance(c.tag, str)]
    if not 2 <= len(children) <= _MOST_LINES or (element.text or "").strip():
        return False
    return all(
        tag_of(c) in ("p", "div", "span") and len(c) < 3 and c.find(".//br") is None
        and not (c.tail or "").strip() and 0 < len(text_of(c)) <= _LONGEST_LINE
        for c in children
    )  # fmt: skip


def _join(stanza: Element) -> None:
    lines = [c for c in stanza if isinstance(c.tag, str)]
    for line in lines:
        line.tag, line.tail = "span", None
        line.attrib.clear()
    for line in lines[:-1]:
        line.addnext(stanza.makeelement("br"))
    stanza.tag = "p"
    stanza.attrib.clear()
    stanza.set(NOTE, "")
