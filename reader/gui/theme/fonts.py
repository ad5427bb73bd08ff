"""The bundled reading fonts and the interface's font."""

from __future__ import annotations

import functools

from PySide6.QtGui import QFont, QFontDatabase

from reader.settings.paths import resource

LATIN_FAMILY = "Source Serif 4"
SEMIBOLD_FAMILY = "Source Serif 4 SemiBold"
"""The semibold files carry a family name of their own; weight 600 of `LATIN_FAMILY` would fall back."""
ARABIC_FAMILY = "Noto Naskh Arabic"
MONO_FAMILY = "Noto Sans Mono"

_SERIF = ("Noto Serif", "Georgia", "DejaVu Serif", "serif")


@functools.cache
def load_fonts() -> tuple[str, ...]:
    """Register every bundled font with Qt, once; returns the families that Qt found in them."""
    families: dict[str, None] = {}
    for file in sorted(resource("fonts").glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        families.update(dict.fromkeys(QFontDatabase.applicationFontFamilies(number)))
    return tuple(families)


def latin_families(semibold: bool = False) -> list[str]:
    """Families for Latin text in order of preference; Arabic falls to the bundled Naskh, never to nothing."""
    return [SEMIBOLD_FAMILY if semibold else LATIN_FAMILY, *_SERIF, ARABIC_FAMILY]


def arabic_families() -> list[str]:
    """Families for Arabic text in order of preference."""
    return [ARABIC_FAMILY, "Amiri", LATIN_FAMILY, *_SERIF]


def mono_families() -> list[str]:
    """Families for code in order of preference."""
    return [MONO_FAMILY, "DejaVu Sans Mono", "monospace", ARABIC_FAMILY]


def ui_font(size: float = 13, weight: int = 400) -> QFont:
    """The system's interface font at a size in px and a weight of 400, 500 or 600."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(round(size))
    font.setWeight(QFont.Weight(weight))
    return font


def reading_font(size: int, semibold: bool = False, italic: bool = False) -> QFont:
    """The Latin reading font at a size in px."""
    font = QFont()
    font.setFamilies(latin_families(semibold))
    font.setPixelSize(size)
    font.setItalic(italic)
    if semibold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def arabic_font(size: int, bold: bool = False) -> QFont:
    """The Arabic reading font at a size in px; Arabic is never italic."""
    font = QFont()
    font.setFamilies(arabic_families())
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return font
