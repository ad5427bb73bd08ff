"""Words linked from the sentence pair alone: spelling, place, a lexicon; no attention."""

from __future__ import annotations

from collections.abc import Sequence, Set

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.alignment import Link, words
from reader.translation.engines.sentence_alignment import align, alike
from tests.benchmarks.linked_by_hand import CERTAIN, CONTENT, FUNCTION, by_aligner, found, load

LEXICON = {
    ("casa", "house"),
    ("branca", "white"),
    ("livro", "book"),
    ("comprou", "bought"),
    ("ontem", "yesterday"),
    ("polícia", "police"),
    ("bibliothèque", "مكتبة"),
}


def likely(word: str, other: str) -> float:
    return float((word, other) in LEXICON)


def linked(
    source: str, target: str, lexicon: Set[tuple[str, str]] = LEXICON, sure: Sequence[Link] = ()
) -> set[tuple[str, str]]:
    here = [source[slice(*span)] for span in words(source)]
    there = [target[slice(*span)] for span in words(target)]
    links = align(source, target, lambda word, other: float((word, other) in lexicon), sure)
    return {(here[s], there[t]) for s, t in links}


def test_what_changes_places_is_followed() -> None:
    seen = linked("Ontem, a Maria comprou a casa branca.", "Maria bought the white house yesterday.")
    assert {("Ontem", "yesterday"), ("casa", "house"), ("branca", "white"), ("comprou", "bought")} <= seen
    assert {("Maria", "Maria"), (".", ".")} <= seen


def test_names_figures_and_relatives_need_no_lexicon() -> None:
    seen = linked(
        "En 2027, l’Université de Genève aura 1 250 étudiants.",
        "In 2027, Geneva University will have 1,250 students.",
    )
    assert {("2027", "2027"), ("Université", "University"), ("Genève", "Geneva"), ("250", "250")} <= seen


def test_arabic_digits_signs_and_joined_words_are_known() -> None:
    seen = linked("La bibliothèque ouvre en 2026 ?", "هل تفتح والمكتبة في ٢٠٢٦؟")
    assert {("2026", "٢٠٢٦"), ("?", "؟")} <= seen
    assert alike("المكتبة", "مكتبة") == 1.0 and alike("والمكتبة", "مكتبة") == 1.0


@pytest.mark.parametrize(
    ("word", "other"), [("ministre", "minister"), ("crise", "crisis"), ("2,5", "2.5"), ("«", "“")]
)
def test_relatives_are_alike(word: str, other: str) -> None:
    assert alike(word, other) > 0.5


@pytest.mark.parametrize(
    ("word", "other"), [("chat", "cat"), ("2026", "2027"), (",", "."), ("la", "the"), ("mais", "main")]
)
def test_strangers_are_not(word: str, other: str) -> None:
    assert alike(word, other) < 0.5


def test_nothing_has_no_links() -> None:
    assert align("", "a") == [] and align("a", "") == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_pair_gives_links_between_words_that_are_there(source: str, target: str) -> None:
    here, there = len(words(source)), len(words(target))
    assert all(0 <= s < here and 0 <= t < there for s, t in align(source, target, likely))


def test_what_is_left_on_both_sides_belongs_together_wherever_it_stands() -> None:
    assert ("visited", "زار") in linked(
        "Amina visited a library", "زار أمينة مكتبة", {("library", "مكتبة")}, [(0, 1)]
    )


def test_arabic_begins_with_the_verb_where_subject_and_verb_are_left() -> None:
    seen = linked("Neighbours grow books", "يزرع جيراننا كتب", {("books", "كتب")})
    assert {("Neighbours", "جيراننا"), ("grow", "يزرع")} <= seen


def test_arabic_has_the_verb_first_and_what_describes_a_noun_after_it() -> None:
    seen = linked("Heavy rain closed the roads", "أغلقت الأمطار الغزيرة الطرق", {("roads", "الطرق")})
    assert {("closed", "أغلقت"), ("rain", "الأمطار"), ("Heavy", "الغزيرة")} <= seen


def test_a_neighbour_that_is_known_places_the_other_word() -> None:
    seen = linked(
        "Tunis won two gold medals", "فازت تونس بميداليتين ذهبيتين", {("gold", "ذهبيتين")}, [(0, 1)]
    )
    assert {("medals", "بميداليتين"), ("won", "فازت")} <= seen


@pytest.mark.parametrize("pair", ["en-ar", "fr-en"])
def test_names_and_numbers_of_pairs_linked_by_hand_are_found(pair: str) -> None:
    counts = found(load(pair), by_aligner(lambda _word, _other: 0.0))
    assert set(counts) == {CERTAIN, CONTENT, FUNCTION} and len(load(pair)) == 50
    assert counts[CERTAIN][0] >= 0.95 * counts[CERTAIN][1]
    assert counts[CONTENT][0] >= 0.75 * counts[CONTENT][1]
