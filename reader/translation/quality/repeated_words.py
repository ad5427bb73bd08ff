"""Words said twice in a row, which is how these models slip: seen, and taken out.

A doubled word ("any any kind") leaves the rest of the sentence as good as it was, so taking out the
second copy is better than another try, which changes everything. What comes back three times or more
is a model that has lost its way: there something else is missing, and only another try can help.
"""

from __future__ import annotations

import re

LONGEST = 8
"""Words in a run that is looked at."""

_WORD = re.compile(r"\w+")


def longest_run(tokens: list[str], size: int) -> int:
    """How often the same `size` words stand in a row, at most; figures may."""
    best = 1 if len(tokens) >= size else 0
    for start in range(len(tokens) - 2 * size + 1):
        best = max(best, _copies(tokens, start, size))
    return best


def folded_words(text: str) -> list[str]:
    """The words of a text, to compare."""
    return [word.casefold() for word in _WORD.findall(text)]


def without_repeats(source: str, target: str) -> str:
    """`target` without the second of two like runs of words, where the source has none such.

    It comes back as it was when a run stands there more than twice.
    """
    original = folded_words(source)
    text = target
    for size in range(LONGEST, 0, -1):
        allowed = longest_run(original, size)
        start = 0
        while True:
            found = list(_WORD.finditer(text))
            tokens = [match[0].casefold() for match in found]
            if start > len(tokens) - 2 * size:
                break
            copies = _copies(tokens, start, size)
            if copies > max(2, allowed):
                return target
            if copies == 2 and allowed < 2:
                # What stands between the copies goes too; the sign after the second stays.
                end = found[start + size - 1].end()
                text = text[:end] + text[found[start + 2 * size - 1].end() :]
            start += 1
    return text


def _copies(tokens: list[str], start: int, size: int) -> int:
    """How often the run of `size` words at `start` stands there in a row."""
    run, count = tokens[start : start + size], 1
    if all(token.isdigit() for token in run):
        return 1
    while tokens[start + count * size : start + (count + 1) * size] == run:
        count += 1
    return count
