"""Repair with an engine that the test plays: what is tried, what is taken, what never leaks."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.alignment import encode, words
from reader.core.model import SentenceState
from reader.translation.engines.attention_alignment import piece_words, word_links
from reader.translation.engines.engine import EngineResult, Search
from reader.translation.quality.protect import (
    STYLES,
    figure_spans,
    fixed_spans,
    localised,
    masked,
    name_spans,
    substituted,
    unmasked,
)
from reader.translation.quality.punctuation import fixed_punctuation
from reader.translation.quality.repair import Mended, mend

FR_EN, EN_AR = ("fr", "en"), ("en", "ar")


class Engine:
    """Answers by a function and notes what it was asked."""

    def __init__(self, answer: Callable[[str, Search], str]) -> None:
        self.answer = answer
        self.asked: list[list[str]] = []

    def __call__(self, sources: list[str], search: Search) -> list[EngineResult]:
        self.asked.append(sources)
        texts = [self.answer(s, search) for s in sources]
        links = [
            encode((i, i) for i in range(min(len(words(s)), len(words(t)))))
            for s, t in zip(sources, texts, strict=True)
        ]
        return [EngineResult(t, -0.5, SentenceState.OK, a) for t, a in zip(texts, links, strict=True)]


def mended(source: str, engine: Engine, languages: tuple[str, str] = FR_EN, **terms: str) -> Mended:
    first = engine([source], Search())
    return mend([source], first, engine, languages, terms)[0]


def test_a_good_sentence_asks_nothing_more() -> None:
    engine = Engine(lambda s, _: "The king speaks this evening.")
    one = mended("Le roi parle ce soir.", engine)
    assert (one.state, one.result.text) == (SentenceState.OK, "The king speaks this evening.")
    assert len(engine.asked) == 1


def test_without_the_final_dot_it_goes_better() -> None:
    engine = Engine(lambda s, _: "He left the town" if not s.endswith(".") else "Il est parti de la ville.")
    one = mended("Il est parti de la ville.", engine)
    assert (one.state, one.result.text) == (SentenceState.REPAIRED, "He left the town.")
    assert [f.kind for f in one.found] == ["untranslated"] and one.left == []


def test_a_repetition_is_forbidden_by_another_search() -> None:
    def answer(_: str, search: Search) -> str:
        return "The council met." if search.no_repeat_ngram else "The council council council council met."

    assert mended("Le conseil s’est réuni.", Engine(answer)).result.text == "The council met."


def test_what_cannot_be_mended_is_named_and_kept() -> None:
    engine = Engine(lambda s, _: "There were 7 countries.")
    one = mended("Il y avait 179 pays, 12 villes et 5 ports.", engine)
    assert one.state is SentenceState.SUSPECT
    assert "number" in [f.kind for f in one.left]


def test_a_try_that_is_worse_is_not_taken() -> None:
    engine = Engine(lambda s, search: "Who" if search.beam != 4 else "Who comes here today.")
    one = mended("Qui vient ici aujourd’hui ?", engine)
    assert one.result.text == "Who comes here today?" and one.state is SentenceState.REPAIRED
    assert len(engine.asked) == 1, "signs are put right without the engine"


def test_an_address_is_put_back_where_it_stood() -> None:
    engine = Engine(lambda s, _: "Write to contact Levelef ma now.")
    one = mended("Écrivez à contact@lebrief.ma maintenant.", engine)
    assert "contact@lebrief.ma" in one.result.text and one.state is SentenceState.REPAIRED


def test_a_glossary_term_stands_in_the_translation() -> None:
    def answer(source: str, _: Search) -> str:
        return source.replace("Le ", "The ").replace("parle", "speaks").replace("Makhzen", "warehouse")

    one = mended("Le Makhzen parle.", Engine(answer), Makhzen="Makhzen (palace)")
    assert one.result.text == "The Makhzen (palace) speaks."


def test_a_sentence_without_the_term_is_left_alone() -> None:
    engine = Engine(lambda s, _: "The king speaks.")
    assert mended("Le roi parle.", engine, Makhzen="Makhzen").found == []


SOURCE = "Voir https://a.ma/b?c=1, écrire à x@y.ma et dire 12 à Talbi Alami."


@pytest.mark.parametrize("style", STYLES)
def test_signs_come_back_as_what_they_stood_for(style: str) -> None:
    fixed = fixed_spans(SOURCE, {"Talbi Alami": "Talbi El Alami"})
    hidden = masked(SOURCE, fixed, style)
    assert "a.ma" not in hidden and "Talbi" not in hidden
    back = unmasked(hidden, fixed, style)
    assert back == SOURCE.replace("Talbi Alami", "Talbi El Alami")
    assert unmasked(hidden[:-20], fixed, style) is None
    assert unmasked(hidden + hidden, fixed, style) is None


@given(st.text("§0123Zzx \ue000\ue001abc", max_size=40), st.sampled_from(STYLES))
def test_no_sign_ever_leaks(target: str, style: str) -> None:
    fixed = fixed_spans("Voir www.a.ma et x@y.ma", {})
    back = unmasked(target, fixed, style)
    assert back is None or not re.search("[\ue000-\uf8ff]|§\\s?\\d|zzx\\d", back, re.IGNORECASE)


def test_a_mark_inside_a_word_goes_after_its_word() -> None:
    source = "Le Maroc1 gagne."
    assert (
        substituted(source, "Morocco wins.", "0-0 1-0 2-1 3-2", figure_spans(source, FR_EN))
        == "Morocco1 wins."
    )


def test_no_sign_gives_way_to_a_figure() -> None:
    source = "À 75 ans, il rit."
    assert substituted(source, "At last, he laughs.", "0-0 1-2 4-3", figure_spans(source, FR_EN)) is None
    source = "La note Caa1 baisse."
    assert substituted(source, "The mark, falls.", "0-0 1-1 2-2 3-3", figure_spans(source, FR_EN)) is None


def test_no_small_word_gives_way_to_a_name() -> None:
    source = "Son Zoruba en fait trop."
    names = name_spans(source, ["Zoruba"])
    assert substituted(source, "Does it make too much?", "0-1 1-2 2-3", names) is None
    assert substituted(source, "His zoroba does it.", "0-0 1-1 2-2", names) == "His Zoruba does it."


@pytest.mark.parametrize(
    ("again", "taken"),
    [
        ("The Albanian organization freed the 12 hosts.", False),
        ("The Islamist organization freed the 12 hostages.", True),
    ],
)
def test_a_try_that_says_less_of_the_source_is_not_taken(again: str, taken: bool) -> None:
    first = "The Islamist organization freed the hostages."
    engine = Engine(lambda _, search: first if search == Search() else again)
    one = mended("L’organisation islamiste a libéré les 12 otages.", engine)
    assert one.result.text == (again if taken else first)


@pytest.mark.parametrize(
    ("figure", "english"),
    [
        ("3,5", "3.5"),
        ("10 000", "10,000"),
        ("2.300.000", "2,300,000"),
        ("1 234,5", "1,234.5"),
        ("22:30", "22:30"),
    ],
)
def test_figures_are_written_as_the_language_does(figure: str, english: str) -> None:
    assert localised(figure, FR_EN) == english


@pytest.mark.parametrize(
    ("source", "target", "language", "fixed"),
    [
        ("Who?", "من؟؟", "ar", "من؟"),
        ("Who?", "من؟.", "ar", "من؟"),
        ("Who?", "من?", "ar", "من؟"),
        ("A, b; c.", "أ, ب; ج.", "ar", "أ، ب؛ ج."),
        ("Il part.", "He leaves", "en", "He leaves."),
        ("Titre", "Title.", "en", "Title"),
        ("« Il part. »", "“He leaves”", "en", "“He leaves.”"),
        ("Non !", "No.", "en", "No!"),
        ("Il hésite…", "He wavers.", "en", "He wavers…"),
        ("Il hésite…", "He wavers-", "en", "He wavers…"),
    ],
)
def test_signs_are_put_right(source: str, target: str, language: str, fixed: str) -> None:
    assert fixed_punctuation(source, target, language) == fixed
    assert fixed_punctuation(source, fixed, language) == fixed


def test_tokens_belong_to_words() -> None:
    assert piece_words("L'article paraît.", ["▁L'", "▁art", "icle", "▁", "paraît", "."]) == [
        0,
        2,
        2,
        -1,
        3,
        4,
    ]
    assert piece_words("", ["▁"]) == [-1]


def test_attention_becomes_links() -> None:
    links, attended = word_links(
        "un mot", ["▁un", "▁mot"], "a word", ["▁a", "▁wo", "rd"], [[0.9, 0.1], [0.2, 0.8], [0.5, 0.5]]
    )
    assert sorted(links) == [(0, 0), (1, 1)]
    assert sorted(attended) == [(0, 0), (0, 1), (1, 1)]


def test_a_word_that_everything_attends_to_takes_no_links_from_others() -> None:
    """As full stops do, and the word beside; what was left out is still seen by the attention as it is."""
    source, target = "Les prix montent.", "Prices rise."
    attention = [[0.2, 0.2, 0.1, 0.5], [0.05, 0.1, 0.35, 0.5], [0.05, 0.05, 0.05, 0.85]]
    pieces, tokens = ["▁Les", "▁prix", "▁montent", "."], ["▁Prices", "▁rise", "."]
    links, attended = word_links(source, pieces, target, tokens, attention)
    assert {(1, 0), (2, 1), (3, 2)} <= set(links)
    assert {there for here, there in links if here == 3} == {2}
    assert {here for here, _ in attended}.isdisjoint({0, 1})
    left_out = [[0.0, 0.0, 0.1, 0.9], [0.0, 0.0, 0.3, 0.7], [0.0, 0.0, 0.0, 1.0]]
    links, _ = word_links(source, pieces, target, tokens, left_out)
    assert {here for here, _ in links}.isdisjoint({0, 1})
