"""Whether a translation stops before its source does, where no model tells what it left out.

Its length alone cannot tell: people say in three fifths of the letters what others do in all of them. So its
last word, an open bracket, and the words of the source's end that nothing stands for speak too, each with a
weight found on human translations that were cut (`tests/benchmarks/references.py`).
"""

from __future__ import annotations

import functools
import math
import re
from dataclasses import dataclass

from reader.translation.engines.lexicon import by_beginning, has_partner
from reader.translation.quality.word_lists import word_list


@dataclass(frozen=True, slots=True)
class _Weights:
    """What speaks for a lost end between two languages."""

    usual: tuple[float, float]
    """The logarithm of a translation's length: so much, and so much of that of its source."""
    shorter: float
    """For each power of e by which it is shorter."""
    goes_on: float
    """For a last word after which a sentence goes on."""
    open: float
    """For a bracket or quotation mark that is not closed."""
    least: float
    """From which on the end of a sentence of `_LETTERS` is lost."""
    partner: float = 0.0
    """Of how often a word of the lexicon finds its translation in one by a person, by chance included."""
    by_chance: float = 0.0
    """How often it finds one in any sentence."""


_WEIGHTS = {
    ("fr", "en"): _Weights((0.108, 0.945), 13.4, 2.4, 5.3, 6.9, 0.63, 0.05),
    ("en", "ar"): _Weights((0.607, 0.845), 14.4, 1.8, 4.5, 7.1, 0.46, 0.03),
    ("fr", "ar"): _Weights((0.461, 0.848), 13.5, 1.85, 3.4, 8.2),
}
_LETTERS, _LESS_IN_LONG = 110, 3.2
"""Of a long sentence less is enough, for each power of e: people say it in few words more rarely."""
_LEAST_SHORTER = 0.1  # below it nothing else makes an end lost
_WORDS = 0.37  # weight of the words that nothing stands for
_HEAD, _TAIL = 0.55, 0.62  # shares of a source: its beginning, and what is the end that may be lost
_SHORTEST_WORD = 4
_USUAL_WORDS = 4  # that many words of the head count as if they had partners as often as usual
_WORD = re.compile(r"[^\W_]+(?:[\u064b-\u065f]+[^\W_]*)*")
_PAIRS = ("()", "[]", "«»", "“”")
_ENDS = " .!?؟…»”\"')،,;:"


def measured(languages: tuple[str, str]) -> bool:
    """Whether the weights between two languages are known."""
    return languages in _WEIGHTS


def lost_end(source: str, target: str, languages: tuple[str, str], saved: int = 0) -> bool:
    """Whether the end of `source` is missing in `target`.

    Args:
        source: a sentence.
        target: its translation.
        languages: codes of the two, for which there are weights.
        saved: letters that abbreviations of the target save.
    """
    least = _WEIGHTS[languages].least - _LESS_IN_LONG * math.log(len(source) / _LETTERS)
    return _evidence(source, target, languages, saved) > least


def _evidence(source: str, target: str, languages: tuple[str, str], saved: int) -> float:
    weights = _WEIGHTS[languages]
    base, each = weights.usual
    shorter = base + each * math.log(len(source)) - math.log(len(target) + max(0, saved))
    if shorter < _LEAST_SHORTER:
        return 0.0
    evidence = weights.shorter * shorter
    if _goes_on(languages[1]).search(target.rstrip(_ENDS)):
        evidence += weights.goes_on
    if _is_open(target) and not _is_open(source):
        evidence += weights.open
    if weights.partner:
        evidence += _WORDS * _without_partner(source, target, languages, weights)
    return evidence


@functools.cache
def _goes_on(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|\s)(?:{word_list('goes_on')[language]})$", re.IGNORECASE)


def _is_open(text: str) -> bool:
    """Whether a bracket or quotation mark has no partner."""
    return text.count('"') % 2 > 0 or any(text.count(pair[0]) != text.count(pair[1]) for pair in _PAIRS)


def _without_partner(source: str, target: str, languages: tuple[str, str], weights: _Weights) -> float:
    """How much likelier the words at the source's end find so few partners where the end is lost.

    As the logarithm of how often that is so there and otherwise. How often a word finds one at all is taken
    from the beginning of the same sentence.
    """
    found = _partners(source, target, languages)
    head = [is_found for _, place, is_found in found if place < _HEAD]
    tail = [is_found for _, place, is_found in found if place >= _TAIL]
    usual = (sum(head) + _USUAL_WORDS * weights.partner) / (len(head) + _USUAL_WORDS)
    chance = weights.by_chance
    with_one, without = math.log(chance / usual), math.log((1 - chance) / (1 - usual))
    return sum(with_one if is_found else without for is_found in tail)


def partners(source: str, target: str, languages: tuple[str, str]) -> int:
    """How many words of `source` that the lexicon knows, figures apart, have a partner in `target`."""
    return sum(found for word, _, found in _partners(source, target, languages) if not word.isdigit())


def _partners(source: str, target: str, languages: tuple[str, str]) -> list[tuple[str, float, bool]]:
    """The longer words that the lexicon knows, and figures, with their place and whether they have a partner.

    The place is a share of the source.
    """
    there = by_beginning(match[0] for match in _WORD.finditer(target.casefold()))
    found: list[tuple[str, float, bool]] = []
    for match in _WORD.finditer(source.casefold().replace("’", "'")):
        word = match[0]
        if len(word) >= _SHORTEST_WORD or word.isdigit():
            has_one = has_partner(word, there, languages)
            if has_one is not None:
                found.append((word, match.start() / len(source), has_one))
    return found
