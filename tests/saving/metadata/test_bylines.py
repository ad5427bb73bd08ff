"""Who wrote it: bylines as newspapers set them, each below a headline and above a text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader.saving.metadata.bylines import authors_of
from reader.saving.metadata.person_names import clean_name, is_person, names_in
from reader.saving.metadata.structured_data import read_structured
from reader.saving.page.elements import parse
from reader.saving.page.prepare import prepare

CASES = json.loads((Path(__file__).parents[2] / "data" / "bylines.json").read_text("utf-8"))
_TEXT = (
    "<p>Un texte assez long pour être celui d’un article. En voici la seconde phrase, et la suite.</p>" * 3
)


def authors(byline: str = "", declared: Any = None, site: str = "Journal", below: str = "") -> str:
    node = {"@type": "NewsArticle", "author": declared}
    script = f'<script type="application/ld+json">{json.dumps(node)}</script>' if declared else ""
    prepared = prepare(
        f"<html><head>{script}</head><body><main><article><h1>Le titre de l’article du jour</h1>{byline}"
        f"<div class='body'>{_TEXT}{below}</div></article></main></body></html>"
    )
    tree = parse(prepared.html)
    structured = read_structured(tree, prepared.json_ld)
    return authors_of(tree, structured, site, tree.find(".//div[@class='body']"))


@pytest.mark.parametrize("case", CASES, ids=[case["byline"][:60] for case in CASES])
def test_the_byline_is_read_and_weighed_against_what_is_declared(case: dict[str, Any]) -> None:
    assert authors(case["byline"], case.get("declared"), case["site"]) == case["author"]


@pytest.mark.parametrize("word", ["Hazırlayan", "HAZIRLAYAN", "YAZI", "MUHABİR"])
def test_a_part_of_a_line_may_begin_in_capitals_without_dots(word: str) -> None:
    assert authors(f"<p>Anadolu · {word}: Ayşe Yılmaz</p>") == "Ayşe Yılmaz"


@pytest.mark.parametrize(
    ("below", "author"),
    [
        ("<p>Par Anna Bell</p>", "Anna Bell"),
        ("<p style='text-align:right'><em>Par Anna Bell</em></p>", "Anna Bell"),
        ("<p>Par Anna Bell (avec agences)</p>", "Anna Bell"),
        ("<p>Best Practices</p>", ""),
        ("<p>Copyright © 2004 – 2026 by Harbour Boats</p>", ""),
        ("<p>Copyright 2004 – 2026 by Harbour Boats</p>", ""),
        ("<p>(c) 2026 by Harbour Boats</p>", ""),
        ("<div>Cancel Accept</div>", ""),
        ("<p><strong>BERITA TERKAIT</strong></p>", ""),
        ("<p>© Anna Bell</p>", ""),
        ("<p><b>Bonne lecture</b></p>", ""),
        ("<p><a href='/tag/x'>Anna Bell</a></p>", ""),
        ("<p>Île de France</p>", ""),
    ],
)
def test_below_the_text_only_a_line_that_says_so_signs_it(below: str, author: str) -> None:
    assert authors(below=below) == author


def test_a_byline_of_another_article_is_not_taken() -> None:
    cards = "<div class='card'><span class='author'>Bob Crow</span></div>"
    comment = "<div class='comments'><p class='author'>Bob Crow</p></div>"
    assert authors(cards + comment) == ""
    assert authors(cards + "<p class='author'>Anna Bell</p>" + comment) == "Anna Bell"


def test_names_with_and_without_a_page_of_their_own_stand_together() -> None:
    names = "<i class='n'>Anna Bell</i> and <i class='n'><a href='/author/bob'>Bob Crow</a></i>"
    assert authors(f"<div class='byline'>By {names}</div>") == "Anna Bell, Bob Crow"


def test_the_footer_of_the_article_may_sign_it_and_that_of_the_page_not() -> None:
    signed = "<footer id='{}'><span>Par : <a href='/auteur/anna' rel='author'>Anna Bell</a>|</span></footer>"
    assert authors(below=f"</div>{signed.format('article-footer')}<div>") == "Anna Bell"
    assert authors(below=f"</div></article>{signed.format('page')}<article><div>") == ""


def test_the_byline_nearest_to_the_text_counts() -> None:
    frame = "</article></main><div class='author'>Bob Crow</div><main><article>"
    assert authors("<p class='author'>Anna Bell</p>", below=frame) == "Anna Bell"


def test_an_author_that_is_only_an_address_in_the_graph_is_followed() -> None:
    graph = {
        "@graph": [
            {"@type": "Article", "headline": "x", "author": {"@id": "#p"}, "datePublished": "2025-01-01"},
            {"@type": "Person", "@id": "#p", "name": "Anna Bell"},
        ]
    }
    tree = parse("<html><body><p>Un texte</p></body></html>")
    assert authors_of(tree, read_structured(tree, (json.dumps(graph),)), "Journal") == "Anna Bell"


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Anna Bell", True),
        ("Jean-Marc Vittori", True),
        ("Ludwig van Beethoven", True),
        ("Leïla d’Aumont", False),  # one part alone is too little to be sure
        ("محمد العلوي", True),
        ("Édouard Philippe", True),
        ("Édition du matin", False),  # a capital that is no ASCII letter is one all the same
        ("édouard philippe", False),
        ("محمد", False),
        ("م. العلوي", True),
        ("Le Monde", False),
        ("Anna", False),
        ("Senior Reporter", False),
        ("BB News", False),
        ("anna bell", False),
        ("Anna Bell (AFP)", False),
        ("Une phrase qui commence bien", False),
    ],
)
def test_what_looks_like_one_person(name: str, person: bool) -> None:
    assert is_person(name) is person


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Le Monde – Anna Bell", "Anna Bell"),
        ("Anna Bell – Le Monde", "Anna Bell"),
        ("Monde – Anna Bell", "Anna Bell"),
        ("Mo – Anna", "Mo"),  # two letters are too few to be the newspaper's own
        ("Anna – Par Bob Crow", "Bob Crow"),
        ("Anna – Bob Crow", "Bob Crow"),
        ("Anna Bell – Bob", "Anna Bell"),
    ],
)
def test_the_newspapers_name_beside_the_authors_is_none(line: str, name: str) -> None:
    assert names_in(line, "Le Monde") == [name]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("<p>Anna Bell | 3 mars 2020</p>", "Anna Bell"),
        ("<p>3 mars 2020 — Anna Bell</p>", "Anna Bell"),
        ("<p>Rubrique | 3 mars 2020</p>", ""),
        ("<p>Rubrique | 3 mars 2020 | Anna Bell</p>", "Anna Bell"),
        ("<p>Île de France | 3 mars 2020</p>", ""),
        ("<p>Anna Bell | hier</p>", ""),
        ("<h2>Anna Bell | 3 mars 2020</h2>", ""),
        (f"<aside><p>Bob Crow | 3 mars 2020</p>{_TEXT}</aside>", ""),
        ("<p>Bob Crow | 3 mars 2020" + "<i></i>" * 60 + "</p>", ""),
    ],
)
def test_the_name_beside_the_date_below_the_headline_signs(line: str, name: str) -> None:
    assert authors(line) == name


@pytest.mark.parametrize(
    "text",
    ["", "Photo : Anna Bell", "Traduction : Anna Bell", "صورة: ليلى", "12 mars 2020", "https://x.example"],
)
def test_what_is_beside_a_name_is_none(text: str) -> None:
    assert names_in(text) == []


def test_long_lines_and_sentences_are_no_names() -> None:
    assert clean_name("Anna " * 30) == ""
    assert clean_name("Anna Maria Bell de la Cruz y") == "Anna Maria Bell de la Cruz y"
    assert clean_name("Anna Maria Bell de la Cruz y Crow") == "", "eight words are a sentence"
    assert clean_name("Est-ce Anna Bell ?") == ""
    assert names_in("Par Anna Bell, journaliste") == ["Anna Bell"]
