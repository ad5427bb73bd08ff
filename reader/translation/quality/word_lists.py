"""The lists of words that the check of translations reads, and whole words found in a text.

The lists are data of `resources/words/translation`. A word is found without a pattern: to compile one for
each costs more than to search.
"""

from __future__ import annotations

import functools
import tomllib
from typing import Any

from reader.settings.paths import resource

_ARABIC = ("\u0600", "\u06ff")  # the block that patterns name, first and last


@functools.cache
def word_list(name: str) -> dict[str, Any]:
    """A list by its file's name without ending; it is read once and must not be changed."""
    return tomllib.loads(resource(f"words/translation/{name}.toml").read_text("utf-8"))


def stands_whole(word: str, text: str, after_arabic: bool = False) -> bool:
    """Whether a text has a word with no letter, figure or underscore right before or behind it.

    Args:
        word: what is looked for, letter by letter.
        text: where.
        after_arabic: an Arabic letter may stand right before it, as a particle does ("وBob").
    """
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        free = not place or not is_letter(text[place - 1])
        free = free or (after_arabic and _ARABIC[0] <= text[place - 1] <= _ARABIC[1])
        if free and (end == len(text) or not is_letter(text[end])):
            return True
        place = text.find(word, place + 1)
    return False


def is_letter(character: str) -> bool:
    r"""Whether a character is part of a word as `\w` of a pattern means it."""
    return character.isalnum() or character == "_"
