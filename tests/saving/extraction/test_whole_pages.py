"""Whole pages, each with the text that a reader must get: compared word for word, block by block.

`tests/data/whole_pages` has a folder for each way in which pages mislead an extractor. Beside every page
stands its text: a line for each block, with `## ` before a heading, `- ` before an item, `> ` before a
quotation, bars between the cells of a table and `[name] caption` for a picture. Facts may stand above,
parted by an empty line.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from reader.saving.extraction.extract import Extracted, extract

PAGES = Path(__file__).parents[2] / "data" / "whole_pages"
FILES = sorted(PAGES.glob("*/*.html"))


def lines_of(markup: str) -> list[str]:
    """Clean HTML as lines, as the files beside the pages hold them."""
    markup = re.sub(r'<p data-kind="related">.*?</p>', "", markup, flags=re.S)
    markup = re.sub(r'<p data-kind="embed">.*?href="([^"]*)".*?</p>', r"<p>(\1)</p>", markup, flags=re.S)
    markup = re.sub(r"</t[dh]>\s*<t[dh][^>]*>", " | ", markup)
    markup = re.sub(r'<img [^>]*?src="[^"]*/([^"/]*)"[^>]*>(?:<figcaption>)?', r"[\1] ", markup)
    markup = re.sub(r"<h[1-6]>", "\n## ", markup)
    markup = re.sub(r"<li>", "\n- ", markup)
    markup = re.sub(r"<blockquote>\s*<p>", "\n> ", markup)
    markup = re.sub(
        r"</?(?:p|h\d|ul|ol|li|table|tr|td|th|blockquote|figure|tbody|thead)\b[^>]*>|<br>", "\n", markup
    )
    lines = (html.unescape(re.sub(r"<[^>]*>", "", line)).strip() for line in markup.split("\n"))
    return [line for line in lines if line]


def expected(page: Path) -> tuple[dict[str, str], list[str]]:
    """The facts and the lines that stand beside a page."""
    head, parted, body = page.with_suffix(".txt").read_text(encoding="utf-8").partition("\n\n")
    facts = dict(line.split(": ", 1) for line in head.split("\n")) if parted else {}
    return facts, (body if parted else head).rstrip("\n").split("\n")


@pytest.mark.parametrize("page", FILES, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_the_text_is_whole_and_nothing_else(page: Path) -> None:
    facts, lines = expected(page)
    found: Extracted = extract(page.read_bytes(), f"https://journal.example/{page.stem}.html", "")
    assert lines_of(found.lead_html + found.html) == lines
    assert found.incomplete == facts.get("incomplete", "")
