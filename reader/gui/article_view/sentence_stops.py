"""Where the sentence cursor can stand: the paragraphs of a built document and their sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtGui import QTextBlock, QTextCursor

from reader.core.model import BlockKind, TextView
from reader.gui.article_view.block_writer import Placed
from reader.gui.article_view.document_builder import SOURCE, TARGET, Rendered
from reader.gui.article_view.scroll_anchor import spots_of
from reader.gui.article_view.units import CAPTION, TITLE, Unit

TITLE_STOP, CAPTION_STOP, HEADING, LINK, PARAGRAPH = "title", "caption", "heading", "link", "paragraph"
WHOLE = -1
"""The sentence number of a paragraph that has none: all of it."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One paragraph: a unit, or one item of a list or line of a quotation (`part`, else -1).

    `first` and `stop` are its places among those of the unit: a long part stands there in several pieces.
    """

    unit: str
    part: int
    kind: str
    sentences: tuple[int, ...]
    level: int = 0
    first: int = 0
    stop: int | None = None


def stops_of(rendered: Rendered, after: int = 0) -> list[Stop]:
    """The paragraphs of a document in reading order, as far as it is written; without the first units."""
    found: list[Stop] = []
    for unit in rendered.units[after : rendered.written]:
        spots = spots_of(rendered, unit.id)
        if not spots:
            continue
        kind, level = _kind(unit)
        if unit.kind in (BlockKind.LIST, BlockKind.QUOTE):
            starts = [number for number, spot in enumerate(spots) if spot.joint is None]
            for part, (first, stop) in enumerate(pairwise([*starts, len(spots)])):
                found.append(Stop(unit.id, part, kind, _sentences(spots[first:stop]), 0, first, stop))
        else:
            found.append(Stop(unit.id, -1, kind, _sentences(spots), level))
    return found


def first_sentence(stop: Stop) -> int:
    """The number of a paragraph's first sentence."""
    return (stop.sentences or (WHOLE,))[0]


def place_of(stops: Sequence[Stop], unit: str, sentence: int) -> tuple[int, int]:
    """The stop of a unit and its sentence, else its first; -1 where the unit has no stop."""
    of_unit = [(n, stop) for n, stop in enumerate(stops) if stop.unit == unit]
    for n, stop in of_unit:
        if sentence in stop.sentences:
            return n, sentence
    return (of_unit[0][0], first_sentence(of_unit[0][1])) if of_unit else (-1, WHOLE)


def sides_of(rendered: Rendered) -> tuple[str, ...]:
    """The sides on screen, the one the reading position refers to first."""
    if rendered.layout.view in (TextView.SIDE_BY_SIDE, TextView.INTERLEAVED):
        return (SOURCE, TARGET) if rendered.main_side == SOURCE else (TARGET, SOURCE)
    return (rendered.main_side,)


def placed_of(rendered: Rendered, stop: Stop, side: str) -> list[Placed]:
    """The parts of a stop on a side; nothing when that side does not show it."""
    return (rendered.placed.get((stop.unit, side)) or [])[stop.first : stop.stop]


def sentence_ranges(rendered: Rendered, stop: Stop, sentence: int, side: str) -> list[tuple[int, int]]:
    """Document positions of a sentence on a side, a very long one's in several pieces; the whole paragraph
    where it has no match there."""
    placed = placed_of(rendered, stop, side)
    found = [spot.range(span) for spot in placed for span in spot.spans if span.sentence == sentence]
    return found or [whole_range(spot.block) for spot in placed]


def whole_range(block: QTextBlock) -> tuple[int, int]:
    """First and last position of a block."""
    return block.position(), block.position() + block.length() - 1


def selection(rendered: Rendered, start: int, end: int) -> QTextCursor:
    """A text cursor over a stretch of the document."""
    limit = rendered.document.characterCount() - 1
    cursor = QTextCursor(rendered.document)
    cursor.setPosition(min(start, limit))
    cursor.setPosition(min(end, limit), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def stop_at(rendered: Rendered, stops: list[Stop], position: int) -> tuple[int, int] | None:
    """Index of the stop and its sentence at a document position, `None` outside the text."""
    for index, stop in enumerate(stops):
        for side in sides_of(rendered):
            for spot in placed_of(rendered, stop, side):
                start, end = whole_range(spot.block)
                if not start <= position <= end:
                    continue
                for span in spot.spans:
                    if position <= spot.range(span)[1]:
                        return index, span.sentence
                return index, stop.sentences[-1] if stop.sentences else WHOLE
    return None


def _kind(unit: Unit) -> tuple[str, int]:
    if unit.id == TITLE:
        return TITLE_STOP, 1
    if unit.id == CAPTION or unit.kind is BlockKind.FIGURE:
        return CAPTION_STOP, 0
    if unit.kind is BlockKind.HEADING:
        return HEADING, unit.block.level if unit.block is not None else 2
    return (LINK, 0) if unit.kind in (BlockKind.RELATED, BlockKind.EMBED) else (PARAGRAPH, 0)


def _sentences(spots: list[Placed]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(span.sentence for spot in spots for span in spot.spans))
