"""Dates, authors, titles, sites, languages and pictures, each from small pages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reader.saving.extraction.lead_picture import credit_of, same_picture
from reader.saving.extraction.related import lists_of, related_paragraphs
from reader.saving.metadata import language
from reader.saving.metadata.bylines import authors_of
from reader.saving.metadata.collect import (
    base_of,
    canonical_of,
    clean_title,
    section_of,
    site_name,
    title_of,
    without_site,
)
from reader.saving.metadata.dates import published_of, read_date
from reader.saving.metadata.language import language_of
from reader.saving.metadata.person_names import clean_name
from reader.saving.metadata.structured_data import Structured, read_structured
from reader.saving.page.elements import parse
from reader.saving.page.prepare import cap_depth, prepare
from reader.saving.pictures.pictures_in_page import best_of_set, mend_pictures, picture_key

URL = "https://www.journal.example/monde/article.html"


def page(body: str, head: str = "", ld: Any = None) -> tuple[Any, Structured]:
    script = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if ld is not None else ""
    prepared = prepare(f"<html><head>{head}{script}</head><body>{body}</body></html>")
    tree = parse(prepared.html)
    return tree, read_structured(tree, prepared.json_ld)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-11-28T10:12:00+01:00", "2025-11-28"),
        ("Publié le 1er mars 2024", "2024-03-01"),
        ("28 novembre 2025 à 10h12", "2025-11-28"),
        ("الأحد، 04 آب/اغسطس 2013، آخر تحديث 02:21", "2013-08-04"),
        ("الجمعة 8 فيفري 2019", "2019-02-08"),
        ("٢٨ نونبر ٢٠٢٥", "2025-11-28"),
        ("January 5, 2026", "2026-01-05"),
        ("5. März 2021", "2021-03-05"),
        ("12 de enero de 2020", "2020-01-12"),
        ("13/01/2026", "2026-01-13"),
        ("01/13/2026", "2026-01-13"),
        ("hier", ""),
        ("45 novembre 2025", ""),
        ("20250101", "2025-01-01"),
    ],
)
def test_dates_in_several_languages(text: str, day: str) -> None:
    assert read_date(text)[0] == day


def test_the_moment_keeps_its_zone() -> None:
    assert read_date("2025-11-28T10:12:30.123Z")[1] == "2025-11-28T10:12:30Z"
    assert read_date("2025-11-28 10:12:00+0100")[1] == "2025-11-28T10:12:00+01:00"


def test_the_declared_date_comes_before_the_shown_one() -> None:
    tree, structured = page(
        "<article><time datetime='2020-01-01'>x</time></article>",
        ld={"@type": "NewsArticle", "datePublished": "2019-05-06"},
    )
    assert published_of(tree, structured) == ("2019-05-06", "")


def test_a_date_below_the_title_is_found_and_one_in_the_frame_is_not() -> None:
    tree, structured = page(
        "<aside><time datetime='2001-01-01'/></aside><h1>T</h1><ul><li>27 juin 2019</li></ul>"
    )
    assert published_of(tree, structured)[0] == "2019-06-27"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Par Ilyasse Rhamir", "Ilyasse Rhamir"),
        ("By Steph Bazzle | June 19, 2023", "Steph Bazzle"),
        ("BySummer Swann-June 12", "Summer Swann"),
        ("كتبت أسماء نصار", "أسماء نصار"),
        ("Publié par Mouna Aghlal le 12 mai 2024", "Mouna Aghlal"),
        ("Rédaction", ""),
        ("admin", ""),
        ("https://x.example", ""),
        ("„Wegovy“: So teuer wird es", ""),
        ("Andrea Stone Senior Washington Correspondent", "Andrea Stone"),
        ("Bryan Walsh Tuesday, June 8", "Bryan Walsh"),
        ("Anna Bell vendredi 3 mai", "Anna Bell"),
    ],
)
def test_names_are_cleaned(text: str, name: str) -> None:
    assert clean_name(text) == name


@pytest.mark.parametrize(
    ("body", "ld", "author"),
    [
        (
            '<article><p class="byline">Par <a href="/auteur/a-b">Anna Bell</a></p></article>',
            None,
            "Anna Bell",
        ),
        (
            '<article><p class="byline">By <a href="/author/a">Anna Bell</a>, Executive Editor</p></article>',
            None,
            "Anna Bell",
        ),
        (
            '<article><span class="author">Anna Bell, Journal</span></article>',
            None,
            "Anna Bell",
        ),
        (
            '<article><span class="author">Anna Bell, grand reporter</span></article>',
            None,
            "Anna Bell",
        ),
        (
            '<article><span class="author">Anna Bell et Karim Alami</span></article>',
            {"@type": "Person", "name": "Anna Bell"},
            "Anna Bell, Karim Alami",
        ),
        (
            '<article><span class="author">Anna Bell</span></article>',
            {"@type": "Person", "name": "Webmaster"},
            "Anna Bell",
        ),
        ("<article><p>texte</p></article>", {"@type": "Person", "name": "Anna Bell"}, "Anna Bell"),
        ("<article><p><strong>بقلم: سعاد العلوي</strong></p></article>", None, "سعاد العلوي"),
        (
            '<aside><span class="author">Autre Nom</span></aside><article><p>Par Anna Bell</p></article>',
            None,
            "Anna Bell",
        ),
        ('<div class="comments"><span class="author">Troll Anonyme</span></div>', None, ""),
    ],
)
def test_authors(body: str, ld: Any, author: str) -> None:
    tree, structured = page(body, ld={"@type": "NewsArticle", "author": ld} if ld else None)
    assert authors_of(tree, structured, "Journal", tree.find(".//article")) == author


def test_titles_lose_the_site_and_their_tricks() -> None:
    assert without_site("Un titre assez long | Le Journal", "Le Journal") == "Un titre assez long"
    assert without_site("Le Journal : un titre assez long", "Le Journal") == "un titre assez long"
    assert without_site("Marrakech : Interpol exhorte", "LeBrief") == "Marrakech : Interpol exhorte"
    assert without_site("Autre : un titre assez long", "Le Journal") == "Autre : un titre assez long"
    assert without_site("Journal : bref", "Journal") == "Journal : bref"
    assert without_site("Bref - Journal", "Journal") == "Bref - Journal"
    assert clean_title("a\u202eb\x00c\n d") == "ab c d"
    assert clean_title(r"L\'été \"sec\" et C:\dossier") == r"""L'été "sec" et C:\dossier"""
    tree, structured = page("<h1>Titre de l’article</h1>", "<title>Titre de l’article - Journal</title>")
    assert title_of(tree, structured, "Journal") == "Titre de l’article"


