"""Lines that a page says of itself, told from lines of an article that begin alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.saving.boilerplate.calls_to_action import is_call, opens_list
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


@pytest.mark.parametrize(
    "line", ["Nos derniers articles", "قد يهمك أيضا", "Editors’ picks", "Commentez cet article"]
)
def test_the_title_of_a_list_ends_the_article(line: str) -> None:
    assert opens_list(line) and ends_article(line) and not is_call(line)


def test_long_texts_are_no_calls() -> None:
    long = "Cliquez ici pour vous abonner. " * 20
    assert not is_call(long) and not opens_list(long)
