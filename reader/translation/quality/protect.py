"""Texts that a translation must hold as given: addresses, glossary terms, figures, names.

A model may lose or change them. They are put right in the finished translation, at the place that the
alignment shows, or the sentence is translated with a sign in their place that the model copies. A
sign that does not come back exactly once, or in another form, makes the try void: none ever leaks.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reader.core.alignment import project
from reader.translation.quality.addresses import ADDRESSES
from reader.translation.quality.measures import unit_pattern
from reader.translation.quality.vocabulary import is_common, is_listed

STYLES = ("private", "section", "word")
"""Kinds of signs, the best copied first: a private-use letter (unknown to every model, so it is copied
from the source), `§7§`, and a made-up word."""

_LEFT = re.compile(r"[\ue000-\uf8ff]|§\s?\d|\bZzx\d", re.IGNORECASE)
_SMALL = 4  # letters of a common word that stands for no name
_FIGURE = re.compile(r"\d+(?:[.,: \u00a0\u202f]\d+)*")


@dataclass(frozen=True, slots=True)
class Fixed:
    """A span of the source, and the text that must stand for it in the translation."""

    start: int
    end: int
    wanted: str
    firm: bool = False
    """Whether it stands whatever the model wrote: an address, a term of the glossary."""


def fixed_spans(source: str, terms: Mapping[str, str], also: Sequence[Fixed] = ()) -> list[Fixed]:
    """Addresses and glossary terms of a sentence, then `also`; what overlaps an earlier one is left out."""
    found = [Fixed(*m.span(), m[0], True) for m in ADDRESSES.finditer(source)]
    for term in sorted(terms, key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(term)}(?!\w)", source):
            found.append(Fixed(*match.span(), terms[term] or term, True))
    kept: list[Fixed] = []
    for one in [*found, *also]:
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def figure_spans(source: str, languages: tuple[str, str]) -> list[Fixed]:
    """The figures of a sentence as the target language writes them."""
    return [Fixed(*m.span(), localised(m[0], languages)) for m in _FIGURE.finditer(source)]


def name_spans(source: str, names: Sequence[str]) -> list[Fixed]:
    """Where names stand in a sentence; they stay as they are."""
    return [Fixed(*m.span(), n) for n in names for m in re.finditer(rf"(?<!\w){re.escape(n)}(?!\w)", source)]


def localised(figure: str, languages: tuple[str, str]) -> str:
    """A figure with the signs of the target language: "1 234,5" is "1,234.5" in English."""
    if languages[0] != "fr" or ":" in figure:
        return figure
    if re.fullmatch(r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d+)?", figure):
        whole, _, rest = figure.partition(",")
        return re.sub(r"[ \u00a0\u202f.]", ",", whole) + (f".{rest}" if rest else "")
    return figure.replace(",", ".") if figure.count(",") == 1 else figure


def masked(source: str, fixed: Sequence[Fixed], style: str) -> str:
    """The sentence with a sign in the place of each span."""
    text, position = [], 0
    for number, one in enumerate(fixed):
        text += [source[position : one.start], _sign(style, number)]
        position = one.end
    return "".join(text) + source[position:]


def unmasked(target: str, fixed: Sequence[Fixed], style: str) -> str | None:
    """The translation with the wanted texts for the signs; `None` when one is lost, doubled or changed."""
    for number, one in enumerate(fixed):
        sign = _sign(style, number)
        if len(re.findall(re.escape(sign) + r"(?!\d)", target)) != 1:
            return None
        target = re.sub(re.escape(sign) + r"(?!\d)", lambda _, text=one.wanted: text, target)  # type: ignore[misc]
    return None if _LEFT.search(target) else target


def substituted(source: str, target: str, alignment: str, fixed: Sequence[Fixed]) -> str | None:
    """The translation with each wanted text it lacks put where the span's words stand, if that is known."""
    if not alignment:
        return None
    edits: list[tuple[int, int, str]] = []
    for one in fixed:
        if one.wanted in target:
            continue
        runs = project(source, target, alignment, (one.start, one.end))
        if len(runs) != 1:
            return None
        inside_word = source[one.end - 1].isalnum() and source[: one.start][-1:].isalnum()
        start, end = runs[0]
        if inside_word and not target[end - 1].isalnum():
            return None
        if not (one.firm or inside_word or _may_give_way(target, start, end, one.wanted)):
            return None
        edits.append((end if inside_word else start, end, one.wanted))  # "Maroc1": a mark goes after its word
    edits.sort()
    if any(b[0] < a[1] for a, b in itertools.pairwise(edits)):
        return None
    for start, end, text in reversed(edits):
        target = target[:start] + text + target[end:]
    return target


def _may_give_way(target: str, start: int, end: int, wanted: str) -> bool:
    """Whether what stands in the translation may be replaced: no name, no abbreviation, and a number only by
    one of the same unit."""
    there = target[start:end]
    if not any(c.isalnum() for c in there):
        return False  # where its words went is not known: "reports, he" is no place for a figure
    if any(c.isdigit() for c in wanted):
        return not re.search(r"[^\W\d_]", there) and not unit_pattern().match(target, end)
    words = re.findall(r"[^\W\d_]+", there)
    if all(len(word) <= _SMALL and is_listed(word, "en") for word in words):
        return False  # "make" and "up" say something else
    capitals = [word for word in words if word[:1].isupper()]
    return not capitals or (start == 0 and all(is_common(word, "en") for word in capitals))


def around(source: str, fixed: Sequence[Fixed]) -> list[str]:
    """What stands between the spans, to be translated piece by piece: the last resort."""
    pieces, position = [], 0
    for one in fixed:
        pieces.append(source[position : one.start].strip())
        position = one.end
    return [*pieces, source[position:].strip()]


def _sign(style: str, number: int) -> str:
    if style == "private":
        return chr(0xE000 + number)
    return f"§{number}§" if style == "section" else f"Zzx{number}"
