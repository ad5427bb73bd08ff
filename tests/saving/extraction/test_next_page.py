"""Which link leads to the next page of an article, and which only looks so."""

from __future__ import annotations

import pytest

from reader.core.errors import ReaderError
from reader.saving.extraction.next_page import continues, next_page, page_number
from reader.saving.fetching.robots import may_follow
from reader.saving.page.elements import parse

URL = "https://journal.example/dossier/un-titre"


def found(markup: str, url: str = URL, selector: str = "", number: int = 1) -> str:
    return next_page(parse(f"<html><body>{markup}</body></html>"), url, selector, number)


@pytest.mark.parametrize(
    ("url", "markup", "target"),
    [
        (URL, '<a rel="next" href="/dossier/un-titre/2">→</a>', f"{URL}/2"),
        (URL + "/", '<a href="/dossier/un-titre/page/2/">Page suivante</a>', f"{URL}/page/2/"),
        (URL, '<a href="?page=2">Suivant »</a>', f"{URL}?page=2"),
        (URL + "?page=1", '<a href="?page=2">2</a>', f"{URL}?page=2"),
        (URL + ".html", '<b>1</b> <a href="un-titre-2.html">2</a>', f"{URL}-2.html"),
        (URL + ".html", '<a href="un-titre,2.html" title="Page suivante"><img></a>', f"{URL},2.html"),
        (URL, '<a aria-label="Next page" href="/dossier/un-titre/2/">&gt;</a>', f"{URL}/2/"),
        (URL, '<a href="?page=2">الصفحة التالية</a>', f"{URL}?page=2"),
        (URL + "?id=7", '<a rel="next" href="?id=7&amp;page=2">x</a>', f"{URL}?id=7&page=2"),
    ],
)
def test_a_plain_next_link_is_followed(url: str, markup: str, target: str) -> None:
    assert found(markup, url) == target


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="next" href="/dossier/un-autre-titre/">',
        '<a rel="next" href="/dossier/un-autre-titre">Article suivant</a>',
        '<a href="/dossier/page/2/">Page suivante</a>',
        '<a href="https://ailleurs.example/dossier/un-titre/2">Suivant</a>',
        '<a href="http://journal.example/dossier/un-titre/2">Suivant</a>',
        '<a href="/dossier/un-titre/3">3</a>',
        '<a href="/dossier/un-titre/comment-page-2/#comments">Suivant</a>',
        '<a href="/dossier/un-titre/2">Lire les commentaires</a>',
        '<a href="?id=2">2</a>',
        '<a href="javascript:next()">Suivant</a>',
        '<a href="#page-2">2</a>',
        '<a rel="next">x</a>',
    ],
)
def test_what_only_looks_like_a_next_page_is_not(markup: str) -> None:
    assert found(markup) == ""


def test_an_address_that_ends_in_a_number_is_an_article_and_no_page() -> None:
    neighbour = '<a rel="next" href="/news/13">next</a>'
    assert found(neighbour, "https://journal.example/news/12") == ""
    assert found('<a rel="next" href="/news/3">3</a>', "https://journal.example/news/2", number=2) != ""


def test_a_rule_names_the_link_but_it_stays_on_the_host() -> None:
    markup = '<a class="go" href="/suite-de-l-article">x</a><a class="out" href="https://b.example/">y</a>'
    assert found(markup, selector="a.go") == "https://journal.example/suite-de-l-article"
    assert found(markup, selector="a.out") == ""
    assert found(f'<a class="go" href="{URL}">x</a>', selector="a.go") == ""


def test_page_numbers() -> None:
    assert [page_number(u) for u in (URL, f"{URL}/2", f"{URL}?page=12", f"{URL}?page=0")] == [1, 2, 12, 1]
    assert continues(f"{URL}/2", f"{URL}/3/") and not continues(f"{URL}/2", f"{URL}/4")
    assert page_number("https://journal.example/2026/05/11/un-titre") == 1


def robots(text: str | None, kind: str = "not-found") -> bool:
    def fetch(address: str) -> bytes:
        assert address == "https://journal.example/robots.txt"
        if text is None:
            raise ReaderError(kind, host="journal.example")
        return text.encode()

    return may_follow(f"{URL}/2", fetch)


def test_robots_decides_about_links_that_are_followed_by_themselves() -> None:
    assert robots("User-agent: *\nDisallow: /admin\n")
    assert not robots("User-agent: *\nDisallow: /\n")
    assert not robots("User-agent: Liseuse\nDisallow: /dossier/\n\nUser-agent: *\nAllow: /\n")
    assert robots("<html>no such page</html>")
    assert robots(None) and robots(None, "not-allowed")
    assert not robots(None, "server-error") and not robots(None, "timeout")
