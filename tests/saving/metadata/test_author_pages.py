"""Whole pages with bylines of every usual shape, in eleven languages: the name must be exact.

`tests/data/author_pages` holds the pages; `authors.json` beside them says who wrote each.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.saving.extraction.extract import extract

FOLDER = Path(__file__).parents[2] / "data" / "author_pages"
AUTHORS: dict[str, str] = json.loads((FOLDER / "authors.json").read_text("utf-8"))
ADDRESSES = {"en-owner": "https://annabell.example/notes/bridge"}


def test_every_page_has_its_author() -> None:
    assert {page.stem for page in FOLDER.glob("*.html")} == set(AUTHORS)


@pytest.mark.parametrize("name", AUTHORS)
def test_the_author_of_a_whole_page_is_exact(name: str) -> None:
    page = (FOLDER / f"{name}.html").read_bytes()
    found = extract(page, ADDRESSES.get(name, f"https://pages.example/region/{name}.html"))
    assert found.author == AUTHORS[name]
