"""An alignment of words for engines that give none: from the sentence pair alone.

What a word looks like, what a lexicon says where there is one, and where in the sentence it stands. First
the pairs that are sure are fixed; between them the rest is placed in proportion.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence

from reader.core.alignment import Link, words
from reader.translation.engines.arabic_order import arabic_order

Likely = Callable[[str, str], float]
"""From 0 to 1, how likely the second word, of the target, stands for the first one."""

Claims = Mapping[int, Mapping[int, float]]
"""Of a word of the target, by number, the share of it that each word of the source claims, from 0 to 1."""

_SURE = 0.45  # of evidence: such a pair is an anchor
_CLAIMED = 0.6  # evidence of a whole claim, where there are claims
_FAR = 0.8  # evidence lost over a whole sentence between where a word stands and where it should
_NEAR = 3  # words around the expected place in which the rest looks for a partner
_STEP = 0.12  # evidence lost a word of distance there
_SHARED = 4  # letters at the beginning that make two words relatives
_LONG = 5  # letters from which a like ending counts
_TELLING = 4  # letters of a word that says something by itself
_MOST_LEFT = 3  # words without a partner on each side that are paired in their order
_MOST_FOR_ONE = 2  # source words that share a word for want of another
_VERB_FIRST = re.compile(r"(?!ال)[\u0620-\u064a]")
"""An Arabic word without article, which at the beginning is the verb: its subject comes after it."""
_JOINED = re.compile(r"^(?:[وف]?(?:ال|لل|بال|كال)|[وفبلك])(?=[\u0620-\u064a]{3})")


def align(
    source: str,
    target: str,
    likely: Likely | None = None,
    sure: Sequence[Link] = (),
    claims: Claims | None = None,
) -> list[Link]:
    """Link each word of `target` to the word of `source` that it stands for.

    Args:
        source: a sentence.
        target: its translation.
        likely: a lexicon, in lower case; without one only spelling and place decide.
        sure: links that are known beforehand, each word once.
        claims: what a model's attention says; it leans on words beside, so that a lexicon may overrule it.
    """
    here = [source[start:end] for start, end in words(source)]
    there = [target[start:end] for start, end in words(target)]
    if not here or not there:
        return []
    evidence = _evidence(here, there, likely)
    _add_claims(evidence, claims or {}, here, there)
    anchors = _anchors(evidence, len(here), len(there), sure)
    anchors += arabic_order(anchors, here, there)
    if likely is not None:
        anchors += _left_over(anchors, here, there)
    links = {*anchors, *_placed(evidence, anchors, here, there)}
    return sorted(links | _covering(links, anchors, here, there))


def _evidence(here: list[str], there: list[str], likely: Likely | None) -> list[dict[int, float]]:
    """For each target word, what speaks for each source word, place left out; nothing is no entry."""
    low = [(word, _beginning(word), word[0].isalnum()) for word in map(str.casefold, here)]
    rows = []
    for word in map(str.casefold, there):
        row: dict[int, float] = {}
        begins, is_word = _beginning(word), word[0].isalnum()
        for number, (other, other_begins, is_other) in enumerate(low):
            found = alike(other, word) if begins == other_begins else 0.0
            if likely is not None and found < 1.0 and is_other and is_word:
                found = max(found, likely(other, word))
            if found > 0:
                row[number] = found
        rows.append(row)
    return rows


def _add_claims(
    evidence: Sequence[dict[int, float]], claims: Claims, here: Sequence[str], there: Sequence[str]
) -> None:
    """Let claims speak for pairs of two words, or of two signs."""
    for number, shares in claims.items():
        row, is_word = evidence[number], there[number][0].isalnum()
        for origin, share in shares.items():
            if here[origin][0].isalnum() == is_word:
                row[origin] = row.get(origin, 0.0) + _CLAIMED * share


@functools.lru_cache(maxsize=50_000)
def alike(word: str, other: str) -> float:
    """From 0 to 1, how much two words in lower case look like the same one in two languages."""
    one, two = bare(word), bare(other)
    if one == two:
        return 1.0
    if any(c.isdigit() for c in one + two):
        return 0.9 if [c for c in one if c.isdigit()] == [c for c in two if c.isdigit()] else 0.0
    if not one.isalnum() or not two.isalnum():
        return 0.8 if _sign(one) and _sign(one) == _sign(two) else 0.0
    common = 0
    while common < min(len(one), len(two)) and one[common] == two[common]:
        common += 1
    longest = max(len(one), len(two))
    if common < _SHARED and not (common >= 3 and longest >= _LONG and one[-2:] == two[-2:]):
        return 0.0
    return min(0.9, 1.25 * common / longest)


@functools.lru_cache(maxsize=50_000)
def _beginning(word: str) -> str:
    """What words that are alike at all have in common."""
    plain = bare(word)
    if any(c.isdigit() for c in plain):
        return "0"
    return plain[:3] if plain.isalnum() else "."


@functools.lru_cache(maxsize=50_000)
def bare(word: str) -> str:
    """A word without accents and without what Arabic writes joined before it, its digits those of Europe."""
    if word.isascii():
        return word
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in _JOINED.sub("", plain))


_SIGNS = {
    sign: kind
    for kind, signs in enumerate(('«»“”"„‟', ",،、", ";؛", "?؟", ".…。", "’'", "–—-"), 1)
    for sign in signs
}


def _sign(word: str) -> int:
    """The kind of a sign, alike in all scripts; 0 for another one."""
    return _SIGNS.get(word, 0)


def _anchors(
    evidence: Sequence[dict[int, float]], sources: int, targets: int, sure: Sequence[Link]
) -> list[Link]:
    """Pairs that are sure: each the best of both its words, the surest first, each word once."""
    ranked = sorted(
        (
            (found - _FAR * abs((s + 0.5) / sources - (t + 0.5) / targets), s, t)
            for t, row in enumerate(evidence)
            for s, found in row.items()
            if found >= _SURE
        ),
        reverse=True,
    )
    anchors: dict[int, int] = {t: s for s, t in sure}
    used: set[int] = set(anchors.values())
    for score, s, t in ranked:
        if score > 0 and t not in anchors and s not in used:
            anchors[t] = s
            used.add(s)
    return [(s, t) for t, s in anchors.items()]


def _left_over(anchors: Sequence[Link], here: Sequence[str], there: Sequence[str]) -> list[Link]:
    """The words that say something and have no partner on either side, where they are equally many and few.

    A verb that the lexicon has in another form stands far from its place where Arabic begins with it; when
    it is the one word left here, and one is left there, they belong together wherever they stand.
    """
    taken, fixed = {s for s, _ in anchors}, {t for _, t in anchors}
    rest = [s for s, word in enumerate(here) if s not in taken and _says_something(word)]
    others = [t for t, word in enumerate(there) if t not in fixed and _says_something(word)]
    if len(rest) != len(others) or len(rest) > _MOST_LEFT:
        return []
    first = next((s for s, word in enumerate(here) if _says_something(word)), -1)
    if len(rest) > 1 and rest[0] == first and others[0] == 0 and _VERB_FIRST.match(there[0]):
        rest[:2] = rest[1], rest[0]
    return list(zip(rest, others, strict=True))


def _says_something(word: str) -> bool:
    """Whether a word is long enough to say something by itself; Arabic writes no short vowels."""
    return word[0].isalpha() and len(word) >= (_TELLING if word[0] < "\u0600" else _TELLING - 1)


def _placed(
    evidence: Sequence[dict[int, float]], anchors: Sequence[Link], here: Sequence[str], there: Sequence[str]
) -> list[Link]:
    """A source word for each target word that has none, near where the anchors around it lead."""
    known = sorted((t, s) for s, t in anchors)
    fixed, taken = dict(known), {s for s, _ in anchors}
    places = [t for t, _ in known]
    found: list[Link] = []
    for t, word in enumerate(there):
        if t in fixed:
            continue
        after = bisect_left(places, t)
        left = known[after - 1] if after else (-1, -1)
        right = known[after] if after < len(known) else (len(there), len(here))
        share = (t - left[0]) / (right[0] - left[0])
        expected = left[1] + share * (right[1] - left[1])
        best, best_score = -1, -1.0
        for s in range(max(0, int(expected) - _NEAR), min(len(here), int(expected) + _NEAR + 2)):
            if here[s][0].isalnum() != word[0].isalnum():
                continue
            score = evidence[t].get(s, 0.0) - _STEP * abs(s - expected) - (0.3 if s in taken else 0.0)
            if score > best_score:
                best, best_score = s, score
        if best >= 0:
            found.append((best, t))
    return found


def _covering(
    links: set[Link], anchors: Sequence[Link], here: Sequence[str], there: Sequence[str]
) -> set[Link]:
    """A target word for each longer source word that nothing stands for yet, between the anchors around it.

    Where there are not enough between them, the source word was left out, and stays without. Articles and
    their like stay without too: bold would spill over to a word beside.
    """
    known = sorted(anchors)
    places = [s for s, _ in known]
    room = [_MOST_FOR_ONE if len(word) >= _TELLING and word[0].isalnum() else 0 for word in there]
    for _, t in anchors:
        room[t] = 0
    linked = {s for s, _ in links}
    found: set[Link] = set()
    for s, word in enumerate(here):
        if s in linked or len(word) < _TELLING or not word[0].isalnum():
            continue
        after = bisect_left(places, s)
        left = known[after - 1] if after else (-1, -1)
        right = known[after] if after < len(known) else (len(here), len(there))
        first, last = sorted((left[1], right[1]))
        between = [t for t in range(first + 1, last) if room[t] > 0]
        if between:
            share = (s - left[0]) / (right[0] - left[0])
            expected = left[1] + share * (right[1] - left[1])
            nearest = min(between, key=lambda t: abs(t - expected))
            room[nearest] -= 1
            found.add((s, nearest))
    return found
