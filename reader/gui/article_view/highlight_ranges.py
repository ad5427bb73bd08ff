"""Where marks stand in a built document, and which passage a stretch of the document is.

A mark stands letter by letter in the language it was made in. On the other side of a bilingual view,
and in every other language, it stands on its whole sentences, which have the same numbers there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextCursor

from reader.core.marks import Annotation
from reader.core.model import BlockKind
from reader.gui.article_view.block_writer import Placed
from reader.gui.article_view.display_text import ADDED
from reader.gui.article_view.document_builder import SOURCE, TARGET, Rendered
from reader.gui.article_view.sentence_stops import selection
from reader.gui.article_view.text_formats import Property
from reader.gui.article_view.units import Span, Unit
from reader.services.library.annotate_article import Passage

_UNMARKED = (BlockKind.RELATED, BlockKind.EMBED)


@dataclass(frozen=True, slots=True)
class Shown:
    """A mark on one side of the document; not `exact` where only its sentences are known."""

    mark: Annotation
    ranges: tuple[tuple[int, int], ...]
    exact: bool


def shown_marks(rendered: Rendered, marks: Iterable[Annotation], translated: Collection[str]) -> list[Shown]:
    """Where marks stand on every side that is written.

    Args:
        translated: the units whose translation is on screen; the others show their source.
    """
    found = []
    units = {unit.id: unit for unit in rendered.units}
    for mark in marks:
        unit = units.get(mark.block)
        if unit is None or not mark.found:
            continue
        for side in (SOURCE, TARGET):
            placed = rendered.placed.get((mark.block, side))
            if placed:
                exact = mark.language == language_of(rendered, unit, side, translated)
                ranges = _exact(rendered, placed, mark) if exact else _whole(placed, _numbers(mark))
                if ranges:
                    found.append(Shown(mark, tuple(ranges), exact))
    return found


def language_of(rendered: Rendered, unit: Unit, side: str, translated: Collection[str]) -> str:
    """The language a unit's side is shown in: that of the source until it is translated."""
    done = side == TARGET and unit.translatable and unit.id in translated
    return rendered.layout.target_language if done else rendered.layout.source_language


def sentence_passage(
    rendered: Rendered, unit_id: str, sentence: int, side: str, translated: Collection[str]
) -> Passage | None:
    """A whole sentence as a passage; `None` where nothing can be marked."""
    unit = next((u for u in rendered.units if u.id == unit_id), None)
    if unit is None or unit.kind in _UNMARKED:
        return None
    placed = rendered.placed.get((unit_id, side)) or ()
    found = [(spot, span) for spot in placed for span in spot.spans if span.sentence == sentence]
    if not found or found[-1][1].end <= found[-1][1].start:
        return None
    end = found[-1][1].end - found[-1][1].start + found[-1][1].before
    quote = _said((_joint(*one), _stored_text(rendered, *one)) for one in found)
    language = language_of(rendered, unit, side, translated)
    return Passage(language, unit_id, sentence, 0, end, quote, sentence)


def passages_in(rendered: Rendered, start: int, end: int, translated: Collection[str]) -> list[Passage]:
    """A stretch of the document as passages: one for each unit and side it touches."""
    touched: dict[tuple[str, str], list[tuple[Placed, int, int]]] = {}
    block = rendered.document.findBlock(start)
    while block.isValid() and block.position() < end:
        made = block.blockFormat()
        index, side = made.property(Property.UNIT), made.property(Property.SIDE)
        if index is not None and side is not None:
            unit = rendered.units[index]
            spot = _spot(rendered.placed.get((unit.id, side)) or (), block)
            if spot is not None and unit.kind not in _UNMARKED:
                base = block.position() + spot.lead
                inside = (max(start - base, 0), min(end, block.position() + block.length() - 1) - base)
                if inside[0] < inside[1]:
                    stored = spot.shown.stored(inside[0]), spot.shown.stored(inside[1])
                    touched.setdefault((unit.id, side), []).append((spot, *stored))
        block = block.next()
    found = []
    for (unit_id, side), parts in touched.items():
        passage = _passage(rendered, unit_id, side, parts, translated)
        if passage is not None:
            found.append(passage)
    return found


