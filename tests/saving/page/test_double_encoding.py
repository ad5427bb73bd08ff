"""Text that was encoded twice is read as it was meant; what only looks like it stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.saving.extraction.extract import extract
from reader.saving.page.double_encoding import once_encoded

FRENCH = "L’été à Fès : « c’est déjà l’été », dit-elle — l’œuvre coûte 12 €, où que ce soit…"
ARABIC = "الأمطار تعود إلى سدود المملكة، والفلاحون يستبشرون خيرا"


def twice(text: str, windows: bool) -> str:
    data = text.encode()
    unused = b"\x81\x8d\x8f\x90\x9d"
    return "".join(bytes([b]).decode("cp1252") if windows and b not in unused else chr(b) for b in data)


@pytest.mark.parametrize("windows", [True, False])
@pytest.mark.parametrize("text", [FRENCH, ARABIC])
def test_both_kinds_are_read_as_they_were_meant(text: str, windows: bool) -> None:
    assert twice(text, windows) != text
    assert once_encoded(twice(text, windows)) == text


@pytest.mark.parametrize(
    "text",
    [
        FRENCH,
        ARABIC,
        "« liberté\u00a0» " * 20,  # these bytes are those of a Chinese letter
        "« BÉBÉ” CAFÉ’S L’ÉTÉ\u00a0! " * 20,
        "On voit alors Ã© pour é.",  # an article that tells of it
        f"{FRENCH * 3} Ã© Ã¨ Ã ",
    ],
)
def test_what_was_encoded_once_stays(text: str) -> None:
    assert once_encoded(text) == text


@given(st.text(max_size=200))
def test_no_letter_of_ascii_comes_or_goes(text: str) -> None:
    found = once_encoded(text)
    assert [c for c in found if c.isascii()] == [c for c in text if c.isascii()]


def test_a_page_is_saved_in_the_letters_that_were_meant() -> None:
    body = "".join(f"<p>{FRENCH * 3} ({n})</p>" for n in range(4))
    head = f"<head><title>{FRENCH[:20]}</title></head>"
    page = f"<!doctype html><html lang=fr>{head}<body><article>{body}</article>"
    found = extract(twice(page, True).encode(), "https://eau.example/a", "text/html; charset=utf-8")
    assert found.html.count(FRENCH) == 12
    assert found.title == FRENCH[:20].strip()
