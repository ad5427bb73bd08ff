"""Who, where, when and the address below a title: in order beside Arabic, and readable."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.messages import isolate, untranslated
from reader.core.model import ArticleSummary, Document
from reader.reading.article_export import Exported, html_body, shown_address, source_html, source_text
from reader.reading.book_chapter import book_chapter
from reader.reading.notes_export import html_of

ARABIC = "آسيا العتروس"


def test_facts_beside_an_arabic_name_keep_their_order() -> None:
    assert source_text("Ada", "", "2019-02-08") == "Ada · 2019-02-08", "nothing is needed, nothing is written"
    assert source_text(ARABIC, "2019-02-08") == f"{isolate(ARABIC)} · {isolate('2019-02-08')}"
    assert source_text(ARABIC) == ARABIC
    assert source_html((ARABIC, "", "a<b")) == f"<bdi>{ARABIC}</bdi> · <bdi>a&lt;b</bdi>"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (f"https://a.example/{quote('النص')}-1?x={quote('é à')}", "https://a.example/النص-1?x=é%20à"),
        ("https://a.example/%C3%A9%FF", "https://a.example/%C3%A9%FF"),  # no text
        (f"https://a.example/{quote(chr(0x202E))}gpj.exe", "https://a.example/%E2%80%AEgpj.exe"),
        (f"https://a.example/{quote('a／b')}", "https://a.example/a%EF%BC%8Fb"),  # looks like a slash
        ("https://a.example/a%2Fb%3F%20c", "https://a.example/a%2Fb%3F%20c"),
        ("https://a.example/a%E3%85%A4b", "https://a.example/a%E3%85%A4b"),  # a letter that is not drawn
    ],
)
def test_an_address_is_shown_as_browsers_do(address: str, shown: str) -> None:
    assert shown_address(address) == shown


@given(st.text(max_size=40))
def test_what_is_shown_leads_to_the_same_place(text: str) -> None:
    address = f"https://a.example/{quote(text, errors='replace')}"
    shown = shown_address(address)
    assert unquote(shown) == unquote(address)
    assert not any(sign.isspace() or sign in "<>\"'&" for sign in shown)


def test_a_link_names_no_other_address_than_it_leads_to() -> None:
    html = source_html((), "https://a.example/%D9%86%22%3E<script>")
    assert html == (
        '<a href="https://a.example/%D9%86%22%3Escript"><bdi>https://a.example/ن%22%3Escript</bdi></a>'
    )
    assert source_html((), "javascript:alert(1)") == ""


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_line_below_a_title_runs_as_the_article_does(language: str) -> None:
    """Its facts are isolated: `dir="auto"` finds nothing in it that tells the direction."""
    address = "https://a.example/1"
    document = Document(address, "T", (), "", author=ARABIC, date="2019-02-08", language=language)
    summary = ArticleSummary(1, "T", address, ARABIC, "2019-02-08", language)
    wanted = "rtl" if language == "ar" else "ltr"
    chapter = book_chapter(Exported(document)).body
    pages = (html_body(Exported(document)), html_of([(summary, "", ())], untranslated), chapter)
    for page in pages:
        (line,) = (one for one in re.findall(r"<[^>]*>", page) if one.startswith('<p class="about"'))
        own = re.search(r'dir="(\w+)"', line) or re.search(r'<article[^>]*dir="(\w+)"', page)
        assert own is not None and own[1] == wanted, (line, page)
