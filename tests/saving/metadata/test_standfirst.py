"""The standfirst, wherever a page puts it: kept once, first, and as a paragraph."""

from __future__ import annotations

import re

import pytest

from reader.saving.extraction.extract import extract

FIRST = (
    "Quarante navires en un jour, des grues qui ne s’arrêtent plus et des camions qui attendent : voyage au "
    "cœur d’un port qui ne dort jamais."
)
ARABIC = "أربعون سفينة في يوم واحد ورافعات لا تتوقف وشاحنات تنتظر دورها: جولة داخل ميناء لا ينام أبدا."
TEXTS = [
    f"Le paragraphe numéro {n} raconte la suite de cette journée au port, heure par heure et quai par quai. "
    f"Il ajoute le chiffre {n * 17} et le nom d’un grutier que personne ne connaissait encore."
    for n in range(1, 7)
]
IMAGE = '<figure><img src="/port-vu-du-ciel.jpg" width="900"><figcaption>Le port.</figcaption></figure>'
BYLINE = '<div class="byline">Par <a href="/auteur/anna-bell">Anna Bell</a></div><time>2 mars 2024</time>'
SHARE = '<div class="share"><a href="#">Facebook</a><a href="#">WhatsApp</a></div>'
TITLE = "<h1>Le titre de cet article de presse</h1>"

NAMED = {
    "after the picture": '{T}{I}<p class="chapo">{S}</p><div class="c">{B}</div>',
    "a class of a module": '<div>{T}<p class="Hero_lede__Zk2">{S}</p></div>{I}<div class="b__q">{B}</div>',
    "in a head of its own": '<div class="hero">{T}<div class="intro">{S}</div>{Y}</div>{I}<main>{B}</main>',
    "above the headline": '<div class="chapeau">{S}</div>{T}<div class="texte">{B}</div>',
    "a span": '<div>{T}<span class="sub-headline">{S}</span></div>{H}<div class="text">{B}</div>',
    "an itemprop": '{T}<div itemprop="description">{S}</div><div itemprop="articleBody">{B}</div>',
    "a field of Drupal": (
        '<section>{T}<div class="field--name-field-chapo"><div>{S}</div></div></section>'
        "<article>{B}</article>"
    ),
    "a heading": '<header>{T}<h2 class="standfirst">{S}</h2>{Y}</header><div class="c">{B}</div>',
    "a summary": '<main>{T}<div class="resume">{S}</div>{Y}<section class="body">{B}</section></main>',
}
UNNAMED = {
    "a paragraph": '<main>{T}<p>{S}</p>{Y}{I}<section class="body">{B}</section></main>',
    "bold": '<main>{T}<p><b>{S}</b></p>{Y}{H}{I}<section class="body">{B}</section></main>',
    "a heading": '<main>{T}<h3>{S}</h3>{Y}{H}{I}<section class="body">{B}</section></main>',
    "below the byline": '<main>{T}{Y}{H}<div>{S}</div>{I}<section class="body">{B}</section></main>',
    "in the text": '<main>{T}{Y}{I}<section class="body"><p><strong>{S}</strong></p>{B}</section></main>',
    "line breaks": '<main>{T}<div class="body"><b>{S}</b><br><br>{B}</div></main>',
    "columns": '<div class="head"><div>{I}</div><div>{T}<p>{S}</p></div></div><div class="art">{B}</div>',
}


def lines(layout: str, standfirst: str = FIRST, head: str = "") -> list[str]:
    body = "".join(f"<p>{text}</p>" for text in TEXTS)
    page = (
        layout.replace("{T}", TITLE).replace("{I}", IMAGE).replace("{Y}", BYLINE).replace("{H}", SHARE)
    ).replace("{S}", standfirst)
    page = page.replace("{B}", body)
    head = f"<head><title>Le titre de cet article de presse</title>{head}</head>"
    html = f"<html lang='fr'>{head}<body>{page}</body></html>"
    found = extract(html.encode(), "https://journal.example/monde/port.html")
    return [
        line
        for line in re.sub(r"<[^>]*>", "\n", found.html).split("\n")
        if line.strip() not in ("", "Le port.")
    ]


@pytest.mark.parametrize("place", NAMED)
def test_a_named_standfirst_opens_the_article(place: str) -> None:
    assert lines(NAMED[place]) == [FIRST, *TEXTS]


@pytest.mark.parametrize("place", UNNAMED)
@pytest.mark.parametrize("described", ["", FIRST, FIRST[:80] + "…"])
def test_an_unnamed_standfirst_opens_the_article(place: str, described: str) -> None:
    head = f'<meta property="og:description" content="{described}">' if described else ""
    assert lines(UNNAMED[place], head=head) == [FIRST, *TEXTS]


def test_an_arabic_standfirst_opens_the_article() -> None:
    assert lines(UNNAMED["a paragraph"], ARABIC)[0] == ARABIC
    assert lines(NAMED["a summary"].replace("resume", "khabar-summary"), ARABIC)[0] == ARABIC


@pytest.mark.parametrize(
    "words",
    [
        "Suivez toute l’actualité du port sur notre chaîne WhatsApp et dans nos newsletters quotidiennes.",
        "Chat with us in Facebook Messenger. Find out what's happening in the world as it unfolds.",
        "Publié le 2 mars 2024 à 10h00, mis à jour le 3 mars 2024 à 12h30",
        "Économie, transports et logistique",
        "Temps de lecture : 4 minutes",
    ],
)
def test_other_lines_under_the_headline_do_not(words: str) -> None:
    assert lines(UNNAMED["a paragraph"], words) == TEXTS


def test_the_second_sentence_after_an_advertisement_is_not_taken() -> None:
    words = "Une banque qui vous comprend, depuis 1952, partout en France et dans le monde entier."
    advert = f'<div class="advertisement"><p>{words}</p></div>'
    assert lines("<main>{T}" + advert + "<div class='body'>{B}</div></main>") == TEXTS


def test_a_standfirst_set_twice_for_two_screens_is_kept_once() -> None:
    small = '<div class="mobile"><p class="chapo">{S}</p></div>'
    twice = '<article>{T}<p class="chapo">{S}</p>' + small + '<div class="c">{B}</div></article>'
    assert lines(twice) == [FIRST, *TEXTS]


SHORT = "Quarante navires en un jour, et pas une heure de repos"


@pytest.mark.parametrize(
    "name",
    ["strapline", "copete", "catenaccio", "linha-fina", "gravata", "ingress", "manchet", "zajawka", "ozet",
     "khabar-brief", "article__desc", "texte-intro", "article-leadin"],
)  # fmt: skip
def test_a_short_summary_that_is_named_in_another_language_opens_the_article(name: str) -> None:
    page = f"<main>{{T}}<p class='{name}'>{{S}}</p><div class='body'>{{B}}</div></main>"
    assert lines(page, SHORT) == [SHORT, *TEXTS]
