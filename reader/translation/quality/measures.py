"""Tables of what stands beside a number: scales, units of measure, currencies, in three languages."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal

from reader.translation.quality.word_lists import word_list

TIME, LENGTH, MASS, HEAT, AREA, VOLUME, SPEED = "time", "length", "mass", "heat", "area", "volume", "speed"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: what it measures, and how much of the base unit it is."""

    kind: str
    size: Decimal


@functools.cache
def scales() -> tuple[tuple[Decimal, str], ...]:
    """What a number is multiplied by when the word follows it, as the groups of `scale_pattern` count them."""
    return tuple((Decimal(row["size"]), row["words"]) for row in word_list("measures")["scales"])


@functools.cache
def scale_pattern() -> re.Pattern[str]:
    """One group a scale, right behind a number."""
    ways = "|".join(f"({words})" for _, words in scales())
    return re.compile(rf"[\s\u00a0\u202f-]?(?:{ways})(?![^\W\d])")


@functools.cache
def unit_pattern() -> re.Pattern[str]:
    """One group a unit, right behind a number or its scale."""
    ways = "|".join(f"({row['words']})" for row in word_list("measures")["units"])
    link = r"[\s\u00a0\u202f-]?(?:de |d[’'])?"
    return re.compile(rf"{link}(?:{ways})(?![^\W\d])", re.IGNORECASE)


@functools.cache
def units() -> tuple[Unit, ...]:
    """The units, as the groups of `unit_pattern` count them."""
    return tuple(Unit(row["kind"], Decimal(row["size"])) for row in word_list("measures")["units"])


@functools.cache
def currency_patterns() -> dict[str, re.Pattern[str]]:
    """The currencies' patterns, compiled."""
    found = word_list("measures")["currencies"]
    return {code: re.compile(words, re.IGNORECASE) for code, words in found.items()}


@functools.cache
def _currency_marks() -> dict[str, tuple[str, ...]]:
    return {code: tuple(marks.split()) for code, marks in word_list("measures")["currency_marks"].items()}


def currencies(text: str) -> set[str]:
    """The currencies a text surely speaks of."""
    low = text.lower()
    patterns = currency_patterns()
    marked = (code for code, marks in _currency_marks().items() if any(mark in low for mark in marks))
    return {code for code in marked if patterns[code].search(text)}


def may_name(text: str, code: str) -> bool:
    """Whether a text may speak of a currency, by a word that has other meanings too."""
    words = word_list("measures")["ambiguous_currencies"].get(code)
    return words is not None and re.search(words, text, re.IGNORECASE) is not None
