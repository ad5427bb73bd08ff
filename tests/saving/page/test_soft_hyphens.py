"""Pages that part their words for the line's end: a word is stored whole, as readers look it up."""

from __future__ import annotations

import json
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


@pytest.mark.parametrize("mark", ["\u00ad", "&shy;", "&shy", "&#173;", "&#173", "&#xAD;", "&#x00ad;"])
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


def page(text: str, head: str = "") -> bytes:
    return (
        f"<!doctype html><html lang=fr><head><title>Le moulin</title>{head}</head><body><main>"
        f"<h1>Le moulin</h1><div class=text>{text}</div></main></body></html>"
    ).encode()


@pytest.mark.parametrize("mark", ["\u00ad", "&shy;"])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_an_address_keeps_its_soft_hyphens(mark: str, quote: str) -> None:
    """Where a file's name has one, there is no picture and no page at the address without it."""
    lines = PAGES["fr"][1] * 3
    lines[1] += f" <a href={quote}https://mou{mark}lin.example/col{mark}line.pdf{quote}>La col{mark}line</a>."
    lines[2] += (
        f"<img src={quote}mou{mark}lin.jpg{quote} alt={quote}Le mou{mark}lin{quote} width=800 height=600>"
    )
    found = extract(page("".join(f"<p>{line}</p>" for line in lines)), "https://foyer.example/a", "text/html")
    assert 'href="https://moulin.example/col%C2%ADline.pdf"' in found.html and ">La colline</a>" in found.html
    assert 'src="https://foyer.example/mou%C2%ADlin.jpg"' in found.html and 'alt="Le moulin"' in found.html
    assert "\u00ad" not in found.html


def test_what_a_page_declares_is_compared_without_them() -> None:
    """PHP and Python write them in JSON by their number."""
    told = {
        "@type": "NewsArticle",
        "articleBody": parted(" ".join(PAGES["fr"][1] * 6), "\u00ad"),
        "description": parted(PAGES["fr"][1][0], "\u00ad"),
        "author": {"@type": "Person", "name": parted("Anna Vandenberghe", "\u00ad")},
        "keywords": "C:\\u00ad",  # no number, but a folder's name
    }
    script = f"<script type=application/ld+json>{json.dumps(told)}</script>"
    assert "\\u00ad" in script
    text = "".join(f"<p>{parted(line, '&shy;')}</p>" for line in PAGES["fr"][1] * 6)
    found = extract(page(text, script), "https://foyer.example/a", "text/html")
    assert (found.incomplete, found.description) == ("", PAGES["fr"][1][0])
    assert found.author == "Anna Vandenberghe"


def test_an_address_keeps_a_value_named_like_a_soft_hyphen() -> None:
    """Without its semicolon the name is a soft hyphen in text, and in an address the name of a value."""
    lines = PAGES["fr"][1] * 3
    lines[1] += ' <a href="/voir?page=2&shy=3&shyness=4">La page deux</a> de <b>l’éta&shyblissement</b>.'
    found = extract(page("".join(f"<p>{line}</p>" for line in lines)), "https://foyer.example/a", "text/html")
    assert 'href="https://foyer.example/voir?page=2&amp;shy=3&amp;shyness=4"' in found.html
    assert "l’établissement" in found.html
