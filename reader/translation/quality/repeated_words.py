"""Words said twice in a row, which is how these models slip: seen, and taken out.

A doubled word ("any any kind") leaves the rest of the sentence as good as it was, so taking out the
second copy is better than another try, which changes everything. What comes back three times or more
is a model that has lost its way: there something else is missing, and only another try can help.
"""

from __future__ import annotations

import operator
import re

LONGEST = 8
"""Words in a run that is looked at."""

_WORD = re.compile(r"\w+")
_VOWELS = re.compile("[\u064b-\u0652\u0640]")
"""What is written above and below Arabic letters, which cuts no word in two: "خَلَل"."""


def longest_run(tokens: list[str], size: int) -> int:
    """How often the same `size` words stand in a row, at most; figures may."""
    best = 1 if len(tokens) >= size else 0
    if sum(map(operator.eq, tokens, tokens[size:])) < size:  # most sentences, without a step in Python
        return best
    like = figures = 0  # words from here on that come again after `size`; figures from here on
    for place in range(len(tokens) - 1, -1, -1):
        figures = figures + 1 if tokens[place].isdigit() else 0
        again = place + size < len(tokens) and tokens[place] == tokens[place + size]
        like = like + 1 if again else 0
        if like >= size > figures:
            best = max(best, 1 + like // size)
    return best


def folded_words(text: str) -> list[str]:
    """The words of a text, to compare."""
    return [word.casefold() for word in _WORD.findall(_VOWELS.sub("", text))]


def without_repeats(source: str, target: str) -> str:
    """`target` without the second of two like runs of words, where the source has none such.

    It comes back as it was when a run stands there more than twice.
    """
    original = folded_words(source)
    words = list(_WORD.finditer(target))
    tokens = [match[0].casefold() for match in words]
    left = list(range(len(words)))
    for size in range(LONGEST, 0, -1):
        allowed = longest_run(original, size)
        here = [tokens[number] for number in left]
        if allowed >= 2:
            if longest_run(here, size) > allowed:
                return target
            continue
        kept = _without_second(here, size)
        if kept is None:
            return target
        left = [left[place] for place in kept]
    if len(left) == len(words):
        return target
    # What stands between the copies goes too; the sign after the second stays.
    ends = [0, *(match.end() for match in words)]
    return "".join([target[ends[number] : ends[number + 1]] for number in left]) + target[ends[-1] :]


def _without_second(tokens: list[str], size: int) -> list[int] | None:
    """The places of the words that stay when every second of two like runs goes; `None` when one stands
    there more often. A word is left out by leading past it, so the work grows with the words alone."""
    follows = list(range(1, len(tokens) + 1))
    place, ahead = 0, size  # `ahead` is as many words on as a run is long
    while ahead < len(tokens):
        if tokens[place] == tokens[ahead]:
            run, last, rest = _run(tokens, follows, place, size)
            second, _, after = _run(tokens, follows, rest, size)
            if run == second and not all(token.isdigit() for token in run):
                if _run(tokens, follows, after, size)[0] == run:
                    return None
                follows[last] = ahead = after
                if ahead >= len(tokens):
                    break
        place, ahead = follows[place], follows[ahead]
    kept, place = [], 0
    while place < len(tokens):
        kept.append(place)
        place = follows[place]
    return kept


def _run(tokens: list[str], follows: list[int], place: int, size: int) -> tuple[list[str], int, int]:
    """The words of a run, the place of its last one, and the place after it; fewer at the end."""
    run: list[str] = []
    last = place
    while len(run) < size and place < len(tokens):
        run.append(tokens[place])
        last, place = place, follows[place]
    return run, last, place
