"""Numbers, dates, percentages and names compared across languages and letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.translation.quality.figures import changed_figures, numbers
from reader.translation.quality.language_facts import MONTHS, PLACES, skeleton
from reader.translation.quality.names import lost_names

FR_EN, EN_AR, FR_AR = ("fr", "en"), ("en", "ar"), ("fr", "ar")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10 000 et 2.300.000", ["10000", "2300000"]),
        ("3,5 % ou 3.5%", ["35", "35"]),
        ("le 05 mai", ["5"]),
        ("12-13 et 4x4", ["12", "13", "4", "4"]),
        ("aucun", []),
    ],
)
def test_numbers_have_one_spelling(text: str, found: list[str]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("source", "target", "languages"),
    [
        ("En 2026, 12 élus.", "In 2026, twelve members.", FR_EN),
        ("Le 1er mai", "1 May", FR_EN),
        ("Rendez-vous à 18 h.", "Meet at 6 p.m.", FR_EN),
        ("dans les années 30", "in the 1930s", FR_EN),
        ("Il y a dix ans", "10 years ago", FR_EN),
        ("50 pour cent", "50 percent", FR_EN),
        ("La dette baisse de 2,5 points.", "Debt falls by 2.5%.", FR_EN),
        ("12 janvier 2026", "١٢ يناير ٢٠٢٦", FR_AR),
        ("3 years", "ثلاث سنوات", EN_AR),
        ("100 people", "مئة شخص", EN_AR),
        ("See www.a.ma/2026 now", "انظر www.a.ma/2026 الآن", EN_AR),
    ],
)
def test_figures_that_say_the_same(source: str, target: str, languages: tuple[str, str]) -> None:
    assert changed_figures(source, target, languages) == []


@pytest.mark.parametrize(
    ("source", "target", "languages", "changed"),
    [
        ("12 élus", "13 members", FR_EN, {"12", "13"}),
        ("12 élus", "members", FR_EN, {"12"}),
        ("des élus", "7 members", FR_EN, {"7"}),
        ("le 12 mars", "on 12 April", FR_EN, {"mars"}),
        ("en déc. 2024", "in 2024", FR_EN, {"décembre"}),
        ("5 %", "5", FR_EN, {"%"}),
        ("5", "5 %", FR_EN, {"%"}),
        ("3.5 percent", "34.5 في المئة", EN_AR, {"35", "345"}),
        ("1,000 dirhams", "100 درهم", EN_AR, {"1000", "100"}),
        ("10 000 morts et 10 000 blessés", "10,000 dead", FR_EN, {"10000"}),
    ],
)
def test_figures_that_changed(
    source: str, target: str, languages: tuple[str, str], changed: set[str]
) -> None:
    assert {c.replace("déc.", "décembre") for c in changed_figures(source, target, languages)} == changed


@given(st.lists(st.integers(0, 10**7), max_size=6), st.sampled_from([FR_EN, FR_AR]))
def test_a_copy_never_changes_a_figure(figures: list[int], languages: tuple[str, str]) -> None:
    text = " puis ".join(map(str, figures))
    assert changed_figures(text, text.replace("puis", "x"), languages) == []


def test_tens_are_known_in_words() -> None:
    words = ("ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred")
    for number, word in zip(range(10, 101, 10), words, strict=True):
        source = f"Il y a {number} villes."
        assert changed_figures(source, f"There are {word} towns.", ("fr", "en")) == []
        assert changed_figures(source, "There are many towns.", ("fr", "en")) != []


@pytest.mark.parametrize(
    ("word", "consonants"),
    [
        ("Rabat", "rbt"),
        ("Marrakech", "mrks"),
        ("Khadija", "kdj"),
        ("Mohammed", "mhmd"),
        ("Anna", "n"),
        ("aeiou", ""),
    ],
)
def test_the_consonants_of_a_word_each_once_in_a_row(word: str, consonants: str) -> None:
    assert skeleton(word) == consonants


def test_every_language_has_twelve_months() -> None:
    assert {len(names) for names in MONTHS.values()} == {12}


def test_places_are_written_in_low_letters_of_several_languages() -> None:
    assert all(way == way.lower() for ways in PLACES for way in ways)
    assert all(len(ways) > 1 for ways in PLACES)


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Baraka", "بركة"),
        ("Akhannouch", "أخنوش"),
        ("Ziyech", "زياش"),
        ("Mohammed", "محمد"),
        ("Lamjarred", "لمجرد"),
        ("Rabat", "الرباط"),
    ],
)
def test_a_name_sounds_alike_in_both_alphabets(latin: str, arabic: str) -> None:
    import difflib

    assert difflib.SequenceMatcher(None, skeleton(latin), skeleton(arabic), False).ratio() >= 0.66


@pytest.mark.parametrize(
    ("source", "target", "languages"),
    [
        ("M. Aziz Akhannouch parle.", "Mr. Aziz Akhannouch speaks.", FR_EN),
        ("M. Aziz Akhannouch parle.", "يتحدث عزيز أخنوش.", FR_AR),
        ("Le Conseil a voté à Genève.", "The Council voted in Geneva.", FR_EN),
        ("Il vient de Marrakech.", "He comes from Marrakesh.", FR_EN),
        ("L’Assemblée nationale a voté.", "Parliament voted.", FR_EN),
        ("Les Marocains votent.", "Moroccans vote.", FR_EN),
        ("Le Front National et Air France.", "The National Front and Air France.", FR_EN),
        ("Philippe Auguste a bâti le Louvre.", "Philip Augustus built the Louvre.", FR_EN),
        ("Amnesty Internationale a parlé.", "Amnesty International spoke.", FR_EN),
        ("Selon lui, rien.", "According to him, nothing.", FR_EN),
        ("Mohammed VI parle.", "محمد السادس يتحدث.", FR_AR),
        ("La CEDEAO et l’OCDE ont signé avec l’UNESCO.", "ECOWAS and OECD signed with UNESCO.", ("fr", "en")),
        ("LE MAROC SIGNE AVEC NEXUS", "MOROCCO SIGNS WITH POLES", ("fr", "en")),
        ("It serves the United Nations.", "ويخدم الأمم المتحدة.", ("en", "ar")),
        ("Marfa owns 5 of them.", "ـ 5 منها تملكها مارفا.", ("en", "ar")),
        ("Considérant que les États Membres signent.", "ولما كانت الدول الأعضاء توقع.", ("fr", "ar")),
    ],
)
def test_names_that_are_there(source: str, target: str, languages: tuple[str, str]) -> None:
    assert lost_names(source, target, languages) == []


@pytest.mark.parametrize(
    ("source", "target", "languages", "name"),
    [
        ("Hier, Aziz Akhannouch parlait.", "Yesterday, Aziz Warrior spoke.", FR_EN, "Akhannouch"),
        ("Le chef de Mistral AI parle.", "The head of Migace AI speaks.", FR_EN, "Mistral"),
        ("Il est né à Volubilis.", "He was born in the house.", FR_EN, "Volubilis"),
        ("Hier, Didier Deschamps parlait.", "Yesterday, Didier Bridgewood spoke.", FR_EN, "Deschamps"),
        ("Le film de Julie Maison plaît.", "Julie Bridgewood's film pleases.", FR_EN, "Maison"),
        ("Il vit au Maroc.", "He lives in Spain.", FR_EN, "Maroc"),
        ("He came to Tangier.", "جاء إلى البيت.", EN_AR, "Tangier"),
        ("Apple has a plan for Lagos.", "لدى الشركة خطة للمدينة.", EN_AR, "Apple"),
        ("Apple has a plan for Lagos.", "لدى آبل خطة للمدينة.", EN_AR, "Lagos"),
        ("Le système NEXUS de la police.", "The POLES system of the police.", ("fr", "en"), "NEXUS"),
        ("Hier, l’agence Health Canada a parlé.", "The Warrior Canada agency spoke.", FR_EN, "Health"),
    ],
)
def test_names_that_are_lost(source: str, target: str, languages: tuple[str, str], name: str) -> None:
    assert name in lost_names(source, target, languages)
