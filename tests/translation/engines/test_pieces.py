"""Long sentences are cut without losing a character, and what has no word is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.translation.engines.pieces import cut, nothing_to_translate


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "2026",
        "12,5 % – 30",
        "😀🎉",
        "٢٠٢٦",
        "https://lebrief.ma/a?b=c",
        "redaction@lebrief.ma",
        "« »",
        "…",
    ],
)
def test_nothing_to_translate(text: str) -> None:
    assert nothing_to_translate(text)


@pytest.mark.parametrize("text", ["a", "Le 3", "2026 !a", "م", "voir https://lebrief.ma", "中"])
def test_something_to_translate(text: str) -> None:
    assert not nothing_to_translate(text)


def words(text: str) -> int:
    return len(text.split()) or 1


def test_a_short_sentence_is_one_piece() -> None:
    assert cut("Un, deux, trois.", words, 3) == ["Un, deux, trois."]


def test_clauses_are_kept_together() -> None:
    text = "Un deux trois, quatre cinq; six sept huit neuf: dix."
    assert cut(text, words, 5) == ["Un deux trois, quatre cinq; ", "six sept huit neuf: dix."]


def test_numbers_and_times_are_not_cut() -> None:
    text = "À 12:30, le taux de 3,5 % passe à 4.25 %."
    assert all("12:30" in p or "12" not in p for p in cut(text, words, 4))
    assert "3,5" in "|".join(cut(text, words, 2)).replace(" ", "")


@given(st.text(alphabet="ab ,;.،。 \u00a0\n", max_size=300), st.integers(1, 9))
def test_cutting_loses_nothing_and_fits(text: str, limit: int) -> None:
    pieces = cut(text, len, limit)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(len(piece) <= limit for piece in pieces)


def test_a_word_without_spaces_is_cut_anywhere() -> None:
    pieces = cut("x" * 10_000, len, 120)
    assert "".join(pieces) == "x" * 10_000
    assert len(pieces) < 200
