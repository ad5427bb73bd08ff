"""What `score.py` is silent about: word F1, refused and broken pages, lost ends and middles."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from types import ModuleType
from typing import Any

_REFUSED = 50  # characters of text; who gives fewer found no article
_LOST = 0.05  # share of an article's words
_LOST_LEAST = 12  # words; a shorter loss is a dateline or a signature
_ISLAND = 8  # words found between two lost runs that do not part them

READING_KINDS = frozenset(("article", "documentation", "forum", ""))
"""Kinds of pages that a reader saves to read; "" where a corpus names none, its pages are articles."""


def measured(score: ModuleType, gold: dict[str, Any], answer: dict[str, Any], kind: str) -> dict[str, Any]:
    """The further measures of one page.

    Args:
        score: the corpus' `score.py`, for its tokens and shingles.
        gold: what is expected.
        answer: what an extractor found.
        kind: the kind of page, "" where the corpus names none.

    Returns:
        `page_f1` and `word_f1` from 0 to 1; `refused`, `below_half`, `lost_end`, `lost_middle` and
        `unmarked` (lost, and the answer does not say that it may be incomplete) as booleans. A loss is
        only looked for in articles that were not refused.
    """
    text = answer.get("text") or score.read_html(answer.get("html") or "").text or ""
    found: dict[str, Any] = {"kind": kind}
    if kind in READING_KINDS:
        found["refused"] = (
            len(text) < _REFUSED and len(answer.get("html") or "") < _REFUSED
        )  # or pictures alone
    expected = gold.get("text")
    if not expected:
        return found
    precision, recall = score.text_prf(expected, text, gold.get("optional") or ())
    found["page_f1"] = _f1(precision, recall)
    found["word_f1"] = word_f1(score, expected, text, gold.get("optional") or ())
    if kind in READING_KINDS:
        found["below_half"] = found["page_f1"] < 0.5
    if kind in ("article", "") and not found["refused"]:
        found["lost_end"], found["lost_middle"] = losses(score, expected, text)
        found["unmarked"] = (found["lost_end"] or found["lost_middle"]) and not answer.get("incomplete")
    return found


def word_f1(score: ModuleType, expected: str, text: str, optional: Sequence[str] = ()) -> float:
    """F1 of the bags of words of two texts, in lower case; words of `optional` are neither here nor there."""
    wanted, got = (Counter(score.TOKEN.findall(score.norm(t).casefold())) for t in (expected, text))
    same = sum((wanted & got).values())
    extra = got - wanted
    for neutral in optional:
        extra -= Counter(score.TOKEN.findall(score.norm(neutral).casefold()))
    total = same + sum(extra.values())
    return _f1(same / total if total else None, same / max(1, sum(wanted.values())))


def losses(score: ModuleType, expected: str, text: str) -> tuple[bool, bool]:
    """Whether over 5 % of the expected words are missing at its end, and in one run before that.

    A word counts as kept when one of the four-word runs that it stands in was kept.
    """
    tokens = score.TOKEN.findall(score.norm(expected))
    size = score.SHINGLE
    have = score.shingles(text)
    kept = [False] * len(tokens)
    for start in range(len(tokens) - size + 1):
        run = tuple(tokens[start : start + size])
        if have[run] > 0:
            have[run] -= 1
            kept[start : start + size] = [True] * size
    least = max(_LOST_LEAST, _LOST * len(tokens))
    lost = [(start, stop) for start, stop in _runs(kept) if kept[start:stop].count(False) > least]
    end = any(stop == len(tokens) for _, stop in lost)
    middle = any(start > 0 and stop < len(tokens) for start, stop in lost)
    return end, middle


def _runs(kept: list[bool]) -> list[tuple[int, int]]:
    """Runs of words that were not kept, those with a few kept words between them joined."""
    runs: list[tuple[int, int]] = []
    for place, here in enumerate(kept):
        if here:
            continue
        if runs and place - runs[-1][1] <= _ISLAND:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def summarised(rows: Sequence[dict[str, Any]]) -> dict[str, float]:
    """The measures over pages: `word_f1` as mean, the others as number of pages."""
    found: dict[str, float] = {}
    words = [row["word_f1"] for row in rows if "word_f1" in row]
    if words:
        found["word_f1"] = statistics.mean(words)
    for name in ("refused", "below_half", "lost_end", "lost_middle", "unmarked"):
        values = [row[name] for row in rows if name in row]
        if values:
            found[name] = sum(values)
    return found


def _f1(precision: float | None, recall: float | None) -> float:
    one, two = precision or 0.0, recall or 0.0
    return 2 * one * two / (one + two) if one + two else 0.0
