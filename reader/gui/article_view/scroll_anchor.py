"""Which sentence stands where: a line of text keeps its height, and what is read, through any new layout."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextDocument

from reader.core.model import ReadingPosition
from reader.gui.article_view.block_writer import Placed
from reader.gui.article_view.document_builder import SOURCE, TARGET, Rendered
from reader.gui.article_view.units import CAPTION, TITLE, Span

if TYPE_CHECKING:
    from reader.gui.article_view.canvas import Canvas

_LOOKED_AT = 40
"""Parts from a view's top edge on among which its reading position is."""

END = 0.999
"""Share of an article from which its end is in sight."""
FINISHED = 0.95
"""Share read at which an article counts as read."""
_UNREAD = FINISHED - 0.01
"""Share that an article is read to at most until its end counts."""


def line_top(document: QTextDocument, position: int) -> float:
    """Top of the line that holds a document position, in document px."""
    block = document.findBlock(position)
    top = document.documentLayout().blockBoundingRect(block).top()
    line = block.layout().lineForTextPosition(position - block.position())
    return top + (line.y() if line.isValid() else 0.0)


def position_at(rendered: Rendered, top: float, height: float) -> ReadingPosition | None:
    """The reading position for a view whose top edge is at `top` in the document.

    It is the first sentence that starts in the upper half of the view, else the one that runs
    through its top; the offset is from the view's top to that sentence's line. A whole title counts at the
    very top alone, which `scroll_for` takes it for.
    """
    candidate: ReadingPosition | None = None
    document = rendered.document
    for unit_id, placed in _from(rendered, top):
        for span in placed.spans:
            at = line_top(document, _begin(rendered, unit_id, placed, span))
            found = ReadingPosition(unit_id, span.sentence, at - top)
            if at >= top > 0 and unit_id == TITLE:
                continue
            if at >= top and (at < top + height / 2 or candidate is None):
                return found
            if at >= top:
                return candidate
            candidate = found
    return candidate or _last(rendered, top)


def _begin(rendered: Rendered, unit_id: str, placed: Placed, span: Span) -> int:
    """Document position where a sentence begins, which may be in an earlier piece of its paragraph."""
    begun = sentence_start(rendered, unit_id, span.sentence) if span.before else None
    return placed.range(span)[0] if begun is None else begun


def _last(rendered: Rendered, top: float) -> ReadingPosition | None:
    """The last sentence, when all text stands above the view and only the article's end is in it."""
    for unit in reversed(rendered.units):
        for placed in reversed(spots_of(rendered, unit.id)):
            for span in reversed(placed.spans):
                at = line_top(rendered.document, _begin(rendered, unit.id, placed, span))
                return ReadingPosition(unit.id, span.sentence, at - top)
    return None


def scroll_for(rendered: Rendered, position: ReadingPosition) -> float | None:
    """Where the view's top edge must be for a position; `None` when its block is not there."""
    if position.block == TITLE and position.offset >= 0:
        return 0.0  # at the very top; what stands above the title may be higher than before
    at = sentence_start(rendered, position.block, position.sentence)
    return None if at is None else line_top(rendered.document, at) - position.offset


def text_in_sight(
    rendered: Rendered | None, position: ReadingPosition | None, height: int
) -> ReadingPosition | None:
    """What is read at the very top, where `position` is the title: the first sentence of the text in sight.

    A translated title or caption takes more or fewer lines: that text would move with each.
    """
    if rendered is None or position is None or position.block != TITLE or position.offset < 0:
        return position
    for unit in rendered.units:
        if unit.id not in (TITLE, CAPTION) and (spots := spots_of(rendered, unit.id)):
            top = line_top(rendered.document, spots[0].block.position())
            return ReadingPosition(unit.id, 0, top) if top < height else position
    return position


def sentence_start(rendered: Rendered, unit_id: str, sentence: int) -> int | None:
    """Document position where a sentence starts, on the side the view reads; its block's start at least."""
    spots = spots_of(rendered, unit_id)
    if not spots:
        return None
    for placed in spots:
        for span in placed.spans:
            if span.sentence == sentence:
                return placed.range(span)[0]
    return spots[0].block.position()


def position_in_part(spots: Sequence[Placed], part: int, offset: int) -> int | None:
    """Document position of an offset in the stored text of a part, which may stand there in pieces.

    `None` where the part does not stand there.
    """
    parts = (number for number, spot in enumerate(spots) if spot.joint is None)
    first = next(islice(parts, part, None), None)
    if first is None:
        return None
    pieces = takewhile(lambda spot: spot.joint is not None, spots[first + 1 :])
    spot = max((spots[first], *pieces), key=lambda one: (one.origin <= offset, one.origin))
    return spot.block.position() + spot.lead + spot.shown.start(offset - spot.origin)


