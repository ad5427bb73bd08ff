"""Which words of a translation stand for which words of its source.

An alignment is kept as text, "0-0 1-2 2-1": pairs of word numbers, source first (Pharaoh's form).
Words are counted by `words` alone, so that text and alignment are enough to place markup, to light
up a word's partner, or to see what was left out; no engine is needed again.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

Span = tuple[int, int]
"""Start and end offset of some characters."""

Link = tuple[int, int]
"""The number of a source word and of a target word."""

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u065f\u0670\u0640])*|\S")
_BRIDGED = 1  # words of another partner that may stand inside a run, such as an article
_MOST_LINKS = 4_000


def words(text: str) -> list[Span]:
    """The spans of a text's words; a sign is a word of its own."""
    return [match.span() for match in _WORD.finditer(text)]


def encode(links: Iterable[Link]) -> str:
    """Write links, in order, each once; nothing for a text so long that nobody points at its words."""
    ordered = sorted(set(links))
    return " ".join(f"{s}-{t}" for s, t in ordered) if len(ordered) <= _MOST_LINKS else ""


def decode(alignment: str) -> list[Link]:
    """Read what `encode` wrote; anything else in it is passed over."""
    found = []
    for item in alignment.split():
        source, _, target = item.partition("-")
        if source.isdecimal() and target.isdecimal():
            found.append((int(source), int(target)))
    return found


def compose(first: str, second: str) -> str:
    """The alignment of two translations in a row, through the words in between."""
    onward: dict[int, list[int]] = {}
    for middle, target in decode(second):
        onward.setdefault(middle, []).append(target)
    return encode((source, target) for source, middle in decode(first) for target in onward.get(middle, ()))


def moved(alignment: str, sources: tuple[str, str], targets: tuple[str, str]) -> str:
    """The alignment after the source, the target or both were edited from one text to another.

    Words that stayed keep their links; those put in the place of others take over theirs.
    """
    from_map, to_map = _word_map(*sources), _word_map(*targets)
    return encode(
        (source, target)
        for old_source, old_target in decode(alignment)
        for source in from_map.get(old_source, ())
        for target in to_map.get(old_target, ())
    )


def _word_map(old: str, new: str) -> dict[int, Sequence[int]]:
    """For each word of `old`, the words of `new` that stand for it."""
    if old == new:
        return {number: (number,) for number in range(len(words(old)))}
    before, after = ([text[a:b] for a, b in words(text)] for text in (old, new))
    found: dict[int, Sequence[int]] = {}
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        for number in range(a, b):
            found[number] = (c + number - a,) if kind == "equal" else range(c, d)
    return found


def project(source: str, target: str, alignment: str, span: Span) -> list[Span]:
    """Where in `target` that stands which `span` holds in `source`: runs of whole words, in order.

    A text that stays the same (an address, a number, a footnote mark) is found exactly, even inside a
    word. Without any link the place is estimated from the position in the sentence.
    """
    text = source[span[0] : span[1]].strip()
    if not text or not target.strip():
        return []
    if not source[: span[0]].strip() and not source[span[1] :].strip():
        return [_stripped(target)]
    from_words, to_words = words(source), words(target)
    inside = {i for i, (start, end) in enumerate(from_words) if start < span[1] and end > span[0]}
    linked = {t for s, t in decode(alignment) if s in inside and t < len(to_words)}
    linked = _with_signs(linked, inside, from_words, to_words, source, target)
    if same := _same(target, text, [to_words[t] for t in sorted(linked)], span[0] / max(1, len(source))):
        return [same]
    if not linked:
        return _estimated(inside, len(from_words), to_words)
    return [(to_words[run[0]][0], to_words[run[-1]][1]) for run in _runs(sorted(linked))]


def uncovered(source: str, alignment: str) -> list[list[int]]:
    """Runs of source words that nothing in the translation stands for, signs left out of account."""
    linked = {s for s, _ in decode(alignment)}
    runs: list[list[int]] = [[]]
    for index, (start, _) in enumerate(words(source)):
        if index in linked:
            runs.append([])
        elif source[start].isalnum():
            runs[-1].append(index)
    return [run for run in runs if run]


def _stripped(text: str) -> Span:
    start = len(text) - len(text.lstrip())
    return (start, len(text.rstrip()))


def _with_signs(
    linked: set[int],
    inside: set[int],
    from_words: Sequence[Span],
    to_words: Sequence[Span],
    source: str,
    target: str,
) -> set[int]:
    """Leave out signs at the ends that the source span does not hold: attention drifts to full stops."""
    held = {source[from_words[i][0]] for i in inside if not source[from_words[i][0]].isalnum()}
    kept = sorted(linked)
    while kept and _loose(target, to_words[kept[-1]], held):
        kept.pop()
    while kept and _loose(target, to_words[kept[0]], held):
        kept.pop(0)
    return set(kept)


def _loose(target: str, word: Span, held: set[str]) -> bool:
    return not target[word[0]].isalnum() and target[word[0]] not in held


def _same(target: str, text: str, near: Sequence[Span], where: float) -> Span | None:
    """The place of `text` itself in the target: at the linked words, else the one at the same height."""
    places = [m.start() for m in re.finditer(re.escape(text), target)]
    if near:
        first, last = near[0][0], near[-1][1]
        places = [p for p in places if p < last and p + len(text) > first]
    elif len(text) < 3:
        return None
    if not places:
        return None
    best = min(places, key=lambda p: abs(p / max(1, len(target)) - where))
    return (best, best + len(text))


def _estimated(inside: set[int], count: int, to_words: Sequence[Span]) -> list[Span]:
    if not inside or not to_words:
        return []
    scale = len(to_words) / max(1, count)
    first = min(int(min(inside) * scale), len(to_words) - 1)
    last = max(first, min(int((max(inside) + 1) * scale) - 1, len(to_words) - 1))
    return [(to_words[first][0], to_words[last][1])]


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number - runs[-1][-1] <= 1 + _BRIDGED:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
