"""Words as the search knows them: asked and indexed alike, with offsets into the raw text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.library.search_text import LONGEST, fold_word, is_plain, raw_pattern, word_texts, words

TEXTS = st.text(max_size=60) | st.text(
    st.sampled_from("aéeÉœŒ'’lLqu ­\u0301\u064b\u0640أإاىيةه٣3ﬁßİıx中国日 -_.\u200f\n"), max_size=40
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("œuvre", "OEUVRE"),
        ("élu", "elu"),
        ("e\u0301lu", "ÉLU"),
        ("cœur", "coeur"),
        ("Ægide", "aegide"),
        ("l’eau", "eau"),
        ("L'EAU", "eau"),
        ("qu’elle", "elle"),
        ("Jusqu’à", "a"),
        ("lorsqu'il", "il"),
        ("straße", "STRASSE"),
        ("hy\u00adphen", "hyphen"),
        ("ﬁn", "fin"),
        ("ＷＩＤＥ", "wide"),
        ("İstanbul", "istanbul"),
        ("مُدَرِّسَةٌ", "مدرسه"),
        ("المدرســـة", "المدرسة"),
        ("أحمد", "احمد"),
        ("إلى", "الي"),
        ("آمال", "امال"),
        ("ٱلكتاب", "الكتاب"),
        ("سؤال", "سوال"),
        ("رئيس", "رييس"),
        ("على", "علي"),
        ("٢٠٢٦", "2026"),
        ("۴۵", "45"),
        ("ﻻ", "لا"),
        ("ک", "ك"),
    ],
)
def test_these_are_the_same_to_the_search(one: str, other: str) -> None:
    assert word_texts(one) == word_texts(other) == [word_texts(other)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("aujourd’hui", ["aujourd", "hui"]),
        ("don't", ["don", "t"]),
        ("Le Maroc, c’est l’été.", ["le", "maroc", "est", "ete"]),
        ("snake_case a_b", ["snake", "case", "a", "b"]),
        ("中国 日本語", ["中", "国", "日", "本", "語"]),
        ("2,5 % et 3.000", ["2", "5", "et", "3", "000"]),
        ("l’", []),
        ("… — «»", []),
        ("ـــ", []),
        ("قال: «الماء».", ["قال", "الماء"]),
        ("James’ book", ["james", "book"]),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert word_texts(text) == expected


def test_water_is_not_what() -> None:
    """ماء (water) keeps its hamza: without it every Arabic text would be about water."""
    assert word_texts("ماء") != word_texts("ما")


@given(TEXTS)
@example("e\u0301\u0301 l’\u0301a")
@example("\u0345\u03b1 ǆ ㎏ ﷺ ½")
def test_offsets_lead_to_the_word_in_the_raw_text(text: str) -> None:
    found = words(text)
    assert [w.text for w in found] == word_texts(text), "snippets see the words that were indexed"
    end = 0
    for word in found:
        assert end <= word.start < word.end <= len(text)
        end = word.end
        assert fold_word(text[word.start : word.end]) == word.text


@given(TEXTS)
def test_folding_again_changes_nothing_and_words_hold_letters_and_digits_only(text: str) -> None:
    for word in word_texts(text):
        assert word and word.isalnum() and len(word) <= LONGEST
        assert fold_word(word) == word
        assert not any(unicodedata.combining(c) for c in word)


@given(TEXTS)
def test_unicode_forms_of_a_text_are_the_same_to_the_search(text: str) -> None:
    assert word_texts(unicodedata.normalize("NFC", text)) == word_texts(unicodedata.normalize("NFD", text))


@given(st.text(st.sampled_from("aàeéœoæ’l ­\u0301بتَأاىيةه٣3ßs"), max_size=40))
def test_the_quick_pattern_misses_no_word_of_our_scripts(text: str) -> None:
    for word in words(text):
        assert raw_pattern(word.text).search(text), word
        assert raw_pattern(word.text[:2], True).search(text), word


@given(st.text(st.sampled_from("aàeéœŒoOæßªºs²lL’'« …\u202fبتأإاىيةهؤئلا3-_"), max_size=40))
def test_the_cheap_pattern_misses_no_word_of_a_plain_text(text: str) -> None:
    assert is_plain(text)
    for word in words(text):
        assert raw_pattern(word.text, plain=True).search(text), word
        assert raw_pattern(word.text[:2], True, plain=True).search(text), word


@pytest.mark.parametrize(
    "text", ["de\u0301ja", "trait\u00add’union", "كِتاب", "كتـاب", "٣", "Łódź", "日本", "ﬁn", "œ\u200d"]
)
def test_a_text_with_marks_or_rarer_letters_is_not_plain(text: str) -> None:
    assert not is_plain(text)


def test_a_word_without_end_is_cut() -> None:
    assert word_texts("x" * 100_000 + " y") == ["x" * LONGEST, "y"]


def test_lone_surrogates_and_nul_are_no_words() -> None:
    assert word_texts("a\ud800b \x00 c") == ["a", "b", "c"]
