"""An article as the units that are laid out and translated: title, caption, and each block.

A unit has one or two sides: the source as saved, and the target once its sentences are translated.
Both have the same parts (list items, cells, lines), so one can take the other's place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from reader.gui.inline_runs import Run, flat, runs_of, safe_link, text_of
from reader.reading.markup import translated_html

TITLE = "title"
CAPTION = "caption"

LARGEST_LIST_DEPTH = 6
LARGEST_ROWS = 300
LARGEST_COLUMNS = 12

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
    """A sentence in a part: its number in the block, and character offsets in the part's text."""

    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SidePart:
    """One part of one side of a unit, ready to lay out."""

    runs: tuple[Run, ...]
    spans: tuple[Span, ...] = ()
    level: int = 0
    ordered: bool = False
    header: bool = False


@dataclass(slots=True)
class Unit:
    """One unit: `block` is `None` for the title and the lead picture's caption.

    `parts` are its source's; a block's are read from its markup when they are first asked for, so that
    a long article costs nothing before it is laid out.
    """

    id: str
    direction: Direction
    sentences: tuple[Sentence, ...] = ()
    block: Block | None = None
    parts: tuple[SidePart, ...] | None = None

    @property
    def source(self) -> tuple[SidePart, ...]:
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
        return 60 + sum(60 + len(part.text) for part in self.block.parts)

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
    """The blocks as units; tables and lists are cut to what the view can lay out."""
    return tuple(Unit(block.id, block.direction, block.sentences, block) for block in document.blocks)


def target_parts(unit: Unit, translated: TranslatedBlock) -> tuple[SidePart, ...]:
    """The unit's parts in the other language: the targets of each part's sentences, joined.

    Bold, italics, links and marks stand over the words that stand for theirs. A sentence without a
    translation keeps its source.
    """
    count = len(unit.source)
    found: list[list[_Pair]] = [[] for _ in range(count)]
    for number, pair in enumerate(translated.sentences):
        sentence = unit.sentences[number] if number < len(unit.sentences) else None
        part = sentence.part if sentence is not None else 0
        if part < count:
            found[part].append(_Pair(number, sentence, replace(pair, target=_clean(pair))))
    stored = unit.block.parts if unit.block is not None else ()
    return tuple(
        _joined(part, found[index], stored[index] if index < len(stored) else None)
        for index, part in enumerate(unit.source)
    )


def by_id(translation: Translation) -> dict[str, TranslatedBlock]:
    """The finished blocks of a translation by id, title and caption included."""
    blocks = (
        translation.title,
        *((translation.caption,) if translation.caption else ()),
        *translation.blocks,
    )
    return {block.id: block for block in blocks if block.done and block.sentences}


def _simple(unit_id: str, text: str, direction: Direction) -> Unit:
    part = SidePart((Run(" ".join(flat(text).split())),), (Span(0, 0, len(text)),))
    return Unit(unit_id, direction, (Sentence(text, 0, 0, len(text)),), parts=(part,))


def _parts_of(block: Block) -> tuple[SidePart, ...]:
    limit = LARGEST_ROWS * max(1, min(block.columns, LARGEST_COLUMNS))
    spans: dict[int, list[Span]] = {}
    for number, sentence in enumerate(block.sentences):
        spans.setdefault(sentence.part, []).append(Span(number, sentence.start, sentence.end))
    parts = []
    for index, part in enumerate(
        block.parts[: limit if block.kind is BlockKind.TABLE else LARGEST_ROWS * 10]
    ):
        runs = (
            (Run(part.text),)
            if block.kind is BlockKind.CODE
            else runs_of(part.html or "") or (Run(flat(part.text)),)
        )
        level = max(0, min(part.level, LARGEST_LIST_DEPTH))
        parts.append(SidePart(runs, tuple(spans.get(index, ())), level, part.ordered, part.header))
    if block.kind in (BlockKind.RELATED, BlockKind.EMBED):
        parts = [_linked(part, block) for part in parts]
    return tuple(parts)


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
