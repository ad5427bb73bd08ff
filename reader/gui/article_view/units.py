"""An article as the units that are laid out and translated: title, caption, and each block.

A unit has one or two sides: the source as saved, and the target once its sentences are translated.
Both have the same parts (list items, cells, lines), so one can take the other's place.

The parts of large units are made when they are asked for: a table of thousands of cells costs nothing before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import overload

from reader.core.model import (
    Block,
    BlockKind,
    Direction,
    Document,
    Part,
    Sentence,
    TranslatedBlock,
    TranslatedSentence,
    Translation,
)
from reader.gui.article_view.inline_runs import Run, flat, runs_of, safe_link, text_of
from reader.reading.markup import translated_html

TITLE = "title"
CAPTION = "caption"

LARGEST_LIST_DEPTH = 6
CELL_WEIGHT = 300
"""Characters that are as much work to lay out as an empty cell."""

AT_ONCE = 60
"""Parts that a unit may have to be written in one go, some 10 ms of work."""
_CELL_ROOM = 14
"""Px of a cell's padding and border."""
LARGEST_COLUMNS = 12
"""Columns that stand side by side; those of a wider table go on below, row by row."""
MANY = 3_000
"""Parts of a document from which on laying all of it out in one go is felt."""
LONG = 8_000
"""Characters of one part from which on laying it out is felt: Qt does all of a paragraph in one go."""
_NARROWEST = 4.0
"""Per cent of the width that a column keeps."""
_LONGEST = 60
"""Characters of a cell that count for the width of its column."""

_READ_ALSO = re.compile(
    r"^\s*(lire aussi|à lire aussi|lire également|read also|see also|اقرأ أيضًا)\s*[:：]\s*", re.I
)

_MADE_LEAD = re.compile(
    r"^(?=[^:：]{0,40}\b(?:also|read|see|aussi|lire|voir|اقرأ|اقرا|للقراءة|قراءة|أيضًا|أيضا))[^:：]{2,40}[:：]\s+",
    re.I,
)
"""A model has more words for “Lire aussi :” than pages have."""


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence in a part: its number in the block, and character offsets in the part's text.

    `before` are the characters of it that stand in earlier pieces of a part that is cut.
    """

    sentence: int
    start: int
    end: int
    before: int = 0


@dataclass(frozen=True, slots=True)
class SidePart:
    """One part of one side of a unit, or a piece of a long one, ready to lay out.

    `joint` is what stood between a piece and the one before, `None` where a part begins; `origin` is where
    the piece begins in its part.
    """

    runs: tuple[Run, ...]
    spans: tuple[Span, ...] = ()
    level: int = 0
    ordered: bool = False
    header: bool = False
    joint: str | None = None
    origin: int = 0


class LazyParts(Sequence[SidePart]):
    """Parts that `make` makes by their number, each once."""

    def __init__(self, count: int, make: Callable[[int], SidePart]) -> None:
        self._count = count
        self._make = make
        self._made: dict[int, SidePart] = {}

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> SidePart: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[SidePart, ...]: ...
    def __getitem__(self, index: int | slice) -> SidePart | tuple[SidePart, ...]:
        if isinstance(index, slice):
            return tuple(self[number] for number in range(*index.indices(self._count)))
        number = index + self._count if index < 0 else index
        if not 0 <= number < self._count:
            raise IndexError(index)
        part = self._made.get(number)
        if part is None:
            part = self._made[number] = self._make(number)
        return part


def parts_made_by(count: int, make: Callable[[int], SidePart]) -> Sequence[SidePart]:
    """All parts at once when they are few, else each when it is asked for."""
    if count <= AT_ONCE:
        return tuple(make(number) for number in range(count))
    return LazyParts(count, make)


@dataclass(slots=True)
class Unit:
    """One unit: `block` is `None` for the title and the lead picture's caption.

    `parts` are its source's; a block's are read from its markup when they are first asked for, so that
    a long article costs nothing before it is laid out, and those of a large block each by itself.
    """

    id: str
    direction: Direction
    sentences: tuple[Sentence, ...] = ()
    block: Block | None = None
    parts: Sequence[SidePart] | None = None

    @property
    def source(self) -> Sequence[SidePart]:
        """The parts as saved."""
        if self.parts is None:
            assert self.block is not None
            self.parts = _parts_of(self.block)
        return self.parts

    @property
    def weight(self) -> int:
        """About how much work it is to lay out, in characters."""
        if self.block is None:
            return 100
        return 60 + self.weight_of(0, len(self.block.parts))

    def weight_of(self, first: int, stop: int) -> int:
        """About how much work some of its parts are to lay out, in characters."""
        if self.block is None:
            return 0
        each = CELL_WEIGHT if self.kind is BlockKind.TABLE else 60
        return sum(each + len(part.text) for part in self.block.parts[first:stop])

    @property
    def kind(self) -> BlockKind | None:
        """The block's kind."""
        return self.block.kind if self.block is not None else None

    @property
    def translatable(self) -> bool:
        """Whether a translation has something for it."""
        return any(s.text.strip() for s in self.sentences)