def plain_text(rendered: Rendered, start: int, end: int) -> str:
    """The text between two positions, without what display adds."""
    text = selection(rendered, start, end).selectedText().replace("\u2029", " ")
    return text.translate(ADDED).replace("\ufffc", "").replace("\u2028", " ")


def _stored_text(rendered: Rendered, spot: Placed, span: Span) -> str:
    return spot.shown.as_stored(plain_text(rendered, *spot.range(span)), span.start)


def _passage(
    rendered: Rendered,
    unit_id: str,
    side: str,
    parts: Sequence[tuple[Placed, int, int]],
    translated: Collection[str],
) -> Passage | None:
    unit = next(u for u in rendered.units if u.id == unit_id)
    pieces: list[tuple[Span, int, int, str]] = []
    joints: list[str] = []
    for spot, low, high in parts:
        for span in spot.spans:
            start, end = max(low, span.start), min(high, span.end)
            if start < end:
                whole = Span(span.sentence, start, end)
                text = _stored_text(rendered, spot, whole)
                before = span.before - span.start
                pieces.append((span, start + before, end + before, text))
                joints.append(_joint(spot, span))
    while pieces and not pieces[-1][3].strip():
        pieces.pop()
    if not pieces:
        return None
    first, last = pieces[0], pieces[-1]
    lead = len(first[3]) - len(first[3].lstrip())
    trail = len(last[3]) - len(last[3].rstrip())
    quote = _said((joint, piece[3].strip()) for joint, piece in zip(joints, pieces, strict=False))
    return Passage(
        language_of(rendered, unit, side, translated),
        unit_id,
        first[0].sentence,
        first[1] + lead,
        last[2] - trail,
        quote,
        last[0].sentence,
    )


def _spot(placed: Iterable[Placed], block: QTextBlock) -> Placed | None:
    return next((spot for spot in placed if spot.block == block), None)


def _numbers(mark: Annotation) -> range:
    return range(mark.sentence, max(mark.sentence, mark.last_sentence) + 1)


def _whole(placed: Iterable[Placed], numbers: Collection[int]) -> list[tuple[int, int]]:
    """The whole of some sentences; runs of them in one block are one range."""
    ranges = []
    for spot in placed:
        spans = [span for span in spot.spans if span.sentence in numbers]
        if spans:
            ranges.append((spot.range(spans[0])[0], spot.range(spans[-1])[1]))
    return ranges


def _exact(rendered: Rendered, placed: Sequence[Placed], mark: Annotation) -> list[tuple[int, int]]:
    """The letters of a mark; where they say something else now, its quotation, else its sentences."""
    numbers = _numbers(mark)
    ranges, joints = [], []
    for spot in placed:
        spans = [span for span in spot.spans if span.sentence in numbers]
        if not spans:
            continue
        first, last = spans[0], spans[-1]
        low = first.start + mark.start - first.before if first.sentence == numbers[0] else first.start
        high = last.start + mark.end - last.before if last.sentence == numbers[-1] else last.end
        low = max(low, first.start)
        low, high = min(low, first.end), min(high, last.end)
        if low < high:
            ranges.append(spot.range(Span(first.sentence, low, high)))
            joints.append(_joint(spot, first))
    texts = (plain_text(rendered, *found) for found in ranges)
    said = _said(zip(joints, texts, strict=True))
    if _words(said) == _words(mark.quote):
        return ranges
    whole = _whole(placed, numbers)
    if len(whole) == 1:
        at = rendered.document.find(mark.quote, whole[0][0]) if mark.quote else QTextCursor()
        if not at.isNull() and at.selectionEnd() <= whole[0][1]:
            return [(at.selectionStart(), at.selectionEnd())]
    return whole


def _joint(spot: Placed, span: Span) -> str:
    """What stands before a sentence, or before the rest of one that an earlier piece begins."""
    return spot.joint if span.before and spot.joint is not None else " "


def _said(stretches: Iterable[tuple[str, str]]) -> str:
    """The texts with what stands before each of them."""
    return "".join(part for stretch in stretches for part in stretch).strip()


def _words(text: str) -> list[str]:
    return text.split()
