"""Blocks as HTML again: lists within lists, and what a picture and a figure say."""

from __future__ import annotations

import pytest

from reader.core.block_html import html_from_blocks
from reader.core.model import Block, BlockKind, Part

UL, OL = False, True


def listed(*items: tuple[str, int, bool]) -> str:
    parts = tuple(Part(text, text, level=level, ordered=ordered) for text, level, ordered in items)
    return html_from_blocks([Block("l", BlockKind.LIST, parts)])


@pytest.mark.parametrize(
    ("items", "html"),
    [
        ([("a", 0, UL), ("b", 0, UL)], "<ul><li>a</li><li>b</li></ul>"),
        ([("a", 0, OL), ("b", 1, UL), ("c", 0, OL)], "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        # a level is left out: the item of the list between them is empty
        ([("a", 0, UL), ("b", 2, OL)], "<ul><li>a<ul><li><ol><li>b</li></ol></li></ul></li></ul>"),
        ([("a", 1, UL), ("b", 0, UL)], "<ul><li><ul><li>a</li></ul></li><li>b</li></ul>"),
        # another kind of list in the same item; the outermost one keeps its kind
        (
            [("a", 0, UL), ("b", 1, UL), ("c", 1, OL)],
            "<ul><li>a<ul><li>b</li></ul><ol><li>c</li></ol></li></ul>",
        ),
        ([("a", 0, UL), ("b", 0, OL)], "<ul><li>a</li><li>b</li></ul>"),
        (
            [("a", 0, UL), ("b", 1, OL), ("c", 2, UL), ("d", 1, OL)],
            "<ul><li>a<ol><li>b<ul><li>c</li></ul></li><li>d</li></ol></li></ul>",
        ),
    ],
)
def test_lists_within_lists(items: list[tuple[str, int, bool]], html: str) -> None:
    assert listed(*items) == html
