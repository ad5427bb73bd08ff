"""Builds the text document of the reading view from units: no HTML, so nothing in it can load anything.

The writer puts each side of each unit where the view wants it: one column, a one-row table per
unit (side by side), or the target with the source under it (interleaved). What was written can
be replaced in place, which is how a translation streams in without a new layout of the whole.
A document is written in slices, from its start to its end: what stands in it never moves.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtGui import (
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextTableCell,
    QTextTableCellFormat,
    QTextTableFormat,
)

from reader.core.languages import direction_of
from reader.core.model import BlockKind, Direction, Picture, TextView, TranslatedBlock
from reader.gui.article_view.block_writer import BlockWriter, Placed
from reader.gui.article_view.portions import Portion, cut_parts, pieces_of_part, portions_of
from reader.gui.article_view.text_formats import Property, TextFormats
from reader.gui.article_view.title_writer import (
    ABOVE_BYLINE,
    Header,
    write_byline,
    write_column_name,
    write_lead,
    write_section,
)
from reader.gui.article_view.units import AT_ONCE, TITLE, SidePart, Unit, target_parts
from reader.gui.theme.typography import COLUMN_GAP, GUTTER
from reader.reading.section_names import section_in

TOP_MARGIN = 28
BOTTOM_MARGIN = 96
SOURCE = "source"
TARGET = "target"
FIRST = 14_000
"""Characters a document begins with: some 2,000 words, several screens, 5 to 10 ms of work."""
SLICE = 6_000
"""Characters written at least in each further slice."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How to build: view, languages, formats of the main and of the second text, width in px."""

    view: TextView
    source_language: str
    target_language: str
    formats: TextFormats
    second: TextFormats
    width: int
    pictures: Mapping[str, str] = field(default_factory=dict)
    """Names of the pictures that can be shown, by digest; the others show their caption with a mark."""
    lead_height: int = 0
    """Px that the lead picture may be high, 0 for as high as any."""
    waiting: bool = True
    """Whether what is not translated yet is on its way, and is dimmed until it comes."""


