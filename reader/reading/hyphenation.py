"""Where words may be broken at the end of a line: French and English, by the patterns of Liang's method.

Soft hyphens exist on screen only: stored, copied and searched text has none. Arabic is never hyphenated.
The patterns are those of the hyphenation dictionaries of LibreOffice, as shipped with pyphen.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

SOFT_HYPHEN = "\u00ad"
SHORTEST = 6
"""Letters a word must have; shorter ones are hardly ever worth a hyphen."""
LEAST_BEFORE, LEAST_AFTER = 2, 3
"""Letters that stay on each line."""

_DICTIONARIES = {"fr": "fr", "en": "en_US"}
_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")
_NO_WORD_BESIDE = frozenset("@/\\_.:#&=%+0123456789")
"""Signs of addresses, file names and codes: what touches them is not broken."""


def hyphen_places(text: str, language: str) -> list[int]:
    """Offsets in `text` before which a line may end with a hyphen, in order; none in other languages.

    Acronyms, mixed-case names, addresses and words with digits are left whole.
    """
    if language not in _DICTIONARIES:
        return []
    places: list[int] = []
    for found in _WORD.finditer(text):
        start, end = found.span()
        if _touches_a_sign(text, start, end):
            continue
        places.extend(start + place for place in _places_in(found.group(), language))
    return places


def _touches_a_sign(text: str, start: int, end: int) -> bool:
    if start > 0 and text[start - 1] in _NO_WORD_BESIDE:
        return True
    after = text[end : end + 2]
    if not after or after[0] not in _NO_WORD_BESIDE:
        return False
    return after[0] not in ".:" or (len(after) > 1 and not after[1].isspace())  # the end of a sentence


@functools.lru_cache(maxsize=60_000)
def _places_in(word: str, language: str) -> tuple[int, ...]:
    small = word.lower()
    if word[1:] != small[1:] or len(small) != len(word):
        return ()
    found = _patterns(language).positions(small)
    return tuple(place for place in found if LEAST_BEFORE <= place <= len(word) - LEAST_AFTER)


@functools.cache
def _patterns(language: str) -> Pyphen:
    import pyphen

    return pyphen.Pyphen(lang=_DICTIONARIES[language])
