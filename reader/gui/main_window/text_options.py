"""Puts in force what the reader chose of the text: for the first article, and when an option changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.theme.reading_fonts import ReadingFonts

if TYPE_CHECKING:
    from reader.gui.background.options import Options
    from reader.gui.reading.reading_pane import ReadingPane


def use_text(pane: ReadingPane, options: Options) -> None:
    """Use the chosen size, column, fonts and breaks."""
    pane.set_text_size(options.number("text_size"))
    pane.set_measure(options.number("measure"))
    use_fonts(pane, options)
    use_breaks(pane, options)


def use_fonts(pane: ReadingPane, options: Options) -> None:
    """Use the chosen fonts and distance of lines."""
    fonts = ReadingFonts(options.text("latin_font"), options.text("arabic_font"))
    pane.set_fonts(fonts, options.number("line_height"))


def use_breaks(pane: ReadingPane, options: Options) -> None:
    """Break words and fill lines as chosen."""
    pane.set_breaks(options.flag("hyphenate"), options.flag("justify"))
