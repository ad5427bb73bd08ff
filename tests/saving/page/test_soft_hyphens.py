"""Pages that part their words for the line's end: a word is stored whole, as readers look it up."""

from __future__ import annotations

import re

import pytest

from reader.saving.extraction.extract import extract
from tests.saving.page_kinds.test_pages_of_kinds import lines_of

PAGES = {
    "fr": (
        "Une candidature collective pour la présidence de l’établissement",
        [
            "L’initiative, portée par plusieurs enseignantes, réclame une évaluation indépendante de l’État.",
            "Les conditions nécessaires à cette autonomie disparaissent depuis une quinzaine d’années, "
            "expliquent les signataires dans leur lettre.",
            "La candidature a peu de chances d’aboutir ; elle illustre une séparation qui s’approfondit.",
        ],
    ),
    "de": (
        "Gemeinschaftliche Bewerbung um den Vorsitz der Forschungseinrichtung",
        [
            "Mehrere Wissenschaftlerinnen verlangen eine unabhängige Beurteilung ihrer Forschungsarbeit.",
            "Die Voraussetzungen dieser Selbstverwaltung verschwinden seit eineinhalb Jahrzehnten, schreiben "
            "die Unterzeichnenden.",
            "Die Bewerbung hat geringe Aussichten; sie veranschaulicht eine wachsende Entfremdung.",
        ],
    ),
}


def parted(text: str, mark: str) -> str:
    """The text with a mark after every third letter of its longer words."""
    return re.sub(r"[^\W\d_]{7,}", lambda word: mark.join(re.findall(r".{1,3}", word[0])), text)


@pytest.mark.parametrize("mark", ["\u00ad", "&shy;", "&#173;", "&#xAD;", "&#x00ad;"])
@pytest.mark.parametrize("language", PAGES)
def test_words_are_stored_without_soft_hyphens(language: str, mark: str) -> None:
    title, lines = PAGES[language]
    text = "".join(f"<p>{parted(line, mark)}</p>" for line in lines * 3)
    found = extract(
        f"<!doctype html><html lang={language}><head><title>{parted(title, mark)}</title></head><body>"
        f"<header><a href=/>Le Foyer</a></header><main><h1>{parted(title, mark)}</h1>"
        f"<p class=author>{parted('Anna Vandenberghe', mark)}</p>"
        f"<div class=text>{text}</div></main><footer><p>Le Foyer</p></footer></body></html>".encode(),
        "https://foyer.example/candidature",
        "text/html; charset=utf-8",
    )
    assert (found.title, found.author, lines_of(found.html)) == (title, "Anna Vandenberghe", lines * 3)
    assert not found.incomplete
