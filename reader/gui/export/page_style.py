"""The measures of a printed page. One unit is a tenth of a point, so that fonts of 10.5 points are whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QLocale
from PySide6.QtGui import QFont, QPageSize

from reader.gui.theme.fonts import mono_families
from reader.gui.theme.reading_fonts import ReadingFonts

UNITS_AN_INCH = 720
MEASURE = 3_750
"""The widest column: about 70 characters."""
EDGE = 510
"""The least margin at the sides, 18 mm."""
TOP, BOTTOM = 620, 700
GUTTER = 250
"""Between two columns."""
INDENT = 180
"""Of a list's text and of a quotation."""
DIGIT = 62
"""The width that a numbered list's sign takes for each digit."""
ARABIC_LINE = 1.36
"""How much higher than a Latin line an Arabic one is: its letters have marks above and below."""
ARABIC_SIZE = 1.18
FACING = 0.9
"""How large letters are in two columns, of their size in one."""

PAPERS = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}

_LETTER_COUNTRIES = frozenset(
    ("US", "CA", "MX", "PH", "CL", "CO", "VE", "GT", "CR", "PA", "NI", "SV", "PR", "BZ")
)


def paper_of(choice: str, locale: QLocale) -> str:
    """The paper by the reader's choice, or what is usual where they live: `a4` or `letter`."""
    if choice in PAPERS:
        return choice
    return "letter" if QLocale.territoryToCode(locale.territory()) in _LETTER_COUNTRIES else "a4"


class PrintRole(StrEnum):
    """What a stretch of printed text is."""

    SECTION = "section"
    TITLE = "title"
    META = "meta"
    HEADING = "heading"
    SUBHEADING = "subheading"
    BODY = "body"
    QUOTE = "quote"
    LIST = "list"
    CELL = "cell"
    HEADER_CELL = "header-cell"
    CODE = "code"
    CAPTION = "caption"


_SIZES = {
    PrintRole.SECTION: (95, 130, 0),
    PrintRole.TITLE: (240, 285, 40),
    PrintRole.META: (92, 132, 30),
    PrintRole.HEADING: (150, 190, 210),
    PrintRole.SUBHEADING: (125, 165, 170),
    PrintRole.BODY: (110, 158, 85),
    PrintRole.QUOTE: (110, 158, 85),
    PrintRole.LIST: (110, 158, 40),
    PrintRole.CELL: (92, 125, 0),
    PrintRole.HEADER_CELL: (92, 125, 0),
    PrintRole.CODE: (90, 128, 85),
    PrintRole.CAPTION: (90, 122, 50),
}
"""Size of the letters, height of a line, and space above, for Latin text in one column."""

HEADINGS = (PrintRole.TITLE, PrintRole.HEADING, PrintRole.SUBHEADING)
_STRONG = (*HEADINGS, PrintRole.HEADER_CELL, PrintRole.SECTION)
QUIET = (PrintRole.META, PrintRole.CAPTION, PrintRole.SECTION)
"""What is set in grey."""
RUNNING = (PrintRole.BODY, PrintRole.QUOTE, PrintRole.LIST, PrintRole.CAPTION)
"""What is hyphenated."""


@dataclass(frozen=True, slots=True)
class PageStyle:
    """One page in units, for one column or two facing ones.

    Args:
        width, height: of the whole sheet. facing: two columns, for two languages.
    """

    width: float
    height: float
    facing: bool = False
    fonts: ReadingFonts = field(default_factory=ReadingFonts)

    @property
    def measure(self) -> float:
        """The width of the text: of both columns together where there are two."""
        room = self.width - 2 * EDGE
        return room if self.facing else min(room, MEASURE)

    @property
    def left(self) -> float:
        """Where the text begins."""
        return (self.width - self.measure) / 2

    @property
    def column(self) -> float:
        """The width of one of two facing columns."""
        return (self.measure - GUTTER) / 2

    @property
    def room(self) -> float:
        """The height of the text on one page."""
        return self.height - TOP - BOTTOM

    def line(self, role: PrintRole, arabic: bool) -> float:
        """The height of a line."""
        return round(_SIZES[role][1] * self._scale(role) * (ARABIC_LINE if arabic else 1))

    def gap(self, role: PrintRole) -> float:
        """The space above a block, but not at the top of a page."""
        return round(_SIZES[role][2] * self._scale(role))

    def font(self, role: PrintRole, arabic: bool, styles: frozenset[str] = frozenset()) -> QFont:
        """The font of a stretch of text; without Latin ligatures, which nobody could search in a PDF."""
        size = round(_SIZES[role][0] * self._scale(role))
        strong = role in _STRONG or "bold" in styles
        if role is PrintRole.CODE or "code" in styles:
            font = QFont()
            font.setFamilies(mono_families())
            font.setPixelSize(size if role is PrintRole.CODE else round(size * 0.88))
        elif arabic:
            font = self.fonts.for_arabic(round(size * ARABIC_SIZE), strong)
        else:
            font = self.fonts.for_latin(size, strong, "italic" in styles)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if not arabic:
            font.setFeature(QFont.Tag("liga"), 0)
        return font

    def _scale(self, role: PrintRole) -> float:
        return FACING if self.facing and role is not PrintRole.META else 1
