"""What a second opinion says is the article of a page."""

from __future__ import annotations

import pytest

from reader.saving.extraction.trafilatura_anchors import find_anchors
from reader.saving.page.prepare import prepare

_SENTENCE = "Le vieux moulin du village, fermé depuis dix ans, rouvre ses portes aux enfants du quartier. "


@pytest.mark.parametrize("inside", ["article", "main", "section", "x-app"])
@pytest.mark.parametrize("head", ["<head><title>Le moulin</title>", "<title>Le moulin</title>"])
def test_an_article_that_the_parser_leaves_in_the_head_is_read(inside: str, head: str) -> None:
    """As it does with pages without a `body` tag that HTML5 does not read before."""
    text = "".join(f"<p>{_SENTENCE * 3}{number}</p>" for number in range(6))
    page = prepare(f"<html>{head}<{inside}>{text}</{inside}><plaintext>")
    assert _SENTENCE.strip() in find_anchors(page.html, 100).text
