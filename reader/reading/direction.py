"""Writing direction of text."""

from __future__ import annotations

import unicodedata

from reader.core.languages import direction_of
from reader.core.model import Direction

_STRONG_RTL = frozenset({"R", "AL"})
_SAMPLE = 20_000  # characters enough to know the direction of a block


def has_right_to_left(text: str) -> bool:
    """Whether a letter that is written from right to left stands in a text."""
    return any(unicodedata.bidirectional(character) in _STRONG_RTL for character in text[:_SAMPLE])


def direction_of_text(text: str, default: Direction) -> Direction:
    """Return the direction of the first letter that has one, or `default` when none has."""
    for character in text[:_SAMPLE]:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return Direction.LTR
        if kind in _STRONG_RTL:
            return Direction.RTL
    return default


def block_direction(text: str, language: str) -> Direction:
    """Return the direction of a block of an article in `language`.

    It is the language's, unless the text both begins with letters of the other direction and
    consists mostly of them: an Arabic paragraph that begins with "NEXUS" stays right to left.
    """
    default = direction_of(language)
    first = direction_of_text(text, default)
    if first is default:
        return default
    kinds = [unicodedata.bidirectional(c) for c in text[:_SAMPLE]]
    rtl = sum(kind in _STRONG_RTL for kind in kinds)
    ltr = kinds.count("L")
    mostly = Direction.RTL if rtl > ltr else Direction.LTR
    return first if mostly is first else default
