"""The printed page: hostile text neither freezes it nor makes it read files (see also `tests/faults`)."""

from __future__ import annotations

import html
import re

import pytest
from PySide6.QtCore import QBuffer, QIODevice

from reader.gui.export.print_document import PrintedArticle, draw_pdf, with_breaks
from reader.gui.theme.reading_fonts import ReadingFonts
from tests.gui.support.counting import longest


@pytest.mark.parametrize("text", ["a" * 1_000_000, "abcdefghi " * 100_000], ids=["one word", "one paragraph"])
def test_a_megabyte_is_printed_in_pieces_that_qt_lays_out_in_a_moment(qtbot, text):
    page = PrintedArticle("Essai", f"<h1>Essai</h1><p>{text}</p>", {}, ReadingFonts())
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    draw_pdf(page, buffer, "Essai")
    paragraph, word = longest(page)
    assert paragraph < 62_000 and word <= 1_000, "whole they took 87 and 9 s"
    assert buffer.size() > 10_000


def test_the_breaks_change_no_word_and_cut_no_character(qtbot):
    word = html.escape('a&b<c>d"é' * 1_000)
    page = f'<p title="{"x" * 5_000}">{word} et la suite</p>'
    broken = with_breaks(page)
    assert broken != page and broken.replace("\u200b", "") == page
    assert f'title="{"x" * 5_000}"' in broken, "only text is broken, no attribute"
    assert not re.search(r"&\w*\u200b\w*;", broken)
    assert with_breaks("<p>Une phrase comme les autres.</p>") == "<p>Une phrase comme les autres.</p>"
