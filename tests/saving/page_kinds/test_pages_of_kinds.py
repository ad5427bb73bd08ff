"""Recipes, threads, formulas and the like: pages of ours, each compared with its whole expected text.

`tests/data/page_kinds/KIND/NAME.html` is the page, `NAME.txt` what is expected: title, author and date in
lines of their own, then the text, one block a line.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from reader.saving.extraction.extract import extract

FOLDER = Path(__file__).parents[2] / "data" / "page_kinds"
PAGES = sorted(FOLDER.glob("*/*.html"))


def told(file: Path) -> tuple[dict[str, str], str]:
    """What a file of expectations says of the page, and its text."""
    head, _, text = file.read_text("utf-8").partition("\n\n")
    return dict(line.split(": ", 1) for line in head.splitlines() if ": " in line), text.rstrip("\n")


def lines_of(markup: str) -> list[str]:
    """The text of an article's HTML, one block or line a line; lines of code keep their indentation."""
    parted = re.sub(r"</(?:p|h\d|li|pre|tr|td|th|blockquote|figcaption)>|<br>", "\n", markup)
    lines = (html.unescape(re.sub(r"<[^>]*>", "", line)).rstrip() for line in parted.split("\n"))
    return [line for line in lines if line]


@pytest.mark.parametrize("page", PAGES, ids=[f"{page.parent.name}/{page.stem}" for page in PAGES])
def test_a_page_of_its_kind_is_read_whole(page: Path) -> None:
    about, text = told(page.with_suffix(".txt"))
    found = extract(page.read_bytes(), f"https://pages.example/{page.parent.name}/{page.stem}")
    assert lines_of(found.html) == text.split("\n")
    assert {name: getattr(found, name) for name in about} == about


def test_there_are_eight_pages_of_each_kind() -> None:
    counts = {folder.name: len(list(folder.glob("*.html"))) for folder in FOLDER.iterdir() if folder.is_dir()}
    assert counts and min(counts.values()) >= 8, counts
