"""Pictures as pages hide them: lazy, responsive, in noscript or microdata; trackers and buttons are none."""

from __future__ import annotations

import pytest

from reader.saving.page.elements import Element, parse
from reader.saving.pictures import pictures_in_page
from reader.saving.pictures.pictures_in_page import (
    best_of_set,
    best_source,
    is_decoration,
    looks_like_picture,
    mend_pictures,
    picture_key,
)

BASE = "https://journal.example/monde/page.html"
HOST = "https://journal.example"
GIF = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


def mended(markup: str) -> Element:
    body = parse(f"<html><body>{markup}</body></html>").find("body")
    mend_pictures(body, BASE)
    return body


def sources(markup: str) -> list[str]:
    return [image.get("src").removeprefix(HOST) for image in mended(markup).iter("img")]


@pytest.mark.parametrize(
    "image",
    [
        '<img src="/photo.jpg">',
        f'<img src="{GIF}" data-src="/photo.jpg">',
        '<img src="/img/blank.gif" data-original="/photo.jpg">',
        '<img src="/img/placeholder-16x9.png" data-lazy-src="/photo.jpg">',
        '<img data-full-src="/photo.jpg" src="/img/lazyload.svg">',
        '<img data-srcset="/photo-small.jpg 300w, /photo.jpg 1200w" src="/img/loading.gif">',
        '<img srcset="/photo.jpg 1200w, /photo-huge.jpg 4000w">',
        '<img srcset="/photo-1.jpg, /photo.jpg 2x">',
        '<picture><source srcset="/photo.jpg 1000w" type="image/webp"><img src="/img/spacer.gif"></picture>',
        '<picture><source srcset="/photo.jpg"></picture>',
        '<picture><source data-srcset="/photo.jpg 800w, /photo-small.jpg 200w"></picture>',
        '<amp-img src="/photo.jpg" width="600" height="400"></amp-img>',
        '<img class="lazy"><noscript><img src="/photo.jpg"></noscript>',
        '<div><img src="/img/blank.gif"></div><noscript><img src="/photo.jpg"></noscript>',
        '<figure itemscope itemtype="https://schema.org/ImageObject" itemid="/photo.jpg"></figure>',
        (
            '<div itemtype="https://schema.org/ImageObject"><meta itemprop="contentUrl" content="/photo.jpg">'
            "</div>"
        ),
    ],
)
def test_the_true_picture_is_found(image: str) -> None:
    assert sources(image) == ["/photo.jpg"]


@pytest.mark.parametrize(
    "image",
    [
        '<img src="/photo.jpg" width="1" height="1">',
        '<img src="/photo.jpg" width="0px">',
        '<img src="/photo.jpg" style="display: none">',
        '<img src="/photo.jpg" style="width:1px;height:1px">',
        "<img src='/photo.jpg' hidden>",
        '<img src="https://ad.doubleclick.net/photo.jpg">',
        '<img src="https://www.facebook.com/tr?id=1">',
        '<img src="/stats/pixel.gif?x=1">',
        '<img src="javascript:alert(1)">',
        '<img src="file:///etc/passwd">',
        f'<img src="{GIF}">',
        '<img alt="sans adresse">',
        '<img src="/img/print.png">',
        '<img src="/img/share_facebook.svg">',
        '<div class="addtoany_list"><a href="#"><img src="/plugins/a2a-round.png"></a></div>',
        '<div itemtype="https://schema.org/ImageObject"><meta itemprop="url" content="/page.html"></div>',
    ],
)
def test_what_is_no_picture_is_dropped(image: str) -> None:
    assert sources(image) == []


@pytest.mark.parametrize("name", ["print-shop.jpg", "facebook-siege-social.jpg", "email-2024-affaire.png"])
def test_a_photograph_of_such_things_stays(name: str) -> None:
    assert sources(f'<img src="/photos/{name}">') == [f"/photos/{name}"]


@pytest.mark.parametrize("width", ["\u00b2", "\u0662", "1\u00b2px", "", "-1"])
def test_a_width_that_is_no_number_says_nothing(width: str) -> None:
    assert sources(f'<img width="{width}" src="/photo.jpg">') == ([] if width == "\u0662" else ["/photo.jpg"])


def test_hidden_pictures_that_load_later_stay() -> None:
    assert sources('<img style="display:none" data-src="/photo.jpg">') == ["/photo.jpg"]
    assert sources('<img width="1" height="1" data-src="/photo.jpg">') == ["/photo.jpg"]


def test_a_noscript_keeps_the_alternative_text_and_comes_once() -> None:
    body = mended(
        '<p>a</p><img alt="Le port" data-src="/p.jpg"><noscript><img src="/p.jpg"></noscript><p>b</p>'
    )
    (image,) = body.iter("img")
    assert image.get("alt") == "Le port"
    assert [e.tag for e in body] == ["p", "img", "p"] and not list(body.iter("noscript"))


