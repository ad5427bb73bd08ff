"""A page that is about a link to another site: what is saved leads there, and says who shared it."""

from __future__ import annotations

from string import Template

import pytest

from reader.core.errors import ReaderError
from reader.saving.extraction.extract import extract
from tests.saving.page_kinds.test_pages_of_kinds import lines_of

TITLE = "Which glue holds a clay handle on a mug"
LINK = f'<a href="https://www.potters.example/glue?a=1&amp;b=2">{TITLE}</a>'
NAMELESS = f'<a href="https://www.potters.example/glue" aria-label="{TITLE}"><img src="a.jpg" alt=""></a>'
WITH_AUTHOR = '<main><div class="post"><h1>$title</h1>$link<a href="/user/carl">carl</a></div></main>'
WITHOUT_AUTHOR = "<main><div class='post'><h1>$title</h1>$link</div></main>"
PROSE = (
    "<p>Nothing that you should drink from. A resin made for aquariums comes near, but it turns yellow.</p>"
)
PAGE = Template(
    "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>$title</title></head><body>"
    "<nav><ul><li><a href='/'>Home</a></li></ul></nav>$body</body></html>"
)


@pytest.mark.parametrize("link", [LINK, NAMELESS], ids=["words", "picture"])
def test_a_page_that_only_shares_a_link_is_that_link(link: str) -> None:
    found = saved(WITH_AUTHOR, link)
    assert lines_of(found) == ["carl", "potters.example"]
    assert '<a href="https://www.potters.example/glue' in found


def test_an_address_stands_as_it_was_shared() -> None:
    assert 'href="https://www.potters.example/glue?a=1&amp;b=2"' in saved(WITH_AUTHOR, LINK)


@pytest.mark.parametrize(
    ("body", "link"),
    [
        (WITHOUT_AUTHOR, LINK),
        (WITH_AUTHOR, f'<a href="/t/2">{TITLE}</a>'),
        (WITH_AUTHOR, f'<a href="https://clay.example/t/2">{TITLE}</a>'),
        (WITH_AUTHOR, '<a href="https://www.potters.example/">Another pot</a>'),
        (f"{WITH_AUTHOR}<footer>{LINK}</footer>", ""),
    ],
    ids=["nobody", "own page", "own site", "other title", "footer"],
)
def test_a_page_that_shares_nothing_is_no_article(body: str, link: str) -> None:
    with pytest.raises(ReaderError) as failure:
        saved(body, link)
    assert failure.value.kind == "no-article"


def test_an_article_under_a_title_that_leads_elsewhere_is_an_article() -> None:
    found = saved(
        f"<main><article><h1>$link</h1><a href='/user/carl'>carl</a>{PROSE * 4}</article></main>", LINK
    )
    assert "comes near, but it turns yellow" in found
    assert "potters.example</a>" not in found


def test_a_link_that_nobody_signed_is_not_put_into_the_first_answer() -> None:
    lines = lines_of(saved(f"{WITHOUT_AUTHOR}<ul>{answer('oldkiln')}{answer('nils')}</ul>", LINK))
    assert lines[0] == "potters.example"
    assert lines[1].startswith("oldkiln")
    assert "drink from" in lines[2]


def test_who_shared_a_link_is_named_where_another_repeats_it() -> None:
    rules = f"<p>Before you answer, do read what this is about: {LINK.replace(TITLE, 'the page')}.</p>"
    lines = lines_of(saved(f"{WITH_AUTHOR}<ul>{answer('warden', text=rules)}{answer('nils')}</ul>", LINK))
    assert lines[:2] == ["carl", "potters.example"]
    assert lines[2].startswith("warden")


def test_a_link_over_the_first_post_s_own_words_is_in_that_post() -> None:
    lines = lines_of(saved(f"<ul>{answer('carl', '$link')}{answer('nils')}</ul>", LINK))
    assert lines[0].startswith("carl")
    assert lines[1] == "potters.example"
    assert "drink from" in lines[2]


def answer(name: str, above: str = "", text: str = PROSE) -> str:
    """One post of a thread, with what stands over its text."""
    head = (
        f'<a class="username" href="/user/{name}">{name}</a><time datetime="2026-03-04">4 March 2026</time>'
    )
    return f'<li class="comment">{head}{above}<div class="comment-text">{text}</div></li>'


def saved(body: str, link: str) -> str:
    """The article that the page at hand is saved as."""
    filled = Template(body).substitute(title=TITLE, link=link)
    page = PAGE.substitute(title=TITLE, body=filled)
    return extract(page.encode(), "https://talk.clay.example/t/1", "text/html; charset=utf-8").html
