"""Which sentences need no model, and how one too long for it is cut."""

from __future__ import annotations

import re
from collections.abc import Callable

Measure = Callable[[str], int]
"""The number of tokens a text has for the model."""

LONGEST_TEXT = 100_000
"""Characters; what has no end for so long is no sentence, and would keep the model busy for minutes."""

# Both match between characters, so that splitting keeps every one.
_CLAUSE = re.compile(r"(?<=[;:,.!?…—–،؛؟]\s)(?=\S)|(?<=[。、，；：！？])(?=\S)")
_SPACE = re.compile(r"(?<=\s)(?=\S)")
_CODE = re.compile(r"[!-~]{100,}")  # such as base64
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)


def nothing_to_translate(sentence: str) -> bool:
    """Whether a sentence has no word: only digits, signs, emoji, an address or an endless code."""
    if _CODE.fullmatch(sentence) or len(sentence) > LONGEST_TEXT:
        return True
    return not any(c.isalpha() for c in _ADDRESS.sub("", sentence))


def cut(sentence: str, measure: Measure, limit: int) -> list[str]:
    """Cut a sentence into pieces of at most `limit` tokens: at clauses, else spaces, else anywhere."""
    if measure(sentence) <= limit:
        return [sentence]
    for boundary in (_CLAUSE, _SPACE):
        parts = boundary.split(sentence)
        if len(parts) > 1:  # each is shorter, so this ends
            packed = _packed(parts, measure, limit)
            return [piece for part in packed for piece in cut(part, measure, limit)]
    middle = len(sentence) // 2
    if not middle:
        return [sentence]
    return [*cut(sentence[:middle], measure, limit), *cut(sentence[middle:], measure, limit)]


def _packed(parts: list[str], measure: Measure, limit: int) -> list[str]:
    """Join neighbours while they fit together."""
    packed: list[str] = []
    size = limit
    for part in parts:
        cost = measure(part)
        if packed and size + cost <= limit:
            packed[-1] += part
            size += cost
        else:
            packed.append(part)
            size = cost
    return packed
