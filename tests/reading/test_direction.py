"""Directions, isolates and script runs."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.model import Direction
from reader.reading.direction import (
    block_direction,
    direction_of_text,
    isolate_runs,
    split_scripts,
    without_isolates,
)
from tests.support.limits import HANGS

LTR, RTL = Direction.LTR, Direction.RTL
MIXED = st.text(st.sampled_from("abé 1234.,:/-+%()«»سلامة؟،\u064e\u2068\u2069#@"), max_size=60)


def shown(text: str) -> str:
    return isolate_runs(text).replace("\u2068", "<").replace("\u2069", ">")


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("شركة NEXUS الجديدة", "شركة <NEXUS> الجديدة"),
        ("مع Mistral AI، ثم", "مع <Mistral AI>، ثم"),
        ("ارتفع 38% هذا", "ارتفع <38%> هذا"),
        ("ارتفع 38 % هذا", "ارتفع <38 %> هذا"),
        ("يوم 2025-11-28.", "يوم <2025-11-28>."),
        ("سنة 2025 كانت", "سنة 2025 كانت"),
        ("نسبة 3.5 فقط", "نسبة 3.5 فقط"),
        ("الرقم +212 522-00", "الرقم <+212 522-00>"),
        ("(ONU) «Le Monde»", "(ONU) «Le Monde»"),
        ("في (ONU) و«Le Monde»", "في (<ONU>) و«<Le Monde>»"),
        ("زوروا https://lebrief.ma/a?b=1. شكرا", "زوروا <https://lebrief.ma/a?b=1>. شكرا"),
        ("راسلوا contact@lebrief.ma اليوم", "راسلوا <contact@lebrief.ma> اليوم"),
        ("لغة C++ جيدة", "لغة <C++> جيدة"),
    ],
)
def test_isolates(text: str, expected: str) -> None:
    assert shown(text) == expected


@given(MIXED)
def test_isolating_twice_is_once_and_can_be_undone(text: str) -> None:
    once = isolate_runs(text)
    assert without_isolates(once) == without_isolates(text)
    bare = isolate_runs(without_isolates(text))
    assert isolate_runs(bare) == bare
    assert bare.count("\u2068") == bare.count("\u2069")


@given(MIXED)
def test_script_runs_are_the_text(text: str) -> None:
    runs = split_scripts(text)
    assert "".join(run for run, _ in runs) == text
    assert all(run for run, _ in runs)
    assert all(one[1] != other[1] for one, other in itertools.pairwise(runs))


def test_script_runs() -> None:
    assert split_scripts("قال NEXUS 5 ثم.") == [("قال ", True), ("NEXUS 5 ", False), ("ثم.", True)]
    assert split_scripts("12 % …") == [("12 % …", False)]
    assert split_scripts("") == []


@HANGS
@pytest.mark.parametrize(
    "text", ["س" + "a" * 800_000, "س" + "a-" * 400_000, "س" + "+ " * 400_000, "س" + "1." * 400_000]
)
def test_hostile_runs_do_not_hang(text: str) -> None:
    assert without_isolates(isolate_runs(text)) == text
