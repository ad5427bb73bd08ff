"""Words said twice taken out, and Arabic spelled: what is put right in an answer without the engine."""

from __future__ import annotations

import pytest

from reader.core.model import SentenceState
from reader.translation.engines.engine import EngineResult
from reader.translation.quality.arabic_spelling import spelled
from reader.translation.quality.repair import mend
from reader.translation.quality.repeated_words import without_repeats


@pytest.mark.parametrize(
    ("source", "target", "wanted"),
    [
        ("sans distinction", "without any any kind", "without any kind"),
        ("la maladie, la vieillesse", "of sickness, sickness, old age", "of sickness, old age"),
        ("seule ou en commun.", "alone or in private, or in private.", "alone or in private."),
        ("for any State", "لأي دولة أو الشخص، أو الشخص لأي حق", "لأي دولة أو الشخص لأي حق"),
        ("nous nous levons", "we get up up", "we get up up"),  # the source says it twice too
        ("le 12 12", "on 12 12", "on 12 12"),  # figures may follow each other
        ("vite", "quick quick quick", "quick quick quick"),  # no slip: a model that has lost its way
        ("une phrase", "a good sentence", "a good sentence"),
        ("une, deux fois", "one, Two two times", "one, Two times"),
    ],
)
def test_words_said_twice(source, target, wanted):
    assert without_repeats(source, target) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("حق صحةه وعائلةها.", "حق صحته وعائلتها."),
        ("وحمايةاحترام", "وحماية احترام"),
        ("علىه وإلىهم ولدىنا", "عليه وإليهم ولدينا"),
        ("مستوىها", "مستواها"),
        ("لللغة ولللحفاظ", "للغة وللحفاظ"),
        ("الحرية و الكرامة", "الحرية والكرامة"),
    ],
)
def test_arabic_is_spelled(text, wanted):
    assert spelled(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "الله أكبر، والحمد لله.",
        "والدة الفتى إلى المدرسة على مهل لدى الباب",
        "المادة و: كل شخص",  # a letter of a list
        "الفقرة 5 و 6",
        "عام 2024 وحدة قياسية",
        "An English sentence",
    ],
)
def test_sound_arabic_stays(text):
    assert spelled(text) == text


def test_a_slip_costs_no_other_try_and_keeps_the_words_links():
    asked = []

    def run(texts, search):
        asked.append(texts)
        return [EngineResult("أخرى تماما.", -1.0) for _ in texts]

    answer = EngineResult("لكل فرد فرد صحةه.", -1.0, SentenceState.OK, "0-0 1-1 1-2 2-3 3-4")
    (one,) = mend(["Everyone has health."], [answer], run, ("en", "ar"))
    assert one.result.text == "لكل فرد صحته."
    assert one.state is SentenceState.REPAIRED
    assert not asked
    assert "2-2" in one.result.alignment.split()
