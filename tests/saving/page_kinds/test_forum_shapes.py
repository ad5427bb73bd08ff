"""Threads as the common forum programs build them: every post once, with who wrote it, and no more."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from reader.saving.extraction.extract import extract
from tests.saving.page_kinds.test_pages_of_kinds import lines_of

FORUMS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "data" / "forum_shapes.json").read_text(encoding="utf-8")
)
LONGEST = 36
"""Characters of a date and its hour."""


@pytest.mark.parametrize("forum", FORUMS, ids=lambda forum: forum["name"])
def test_a_thread_is_its_posts(forum: dict[str, Any]) -> None:
    found = extract(forum["page"].encode(), "https://axle.example/t/1", "text/html; charset=utf-8")
    lines = [line for line in lines_of(found.html) if line != "4 Answers"]
    heads = [line.partition(" · ") for line in lines[::2]]
    assert lines[1::2] == [text for _, text, *_ in forum["posts"]]
    assert [name for name, _, _ in heads] == [name for name, *_ in forum["posts"]]
    assert all(len(date) <= LONGEST for _, _, date in heads), "a date, without what stands beside it"
    days = [int(day) for _, _, *named in forum["posts"] for day in named]
    assert all(re.search(rf"\b0?{day}\b", date) for day, (_, _, date) in zip(days, heads, strict=bool(days)))
