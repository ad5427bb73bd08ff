"""Links between words that are certain without a model: the same number, the same name in any letters."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from reader.core.alignment import Link, decode, encode, words
from reader.translation.quality.transliteration import sounds_alike
from reader.translation.quality.vocabulary import exonyms, is_common

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_JOINED = re.compile(r"^(?:[وف]?(?:ال|لل|بال|كال)|[وفبلك])")


def with_certain_links(source: str, target: str, alignment: str, language: str) -> str:
    """The alignment with each number and name that stands once on both sides linked to itself.

    Its other links go, and so do those of other words to its partner where they have another one.
    `language` is the source's.
    """
    if not alignment:
        return alignment
    links = decode(alignment)
    certain = dict(certain_links(source, target, language))
    if not certain:
        return alignment
    partners = {there: here for here, there in certain.items()}
    kept: list[Link] = []
    for here, there in links:
        if here in certain:
            continue
        others = sum(1 for a, b in links if a == here and b not in partners)
        if there in partners and others:
            continue
        kept.append((here, there))
    return encode(sorted({*kept, *certain.items()}))


def certain_links(source: str, target: str, language: str) -> list[Link]:
    """The links of numbers and names that stand once on both sides; `language` is the source's."""
    here = [source[slice(*span)] for span in words(source)]
    there = [target[slice(*span)] for span in words(target)]
    found: dict[int, int] = {}
    for number, word in enumerate(here):
        if word[0].islower() and word.isalpha():  # most words, at once
            continue
        if not _telling(word, language) or here.count(word) > 1:
            continue
        same = _same_as(word)
        partners = [n for n, other in enumerate(there) if same(other)]
        if len(partners) == 1 and partners[0] not in found.values():
            found[number] = partners[0]
    return sorted(found.items())


def _telling(word: str, language: str) -> bool:
    if any(c.isdigit() for c in word):
        return True
    return len(word) > 2 and word[0].isupper() and not is_common(word, language)


@functools.cache
def _bare_ways() -> dict[str, tuple[str, ...]]:
    """Each way to write a name of the table -> how the ways of its row begin, without what Arabic joins."""
    found: dict[str, tuple[str, ...]] = {}
    for ways in exonyms():
        beginnings = tuple(way.removeprefix("ال") for way in ways if len(way) > 2)
        for way in ways:
            found.setdefault(way, beginnings)
    return found


def _same_as(word: str) -> Callable[[str], bool]:
    """Tells whether a word of the target is the same as this one; what this one is, is asked once."""
    if any(c.isdigit() for c in word):
        figure = _figure(word)
        return lambda other: other == word or (figure != "" and _figure(other) == figure)
    ways = _bare_ways().get(word.lower())
    if ways is not None:  # "ولندن" is "and London", but the first letter of "لندن" is its own
        return lambda other: other == word or _begins(other.lower(), ways)
    return lambda other: (
        other == word or (len(other) > 2 and _ARABIC.search(other) is not None and sounds_alike(word, other))
    )


def _figure(word: str) -> str:
    """The digits of a word as Europe writes them; "" without one."""
    return "" if word.isalpha() else re.sub(r"\D", "", word).translate(_DIGITS)


def _begins(low: str, ways: tuple[str, ...]) -> bool:
    return low.startswith(ways) or _JOINED.sub("", low).startswith(ways)
