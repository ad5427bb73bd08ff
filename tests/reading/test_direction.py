"""The direction of a text, and of a block of an article."""

from __future__ import annotations

import pytest

from reader.core.model import Direction
from reader.reading.direction import (
    block_direction,
    direction_of_text,
)

LTR, RTL = Direction.LTR, Direction.RTL


@pytest.mark.parametrize(
    ("text", "default", "expected"),
    [
        ("Bonjour", RTL, LTR),
        ("« 12 سلام", LTR, RTL),
        ("12 % …", RTL, RTL),
        ("", LTR, LTR),
        ("שלום", LTR, RTL),
    ],
)
def test_first_strong_letter(text: str, default: Direction, expected: Direction) -> None:
    assert direction_of_text(text, default) is expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("NEXUS منصة جديدة أطلقتها الشركة", "ar", RTL),
        ("سلام, c’est le mot arabe pour dire la paix", "fr", LTR),
        ("هذه فقرة بالعربية داخل مقال فرنسي", "fr", RTL),
        ("An English quotation in an Arabic article", "ar", LTR),
        ("123", "ar", RTL),
        ("سلام hello world", "fr", LTR),  # begins with Arabic, but most of it is not
        ("hello سلام عليكم جميعا", "fr", LTR),
        ("hello سلام عليكم", "ar", RTL),
    ],
)
def test_block_direction(text: str, language: str, expected: Direction) -> None:
    assert block_direction(text, language) is expected
