"""Furniture known by its words and by its class names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reader.saving.boilerplate.page_furniture import class_verdict, is_byline, is_standfirst
from reader.saving.boilerplate.phrases import (
    Furniture,
    ends_article,
    furniture_of,
    is_credited,
    is_dateline,
    is_signature,
    posted_by,
)


@pytest.mark.parametrize(
    "text",
    [
        "Lire aussi : La 93e session d’Interpol s’ouvre à Marrakech",
        "À lire également | Justice : Rabat et Bruxelles",
        "A LIRE AUSSI – Le Maroc face à la sécheresse",
        "Relire notre enquête sur les ports",
        "Pour aller plus loin : le dossier",
        "Read also: Storm over Rabat",
        "Related: Rich are paying more",
        "اقرأ أيضا: المغرب يستعد للقمة",
        "إقرأ أيضًا : أخبار الرياضة",
        "مواضيع ذات صلة: الاقتصاد",
        "Lesen Sie auch: Wahlen in Berlin",
    ],
)
def test_links_to_other_articles(text: str) -> None:
    assert furniture_of(text) in (Furniture.RELATED, Furniture.CUT)


@pytest.mark.parametrize(
    "text",
    [
        "Publicité",
        "ADVERTISEMENT",
        "إعلان",
        "Partager sur Facebook",
        "Partagez cet article",
        "Abonnez-vous à notre newsletter",
        "Inscrivez-vous pour recevoir nos alertes",
        "Suivez-nous sur Twitter",
        "تابعونا على فيسبوك",
        "Temps de lecture : 3 min",
        "5 min de lecture",
        "Tous droits réservés",
        "Crédits photos : Bestimage",
        "Publié le 27 mars 2020 à 9h21",
        "Mis à jour il y a 3 heures",
        "(05/01/2013)",
        "Par Ilyasse Rhamir",
        "بقلم أسماء نصار",
        "Il vous reste 57.09% de cet article à lire. La suite est réservée aux abonnés.",
        (
            "Nous utilisons des cookies et des traceurs afin de mesurer l’audience et de vous "
            "proposer des contenus."
        ),
        "Mots-clés : Maroc, Interpol",
    ],
)
def test_noise(text: str) -> None:
    assert furniture_of(text) in (Furniture.NOISE, Furniture.CUT)


@pytest.mark.parametrize(
    "text",
    [
        "Sur le même sujet",
        "Vos réactions",
        "12 commentaires",
        "Commentaires (3)",
        "Les plus lus",
        "Articles similaires",
        "Dans la même rubrique :",
        "Related articles",
        "You may also like",
        "Leave a comment",
        "مواضيع ذات صلة",
        "التعليقات",
        "الأكثر قراءة",
    ],
)
def test_headings_that_end_the_article(text: str) -> None:
    assert ends_article(text)


@pytest.mark.parametrize(
    "text",
    [
        "Les cookies de ma grand-mère étaient les meilleurs du quartier, dit-elle en souriant à la foule.",
        "Lire un roman entier en une nuit, voilà ce que propose la bibliothèque de Rabat ce samedi.",
        (
            "Partager le pouvoir avec l’opposition reste, selon le ministre, la seule issue à la "
            "crise politique actuelle du pays."
        ),
        "Par ailleurs, la banque centrale a relevé son taux directeur.",
        "Le 14 juillet 1789, la Bastille tombe.",
        "Une coopération renforcée pour des menaces en expansion",
        "Selon lui, « la publicité ne suffit plus ».",
        "Suivez mon regard : tout le monde avait compris de qui il parlait.",
        "في هذا السياق، قال الوزير إن الحكومة ستواصل دعم الفلاحين.",
        "2024",
        "",
    ],
)
def test_prose_is_left_alone(text: str) -> None:
    assert furniture_of(text) is None
    assert not ends_article(text)


def test_dates_names_and_credits_are_told_from_sentences() -> None:
    assert is_dateline("Le 2 novembre 2023 à 16h17")
    assert is_dateline("Publié le 12/01/2026 à 10:30 - Mis à jour le 13/01/2026")
    assert not is_dateline("Le 2 novembre 2023, la tempête a frappé")
    assert is_signature("Propos recueillis par Mouna Aghlal")
    assert not is_signature("Par exemple, ce cas est rare")
    assert is_credited("WeWork chairman Marcelo Claure (Credit: Getty Images)")
    assert is_credited("Le port de Tanger Med. © AFP")
    assert not is_credited("Le port de Tanger Med accueille un nouveau navire.")


def element(markup: str) -> etree._Element:
    return etree.fromstring(markup)


@pytest.mark.parametrize(
    ("markup", "verdict"),
    [
        ('<div class="newsletter-box"/>', 2),
        ('<div class="postShareBar"/>', 2),
        ('<div id="comments"/>', 2),
        ('<div class="post-meta"/>', 1),
        ('<p class="lire-aussi"/>', 1),
        ('<div class="entry-content"/>', 0),
        ('<p class="shareholder advertiser"/>', 0),
        ("<p/>", 0),
    ],
)
def test_class_names(markup: str, verdict: int) -> None:
    assert class_verdict(element(markup)) == verdict


def test_standfirst_and_byline_by_name() -> None:
    assert is_standfirst(element('<p class="article__chapo"/>'))
    assert is_standfirst(element('<h2 class="epigraph"/>'))
    assert not is_standfirst(element('<div class="leader-board"/>'))
    assert is_byline(element('<a rel="author"/>'))
    assert is_byline(element('<span class="writeBy"/>'))
    assert not is_byline(element('<span class="authority"/>'))


@settings(max_examples=200, deadline=500)
@given(st.text(alphabet="lirea us:àPbo0123 /–é\u0627\u0642", max_size=400))
def test_no_text_takes_long(text: str) -> None:
    furniture_of(text)
    ends_article(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Publié le 3 mars 2010 par Claude Rivoire", "Claude Rivoire"),
        ("Posted on June 3, 2012 by Agnes Holm", "Agnes Holm"),
        ("Publié par les éditions du Seuil, ce livre a reçu un prix.", ""),
        ("Le texte, écrit par Victor Hugo en exil, ouvre le recueil.", ""),
    ],
)
def test_who_posted(text: str, name: str) -> None:
    assert posted_by(text) == name


@pytest.mark.parametrize(
    ("text", "noise"),
    [
        ("Imprimer | Envoyer à un ami", True),
        ("Paris | Rabat", False),
        ("Follow her on Twitter @marthaokoro.", True),
        ("Les élus se suivent sur Twitter depuis des années, sans jamais se répondre.", False),
        ("التعليقات المنشورة لا تعبر عن رأي الموقع.", True),
        ("Par LILIAN ALEMAGNA, LAURE BRETTON Envoyés spéciaux à Toulouse", True),
    ],
)
def test_rows_of_buttons_and_notices(text: str, noise: bool) -> None:
    assert (furniture_of(text) is Furniture.NOISE) is noise
