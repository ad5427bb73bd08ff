"""The fonts that the reading text can be set in; those beside the usual two are loaded when first chosen."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontDatabase

from reader.gui.theme.fonts import (
    ARABIC_FAMILY,
    LATIN_FAMILY,
    arabic_families,
    arabic_font,
    reading_font,
    ui_font,
)
from reader.settings.paths import resource

SOURCE_SERIF, SYSTEM, ATKINSON = "source-serif", "system", "atkinson"
NASKH, AMIRI, VAZIRMATN = "naskh", "amiri", "vazirmatn"

FAMILIES = {
    SOURCE_SERIF: LATIN_FAMILY,
    SYSTEM: "",
    ATKINSON: "Atkinson Hyperlegible",
    NASKH: ARABIC_FAMILY,
    AMIRI: "Amiri",
    VAZIRMATN: "Vazirmatn",
}
"""Font families by the value of the option; the system's font has no fixed name."""

_FILES = {ATKINSON: "AtkinsonHyperlegible", AMIRI: "Amiri", VAZIRMATN: "Vazirmatn"}
_FACTORS = {NASKH: 1.18, AMIRI: 1.30, VAZIRMATN: 1.06}
"""How much larger than Latin each Arabic font must be to look the same size."""


@dataclass(frozen=True, slots=True)
class ReadingFonts:
    """The reader's choice: one font for Latin text, one for Arabic."""

    latin: str = SOURCE_SERIF
    arabic: str = NASKH

    def for_latin(self, size: int, semibold: bool = False, italic: bool = False) -> QFont:
        """The Latin font at a size in px."""
        if self.latin == SOURCE_SERIF:
            return reading_font(size, semibold, italic)
        if self.latin == SYSTEM:
            font = ui_font(size, 600 if semibold else 400)
        else:
            load_choice(self.latin)
            font = QFont()
            font.setFamilies([FAMILIES[self.latin], LATIN_FAMILY, ARABIC_FAMILY])
            font.setPixelSize(size)
            font.setWeight(QFont.Weight.Bold if semibold else QFont.Weight.Normal)
        font.setItalic(italic)
        return font

    def for_arabic(self, size: int, bold: bool = False) -> QFont:
        """The Arabic font; `size` is the px that Noto Naskh Arabic would have."""
        font = arabic_font(self.arabic_size(size), bold)
        if self.arabic != NASKH:
            load_choice(self.arabic)
            font.setFamilies([FAMILIES[self.arabic], *arabic_families()])
        return font

    def arabic_size(self, size: int) -> int:
        """The px that look like `size` px of Noto Naskh Arabic."""
        return round(size * _FACTORS[self.arabic] / _FACTORS[NASKH])


@functools.cache
def load_choice(name: str) -> tuple[str, ...]:
    """Register the files of a font that is not loaded at start-up; returns the families found in them."""
    families: dict[str, None] = {}
    if name in _FILES:
        for file in sorted(resource("fonts/choices").glob(f"{_FILES[name]}-*.ttf")):
            number = QFontDatabase.addApplicationFont(str(file))
            families.update(dict.fromkeys(QFontDatabase.applicationFontFamilies(number)))
    return tuple(families)