def test_site_section_and_language() -> None:
    tree, structured = page(
        '<nav class="breadcrumb"><a href="/">Accueil</a><a href="/monde">Monde</a></nav>',
        "<title>Titre - Journal</title>",
    )
    assert site_name(tree, structured, URL) == "Journal"
    assert section_of(tree, structured, "Titre") == "Monde"
    french = (
        "Le gouvernement a présenté jeudi une loi sur les transports, que l’opposition juge insuffisante. "
        * 3
    )
    assert language_of(parse("<html lang='en'></html>"), Structured(), french) == "fr"
    assert language_of(parse("<html lang='ar-MA'></html>"), Structured(), "أعلنت الحكومة " * 20) == "ar"
    assert language_of(parse("<html lang='fr-FR'></html>"), Structured(), "Bref.") == "fr"


@pytest.mark.parametrize(
    ("title", "host", "site"),
    [
        ("Titre - Le Journal", "www.journal.example", "Le Journal"),
        ("Le Journal : un titre", "journal.example", "Le Journal"),
        ("Un titre - Autre chose", "journal.example", "journal.example"),
        (f"Un titre - Journal {'long ' * 9}", "journal.example", "journal.example"),
        ("Le Journal", "journal.example", "journal.example"),  # a title alone names no site
        ("Un titre - Ab", "ab.example", "ab.example"),  # two letters are in many words
    ],
)
def test_the_site_in_the_title_is_known_by_its_host(title: str, host: str, site: str) -> None:
    tree, structured = page("<p>x</p>", f"<title>{title}</title>")
    assert site_name(tree, structured, f"https://{host}/a") == site


def test_site_and_section_are_read_from_what_the_page_declares() -> None:
    steps = [{"name": "Accueil"}, {"item": {"name": "Monde"}}, {"name": "Le titre"}]
    trail = {"@type": "BreadcrumbList", "itemListElement": steps}
    tree, structured = page(
        "", "", [{"@type": "Person", "name": "Anna Bell"}, {"@type": "WebSite", "name": "Le Site"}, trail]
    )
    assert site_name(tree, structured, URL) == "Le Site"
    assert section_of(tree, structured, "Le titre") == "Monde"


def test_filler_text_is_in_the_language_that_is_declared() -> None:
    filler = (
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut. " * 4
    )
    assert language_of(parse("<html lang='fr'></html>"), Structured(), filler) == "fr"
    assert language_of(parse("<html></html>"), Structured(), filler) == "la"


def test_addresses_are_believed_within_the_site() -> None:
    tree, structured = page("", '<link rel="canonical" href="/x?utm_source=a"><base href="javascript:x">')
    assert canonical_of(tree, structured, URL) == "https://www.journal.example/x"
    assert base_of(tree, URL) == URL
    tree, structured = page("", '<link rel="canonical" href="https://evil.example/x">')
    assert canonical_of(tree, structured, URL) == URL


