"""The text of a page read into blocks: blanks, quotation marks, code and pictures where they stand."""

from __future__ import annotations

import pytest

from reader.saving.page.block_flow import Block, Flow
from reader.saving.page.element_tests import is_hidden
from reader.saving.page.elements import parse

BASE = "https://journal.example/monde/page.html"


def blocks(markup: str) -> list[Block]:
    return Flow(BASE).read(parse(f"<html><body>{markup}</body></html>").find("body"))


@pytest.mark.parametrize(
    ("markup", "html"),
    [
        ("un<b> </b>deux", "un deux"),  # an element that holds only a blank parts words
        ("un<b></b>deux", "undeux"),
        ("un <i>deux</i>", "un <i>deux</i>"),
        (" \"un\" &amp; 'deux' ", "\"un\" &amp; 'deux'"),
        ("<a href='/x'>un</a>", '<a href="https://journal.example/x">un</a>'),
        ("<a href='javascript:x'>un</a>", "un"),
    ],
)
def test_inline_markup_and_the_blanks_in_it(markup: str, html: str) -> None:
    (block,) = blocks(f"<p>{markup}</p>")
    assert block.html == html


def test_code_keeps_its_signs_as_they_were_typed() -> None:
    (block,) = blocks("<pre>\nif a &lt; \"b\":\n    print('c')\n</pre>")
    assert (block.kind, block.text) == ("code", "if a < \"b\":\n    print('c')")
    assert block.html == "if a &lt; \"b\":\n    print('c')"


def test_a_picture_that_leads_elsewhere_is_told_from_one_that_stands_alone() -> None:
    alone, linked = blocks(
        "<img src='https://a.example/1.jpg'><a href='/x'><b><img src='https://a.example/2.jpg'></b></a>"
    )
    assert (alone.kind, alone.links, linked.links) == ("figure", 0.0, 1.0)


def test_a_quotation_is_one_block_and_its_picture_follows_it() -> None:
    quote, picture = blocks(
        "<blockquote><p>Un.</p><img src='https://a.example/1.jpg'><p>Deux.</p></blockquote><blockquote></blockquote>"
    )
    assert (quote.kind, quote.text) == ("quote", "Un.\nDeux.")
    assert quote.html == "<blockquote><p>Un.</p><p>Deux.</p></blockquote>"
    assert picture.kind == "figure"


@pytest.mark.parametrize(
    ("attributes", "hidden"),
    [
        ("", False),
        ("hidden", True),
        ("hidden=''", True),
        ("hidden='until-found'", False),  # found by the browser's own search
        ("style='Display : None'", True),
        ("style='visibility:hidden'", True),
        ("style='display:block'", False),
        ("aria-hidden='true'", True),
        ("aria-hidden='false'", False),
    ],
)
def test_what_a_page_hides_from_its_readers(attributes: str, hidden: bool) -> None:
    assert is_hidden(parse(f"<html><body><p {attributes}>Un</p></body></html>").find(".//p")) is hidden


def test_a_long_text_and_a_picture_are_not_hidden_by_aria() -> None:
    tree = parse(f"<html><body><p aria-hidden='true'>{'mot ' * 60}</p><img aria-hidden='true'></body></html>")
    assert not is_hidden(tree.find(".//p")) and not is_hidden(tree.find(".//img"))
