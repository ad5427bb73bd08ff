"""Authors, dates and titles where several places of a page name one: which of them is believed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reader.saving.metadata.bylines import authors_of
from reader.saving.metadata.dates import published_of
from reader.saving.metadata.structured_data import read_structured
from reader.saving.metadata.titles import title_of
from reader.saving.page.elements import parse
from reader.saving.page.prepare import prepare

PERSON = {"@type": "Person", "name": "Élodie Ramanana"}
TEXT = "<p>Un texte assez long pour être celui d’un article. En voici la seconde phrase, et la suite.</p>" * 3


def page(above: str = "", node: dict[str, Any] | None = None, below: str = "", head: str = "") -> Any:
    script = f'<script type="application/ld+json">{json.dumps(node)}</script>' if node else ""
    prepared = prepare(
        f"<html><head>{head}{script}</head><body><main><article>{above}"
        f"<div class='body'>{TEXT}{below}</div></article></main></body></html>"
    )
    tree = parse(prepared.html)
    return tree, read_structured(tree, prepared.json_ld)


def authors(byline: str, declared: Any = None, below: str = "") -> str:
    node = {"@type": "NewsArticle", "author": declared} if declared else None
    tree, structured = page(f"<h1>Le titre de l’article du jour</h1>{byline}", node, below)
    return authors_of(tree, structured, "Journal", tree.find(".//div[@class='body']"))


@pytest.mark.parametrize(
    "shown",
    [
        "<span class='author'>AFP</span><p>Élodie Ramanana</p>",
        "<span class='author'>Ver biografía</span><p>Élodie Ramanana</p>",
        "<span class='author'><a href='/author/x'>Xing</a></span><p>Élodie Ramanana</p>",
        "<p class='author'>Article information</p><p>Élodie Ramanana</p>",
        "<p class='autor'>Nach Angriff</p><p>Élodie Ramanana</p>",
        "<p class='authors'>Fact Checked</p><p>By Élodie Ramanana</p>",
        "<figure><img src='a.jpg'><figcaption>Rue <span class='author'>Bob Crow</span></figcaption></figure>"
        "<p>Élodie Ramanana</p>",
        "<div class='photo-credit'><span class='author'>Bob Crow</span></div><p>Élodie Ramanana</p>",
        "<span class='author'>Agence centrale</span>",
        "<p class='author'>معلومات المقال</p>",
    ],
)
def test_the_person_that_a_page_declares_wins_over_labels_agencies_and_photographers(shown: str) -> None:
    assert authors(shown, PERSON) == "Élodie Ramanana"


@pytest.mark.parametrize(
    "label",
    ["Ver perfil", "Artikel teilen", "Leggi i commenti", "Devamı oku paylaş", "Udostępnij artykuł",
     "Fact Checked",
     "Смотреть профиль", "Δείτε περισσότερα", "Vezi biografie", "Läs mer", "Lue lisää", "HR Strategy"],
)  # fmt: skip
def test_words_of_the_page_itself_are_nobodys_name(label: str) -> None:
    assert authors(f"<p class='author'>{label}</p>") == ""


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Escrito por Lucía Fernández Soto", "Lucía Fernández Soto"),
        ("Texto de João Pedro Alves", "João Pedro Alves"),
        ("A cura di Chiara Bianchi", "Chiara Bianchi"),
        ("Geschreven door Pieter van Dam", "Pieter van Dam"),
        ("Autor: Jan Kowalski", "Jan Kowalski"),
        ("Av Lars Olsson", "Lars Olsson"),
        ("Tekst: Ingrid Dahl og Per Moe", "Ingrid Dahl, Per Moe"),
        ("Kirjoittaja: Matti Virtanen", "Matti Virtanen"),
        ("Yazan: Ayşe Yılmaz", "Ayşe Yılmaz"),
        ("Scris de Ioana Popescu", "Ioana Popescu"),
        ("Γράφει ο Νίκος Παπάς", "Νίκος Παπάς"),
        ("Автор: Иван Петров", "Иван Петров"),
        ("Verfasst von Eva Braun und Max Müller", "Eva Braun, Max Müller"),
        ("This post was written by Anna Bell, Head of Marketing, Northern Europe", "Anna Bell"),
    ],
)
def test_a_line_that_begins_as_bylines_do_is_read_in_many_languages(line: str, author: str) -> None:
    assert authors(f"<p>{line}</p>").startswith(author)


def test_a_persons_own_byline_still_wins_over_another_one_that_is_only_declared() -> None:
    assert (
        authors("<p class='author'>Par Anna Bell</p>", {"@type": "Person", "name": "Web Admin"})
        == "Anna Bell"
    )


def date(above: str, node: dict[str, Any] | None = None, below: str = "") -> str:
    tree, structured = page(above, node, below)
    return published_of(tree, structured)[0]


@pytest.mark.parametrize(
    "line",
    [
        "Publicado el 5 de enero de 2024", "Publicado em 5 de janeiro de 2024",
        "Pubblicato il 5 gennaio 2024",
        "Gepubliceerd op 5 januari 2024", "Opublikowano 5 stycznia 2024", "Publicerad 5 januari 2024",
        "Publiceret 5. januar 2024", "Publisert 5. januar 2024", "Julkaistu 5. tammikuuta 2024",
        "Yayınlanma tarihi: 5 Ocak 2024", "Publicat la 5 ianuarie 2024", "Δημοσιεύτηκε 5 Ιανουαρίου 2024",
        "Опубликовано 5 января 2024", "Veröffentlicht am 5. Januar 2024", "Publié le 5 janvier 2024",
        "Posted on January 5, 2024", "نشر في 5 يناير 2024",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["above the title", "below the text"])
def test_a_date_that_says_it_is_that_of_publication_is_found(line: str, place: str) -> None:
    title = "<h1>Le titre de l’article du jour</h1>"
    above = f"<div><span>{line}</span></div>{title}" if place == "above the title" else title
    assert date(above, None, f"<p>{line}</p>" if place == "below the text" else "") == "2024-01-05"


def test_the_day_of_publication_wins_over_that_of_a_change() -> None:
    title = "<h1>Le titre de l’article du jour</h1>"
    assert date(f"{title}<p>Mis à jour le 9 mars 2024</p><p>2 mars 2024</p>") == "2024-03-02"
    assert date(f"{title}<p>Mis à jour le 9 mars 2024</p>") == "2024-03-09", "better than none"


def test_a_date_above_the_headline_is_its_own() -> None:
    above = "<div>Tuesday, 12 March 2024</div><h1>The title of the article of the day</h1>"
    assert date(above) == "2024-03-12"


def test_the_day_is_the_one_the_page_shows_where_utc_is_past_midnight() -> None:
    node = {"@type": "NewsArticle", "datePublished": "2025-12-19T02:41:41+00:00"}
    title = "<h1>The title of the article of the day</h1>"
    assert date(f"{title}<p>December 18, 2025</p>", node) == "2025-12-18"
    assert date(f"{title}<p>December 9, 2025</p>", node) == "2025-12-19", "the date of something else"


def title(h1: str, window: str = "", headline: str = "", kind: str = "Article", og: str = "") -> str:
    head = f"<title>{window}</title>" + (f'<meta property="og:title" content="{og}">' if og else "")
    tree, structured = page(h1, {"@type": kind, "headline": headline} if headline else None, head=head)
    return title_of(tree, structured, "Journal")


@pytest.mark.parametrize(
    ("h1", "declared", "wanted"),
    [
        ("<h1>WebSocket</h1>", {"window": "WebSocket - Web APIs | Docs"}, "WebSocket"),
        ("<h1>Oslo</h1>", {"window": "Oslo — Free Encyclopedia", "headline": "capital of Norway"}, "Oslo"),
        (
            "<h1>The Big Book</h1><h2>Errors and Results</h2>",
            {"window": "Errors and Results - The Big Book"},
            "Errors and Results",
        ),
        (
            "<h1>An introduction to commerce: what brands need to know</h1>",
            {"window": "Commerce - A guided introduction", "og": "Commerce - A guided introduction"},
            "An introduction to commerce: what brands need to know",
        ),
        (
            "<h1>Council votes to open the harbour road</h1>",
            {"window": "Journal - The heart of the town"},
            "Council votes to open the harbour road",
        ),
        (
            "<h1>Council opens harbour road at last</h1>",
            {"headline": "Harbour road: council votes to open", "kind": "NewsArticle"},
            "Harbour road: council votes to open",
        ),
        ("<h1>La mer<br>monte encore</h1>", {"window": "Journal"}, "La mer monte encore"),
        (
            "<h1><span>Une longue</span><span>journée à la mer</span></h1>",
            {"og": "Une longue journée à la mer"},
            "Une longue journée à la mer",
        ),
        ("<h1>Weather</h1>", {"og": "Storm over the coast"}, "Storm over the coast"),
    ],
)  # fmt: skip
def test_the_heading_of_the_page_is_weighed_against_what_it_declares(
    h1: str, declared: dict[str, str], wanted: str
) -> None:
    assert title(h1, **declared) == wanted
