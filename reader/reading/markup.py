"""Inline markup carried into a translation: spans of the source, through the alignment, to the target.

The part's html holds only what `inline` writes, and its text is the part's plain text, so offsets are
the same in both. Nothing is asked of an engine: sentence pairs and their alignments are enough.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from reader.core.alignment import Span, project
from reader.core.model import Part, Sentence, TranslatedSentence
from reader.reading.inline import Run, Tag, html_of

_TAG = re.compile(r"<(/?)([a-z]+)(?: href=\"([^\"]*)\")?>")


@dataclass(frozen=True, slots=True)
class Mark:
    """A tag over some characters of a part's text; marks stand in the order they open, outermost first."""

    start: int
    end: int
    tag: Tag


def marks_of(html: str) -> list[Mark]:
    """The tags of a part's html with the offsets of what they hold; line breaks are no marks."""
    marks: list[Mark] = []
    open_marks: list[int] = []
    position = length = 0
    for match in _TAG.finditer(html):
        length += len(unescape(html[position : match.start()]))
        position = match.end()
        name = match[2]
        if name == "br":
            length += 1
        elif not match[1]:
            open_marks.append(len(marks))
            marks.append(Mark(length, length, (name, unescape(match[3] or ""))))
        elif open_marks:
            index = open_marks.pop()
            marks[index] = Mark(marks[index].start, length, marks[index].tag)
    return [mark for mark in marks if mark.end > mark.start]


def translated_html(part: Part, sentences: Sequence[Sentence], pairs: Sequence[TranslatedSentence]) -> str:
    """The part's html in the translation: its sentences joined by spaces, with the source's markup.

    Every mark of the source is there, over the words that stand for its own; a mark over several
    sentences goes on over the space between them.
    """
    marks = marks_of(part.html)
    runs: list[Run] = []
    end = 0
    for sentence, pair in zip(sentences, pairs, strict=True):
        if runs:
            between = tuple(m.tag for m in marks if m.start < end and m.end > sentence.start)
            runs.append(Run(" ", between))
        end = sentence.end
        runs += _runs(sentence, pair, marks)
    return html_of(_merged(runs))


def _runs(sentence: Sentence, pair: TranslatedSentence, marks: Sequence[Mark]) -> list[Run]:
    placed = [(mark.tag, span) for mark in marks for span in _placed(sentence, pair, mark)]
    placed = _apart(placed, pair.target)
    cuts = {0, len(pair.target), *(offset for _, span in placed for offset in span)}
    return [
        Run(
            pair.target[start:end], tuple(dict.fromkeys(t for t, (a, b) in placed if a <= start and end <= b))
        )
        for start, end in itertools.pairwise(sorted(cuts))
    ]


def _apart(placed: list[tuple[Tag, Span]], target: str) -> list[tuple[Tag, Span]]:
    """The same with links beside each other: two that stand for the same words would be one in the other.

    The shorter one keeps its words; where both have the same, each has half of them.
    """
    links = [n for n, (tag, span) in enumerate(placed) if tag[0] == "a" and span[0] < span[1]]
    spans = {n: placed[n][1] for n in links}
    settled: list[int] = []
    for n in sorted(links, key=lambda n: spans[n][1] - spans[n][0]):
        start, end = spans[n]
        taken = sorted(spans[m] for m in settled if spans[m][0] < end and start < spans[m][1])
        edges = [start, *itertools.chain.from_iterable(taken), end]
        rests = [(max(a, start), min(b, end)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
        spans[n] = max(rests, key=lambda rest: rest[1] - rest[0])
        if spans[n][0] >= spans[n][1]:
            other = max(settled, key=lambda m: min(end, spans[m][1]) - max(start, spans[m][0]))
            spans[other], spans[n] = _halves(spans[other], target)
        settled.append(n)
    found = [(tag, spans.get(n, span)) for n, (tag, span) in enumerate(placed)]
    return [(tag, (start, end)) for tag, (start, end) in found if start < end]


def _halves(span: Span, target: str) -> tuple[Span, Span]:
    """Two spans in the place of one, parted between words where it has several."""
    first, last = span
    middle = (first + last) // 2
    spaces = [place for place in range(first + 1, last - 1) if target[place].isspace()]
    if not spaces:
        return (first, middle), (middle, last)
    space = min(spaces, key=lambda place: abs(place - middle))
    return (first, space), (space + 1, last)


def _placed(sentence: Sentence, pair: TranslatedSentence, mark: Mark) -> list[Span]:
    """Where one mark stands in the translated sentence; a link is kept in one piece."""
    start, end = max(mark.start, sentence.start), min(mark.end, sentence.end)
    if start >= end:
        return []
    inside = (start - sentence.start, end - sentence.start)
    spans = project(sentence.text, pair.target, pair.alignment, inside)
    if mark.tag[0] == "a" and len(spans) > 1:  # two links would be two stops of the keyboard
        return [max(spans, key=lambda span: span[1] - span[0])]
    return spans


def _merged(runs: Sequence[Run]) -> list[Run]:
    return [
        Run("".join(run.text for run in group), tags)
        for tags, group in itertools.groupby(runs, key=lambda r: r.tags)
    ]