def spots_of(rendered: Rendered, unit_id: str) -> list[Placed]:
    """The parts of a unit on the side the view reads."""
    main = rendered.main_side
    other = TARGET if main == SOURCE else SOURCE
    return rendered.placed.get((unit_id, main)) or rendered.placed.get((unit_id, other)) or []


def _from(rendered: Rendered, top: float) -> list[tuple[str, Placed]]:
    """The parts from the one at `top` on; found by halving, because asking a block's place lays it out."""
    shown = [(unit.id, spots) for unit in rendered.units if (spots := spots_of(rendered, unit.id))]
    layout = rendered.document.documentLayout()

    def below(placed: Placed) -> bool:
        return layout.blockBoundingRect(placed.block).bottom() > top

    first = bisect_left(shown, True, key=lambda one: below(one[1][-1]))
    found: list[tuple[str, Placed]] = []
    for unit_id, spots in shown[first:]:
        start = bisect_left(spots, True, key=below) if not found else 0
        found += [(unit_id, placed) for placed in spots[start : start + _LOOKED_AT]]
        if len(found) >= _LOOKED_AT:
            break
    return found[:_LOOKED_AT]


class ReadShare:
    """Of one view. What an article's end was read from is a sentence, for pixels change with the letters."""

    def __init__(self, view: Canvas) -> None:
        self._view = view
        self._from: ReadingPosition | None = None
        self.seen = False
        """Whether the article counts as read, now or since it was read before."""

    def begin(self, seen: bool, finished_at: ReadingPosition | None) -> None:
        """Another article: whether it counts as read, and where its reader was at its end, if ever."""
        self.seen, self._from = seen, finished_at

    def finish(self) -> None:
        """The reader has come to the article's end, or read all of a short one."""
        self.seen = True
        self._keep()

    def note_end(self) -> None:
        """Keep the earliest sentence that the end of an article that counts as read was seen from."""
        if self.seen and self.above >= END:
            self._keep()

    def _keep(self) -> None:
        here = self._view.position()
        if here is not None and not self._covered(here):
            self._from = here

    @property
    def above(self) -> float:
        """Share of the text above the view's bottom edge, 0 to 1; of one that fits all once it was `seen`."""
        bar = self._view.verticalScrollBar()
        fits = bar.maximum() <= self._view.end_room
        return self._written(float(self.seen or bar.value() > 0) if fits else self._scrolled)

    @property
    def end_in_sight(self) -> bool:
        """Whether the last line of the text is on the page, whatever counts as read."""
        return self._view.rendered is not None and self._written(self._scrolled) >= END

    @property
    def _scrolled(self) -> float:
        """Share of the way to the end, 1 for what fits on the page."""
        bar = self._view.verticalScrollBar()
        most = bar.maximum() - self._view.end_room
        return 1.0 if most <= 0 else min(1.0, bar.value() / most)

    def _written(self, share: float) -> float:
        """A share of the text written so far as one of all of it."""
        rendered = self._view.rendered
        return share if rendered is None else share * rendered.share_written

    @property
    def read(self) -> float:
        """`above`, and 1 from where the end was read; short of it until the end counts."""
        above = self.above
        if not self.seen:
            return min(above, _UNREAD)
        if above >= END or self._from is None:
            return above
        here = self._view.position()
        return 1.0 if here is not None and self._covered(here) else above

    def _covered(self, here: ReadingPosition) -> bool:
        """Whether a place is not before the one that the end was read from."""
        rendered, end = self._view.rendered, self._from
        if rendered is None or end is None:
            return False
        then = sentence_start(rendered, end.block, end.sentence)
        now = sentence_start(rendered, here.block, here.sentence)
        return then is not None and now is not None and now >= then


class SteadyTop:
    """Holds the text of one view down, or scrolls it, as its title and caption take fewer or more lines."""

    def __init__(self, view: Canvas) -> None:
        self._view = view
        self.lowered = 0
        """Px that the text stands lower than at its top."""

    def keep(self, change: Callable[[], None]) -> None:
        """Change the document without moving the line being read.

        At the very top that is the first line of the text, as long as the head needs no more room: the view
        stays at the very top, and nothing of what stands there is cut.
        """
        view, position = self._view, self._view.position()
        read = text_in_sight(view.rendered, position, view.viewport().height())
        change()
        self.hold_down(read)
        view.restore(position)

    def hold_down(self, position: ReadingPosition | None) -> None:
        """Hold the text as far down as a position near the very top needs, and no farther."""
        rendered = self._view.rendered
        top = scroll_for(rendered, position) if rendered is not None and position is not None else None
        lowered = max(0, self.lowered - round(top)) if top is not None else self.lowered
        if rendered is not None and lowered != self.lowered:
            self.lowered = lowered
            self._view.apply_rooms(rendered.document)
