"""The portions in which a unit is written, so that no event of the window is long.

A unit of many parts is written some parts at a time; a table's portions are whole rows, all with the
columns that its whole text asks for. A part of many pages, as the transcript of a talk is, is written in
pieces, each a paragraph of its own, because Qt lays out all of a paragraph in one go. Both sides of a unit
are cut at the same sentences. What stood between two pieces, mostly a space, is known as their `joint`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from reader.core.model import BlockKind
from reader.gui.article_view.inline_runs import Run, text_of
from reader.gui.article_view.units import AT_ONCE, SidePart, Span, Unit

PORTION = 20
"""Parts of one portion, about; a row at least."""
LONGEST = 6_000
"""Characters of a part that is written as one paragraph."""
PIECE = 3_000
"""Characters of a piece of a longer one, about."""

_NEAR = 400
"""Characters after the middle of a sentence within which it is cut at a space, else anywhere."""
_WHOLE = (BlockKind.TABLE, BlockKind.FIGURE)
"""Kinds whose parts are never cut: a cell and a caption stand beside other things."""
_SPACE = re.compile(r"\s+")
_LINE_END = re.compile("[\n\u2028]")


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a piece of a part begins: at a sentence, or `share` of the way through a very long one.

    `sentence` is -1 in a part without sentences.
    """

    sentence: int
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Portion:
    """Parts `first` to before `stop` of the `total` that a unit has; or `piece` of one that is cut."""

    first: int
    stop: int
    total: int
    cuts: tuple[Cut, ...] = ()
    piece: int = 0

    @property
    def starts(self) -> bool:
        """Whether it is the first."""
        return self.first == 0 and self.piece == 0

    @property
    def ends(self) -> bool:
        """Whether it is the last."""
        return self.stop >= self.total and self.piece == len(self.cuts)

    def weight_in(self, unit: Unit) -> int:
        """About how much work it is to lay out, in characters."""
        return unit.weight_of(self.first, self.stop) // (len(self.cuts) + 1)


def cut_parts(unit: Unit) -> list[int]:
    """The numbers of the parts that are written in pieces."""
    if unit.block is None or unit.kind in _WHOLE:
        return []
    return [number for number, part in enumerate(unit.block.parts) if len(part.text) > LONGEST]


def portions_of(unit: Unit) -> Iterator[Portion]:
    """A unit's parts in the portions in which they are written."""
    total = len(unit.source)
    long = cut_parts(unit)
    if (total <= AT_ONCE and not long) or unit.block is None or unit.kind is BlockKind.FIGURE:
        yield Portion(0, total, total)
        return
    row = max(1, unit.block.columns) if unit.kind is BlockKind.TABLE else 1
    step = row * max(1, PORTION // row)
    first = 0
    for number in (*long, total):
        for start in range(first, number, step):
            yield Portion(start, min(number, start + step), total)
        if number < total:
            cuts = cuts_of(unit.source[number])
            for piece in range(len(cuts) + 1):
                yield Portion(number, number + 1, total, cuts, piece)
        first = number + 1


def cuts_of(part: SidePart) -> tuple[Cut, ...]:
    """Where a long part is cut: before sentences; inside of one that is very long itself."""
    length = sum(len(run.text) for run in part.runs)
    found: list[Cut] = []
    begun = 0
    for span in part.spans or (Span(-1, 0, length),):
        size = span.end - span.start
        if span.start > begun and span.end - begun > PIECE:
            found.append(Cut(span.sentence))
            begun = span.start
        if size > LONGEST:
            many = -(-size // PIECE)
            found += (Cut(span.sentence, number / many) for number in range(1, many))
            begun = span.end - size // many
    return tuple(found)


def pieces_of_part(part: SidePart, cuts: Sequence[Cut]) -> tuple[SidePart, ...]:
    """One side's part in as many pieces as `cuts` ask for; one that the side has no text for is empty."""
    text = text_of(part.runs)
    spans = {span.sentence: span for span in part.spans or (Span(-1, 0, len(text)),)}
    starts = [0]
    for cut in cuts:
        span = spans.get(cut.sentence)
        place = starts[-1] if span is None else _place(text, span, cut.share)
        starts.append(max(starts[-1], place))
    ends = [*starts[1:], len(text)]
    made, joint, runs, sentences = list[SidePart](), None, _Runs(part.runs), _Spans(part.spans)
    for start, end in zip(starts, ends, strict=True):
        stop = end if end == len(text) else _stop(text, start, end, bool(part.spans))
        inside = sentences.take(start, stop)
        made.append(replace(part, runs=runs.take(start, stop), spans=inside, joint=joint, origin=start))
        joint = _joint(text[stop:end])
    return tuple(made)


def _place(text: str, span: Span, share: float) -> int:
    """The offset of a cut: at the sentence's start, or at the first line or word after its share."""
    if not share:
        return span.start
    place = span.start + round(share * (span.end - span.start))
    near = min(span.end, place + _NEAR)
    line = _LINE_END.search(text, place, near) if span.sentence < 0 else None
    space = line or _SPACE.search(text, place, near)
    return space.end() if space is not None else place


def _stop(text: str, start: int, end: int, prose: bool) -> int:
    """Where a piece ends that another one follows: before the space there; code loses one line end only."""
    if prose:
        return start + len(text[start:end].rstrip())
    return end - text[start:end][-1:].isspace()


def _within(span: Span, start: int, stop: int) -> Span:
    """What a piece has of a sentence, counted from the piece's start."""
    begun = max(span.start, start)
    return Span(span.sentence, begun - start, min(span.end, stop) - start, begun - span.start)


def _joint(between: str) -> str:
    """What a stretch of space becomes in a copy of the text."""
    return "\n" if _LINE_END.search(between) else " " if between else ""


class _Spans:
    """Gives sentences stretch by stretch, each further on than the one before."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans, key=lambda span: span.start)
        self._number = 0

    def take(self, start: int, stop: int) -> tuple[Span, ...]:
        """What lies between two offsets; a sentence that a cut divides is given again."""
        while self._number < len(self._spans) and self._spans[self._number].end <= start:
            self._number += 1
        found: list[Span] = []
        for span in islice(self._spans, self._number, None):
            if span.start >= stop:
                break
            if span.end > start:
                found.append(_within(span, start, stop))
        return tuple(found)


class _Runs:
    """Gives runs stretch by stretch, each further on than the one before."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs = runs
        self._number = 0
        self._begins = 0

    def take(self, start: int, stop: int) -> tuple[Run, ...]:
        """The runs between two offsets."""
        found: list[Run] = []
        while self._number < len(self._runs):
            run = self._runs[self._number]
            ends = self._begins + len(run.text)
            text = run.text[max(0, start - self._begins) : max(0, stop - self._begins)]
            if text:
                found.append(replace(run, text=text))
            if ends > stop:
                break
            self._number, self._begins = self._number + 1, ends
        return tuple(found)
