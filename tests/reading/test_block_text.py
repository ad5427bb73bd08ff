"""Blocks as HTML, plain text and Markdown."""

from __future__ import annotations

import dataclasses
import sys

import pytest

from reader.core.model import Block, BlockKind, Part
from reader.reading.block_text import html_from_blocks, markdown_from_blocks, text_from_blocks
from reader.reading.document import blocks_from_html

PAGE = (
    "<h2>Un titre</h2><p>Texte <b>gras</b>, <a href='https://a.b/(x)'>lien</a> 2*3 [a]<br>ligne</p>"
    "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul><blockquote><p>x</p><p>y</p></blockquote>"
    "<table><tr><th>A<th>B<tr><td>1<br>2<td>3|4</table><pre>a ``` b\n  c</pre>"
    "<figure><img src='https://a.b/c.jpg' alt='vue'><figcaption>Légende</figcaption></figure>"
)


def test_markdown() -> None:
    assert markdown_from_blocks(blocks_from_html(PAGE, "fr")).split("\n\n") == [
        "## Un titre",
        "Texte **gras**, [lien](https://a.b/%28x%29) 2\\*3 \\[a\\]\\\nligne",
        "- a\n   1. b\n   2. c\n- d",
        "> x\n>\n> y",
        "| A | B |\n| --- | --- |\n| 1<br>2 | 3\\|4 |",
        "````\na ``` b\n  c\n````",
        "![vue](https://a.b/c.jpg)",
        "Légende",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("- tiret", "\\- tiret"), ("1. un", "\\1. un"), ("# dièse", "\\# dièse"), ("&lt;b&gt;", "\\<b\\>")],
)
def test_markdown_text_is_not_taken_for_markup(text: str, expected: str) -> None:
    assert markdown_from_blocks(blocks_from_html(f"<p>{text}</p>", "fr")) == expected


def test_plain_text() -> None:
    assert text_from_blocks(blocks_from_html(PAGE, "fr")).split("\n\n") == [
        "Un titre",
        "Texte gras, lien 2*3 [a]\nligne",
        "- a\n  1. b\n  2. c\n- d",
        "x\ny",
        "A\tB\n1 2\t3|4",
        "a ``` b\n  c",
        "Légende",
    ]


def test_title_is_escaped() -> None:
    assert html_from_blocks([], "a < b") == "<h1>a &lt; b</h1>"
    assert html_from_blocks([]) == ""


def test_translated_related_link_keeps_its_address() -> None:
    block = Block("x", BlockKind.RELATED, (Part("Read also", "Read also"),), url="https://l.ma/?a=1&b=2")
    html = html_from_blocks([block])
    assert html == '<p data-kind="related"><a href="https://l.ma/?a=1&amp;b=2">Read also</a></p>'
    assert blocks_from_html(html, "en")[0].url == block.url


def test_numbers_begin_anew_in_every_nested_list() -> None:
    html = "<ol><li>a<ol><li>b</li></ol></li><li>c<ol><li>d</li></ol></li></ol>"
    assert text_from_blocks(blocks_from_html(html, "fr")) == "1. a\n  1. b\n2. c\n  1. d"


def test_table_without_columns_does_not_loop() -> None:
    block = Block("x", BlockKind.TABLE, (Part("a", "a"),))
    assert text_from_blocks([block, dataclasses.replace(block, parts=())]) == "a"


@pytest.mark.own_start
def test_writing_needs_no_lxml() -> None:
    # the window's process writes blocks but must never load the parser
    import subprocess

    code = (
        "import sys, reader.reading.document; sys.exit('lxml' in sys.modules or 'sentencex' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
