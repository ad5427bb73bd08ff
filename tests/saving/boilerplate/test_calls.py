"""Lines that a page says of itself, told from lines of an article that begin alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.saving.boilerplate.phrases import ends_article, furniture_of

DATA = Path(__file__).parents[2] / "data"
FURNITURE = (DATA / "lines_of_furniture.txt").read_text("utf-8").splitlines()
PROSE = (DATA / "lines_of_prose.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_told_by_its_words(line: str) -> None:
    assert furniture_of(line) is not None


@pytest.mark.parametrize("line", PROSE)
def test_prose_that_begins_alike_stays(line: str) -> None:
    assert furniture_of(line) is None and not ends_article(line)
