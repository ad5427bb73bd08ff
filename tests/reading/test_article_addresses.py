"""Who, where, when and the address below a title: in order beside Arabic, and readable."""

from __future__ import annotations

from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.messages import isolate
from reader.reading.article_export import shown_address, source_html, source_text

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
