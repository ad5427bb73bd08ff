"""How high a lead picture may be, so that the text below it begins in sight."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace

from reader.core.model import TextView, TranslatedBlock, TranslatedSentence
from reader.gui.article_view.document_builder import BOTTOM_MARGIN, Layout, build
from reader.gui.article_view.text_formats import picture_size
from reader.gui.article_view.title_writer import Header
from reader.gui.reading.article_content import ArticleContent
from reader.gui.theme.typography import COLUMN_GAP, GUTTER
from reader.gui.widgets.message_bar import NARROW

SHARE, LEAST = 0.6, 150
"""Of the free height what the picture takes at most, and px that it always has: less would be a strip of it.
A click shows the whole picture."""
WIDEST, GIVEN_WAY = 7, 220
"""How many times its height a picture may be wide before it is but a strip; px that it has instead."""
LINES, LINES_LATER = 3, 1
"""Of the text in sight below the picture, where that leaves the picture `LEAST`: at first, and in another
language, whose title and lines may be higher."""
STRIPS, NARROW_STRIPS = 100, 36
"""Px left free as a translation takes them, for the line that says what it is and an offer of better models;
those of a narrow pane, where both share a line. The original leaves them, too: in another language the text
stays where it is."""


def free_height(height: int, width: int, strips: int) -> int:
    """Px of a view that stay free when a translation is shown; `strips` of its height are taken already."""
    return height + strips - max(strips, STRIPS if width >= NARROW else NARROW_STRIPS)


class LeadHeight:
    """How high the lead picture of the article on screen may be.

    That stays while the article does, whatever comes and goes above and below the text, and in another
    language: the text stays in place. It becomes lower only where no line would be in sight.
    """

    def __init__(self) -> None:
        self._place: Hashable = None
        self._free = self._height = 0

    def of(self, place: Hashable, layout: Layout, header: Header, content: ArticleContent, free: int) -> int:
        """Px that the lead picture may be high.

        Args:
            place: what it depends on beside what comes and goes: the article, the window's size, the text's;
                `None` keeps nothing.
            layout, header, content, free: as of `lead_height`.
        """
        if place is None or place != self._place:
            self._place, self._free = place, free
            foreseen = _may_come(layout)
            self._height = min(lead_height(each, header, content, free, LINES) for each in foreseen)
        least = lead_height(layout, header, content, self._free, LINES_LATER)
        self._height = min(self._height, least)
        return self._height


def _may_come(layout: Layout) -> tuple[Layout, ...]:
    """What the article is read in: the original, and the language that is wanted."""
    if layout.view in (TextView.ORIGINAL, TextView.TRANSLATION):
        return tuple(replace(layout, view=view) for view in (TextView.ORIGINAL, TextView.TRANSLATION))
    return (layout,)


def lead_height(layout: Layout, header: Header, content: ArticleContent, free: int, lines: int) -> int:
    """Px that the lead picture may be high.

    Args:
        layout: with the pictures' names, whatever their sizes. header: with the lead picture.
        content: the article. free: px from the document's top to what stands below the text.
        lines: so many of the text are to be in sight.
    """
    around, step = _around(layout, header, content), layout.formats.step
    arabic = layout.view is not TextView.ORIGINAL and layout.target_language == "ar"
    line = step.arabic_line if arabic else step.line
    most = max(LEAST, min(round(free * SHARE), free - around - lines * line))
    in_vain = free - around - line + 2 * step.gap < LEAST
    return _worth_it(layout, header, most, in_vain)


def _worth_it(layout: Layout, header: Header, most: int, in_vain: bool) -> int:
    """`most`, unless a strip would be left that shows nothing, or no text is in sight for it all the same."""
    width = picture_size(header.lead, _column(layout), most)[0] if header.lead is not None else 0
    return GIVEN_WAY if in_vain or width > WIDEST * most else most


def _column(layout: Layout) -> int:
    return (layout.width - COLUMN_GAP) // 2 if layout.view is TextView.SIDE_BY_SIDE else layout.width


def _around(layout: Layout, header: Header, content: ArticleContent) -> int:
    """Px that are to stand above and below the picture beside lines of text, laid out with it at its lowest.

    One gap parts the text from what is above it, another its last line in sight from what lies below.
    """
    lead, blocks = header.lead, content.state(layout.target_language).blocks
    if lead is None:
        return 0
    low = replace(layout, lead_height=LEAST)
    shown = {} if layout.view is TextView.ORIGINAL else _as_translated(content, blocks)
    document = build(low, header, content.title, content.caption, (), shown).document
    document.setTextWidth(layout.width + 2 * GUTTER)
    picture = picture_size(lead, _column(layout), LEAST)[1]
    step = layout.formats.step
    return round(document.size().height()) - BOTTOM_MARGIN - picture + 2 * step.gap


def _as_translated(
    content: ArticleContent, blocks: Mapping[str, TranslatedBlock]
) -> dict[str, TranslatedBlock]:
    """Title and caption; what is still to be translated will take about the room of its original."""
    heads = [unit for unit in (content.title, content.caption) if unit is not None and unit.translatable]
    same = {
        unit.id: TranslatedBlock(unit.id, tuple(TranslatedSentence(s.text, s.text) for s in unit.sentences))
        for unit in heads
    }
    return same | {unit.id: blocks[unit.id] for unit in heads if unit.id in blocks}
