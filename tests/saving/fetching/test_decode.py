"""Bytes to text, whatever the labels say."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.saving.fetching.decode import codec_of, decode_html
from reader.saving.fetching.fetch import Fetcher
from tests.saving.conftest import hostile_module

CASES = hostile_module().CS_CASES


@pytest.mark.parametrize("how", list(CASES))
def test_every_labelled_page_reads_right(hostile: Any, how: str) -> None:
    fetcher = Fetcher()
    page = fetcher.page(hostile.url(f"/charset/{how}"))
    fetcher.close()
    assert CASES[how][3] in decode_html(page.body, page.content_type)


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("ISO-8859-1", "cp1252"),
        ("latin1", "cp1252"),
        ('"UTF-8"', "utf-8"),
        ("gb2312", "gb18030"),
        ("windows-1256", "cp1256"),
        ("iso-8859-6", "iso8859-6"),
        ("ISO_8859-6:1987", "iso8859-6"),
        ("csISOLatinArabic", "iso8859-6"),
        ("x-mac-cyrillic", "mac-cyrillic"),
        ("latin-9", "iso8859-15"),
        ("shift_jis", "cp932"),
        ("utf-7", ""),
        ("x-nonsense", ""),
        ("hz-gb-2312", ""),
        ("x-user-defined", ""),
        ("\udce9", ""),
    ],
)
def test_labels_mean_what_the_encoding_standard_says(label: str, codec: str) -> None:
    assert codec_of(label) == codec


def test_one_stray_byte_does_not_spoil_a_utf8_page() -> None:
    body = "<p>Été à Fès, dès l’aube</p>".encode() + b"<p>caf\xe9</p>"
    assert decode_html(body) == "<p>Été à Fès, dès l’aube</p><p>café</p>"


def test_one_damaged_character_does_not_spoil_an_arabic_page() -> None:
    text = "<p>" + "القنيطرة مدينة مغربية جميلة " * 30 + "</p>"
    body = b'<meta charset="windows-1256">' + text.encode("cp1256").replace(b"</p>", b"\xff\xfe\x81</p>")
    assert "القنيطرة مدينة مغربية" in decode_html(body)


def test_undeclared_arabic_is_detected() -> None:
    text = "<p>" + "أعلنت الحكومة المغربية اليوم عن خطة جديدة لدعم الفلاحين في المناطق الجافة. " * 8 + "</p>"
    assert "الحكومة المغربية" in decode_html(text.encode("cp1256"))


def test_text_is_composed_and_has_no_nul() -> None:
    assert decode_html("e\u0301t\0é".encode()) == "été"


def test_an_empty_page_is_an_empty_text() -> None:
    assert decode_html(b"") == ""


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(["", "text/html; charset=utf-8", "text/html; charset=gbk", "x; charset=é"]),
)
def test_any_bytes_give_some_text(body: bytes, content_type: str) -> None:
    text = decode_html(body, content_type)
    assert "\0" not in text
    text.encode("utf-8")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_valid_utf8_is_believed_over_every_label(text: str) -> None:
    import unicodedata

    wanted = unicodedata.normalize("NFC", text.replace("\0", "").lstrip("\ufeff"))
    if text.encode().startswith((b"\xff\xfe", b"\xfe\xff")) or "\x1b" in text:
        return
    assert decode_html(text.encode(), "text/html; charset=windows-1252") == wanted