@dataclass(slots=True)
class Rendered:
    """A document and where each side of each unit stands in it, in reading order, as far as it is written."""

    document: QTextDocument
    layout: Layout
    units: tuple[Unit, ...]
    placed: dict[tuple[str, str], list[Placed]] = field(default_factory=dict)
    languages: dict[tuple[str, str], str] = field(default_factory=dict)
    """What language each side of each unit is in: a target that is not done yet shows its source."""
    byline: list[QTextBlock] = field(default_factory=list)
    written: int = 0
    """How many of the units stand in the document."""
    begun: str = ""
    """The unit of which the first portions stand in the document, the rest not yet."""
    _rest: Iterator[tuple[int, str]] | None = None
    _weight: int = 0
    _total: int = 0
    _targets: tuple[TranslatedBlock, Sequence[SidePart]] | None = None

    @property
    def whole(self) -> bool:
        """Whether every unit stands in the document."""
        return self._rest is None

    @property
    def share_written(self) -> float:
        """The share of the text that stands in the document, 0 to 1."""
        if self.whole:
            return 1.0
        if not self._total:
            self._total = self._sides * sum(unit.weight for unit in self.units)
        return self._weight / max(1, self._total)

    @property
    def _sides(self) -> int:
        return 2 if self.layout.view in (TextView.SIDE_BY_SIDE, TextView.INTERLEAVED) else 1

    def grow(self, budget: float = 0.0, least: int = SLICE) -> bool:
        """Write on: `least` characters, more while `budget` seconds of this thread last; whether whole."""
        if self._rest is None:
            return True
        started, begun = time.thread_time(), self._weight
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        while self._weight < begun + least or time.thread_time() - started < budget:
            piece = next(self._rest, None)
            if piece is None:
                self._rest = None
                break
            weight, self.begun = piece
            self._weight += weight * self._sides
            self.written += not self.begun
        cursor.endEditBlock()
        return self.whole

    def grow_to(self, unit_id: str, sentence: int | None = None) -> bool:
        """Write on until a unit stands in the document, or a sentence of it; whether anything was written."""
        before = self._weight
        while not (self.has(unit_id) if sentence is None else self.has_sentence(unit_id, sentence)):
            self.grow()
        return self._weight > before

    def has(self, unit_id: str) -> bool:
        """Whether a unit stands in the document; yes for one that will never be."""
        shown = (unit_id, SOURCE) in self.placed or (unit_id, TARGET) in self.placed
        return (
            (shown and unit_id != self.begun) or self.whole or all(unit.id != unit_id for unit in self.units)
        )

    def has_sentence(self, unit_id: str, sentence: int) -> bool:
        """Whether a sentence's place stands in the document; one never shown counts as its whole unit."""
        if unit_id == self.begun and not self.whole:
            placed = self.placed.get((unit_id, self.main_side)) or ()
            return any(span.sentence >= sentence for spot in placed[-2:] for span in spot.spans)
        return self.has(unit_id)

    @property
    def main_side(self) -> str:
        """The side that the reading position refers to."""
        original = self.layout.view in (TextView.ORIGINAL, TextView.SIDE_BY_SIDE)
        return SOURCE if original else TARGET

    def can_replace(self, unit: Unit) -> bool:
        """Whether a unit can change in place.

        A table that turns round cannot, its columns change sides; and one of thousands of cells, or a
        paragraph of many pages, is written anew sooner, in portions.
        """
        turns = unit.kind is BlockKind.TABLE and unit.direction is not direction_of(
            self.layout.target_language
        )
        return not turns and len(unit.source) <= AT_ONCE and not cut_parts(unit)

    def replace_target(self, unit: Unit, translated: TranslatedBlock) -> None:
        """Put a finished translation in the place of the unit's waiting text."""
        placed = self.placed.get((unit.id, TARGET))
        if placed is None:
            return
        direction = direction_of(self.layout.target_language)
        writer = BlockWriter(self.layout.formats, self.layout.width, self.layout.pictures)
        cursor = QTextCursor(self.document)
        for spot, part in zip(placed, target_parts(unit, translated), strict=False):
            writer.rewrite(cursor, spot, part, direction, self.layout.target_language)
        self.languages[unit.id, TARGET] = self.layout.target_language

    def target_parts(self, unit: Unit, translated: TranslatedBlock) -> Sequence[SidePart]:
        """The parts of a translation; those of the one asked for last are kept."""
        if self._targets is None or self._targets[0] is not translated:
            self._targets = translated, target_parts(unit, translated)
        return self._targets[1]


