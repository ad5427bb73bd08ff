"""Links found, read, cleaned and compared."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.saving.fetching.urls import (
    clean_link,
    comparison_key,
    find_links,
    host_of,
    link_and_key,
    parse_link,
    same_site,
    site_of,
)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("https://lebrief.ma/a/", ["https://lebrief.ma/a/"]),
        (
            "Voir https://lebrief.ma/a, puis (https://lebrief.ma/b).",
            ["https://lebrief.ma/a", "https://lebrief.ma/b"],
        ),
        ("https://fr.wikipedia.org/wiki/Rabat_(Maroc)", ["https://fr.wikipedia.org/wiki/Rabat_(Maroc)"]),
        (
            "www.lebrief.ma/politique et lebrief.ma/monde",
            ["https://www.lebrief.ma/politique", "https://lebrief.ma/monde"],
        ),
        ("lebrief.ma", ["https://lebrief.ma/"]),
        ('<a href="https://a.example/x?y=1&z=2">lien</a>', ["https://a.example/x?y=1&z=2"]),
        ("https://a.example/x\nhttps://a.example/x", ["https://a.example/x"]),
        (
            "اقرأ: https://www.hespress.com/مقال-1.html، شكرا",
            ["https://www.hespress.com/%D9%85%D9%82%D8%A7%D9%84-1.html"],
        ),
        ("ecrire@lebrief.ma ou javascript:alert(1) ou file:///etc/passwd", []),
        ("« https://a.example/x »", ["https://a.example/x"]),
        ("https://user:secret@a.example/x", ["https://a.example/x"]),
        ("rien du tout", []),
    ],
)
def test_links_are_found_in_any_text(text: str, links: list[str]) -> None:
    assert find_links(text) == links


def test_twenty_links_in_one_text_are_twenty() -> None:
    text = "\r\n".join(f"{n}. https://a.example/{n}" for n in range(20))
    assert find_links(text) == [f"https://a.example/{n}" for n in range(20)]


def test_only_the_first_million_characters_are_looked_at() -> None:
    assert find_links("x " * 600_000 + "https://late.example/") == []


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("  https://A.Example:443/x#part ", "https://a.example/x#part"),
        ("HTTP://a.example", "http://a.example/"),
        ("<https://a.example/x>", "https://a.example/x"),
        ("https://a.example/a\nb", "https://a.example/ab"),
        ("https://münchen.example/ü?q=é", "https://xn--mnchen-3ya.example/%C3%BC?q=%C3%A9"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("localhost:8000/page", "http://localhost:8000/page"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000/"),
        ("http://[::1]:80/x", "http://[::1]/x"),
        ("http://127。0。0。1/", "http://127.0.0.1/"),
        ("a.example/x", "https://a.example/x"),
        ("https://a.example/100%", "https://a.example/100%25"),
        ("//a.example/x", "https://a.example/x"),
    ],
)
def test_one_link_is_normalised(text: str, link: str) -> None:
    assert parse_link(text) == link
    assert parse_link(link) == link


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "not-a-link"),
        ("bonjour", "not-a-link"),
        ("http://", "not-a-link"),
        ("http:///etc/passwd", "not-a-link"),
        ("https://a..example/", "not-a-link"),
        ("https://a.example:99999/", "not-a-link"),
        ("https://-bad-.example/", "not-a-link"),
        ("http://a.example\\@b.example/", "not-a-link"),
        ("https://a.example/1 https://a.example/2", "not-a-link"),
        ("x" * 9000, "not-a-link"),
        ("javascript:alert(1)", "unsupported-scheme"),
        ("file:///etc/passwd", "unsupported-scheme"),
        ("ftp://a.example/", "unsupported-scheme"),
        ("data:text/html,x", "unsupported-scheme"),
        ("mailto:a@b.example", "unsupported-scheme"),
    ],
)
def test_what_is_no_web_link_is_refused(text: str, kind: str) -> None:
    with pytest.raises(ReaderError) as caught:
        parse_link(text)
    assert caught.value.kind == kind


def test_the_error_shows_no_control_characters_and_no_long_text() -> None:
    with pytest.raises(ReaderError) as caught:
        parse_link("pas un\u202e lien " + "x" * 500)
    shown = str(caught.value.values["text"])
    assert "\u202e" not in shown and len(shown) <= 61


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://a.example/x?utm_source=t&id=3&fbclid=1#top", "https://a.example/x?id=3"),
        ("https://a.example/x?UTM_Campaign=a", "https://a.example/x"),
        ("https://a.example/x?ref_id=3&source=2&page=1", "https://a.example/x?ref_id=3&source=2&page=1"),
        ("https://a.example/x?xtor=RSS-1", "https://a.example/x"),
        ("https://a.example/x?a=%20b&gclid=1", "https://a.example/x?a=%20b"),
        ("https://a.example/x?a&b=", "https://a.example/x?a&b="),
    ],
)
def test_only_listed_parameters_are_cut(url: str, clean: str) -> None:
    assert clean_link(url) == clean


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("http://www.a.example/x/", "https://a.example/x"),
        ("https://m.a.example/x", "https://a.example/x"),
        ("https://a.example/x/amp/", "https://a.example/x"),
        ("https://a.example/x.amp.html", "https://a.example/x.html"),
        ("https://a.example/x?amp=1", "https://a.example/x"),
        ("https://a.example/x?b=2&a=1", "https://a.example/x?a=1&b=2"),
        ("https://www.google.com/amp/s/a.example/x", "https://a.example/x"),
        ("https://a-example.cdn.ampproject.org/c/s/a.example/x", "https://a.example/x"),
        ("https://a.example/%7Ex/é", "https://a.example/~x/%C3%A9"),
        ("https://a.example/index.html", "https://a.example/"),
        ("https://A.example/x#part", "https://a.example/x?utm_medium=q"),
    ],
)
def test_forms_of_one_address_compare_equal(one: str, two: str) -> None:
    assert comparison_key(one) == comparison_key(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("https://a.example/x", "https://a.example/y"),
        ("https://a.example/?p=1", "https://a.example/?p=2"),
        ("https://a.example/X", "https://a.example/x"),
        ("https://a.example/campaign", "https://a.example/"),
        ("https://m.example/x", "https://example/x"),
    ],
)
def test_different_articles_do_not(one: str, two: str) -> None:
    assert comparison_key(one) != comparison_key(two)


def test_sites_are_told_apart() -> None:
    assert same_site("https://www.a.co.uk/x", "https://amp.a.co.uk/y")
    assert not same_site("https://a.co.uk/", "https://b.co.uk/")
    assert not same_site("http://127.0.0.1/", "http://127.0.0.2/")
    assert same_site("https://www.a.co.uk/x", "https://WWW.a.co.uk/y")
    assert not same_site("https:///x", "https:///y") and not same_site("https://../x", "https://../y")
    assert site_of("news.bbc.co.uk") == "bbc.co.uk"
    # Where anybody may have a name below it, the site begins one label further down.
    assert not same_site("https://one.github.io/", "https://two.github.io/")
    assert site_of("a.b.city.kawasaki.jp") == "city.kawasaki.jp" and site_of("github.io") == "github.io"
    assert site_of("pictures.lebrief.test") == "lebrief.test" and site_of("localhost") == "localhost"
    assert site_of("") == "" and site_of("..") == ""
    assert host_of("https://x.example:8/") == "x.example"
    assert host_of("http://[") == ""


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_only_clean_links(text: str) -> None:
    for link in find_links(text):
        assert link.startswith(("http://", "https://"))
        assert link.isascii() and " " not in link and "@" not in link.split("/")[2]
        assert parse_link(link) == link
        assert comparison_key(link)


@settings(max_examples=200, deadline=None)
@given(
    st.from_regex(
        r"https?://[a-z]{1,8}\.[a-z]{2,4}(/[\w%.~é-]{0,6}){0,3}(\?[\w=&%+]{0,20})?(#\w{0,4})?", fullmatch=True
    )
)
def test_cleaning_twice_is_cleaning_once(url: str) -> None:
    link = clean_link(parse_link(url))
    assert clean_link(link) == link
    assert clean_link(parse_link(link)) == link
    assert comparison_key(link) == comparison_key(url)


_PARTS = st.sampled_from(
    [
        *"abz09-._~/&=?%#:@é ",
        *("//", "amp", "/amp", "/print", "index.html", "utm_source=x", "output=amp", "www.", "m.", "?", "/"),
        *("google.com/amp/s/", "xn--", ".html", "a.example", "b-c.co.uk", "localhost", "127.0.0.1", "--"),
    ]
)


@settings(max_examples=600)
@example("https://", ["xn--", "index.html"])  # stands for nothing
@given(st.sampled_from(["https://", "http://", "HTTPS://", "", "javascript:"]), st.lists(_PARTS, max_size=9))
def test_link_and_key_together_are_what_they_are_apart(scheme: str, parts: list[str]) -> None:
    text = scheme + "".join(parts)
    try:
        link = parse_link(text)
    except ReaderError as error:
        with pytest.raises(ReaderError) as caught:
            link_and_key(text)
        assert caught.value.kind == error.kind
        return
    assert link_and_key(text) == (link, comparison_key(link))