def title_unit(document: Document, direction: Direction) -> Unit:
    """The title as a unit."""
    return _simple(TITLE, document.title, direction)


def caption_unit(document: Document, direction: Direction) -> Unit | None:
    """The lead picture's caption as a unit, `None` without one."""
    caption = document.lead.caption if document.lead is not None else ""
    return _simple(CAPTION, caption, direction) if caption else None


def block_units(document: Document) -> tuple[Unit, ...]:
    """The blocks as units."""
    return tuple(Unit(block.id, block.direction, block.sentences, block) for block in document.blocks)


def target_parts(unit: Unit, translated: TranslatedBlock) -> Sequence[SidePart]:
    """The unit's parts in the other language: the targets of each part's sentences, joined.

    Bold, italics, links and marks stand over the words that stand for theirs. A sentence without a
    translation keeps its source.
    """
    source = unit.source
    stored = unit.block.parts if unit.block is not None else ()

    def make(index: int) -> SidePart:
        numbers = list(_sentences_of(unit.sentences, index, len(translated.sentences)))
        if index == 0:  # a title is one sentence here, and may be several to the translation
            numbers += range(len(unit.sentences), len(translated.sentences))
        pairs = [_pair(unit, translated, number) for number in numbers]
        return _joined(source[index], pairs, stored[index] if index < len(stored) else None)

    return parts_made_by(len(source), make)


def _sentences_of(sentences: Sequence[Sentence], part: int, limit: int) -> range:
    """The numbers of a part's sentences, which stand in the order of the parts, below `limit`."""
    first = bisect_left(sentences, part, key=lambda sentence: sentence.part)
    stop = bisect_right(sentences, part, lo=first, key=lambda sentence: sentence.part)
    return range(min(first, limit), min(stop, limit))


def _pair(unit: Unit, translated: TranslatedBlock, number: int) -> _Pair:
    pair = translated.sentences[number]
    sentence = unit.sentences[number] if number < len(unit.sentences) else None
    return _Pair(number, sentence, replace(pair, target=_clean(pair)))


def by_id(translation: Translation) -> dict[str, TranslatedBlock]:
    """The finished blocks of a translation by id, title and caption included."""
    blocks = (
        translation.title,
        *((translation.caption,) if translation.caption else ()),
        *translation.blocks,
    )
    return {block.id: block for block in blocks if block.done and block.sentences}


def take_long(units: Iterable[Unit]) -> bool:
    """Whether a document of these units takes long to lay out: 50,000 cells seconds, 50,000 joined letters
    a tenth of one."""
    blocks = [unit.block for unit in units if unit.block is not None]
    many = sum(len(block.parts) for block in blocks) > MANY
    return many or any(len(part.text) > LONG for block in blocks for part in block.parts)


