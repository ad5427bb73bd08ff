"""A translation that stops before its source does, where no model tells what it left out."""

from __future__ import annotations

import itertools

import pytest

from reader.translation.engines import lexicon
from reader.translation.quality.health import SHORT, check
from reader.translation.quality.lost_end import partners

FR_EN, EN_AR, FR_AR = ("fr", "en"), ("en", "ar"), ("fr", "ar")

SOUND = [
    (
        "La ministre de la Santé a promis hier soir que les hôpitaux "
        "de la région recevraient des lits avant l'hiver.",
        "The health minister promised last night that hospitals in the region would "
        "receive beds before winter.",
        FR_EN,
    ),
    (
        "The city council will decide next week whether the old bridge should be closed to heavy traffic.",
        "سيقرر مجلس المدينة الأسبوع المقبل ما إذا كان ينبغي إغلاق الجسر القديم أمام حركة المرور الثقيلة.",
        EN_AR,
    ),
    (
        "Le maire promet que la nouvelle bibliothèque ouvrira ses portes aux enfants "
        "du quartier avant la fin de l'été prochain.",
        "العمدة يعد بأن المكتبة الجديدة ستفتح أبوابها لأطفال الحي قبل نهاية الصيف القادم.",
        FR_AR,
    ),
]
SHORTER_BUT_WHOLE = [
    (
        "Il vous est bien entendu possible, à tout moment, de modifier ce réglage dans les préférences.",
        "You can of course change this setting in the preferences at any time.",
        FR_EN,
    ),
    (
        "You can change this setting in the preferences of the program at any time that you want.",
        "يمكنك تغيير هذا الإعداد في تفضيلات البرنامج في أي وقت تشاء.",
        EN_AR,
    ),
]


@pytest.mark.parametrize(("source", "target", "languages"), [*SOUND, *SHORTER_BUT_WHOLE])
def test_a_whole_translation_is_left_alone(source: str, target: str, languages: tuple[str, str]) -> None:
    assert check(source, target, languages) == []


@pytest.mark.parametrize(("source", "target", "languages"), SOUND)
def test_two_fifths_less_are_missed(source: str, target: str, languages: tuple[str, str]) -> None:
    words = target.split()
    cut = " ".join(words[: len(words) * 3 // 5]) + "."
    assert [fault.kind for fault in check(source, cut, languages)] == [SHORT]


def test_a_last_word_after_which_a_sentence_goes_on_tells_of_it() -> None:
    source = "Les habitants du quartier attendent depuis deux ans la fin des travaux dans leur rue."
    whole = "Residents have waited two years for the end of works."
    assert check(source, whole, FR_EN) == []
    assert [f.kind for f in check(source, "Residents have waited two years for the end of the.", FR_EN)] == [
        SHORT
    ]


def test_words_at_the_end_without_a_partner_tell_of_it() -> None:
    source = (
        "The farmers of the valley sold their animals last year, "
        "and bought new machines for the school in the city."
    )
    said = "باع مزارعو الوادي حيواناتهم واشتروا آلات جديدة لمدرسة المدينة."
    cut = "باع مزارعو هذا الوادي كل ما كان لهم خلال العام الماضي كله."
    assert check(source, said, EN_AR) == []
    assert [fault.kind for fault in check(source, cut, EN_AR)] == [SHORT]


@pytest.mark.parametrize("start", ["", "2024"])
def test_twice_the_words_ask_twice_as_much(monkeypatch: pytest.MonkeyPatch, start: str) -> None:
    """A page may have sentences of thousands of words, and lists of numbers that begin alike."""
    asked = 0

    def bare(word: str) -> str:
        nonlocal asked
        asked += 1
        return word

    def alike(word: str, other: str) -> float:
        nonlocal asked
        asked += 1
        return float(word == other)

    digits = ["".join(four) for four in itertools.product("123456789", repeat=4)]
    monkeypatch.setattr(lexicon, "bare", bare)
    monkeypatch.setattr(lexicon, "alike", alike)
    counts = []
    for number in (400, 800):
        asked = 0
        text = " ".join(f"{start}{figure}" for figure in digits[:: len(digits) // number][:number])
        assert partners(text, text, FR_EN) == 0  # figures are not counted
        counts.append(asked)
    assert counts[1] <= 3 * counts[0]
