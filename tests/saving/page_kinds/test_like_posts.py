"""Threads that are known by their shape alone: nothing of them is lost, and deep pages cost no more."""

from __future__ import annotations

from reader.saving.page.elements import parse, text_of
from reader.saving.page_kinds.like_posts import like_posts
from tests.support.work import calls_of


def test_the_text_of_nested_neighbours_is_not_read_again_for_each_level() -> None:
    nest = "<p>The tide came in at four and went out again.</p>" * 40
    for _ in range(100):
        nest = f"<div><div>low</div><div>high</div><div>{nest}</div></div>"
    body = parse(f"<html><body>{nest}</body></html>").find("body")
    assert calls_of(text_of, lambda: like_posts(body)) < 100
