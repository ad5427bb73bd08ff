"""Articles told in pictures: each picture of a gallery with its caption, and none of another article's."""

from __future__ import annotations

import re

import pytest

from reader.core.errors import ReaderError
from reader.saving.extraction.extract import extract

ADDRESS = "https://phare.example/2024/port"
GALLERIES = {
    "fr": (
        "Une semaine au port, en images",
        "Notre photographe a passé une semaine dans un port breton, de la criée du matin au départ du soir.",
        [
            "Le port au petit matin, avant le retour des bateaux.",
            "La criée ouvre à six heures et ferme à neuf.",
            "Un ancien entrepôt abrite désormais six ateliers.",
            "Le phare a été repeint par les habitants en mai.",
        ],
    ),
    "ar": (
        "أسبوع في الميناء بالصور",
        "أمضى مصورنا أسبوعا كاملا في ميناء للصيد، من مزاد الصباح إلى خروج المراكب في المساء.",
        [
            "الميناء في الفجر قبل عودة المراكب.",
            "يفتح المزاد أبوابه في السادسة صباحا.",
            "مستودع قديم صار يضم ستة محترفات.",
            "أعاد السكان طلاء المنارة في شهر مايو.",
        ],
    ),
}


def classic(i: int, text: str) -> str:
    return (
        f"<dl class='gallery-item'><dt class='gallery-icon landscape'><a href='/port/vue-{i}/'>"
        f"<img src='/p/{i}-300x200.jpg' width=300 height=200></a></dt>"
        f"<dd class='wp-caption-text gallery-caption'>{text}</dd></dl>"
    )


def full_size(i: int, text: str) -> str:
    return (
        f"<figure class='wp-block-image'><a href='/p/{i}.jpg?w=2000'><img src='/p/{i}-600.jpg' width=600 "
        f"height=400></a><figcaption>{text}</figcaption></figure>"
    )


SHAPES = {"classic": classic, "full size": full_size}


def page(title: str, body: str, language: str) -> bytes:
    teasers = "".join(
        f"<article class='teaser-box'><a href='/a/{i}'><img src='/t/{i}.jpg' width=300 height=200></a>"
        f"<h3><a href='/a/{i}'>Un autre article sur la vie des villages {i}</a></h3></article>"
        for i in range(4)
    )
    return (
        f"<!doctype html><html lang={language}><head><title>{title}</title></head><body><header>"
        f"<a href='/'>Le Phare</a></header><main><article><h1>{title}</h1>{body}</article></main>"
        f"<section><h2>À lire aussi</h2>{teasers}</section><footer><p>© Le Phare</p></footer></body></html>"
    ).encode()


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("language", GALLERIES)
def test_every_picture_of_a_gallery_is_kept_with_its_caption(language: str, shape: str) -> None:
    title, opening, captions = GALLERIES[language]
    pictures = "".join(SHAPES[shape](i, text) for i, text in enumerate(captions))
    body = f"<p>{opening}</p><div class='gallery galleryid-7'>{pictures}</div>"
    found = extract(page(title, body, language), ADDRESS, "text/html")
    html = found.lead_html + found.html
    assert sorted(re.findall(r"/p/(\d)", html)) == ["0", "1", "2", "3"]
    assert sorted(re.findall(r"<figcaption>([^<]*)", html)) == sorted(captions)
    assert opening in found.html and "/t/" not in html and "villages" not in html


def test_a_gallery_without_captions_is_an_article_when_some_words_open_it() -> None:
    title, opening, captions = GALLERIES["fr"]
    pictures = "".join(classic(i, "") for i in range(len(captions)))
    body = f"<p>{opening}</p><div class='gallery galleryid-7'>{pictures}</div>"
    found = extract(page(title, body, "fr"), ADDRESS, "text/html")
    assert sorted(re.findall(r"/p/(\d)", found.lead_html + found.html)) == ["0", "1", "2", "3"]


@pytest.mark.parametrize("language", GALLERIES)
def test_an_article_whose_only_text_is_its_captions_is_kept(language: str) -> None:
    title, _, captions = GALLERIES[language]
    body = "".join(
        f"<h2>{i + 1}</h2><figure><img src='/p/{i}.jpg' width=900 height=600>"
        f"<figcaption>{text}</figcaption></figure>"
        for i, text in enumerate(captions)
    )
    found = extract(page(title, body, language), ADDRESS, "text/html")
    html = found.lead_html + found.html
    assert sorted(re.findall(r"<figcaption>([^<]*)", html)) == sorted(captions)
    assert sorted(re.findall(r"/p/(\d)", html)) == ["0", "1", "2", "3"]
    assert "/t/" not in html and "villages" not in html


def test_linked_pictures_with_captions_alone_are_no_article() -> None:
    title, _, captions = GALLERIES["fr"]
    body = "".join(
        f"<figure><a href='/a/{i}'><img src='/p/{i}.jpg' width=900 height=600></a>"
        f"<figcaption>{text}</figcaption></figure>"
        for i, text in enumerate(captions)
    )
    with pytest.raises(ReaderError, match="no-article"):
        extract(page(title, body, "fr"), ADDRESS, "text/html")


def test_the_site_s_name_beside_captions_does_not_make_them_a_list_of_links() -> None:
    title, opening, captions = GALLERIES["fr"]
    pictures = "".join(
        f"<figure><img src='/p/{i}.jpg' width=900 height=600>"
        f"<figcaption>{text} {opening}</figcaption></figure>"
        for i, text in enumerate(captions)
    )
    html = f"<html lang=fr><head><title>{title}</title></head><body><header><a href='/'>Le Phare</a></header>"
    found = extract(
        f"{html}<main><h1>{title}</h1>{pictures}</main></body></html>".encode(), ADDRESS, "text/html"
    )
    told = sorted(re.findall(r"<figcaption>([^<]*)", found.lead_html + found.html))
    assert told == sorted(f"{text} {opening}" for text in captions)


def figures(captions: list[str]) -> str:
    return "".join(
        f"<figure><img src='/p/{i}.jpg' width=900 height=600><figcaption>{text}</figcaption></figure>"
        for i, text in enumerate(captions)
    )


@pytest.mark.parametrize("tag", ["aside", "footer", "div class='newsletter'"])
def test_pictures_around_an_article_that_is_not_there_are_none(tag: str) -> None:
    title, _, captions = GALLERIES["fr"]
    around = f"<{tag}>{figures(captions)}</{tag.split()[0]}>"
    html = f"<html lang=fr><head><title>{title}</title></head><body><div id=root></div>{around}</body></html>"
    with pytest.raises(ReaderError, match=r"no-article|script-page"):
        extract(html.encode(), ADDRESS, "text/html")
