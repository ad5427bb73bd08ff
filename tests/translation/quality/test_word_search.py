"""Whole words and currencies found without a pattern, as the pattern finds them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.translation.quality.measures import currencies, currency_patterns
from reader.translation.quality.transliteration import sounds_alike
from reader.translation.quality.word_lists import stands_whole

WORDS = st.text("aB1_é.- وبٌ", max_size=3)
TEXTS = st.text("aB1_é.- وبٌ", max_size=12)


@given(WORDS, TEXTS)
def test_a_whole_word_is_what_the_pattern_finds(word: str, text: str) -> None:
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None
    assert stands_whole(word, text) is found


@given(WORDS, TEXTS)
def test_an_arabic_particle_may_stand_before_it(word: str, text: str) -> None:
    found = re.search(rf"(?<![^\W\u0600-\u06ff]){re.escape(word)}(?!\w)", text) is not None
    assert stands_whole(word, text, after_arabic=True) is found


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("EUR", ("5 €", "5 EUR", "cinq Euros", "one euro", "باليورو", "5 يورو")),
        ("USD", ("$5", "5 USD", "five Dollars", "دولارات", "والدولار")),
        ("GBP", ("£5", "5 GBP", "livres sterling", "in sterling", "إسترليني", "استرليني")),
        ("JPY", ("¥5", "5 Yens", "one yen", "5 ين ياباني")),
        ("CNY", ("5 yuans", "Renminbi", "5 يوان")),
        ("CHF", ("5 francs suisses", "a Swiss franc", "5 CHF", "5 فرنكا سويسريا")),
        ("MAD", ("5 dirhams", "5 DH", "5 MAD", "5 درهما", "5 دراهم", "الدرهم")),
        ("RUB", ("5 roubles", "5 rubles", "5 روبلا", "₽5")),
        ("INR", ("₹5", "5 rupees", "5 roupies", "روبية")),
        ("TRY", ("₺5", "5 lires turques", "a Turkish lira", "ليرة تركية")),
        ("ILS", ("₪5", "5 shekels", "5 شيكلا", "شيقل")),
        ("SAR", ("5 rials", "5 riyals", "5 ريالا", "ريالات")),
    ],
)
def test_each_way_to_write_a_currency_is_seen(code: str, texts: tuple[str, ...]) -> None:
    for text in texts:
        assert currencies(text) == {code}, text
        assert currency_patterns()[code].search(text), text


def test_a_text_without_money_names_none() -> None:
    assert currencies("In the Yenisei made of Turkish trials, a dollarless neurologist.") == set()


@pytest.mark.parametrize(
    ("name", "word", "alike"),
    [
        ("Casablanca", "كازابلانكا", True),
        ("Bourdieu", "وبورديو", True),
        ("Shakespeare", "شكسبير", True),
        ("Casablanca", "طنجة", False),
        ("Bourdieu", "بورصة", False),
    ],
)
def test_the_least_cost_between_sounds(name: str, word: str, alike: bool) -> None:
    assert sounds_alike(name, word) is alike