def new_document() -> QTextDocument:
    """An empty document with the view's margins and no undo."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    frame = document.rootFrame().frameFormat()
    frame.setLeftMargin(GUTTER)
    frame.setRightMargin(GUTTER)
    frame.setTopMargin(TOP_MARGIN)
    frame.setBottomMargin(BOTTOM_MARGIN)
    document.rootFrame().setFrameFormat(frame)
    return document


def build(
    layout: Layout,
    header: Header,
    title: Unit,
    caption: Unit | None,
    blocks: tuple[Unit, ...],
    translated: Mapping[str, TranslatedBlock],
) -> Rendered:
    """Begin the document of an article: its `FIRST` text; `Rendered.grow` writes the rest."""
    if header.lead is None:
        caption = None
    units = (title, *((caption,) if caption else ()), *blocks)
    rendered = Rendered(new_document(), layout, units)
    step = layout.formats.step
    rendered.document.setIndentWidth(round(step.body * 1.5))
    builder = _Builder(rendered, translated)
    rendered._rest = builder.write(title, header, caption, blocks)
    rendered.grow(least=FIRST)
    return rendered


class _Builder:
    """Writes units into a document one after the other."""

    def __init__(self, rendered: Rendered, translated: Mapping[str, TranslatedBlock]) -> None:
        self.rendered = rendered
        self.layout = rendered.layout
        self.translated = translated
        self.cursor = QTextCursor(rendered.document)
        self.writer = BlockWriter(self.layout.formats, self.layout.width, self.layout.pictures)
        self.order: list[str] = []
        self._pieces: dict[str, tuple[SidePart, tuple[SidePart, ...]]] = {}

    @property
    def single_side(self) -> str:
        """The side shown when there is one column."""
        return SOURCE if self.layout.view is TextView.ORIGINAL else TARGET

    def write(
        self, title: Unit, header: Header, caption: Unit | None, blocks: tuple[Unit, ...]
    ) -> Iterator[tuple[int, str]]:
        """Write one unit after the other, a large one in portions.

        Gives the weight of each piece, and the unit's id while more of it is to come.
        """
        self.title(title, header)
        yield title.weight, ""
        if header.lead is not None:
            self.lead(header.lead, caption)
        if caption is not None:
            yield caption.weight, ""
        for unit in blocks:
            for portion in portions_of(unit):
                self.unit(unit, portion)
                weight = portion.weight_in(unit)
                yield (weight + 60, "") if portion.ends else (weight, unit.id)

    def title(self, unit: Unit, header: Header) -> None:
        """Section, title, byline."""
        side = self.single_side if self.layout.view is not TextView.SIDE_BY_SIDE else SOURCE
        # A title that nothing could translate keeps its own direction, and what is said of it goes along.
        on_screen = self._direction(side) if self.layout.waiting else self._shown(unit, side)[1]
        if self.layout.view is TextView.SIDE_BY_SIDE:
            self._row(unit, header)
        else:
            section = self._section(header, self.single_side)
            write_section(self.writer, self.cursor, section, on_screen)
            self.unit(unit)
        self.rendered.byline = write_byline(self.writer, self.cursor, header, on_screen)

    def lead(self, lead: Picture, caption: Unit | None) -> None:
        """The lead picture, its caption under it; side by side it stands in the first column."""
        if self.layout.view is not TextView.SIDE_BY_SIDE:
            write_lead(
                self.writer,
                self.cursor,
                lead,
                self._direction(self.single_side),
                self.layout.lead_height,
            )
            if caption is not None:
                self.unit(caption)
        else:
            self._row(caption, lead=lead)

    def unit(self, unit: Unit, portion: Portion | None = None) -> None:
        """One unit, or a portion of it, in the view's way."""
        if self.layout.view is TextView.SIDE_BY_SIDE:
            self._row(unit, portion=portion)
            return
        if self.layout.view is TextView.INTERLEAVED:
            self._side(unit, TARGET, portion=portion)
            if unit.translatable and unit.id != TITLE and unit.kind is not BlockKind.RELATED:
                with self.writer.tight(self.layout.second):
                    self._side(unit, SOURCE, unit.kind is BlockKind.FIGURE, portion)
        else:
            self._side(unit, self.single_side, portion=portion)
        self._count(unit, portion)

    def _count(self, unit: Unit, portion: Portion | None) -> None:
        if portion is None or portion.ends:
            self.order.append(unit.id)

    def _row(
        self,
        unit: Unit | None,
        header: Header | None = None,
        lead: Picture | None = None,
        portion: Portion | None = None,
    ) -> None:
        """One row of two columns: the source left, the target right; rows align by themselves."""
        bare = header is not None and not header.avatar
        table = self.cursor.insertTable(1, 2, _row_format(ABOVE_BYLINE if bare else 0))
        half = (self.layout.width - COLUMN_GAP) // 2
        for column, side in enumerate((SOURCE, TARGET)):
            cell = table.cellAt(0, column)
            self.cursor = cell.firstCursorPosition()
            self.writer.begin(half, first=header is not None)
            if header is not None:
                code, direction = self._language(side), self._direction(side)
                write_column_name(self.writer, self.cursor, code, side == SOURCE, direction)
                write_section(self.writer, self.cursor, self._section(header, side), direction, top=12)
            if lead is not None and side == SOURCE:
                direction = self._direction(side)
                write_lead(self.writer, self.cursor, lead, direction, self.layout.lead_height)
            only_caption = side == TARGET and unit is not None and unit.kind is BlockKind.FIGURE
            if unit is not None:
                self._side(unit, side, only_caption, portion)
            _pad(cell, column, low=only_caption or (side == TARGET and lead is not None))
        self.cursor = self.rendered.document.rootFrame().lastCursorPosition()
        self.writer.begin(self.layout.width, first=False)
        if unit is not None:
            self._count(unit, portion)

    def _side(
        self, unit: Unit, side: str, caption_only: bool = False, portion: Portion | None = None
    ) -> None:
        parts, direction, language, token = self._shown(unit, side)
        shown = tuple(parts) if portion is None else self._in_portion(parts, portion, side)
        self.writer.mark = {Property.UNIT: len(self.order), Property.SIDE: side}
        placed = self.writer.unit(self.cursor, unit, shown, direction, language, token, caption_only, portion)
        self.writer.mark = {}
        self.rendered.placed.setdefault((unit.id, side), []).extend(placed)
        self.rendered.languages[unit.id, side] = language

    def _in_portion(self, parts: Sequence[SidePart], portion: Portion, side: str) -> tuple[SidePart, ...]:
        if not portion.cuts:
            return tuple(parts[portion.first : portion.stop])
        part = parts[portion.first]
        known = self._pieces.get(side)
        if known is None or known[0] is not part:
            known = self._pieces[side] = part, pieces_of_part(part, portion.cuts)
        return known[1][portion.piece : portion.piece + 1]

    def _shown(self, unit: Unit, side: str) -> tuple[Sequence[SidePart], Direction, str, str]:
        """Parts, direction, language and colour of a side: a target not done yet is its source, dimmed."""
        layout = self.layout
        if side == SOURCE or not unit.translatable:
            return unit.source, unit.direction, layout.source_language, ""
        done = self.translated.get(unit.id)
        if done is None:
            return unit.source, unit.direction, layout.source_language, "pend" if layout.waiting else ""
        parts = self.rendered.target_parts(unit, done)
        return parts, direction_of(layout.target_language), layout.target_language, ""

    def _section(self, header: Header, side: str) -> str:
        return section_in(header.section, self.layout.source_language, self._language(side))

    def _language(self, side: str) -> str:
        return self.layout.source_language if side == SOURCE else self.layout.target_language

    def _direction(self, side: str) -> Direction:
        return direction_of(self._language(side))


def _pad(cell: QTextTableCell, column: int, low: bool = False) -> None:
    """Leave half the gap inside a column; after writing, which replaces the cell's own format.

    A caption without its picture stands `low`, beside the other one.
    """
    made = QTextTableCellFormat()
    made.merge(cell.format())
    if low:
        made.setVerticalAlignment(QTextTableCellFormat.VerticalAlignment.AlignBottom)
    made.setRightPadding(COLUMN_GAP / 2 if column == 0 else 0)
    made.setLeftPadding(COLUMN_GAP / 2 if column == 1 else 0)
    made.setTopPadding(
        cell.firstCursorPosition().blockFormat().topMargin()
    )  # ignored on a cell's first block
    cell.setFormat(made)


def _row_format(below: int) -> QTextTableFormat:
    """A row of two columns with `below` px under it: a block after a table does not keep its own space."""
    made = QTextTableFormat()
    made.setBottomMargin(below)
    made.setBorder(0)
    made.setCellPadding(0)
    made.setCellSpacing(0)
    half = QTextLength(QTextLength.Type.PercentageLength, 50)
    made.setColumnWidthConstraints([half, half])
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    return made
