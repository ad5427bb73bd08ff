"""A paragraph of tens of pages, as a transcript without a break is, becomes several: none is shown whole."""

from __future__ import annotations

import re

LONGEST = 12_000
"""Characters of markup after which a paragraph ends at the end of a sentence."""

_LONGEST_SENTENCE = 6_000  # more of them, after which it ends at any space
_PLACE = re.compile(r"<(?P<end>/?)(?P<tag>[a-z0-9]+)[^>]*>|(?P<full>[.!?…؟。]+[»”\"’)\]]*)?\s+", re.I)
_VOID = frozenset(("br", "img"))


def shorter_paragraphs(markup: str) -> list[str]:
    """The inline markup of one paragraph as that of several, each of at most 18,000 characters.

    No tag is parted from its end: what stands in one very long link or emphasis stays together.
    """
    parts, start, depth = list[str](), 0, 0
    if len(markup) <= LONGEST:
        return [markup]
    for found in _PLACE.finditer(markup):
        if found["tag"]:
            depth += 0 if found["tag"].lower() in _VOID else -1 if found["end"] else 1
            continue
        length = found.end() - start
        if depth == 0 and length > LONGEST and (found["full"] or length > LONGEST + _LONGEST_SENTENCE):
            parts.append(markup[start : found.end()].strip())
            start = found.end()
    parts.append(markup[start:])
    return [part for part in parts if part.strip()]