def column_widths(block: Block) -> tuple[float, ...]:
    """Per cent of the width for each column of a table, by the length of what stands in it."""
    columns = max(1, block.columns)
    room = [0.0] * columns
    rows = max(1, len(block.parts) // columns)
    for number, part in enumerate(block.parts):
        room[number % columns] += min(len(part.text), _LONGEST)
    asked = [(length / rows + 3) ** 0.7 for length in room]  # long cells take lines rather than all the width
    widths = [max(_NARROWEST, 100 * one / sum(asked)) for one in asked]
    return tuple(width * 100 / sum(widths) for width in widths)


def columns_beside(width: int, size: int) -> int:
    """How many columns of a table stand side by side in `width` px, each with room for some letters.

    Narrower ones would make the table wider than the text, and its end could not be seen.

    Args:
        size: of the letters, in px.
    """
    return max(1, min(LARGEST_COLUMNS, width // (2 * size + _CELL_ROOM)))


def _simple(unit_id: str, text: str, direction: Direction) -> Unit:
    part = SidePart((Run(" ".join(flat(text).split())),), (Span(0, 0, len(text)),))
    return Unit(unit_id, direction, (Sentence(text, 0, 0, len(text)),), parts=(part,))


def _parts_of(block: Block) -> Sequence[SidePart]:
    linked = block.kind in (BlockKind.RELATED, BlockKind.EMBED)

    def make(index: int) -> SidePart:
        numbers = _sentences_of(block.sentences, index, len(block.sentences))
        spans = (Span(n, block.sentences[n].start, block.sentences[n].end) for n in numbers)
        made = _part_of(block, block.parts[index], tuple(spans))
        return _linked(made, block) if linked else made

    return parts_made_by(len(block.parts), make)


def _part_of(block: Block, part: Part, spans: tuple[Span, ...]) -> SidePart:
    code = block.kind is BlockKind.CODE
    runs = (Run(part.text),) if code else runs_of(part.html or "") or (Run(flat(part.text)),)
    level = max(0, min(part.level, LARGEST_LIST_DEPTH))
    return SidePart(runs, spans, level, part.ordered, part.header)


def _linked(part: SidePart, block: Block) -> SidePart:
    """A related link without its “Lire aussi”, which the view writes itself."""
    return without_lead(replace(part, runs=(Run(text_of(part.runs), href=safe_link(block.url)),)))


def without_lead(part: SidePart, lead: re.Pattern[str] = _READ_ALSO) -> SidePart:
    """Take “Lire aussi :” off the start of a part, moving its sentences."""
    if not part.runs:
        return part
    first = part.runs[0]
    found = lead.match(first.text)
    if found is None or found.end() == len(first.text):
        return part
    cut = found.end()
    spans = tuple(Span(s.sentence, max(0, s.start - cut), max(0, s.end - cut)) for s in part.spans)
    return replace(part, runs=(replace(first, text=first.text[cut:]), *part.runs[1:]), spans=spans)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A translated sentence, its number in the block and where its source stands."""

    number: int
    sentence: Sentence | None
    pair: TranslatedSentence


def _clean(pair: TranslatedSentence) -> str:
    return " ".join(flat(pair.target or pair.source).split())


def _joined(part: SidePart, pairs: Sequence[_Pair], stored: Part | None) -> SidePart:
    if not pairs:
        return part
    spans: list[Span] = []
    offset = 0
    for one in pairs:
        spans.append(Span(one.number, offset, offset + len(one.pair.target)))
        offset += len(one.pair.target) + 1
    text = " ".join(one.pair.target for one in pairs)
    href = next((run.href for run in part.runs if run.href), "") if len(part.runs) == 1 else ""
    if href:  # the whole part is one link
        led = stored is not None and _READ_ALSO.match(stored.text)
        made = replace(part, runs=(Run(text, href=href),), spans=tuple(spans))
        return without_lead(made, _MADE_LEAD if led else _READ_ALSO)
    return replace(part, runs=_marked_up(text, pairs, stored), spans=tuple(spans))


def _marked_up(text: str, pairs: Sequence[_Pair], stored: Part | None) -> tuple[Run, ...]:
    """The text with the source's markup over the words that stand for its own."""
    sentences = [one.sentence for one in pairs if one.sentence is not None]
    if stored is not None and "<" in stored.html and len(sentences) == len(pairs):
        runs = runs_of(translated_html(stored, sentences, [one.pair for one in pairs]))
        if text_of(runs) == text:
            return runs
    return (Run(text),)