def test_broken_json_ld_is_mended_or_skipped() -> None:
    prepared = prepare(
        '<script type="application/ld+json">{"@type":"Article","headline":"A\nB",}</script><p>x</p>'
    )
    structured = read_structured(parse(prepared.html), prepared.json_ld)
    assert structured.article["headline"].split() == ["A", "B"]
    assert read_structured(parse(""), ("{broken", "[" * 5000)).article == {}


@pytest.mark.parametrize(
    ("img", "source"),
    [
        ('<img src="a.jpg">', "a.jpg"),
        ('<img src="data:image/gif;base64,R0" data-src="a.jpg">', "a.jpg"),
        ('<img data-srcset="s.jpg 320w, m.jpg 1200w, l.jpg 3000w">', "m.jpg"),
        ('<img src="b.jpg" srcset="b.jpg 1x, b-2x.jpg 2x">', "b.jpg"),
        ('<picture><source srcset="p.webp 900w"><img src="p-300x200.jpg"></picture>', "p.webp"),
        ('<img src="/blank.gif" data-lazy-src="a.jpg">', "a.jpg"),
        ('<noscript><img src="n.jpg"></noscript>', "n.jpg"),
        ('<img class="lazy"><noscript><img src="n.jpg"></noscript>', "n.jpg"),
    ],
)
def test_lazy_pictures_are_mended(img: str, source: str) -> None:
    tree, _ = page(f"<article>{img}</article>")
    mend_pictures(tree.find("body"), "https://a.example/")
    assert [i.get("src") for i in tree.iter("img")] == [f"https://a.example/{source}"]


@pytest.mark.parametrize(
    "img",
    [
        '<img src="t.gif" width="1" height="1">',
        '<img src="t.png" style="display:none">',
        '<img src="https://www.facebook.com/tr?id=1">',
        '<img src="file:///etc/passwd">',
        "<img>",
    ],
)
def test_trackers_and_fakes_are_taken_out(img: str) -> None:
    tree, _ = page(f"<p>a{img}b</p>")
    mend_pictures(tree.find("body"), "https://a.example/")
    assert tree.find(".//img") is None
    assert tree.findtext(".//p") == "ab"


def test_pictures_are_known_in_other_sizes() -> None:
    assert picture_key("https://a.example/u/photo-du-port-600x338.jpg") == picture_key(
        "https://b.example/x/photo-du-port.webp?w=3"
    )
    assert same_picture(
        "https://a.example/1/534x267/1536574_3_7ea3_le-nouveau-premier-ministre.jpg",
        "https://a.example/1/644x322/1536574_3_858e_le-nouveau-premier-ministre.jpg",
    )
    assert not same_picture("https://a.example/u/port-de-tanger.jpg", "https://a.example/u/gare-de-rabat.jpg")
    assert not same_picture(
        "https://a.example/galerie-marrakech/1/a.jpg", "https://a.example/galerie-marrakech/2/b.jpg"
    )
    assert best_of_set("", "https://a.example/") == ("", 0.0)


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Photo prise à Marrakech © DR", "DR"),
        ("Le port. Crédit photo : AFP", "AFP"),
        ("Le port (Photo: Karim Alami)", "Karim Alami"),
        ("Le port de Tanger", ""),
    ],
)
def test_credits(caption: str, credit: str) -> None:
    assert credit_of(caption) == credit


def test_lists_of_other_articles_are_kept_apart() -> None:
    cards = "".join(f'<li><a href="/{n}">Un titre assez long numéro {n}</a></li>' for n in range(3))
    tree, _ = page(
        f"<aside><h3>Les plus lus</h3><ul>{cards}</ul></aside><aside><h3>الأكثر قراءة</h3></aside>"
    )
    found = lists_of(tree, URL)
    assert [link.title[-1] for link in found["most_read"]] == ["0", "1", "2"]
    assert found["latest"] == ()


def test_depth_is_capped_without_losing_text() -> None:
    html, cut = cap_depth("<div>" * 500 + "deep" + "</div>" * 500 + "<p>after</p>", 50)
    assert (
        cut
        and html.count("<div>") == 50 == html.count("</div>")
        and "deep" in html
        and "<p>after</p>" in html
    )
    assert cap_depth("<p>a<p>b<br><img>", 50) == ("<p>a<p>b<br><img>", False)


def test_ends_without_a_beginning_leave_the_depth_as_it_is() -> None:
    html, cut = cap_depth("</b>" * 5 + "<div>" * 60 + "x" + "</div>" * 60, 50)
    assert cut and html.count("<div>") == 50 == html.count("</div>")


