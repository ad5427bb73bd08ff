"""Words and minutes."""

from __future__ import annotations

import pytest

from reader.core.model import Block, BlockKind, Part
from reader.reading.reading_time import (
    DEFAULT_SPEED,
    SPEEDS,
    minutes,
    minutes_left,
    speed_of,
    words_in,
    words_in_blocks,
)


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("L’eau est là.", "fr", 3),
        ("l'eau", "fr", 1),
        ("aujourd’hui, États-Unis", "fr", 2),
        ("2 300 000 personnes", "fr", 2),
        ("2\u202f300\u202f000 €", "fr", 1),
        ("en 2023 500 personnes", "fr", 4),
        ("3,5 % et 1.000", "fr", 3),
        ("la 93ᵉ et la 93e", "fr", 5),
        ("https://lebrief.ma/a/b?c=1 ici", "fr", 2),
        ("contact@lebrief.ma", "fr", 1),
        ("cœur na\u00adtio\u00adnal e\u0301te\u0301", "fr", 3),
        ("– … « » !", "fr", 0),
        ("", "fr", 0),
        ("Don’t stop, state-of-the-art", "en", 3),
        ("مَدْرَسَةٌ كبيرة", "ar", 2),
        ("ارتفع 38٪ سنة 2024", "ar", 4),
        ("بلغ ٣٫٥ نقطة", "ar", 3),
        ("你好世界你好世界", "zh", 5),
    ],
)
def test_words(text: str, language: str, count: int) -> None:
    assert words_in(text, language) == count


def test_related_links_are_not_read() -> None:
    def block(kind: BlockKind) -> Block:
        return Block("x", kind, (Part("un deux", "un deux"), Part("trois", "trois")))

    assert (
        words_in_blocks([block(BlockKind.LIST), block(BlockKind.RELATED), block(BlockKind.EMBED)], "fr") == 3
    )


def test_design_speeds() -> None:
    assert (SPEEDS["fr"], SPEEDS["en"], SPEEDS["ar"]) == (200, 220, 170)
    assert speed_of("fr-MA") == 200 and speed_of("xx") == DEFAULT_SPEED


def test_other_languages_are_read_as_fast_as_was_measured() -> None:
    """IReST, the words a minute of 17 languages."""
    measured = {
        "de": 179, "es": 218, "fi": 161, "he": 187, "it": 188, "ja": 193, "nl": 202, "pl": 166, "pt": 181,
        "ru": 184, "sl": 180, "sv": 199, "tr": 166, "zh": 158,
    }  # fmt: skip
    assert {code: speed_of(code) for code in measured} == measured


def test_own_speed_has_limits() -> None:
    assert speed_of("fr", 300) == 300
    assert speed_of("fr", 10) == 80 and speed_of("fr", 9_999) == 600


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        (0, "fr", 1),
        (99, "fr", 1),
        (299, "fr", 1),
        (300, "fr", 2),
        (500, "fr", 3),
        (550, "en", 3),
        (425, "ar", 3),
    ],
)
def test_minutes_round_and_are_at_least_one(words: int, language: str, expected: int) -> None:
    assert minutes(words, language) == expected


@pytest.mark.parametrize(
    ("progress", "expected"), [(0.0, 10), (0.5, 5), (0.97, 1), (1.0, 0), (2.0, 0), (-1.0, 10)]
)
def test_minutes_left(progress: float, expected: int) -> None:
    assert minutes_left(2_000, progress, "fr") == expected
