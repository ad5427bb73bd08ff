"""Code, names of files, bare figures and headlines in capitals."""

from __future__ import annotations

import pytest

from reader.translation.quality.addresses import ADDRESSES
from reader.translation.quality.health import ADDRESS, check
from reader.translation.quality.no_prose import (
    figures_alone,
    in_capitals,
    quoted,
    sentence_case,
    stays,
    without_credit,
)


@pytest.mark.parametrize(
    "text",
    [
        "pip install liseuse",
        "git commit -m x",
        "rapport_final.pdf",
        "const x = 1;",
        "v2.0.1-beta",
        "#LeBrief a@b.ma",
        "print(name);",
        "SELECT * FROM a WHERE b == 1;",
        "return x;",
        "i++;",
        "} else {",
    ],
)
def test_what_is_no_prose_stays(text: str) -> None:
    assert stays(text)


@pytest.mark.parametrize(
    "text",
    [
        "Go to the shop",
        "Make sense of it.",
        "Il fait beau ; il pleut.",
        "Aller.",
        "Liseuse 2.3.1",
        "le pain ;",
        "bread;",
        "installation d’un système (de base) ;",
        "long;",
        "Le module publié sous le nom XML::Handler est empaqueté ici.",
        "",
        "Non.",
    ],
)
def test_prose_is_translated(text: str) -> None:
    assert not stays(text)


@pytest.mark.parametrize(
    ("text", "english", "arabic"),
    [
        ("1 234 567 €", "€1,234,567", "1,234,567 €"),
        ("3,5 %", "3.5%", "3.5%"),
        ("−12 °C", "-12°C", "-12°C"),
        ("12 villes", None, None),
    ],
)
def test_figures_alone_follow_the_language(text: str, english: str | None, arabic: str | None) -> None:
    assert figures_alone(text, ("fr", "en")) == english
    assert figures_alone(text, ("fr", "ar")) == arabic
    if english is not None:  # as the way by English has it
        assert figures_alone(english, ("en", "ar")) == arabic


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("Ouvrez config.yaml, puis src/app/main.py.", ["config.yaml", "src/app/main.py"]),
        ("Le rapport-2024.pdf est là : voir notes_1.txt", ["rapport-2024.pdf", "notes_1.txt"]),
        ("https://a.ma/b.pdf et jean.pdf@a.ma", ["https://a.ma/b.pdf", "jean.pdf@a.ma"]),
        ("Il a fini.Puis il part à 5.30 p.m. avec M. Dupont", []),
    ],
)
def test_names_of_files_in_a_sentence_are_kept_as_addresses_are(text: str, files: list[str]) -> None:
    assert ADDRESSES.findall(text) == files
    found = check(text, "Somebody else has it now.", ("fr", "en"))
    assert [fault.detail for fault in found if fault.kind == ADDRESS] == files[:1]


def test_a_headline_in_capitals_is_read_in_small_letters() -> None:
    text = "LE MAROC SIGNE AVEC NEXUS UN ACCORD SUR LE PIB"
    assert in_capitals(text)
    assert sentence_case(text, "fr") == "Le Maroc signe avec Nexus un accord sur le PIB"
    assert not in_capitals("L’ONU et l’OTAN") and not in_capitals("Le Maroc signe un accord avec la NASA")


@pytest.mark.parametrize(
    ("target", "language", "wanted"),
    [
        ('"We go," he says.', "en", "“We go,” he says."),
        ("« We go », he says.", "en", "“We go”, he says."),
        ('قال: "نعم".', "ar", "قال: «نعم»."),
    ],
)
def test_quotation_marks_are_those_of_the_language(target: str, language: str, wanted: str) -> None:
    assert quoted("« Nous partons », dit-il.", target, language) == wanted
    assert quoted("Il part.", target, language) == target


@pytest.mark.parametrize(
    ("caption", "prose"),
    [
        ("© DR", ""),
        ("La salle du conseil. © Une Agence", "La salle du conseil."),
        ("Le port au matin © 2024 Jean de La Tour / AFP", "Le port au matin"),
        ("© Tous droits réservés", "© Tous droits réservés"),
        ("Le signe © protège les auteurs.", "Le signe © protège les auteurs."),
        ("Le port au matin", "Le port au matin"),
        ("الميناء صباحا © جميع الحقوق محفوظة", "الميناء صباحا © جميع الحقوق محفوظة"),
    ],
)
def test_a_credit_is_no_prose(caption: str, prose: str) -> None:
    assert without_credit(caption) == prose