def test_scripts_and_control_references_are_out_before_parsing() -> None:
    prepared = prepare(
        "<p>a&#1;b&#x41;</p><script>if(a<b){'<p>x</p>'}</script><style>p{}</style><!-- <p>c</p> --><p>d"
    )
    assert "<body><p>abA</p><p>d</p></body>" in prepared.html
    assert "<p>a" in prepare("<p>a<script>never ends").html


def _list(title: str, *items: str, before: str = "<div>", after: str = "</div>") -> Any:
    links = "".join(f'<li><a href="/a/{n}">{text}</a></li>' for n, text in enumerate(items))
    tree, _ = page(f"<article><p>Texte.</p></article>{before}<h3>{title}</h3><ul>{links}</ul>{after}")
    return lists_of(tree, URL)


HEADLINES = (
    "La mer monte plus vite que prévu",
    "Le port de Tanger bat un record",
    "Pluies : ce qui attend Fès",
)


def test_two_headlines_are_a_list_and_one_is_none() -> None:
    assert len(_list("Les plus lus", *HEADLINES[:2])["most_read"]) == 2
    assert _list("Les plus lus", HEADLINES[0])["most_read"] == ()


def test_a_list_of_the_most_read_loses_its_ranks() -> None:
    found = _list("Les plus lus", *(f"{n} {text}" for n, text in enumerate(HEADLINES, 1)))
    assert [link.title for link in found["most_read"]] == list(HEADLINES)


def test_a_menu_and_a_list_of_places_are_no_list_of_articles() -> None:
    assert not _list("En continu", *HEADLINES, before="<nav>", after="</nav>")["latest"]
    assert not _list("En continu", "92 - Hauts-de-Seine", "93 - Seine-Saint-Denis", "94 - Val-de-Marne")[
        "latest"
    ]
    assert _list("En continu", *HEADLINES)["latest"]


def test_a_related_link_loses_the_label_inside_it() -> None:
    inside = '<a href="https://a.example/b">À lire aussi<b>Tempête : le récit d’une nuit</b></a>'
    assert related_paragraphs(inside) == ['<a href="https://a.example/b">Tempête : le récit d’une nuit</a>']
    hidden = '<a href="https://a.example/b">Article réservé à nos abonnés Qui paie &amp; comment</a>'
    assert related_paragraphs(hidden) == ['<a href="https://a.example/b">Qui paie &amp; comment</a>']
    plain = '<a href="https://a.example/b">Le <i>Monde</i> et la mer</a>'
    assert related_paragraphs(plain) == [plain]


def test_a_related_link_in_parts_keeps_them_all_beside_another() -> None:
    first, rest, other = (
        f'<a href="https://a.example/{at}">{text}</a>'
        for at, text in (("b", "Tempête :"), ("b", "le récit"), ("c", "Qui paie"))
    )
    told = f"À lire aussi : {first} {rest} {rest} et {other}"
    assert related_paragraphs(told) == [f"{first} {rest}", other]


_PROSE = {
    "fr": "Le conseil a adopté mardi le projet de loi sur les retraites, et les députés de la majorité ont "
    "dit qu’ils ne voulaient pas en changer une ligne avant la fin de la session.",
    "en": "The council adopted the bill on pensions on Tuesday, and the members of the majority said that "
    "they did not want to change a line of it before the end of the session.",
    "es": "El consejo aprobó el martes el proyecto de ley sobre las pensiones, y los diputados de la mayoría "
    "dijeron que no querían cambiar ni una línea antes de que termine la sesión.",
    "de": "Der Rat hat am Dienstag das Gesetz über die Renten angenommen, und die Abgeordneten der Mehrheit "
    "sagten, dass sie daran vor dem Ende der Sitzung keine Zeile mehr ändern wollen.",
    "ca": "El consell va aprovar dimarts el projecte de llei sobre les pensions, i els diputats de la "
    "majoria van dir que no en volien canviar cap línia abans que s'acabi el període de sessions.",
}


@pytest.mark.parametrize("written", ["fr", "en", "es", "de"])
def test_a_text_in_the_language_that_is_declared_asks_no_detector(written, monkeypatch):
    monkeypatch.setattr(language, "_detect", lambda sample: pytest.fail("the detector was loaded"))
    page = parse(f"<html lang='{written}-XX'></html>")
    assert language_of(page, Structured(), _PROSE[written] * 3) == written


@pytest.mark.parametrize("written", sorted(_PROSE))
@pytest.mark.parametrize("declared", ["", "fr", "en", "es"])
def test_a_text_in_another_language_than_declared_is_found_out(written, declared):
    page = parse(f"<html lang='{declared}'></html>")
    assert language_of(page, Structured(), _PROSE[written] * 3) == written