def test_text_after_a_dropped_picture_stays() -> None:
    body = mended('<p>avant <img src="/t.gif" width="1"> après</p><p> <img src="/t.gif" width="1">seul</p>')
    assert "".join(body.itertext()).split() == ["avant", "après", "seul"]


def test_a_noscript_with_prose_is_no_picture() -> None:
    words = "Activez JavaScript pour voir cette page, qui sans lui ne montre rien du tout. " * 4
    assert sources(f'<noscript>{words}<img src="/photo.jpg"></noscript>') == []


@pytest.mark.parametrize(
    ("srcset", "best"),
    [
        ("/a.jpg 1.5x,/b.jpg 2x", "/b.jpg"),
        ("/a,b.jpg 300w , /c.jpg 900w 2x,", "/c.jpg"),
        ("/a.jpg 2q, /b.jpg", "/b.jpg"),
        ("/a.jpg 300w, /b.jpg 1600w, /c.jpg 2400w", "/b.jpg"),
        ("/c.jpg 2400w, /d.jpg 3000w", "/c.jpg"),
        ("/a.jpg 1x, /b.jpg 2x, /c.jpg 3x", "/c.jpg"),
        ("/w_300,h_200/a.jpg 300w, /w_900,h_600/b.jpg 900w", "/w_900,h_600/b.jpg"),
        ("/a.jpg", "/a.jpg"),
        ("/img/blank.gif 900w, /a.jpg 300w", "/a.jpg"),
        ("data:image/gif;base64,R0 900w, /a.jpg 300w", "/a.jpg"),
        ("", ""),
        (" , ,, ", ""),
        ("/a.jpg 1.2.3w", "/a.jpg"),
    ],
)
def test_the_widest_sensible_copy_of_a_set(srcset: str, best: str) -> None:
    assert best_of_set(srcset, BASE)[0].removeprefix(HOST) == best


@pytest.mark.parametrize(
    "before", ["a" * 19_000, "a " * 9_000, "a 1.5.5x " * 2_000, "," * 19_000, "a" + " " * 19_000]
)
def test_no_set_is_slow_to_read(before: str) -> None:
    """Sixty of them took a quarter of an hour when each letter was tried as a beginning."""
    for _ in range(60):
        assert best_of_set(f"{before} b c, /photo.jpg 1200w", BASE)[1] in (0.0, 400.0, 1200.0)


def test_of_a_hostile_set_only_the_beginning_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []
    link = pictures_in_page.safe_link
    monkeypatch.setattr(
        pictures_in_page,
        "safe_link",
        lambda address, *more: looked_at.append(address) or link(address, *more),
    )
    for hostile in ("/a.jpg 1w, " * 200_000, "a" * 500_000, ", " * 300_000):
        looked_at.clear()
        best_of_set(hostile, BASE)
        assert len(looked_at) <= 60 and sum(map(len, looked_at)) <= 20_000


def test_the_pages_own_choice_counts_where_it_is_wide_enough() -> None:
    tree = parse('<img src="/a.jpg?w=800" srcset="/a.jpg?w=800 800w, /a.jpg?w=1600 1600w">')
    assert best_source(next(tree.iter("img")), BASE) == f"{HOST}/a.jpg?w=800"
    small = parse('<img src="/a.jpg?w=200" srcset="/a.jpg?w=200 200w, /a.jpg?w=900 900w">')
    assert best_source(next(small.iter("img")), BASE) == f"{HOST}/a.jpg?w=900"


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("/u/port-de-nuit-300x200.jpg", "/u/port-de-nuit.webp", True),
        ("/u/port-de-nuit-scaled.jpg", "/u/port-de-nuit.jpg", True),
        ("/u/port-de-nuit_1024.jpg", "/v/port-de-nuit.jpg", True),
        ("/u/port-de-nuit.jpg", "/u/port-de-jour.jpg", False),
        ("/a/1.jpg", "/b/1.jpg", False),
    ],
)
def test_copies_of_one_picture_share_a_key(one: str, two: str, same: bool) -> None:
    assert (picture_key(HOST + one) == picture_key(HOST + two)) is same


@pytest.mark.parametrize(
    ("markup", "decoration"),
    [
        ('<img width="32" height="32">', True),
        ('<img class="avatar photo" width="96">', True),
        ('<img class="site-logo">', True),
        ('<img width="640" height="400">', False),
        ("<img>", False),
    ],
)
def test_icons_and_logos_are_decoration(markup: str, decoration: bool) -> None:
    image = next(parse(markup).iter("img"))
    assert is_decoration(image, f"{HOST}/photos/port-de-nuit.jpg") is decoration
    assert is_decoration(image, f"{HOST}/img/logo-journal.png")


def test_what_a_link_to_a_picture_looks_like() -> None:
    assert looks_like_picture(f"{HOST}/a.JPG?x=1") and looks_like_picture(f"{HOST}/a.webp")
    assert not looks_like_picture(f"{HOST}/a.html") and not looks_like_picture(HOST)
