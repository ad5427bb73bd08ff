"""What stands around a post's text in forum software: the name beside a rank, a date for machines, a quote.

Each file of `tests/data/post_heads` is one post as some software builds it, with `$name`, `$letter` (its
first), `$day` of March 2021 and `$text` left open; `talks.json` has what is said in it, by language.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from string import Template

import pytest

from reader.saving.extraction.extract import extract
from reader.saving.page.elements import parse
from reader.saving.page_kinds.post_texts import post_texts
from tests.saving.page_kinds.test_pages_of_kinds import lines_of

HERE = Path(__file__).parents[2] / "data" / "post_heads"
SOFTWARE = sorted(path.stem for path in HERE.glob("*.html"))
TALKS: dict[str, list[list[str]]] = json.loads((HERE / "talks.json").read_text(encoding="utf-8"))
QUOTED = (
    '<div class="bbCodeBlock bbCodeQuote"><aside><div class="attribution">oldsparky said:</div>'
    '<blockquote class="quoteContainer"><div class="quote">A compressor draws six times its current.'
    '</div><div class="quoteExpand">Click to expand...</div></blockquote></aside></div>'
)

UNDATED = '<div class="comment-text"><p>$text</p></div></li>'
DATED = f'<div class="date">$day March 2021</div>{UNDATED}'


@pytest.mark.parametrize("software", SOFTWARE)
def test_each_post_has_its_name_its_day_and_its_text(software: str) -> None:
    for language, talk in TALKS.items():
        lines = lines_of(thread(software, talk, language))
        heads, texts = lines[::2], lines[1::2]
        assert [head.partition(" · ")[0] for head in heads] == [name for name, _, _ in talk]
        assert all(day in h and "2021" in h for h, (_, day, _) in zip(heads, talk, strict=True))
        assert [" ".join(text.split()) for text in texts] == [text for _, _, text in talk]


def test_a_post_as_quotation_is_none_and_what_it_quotes_is() -> None:
    talk = [list(post) for post in TALKS["en"][:3]]
    talk[2][2] = QUOTED + talk[2][2]
    found = thread("text_as_quote", talk, "en")
    assert found.count("<blockquote") == 1
    assert "<blockquote><p>A compressor draws six times its current.</p></blockquote>" in found
    assert "Click to expand" not in found


def test_a_post_that_only_quotes_stays_a_quotation() -> None:
    talk = [list(post) for post in TALKS["en"]]
    talk[2][2] = f"<blockquote>{talk[2][2]}</blockquote>"
    assert thread("age_beside_date", talk, "en").count("<blockquote") == 1


@pytest.mark.parametrize("role", ['role="button"', ""])
def test_the_short_text_of_a_quotation_that_may_unfold_stays(role: str) -> None:
    talk = [list(post) for post in TALKS["en"]]
    talk[2][2] = (
        '<blockquote class="bbCodeBlock bbCodeBlock--quote js-expandWatch"><div class="bbCodeBlock-content">'
        '<div class="bbCodeBlock-expandContent js-expandContent">I would not do that.</div>'
        f'<div class="bbCodeBlock-expandLink js-expandLink"><a {role}>Click to expand...</a>'
        f"</div></div></blockquote>{talk[2][2]}"
    )
    found = thread("age_beside_date", talk, "en")
    assert "I would not do that." in found
    assert "Click to expand" not in found


@pytest.mark.parametrize("label", ["Posted by ", "Author: ", "By: "])
def test_words_before_a_link_to_a_member_are_not_of_the_name(label: str) -> None:
    head = f'<div class="author">{label}<a href="/member.php?u=$day">$name</a></div>'
    lines = lines_of(page(f'<li class="comment">{head}' + DATED, TALKS["en"], "en"))
    assert [line.partition(" · ")[0] for line in lines[::2]] == [name for name, _, _ in TALKS["en"]]


@pytest.mark.parametrize("title", ["Joined Jan 5, 2011", "Anna, Jan 5, 2011"])
def test_a_date_that_the_name_is_titled_with_is_not_the_post_s(title: str) -> None:
    head = f'<a class="username" href="/members/$day" title="{title}">$name</a>'
    for dated in (DATED, UNDATED):
        assert "2011" not in page(f'<li class="comment">{head}' + dated, TALKS["en"], "en")
    assert "04 March 2021" in page(f'<li class="comment">{head}' + DATED, TALKS["en"], "en")


def test_what_one_member_says_in_a_row_is_no_signature() -> None:
    first, second, third, fourth = (text for _, _, text in TALKS["en"])
    said = (
        '<div class="msg"><span class="time">{} March 2021, 10:00</span>'
        '<div class="message-text"><p>{}</p></div></div>'
    )
    groups = (("anna", (first, second)), ("bob", (third,)), ("anna", (fourth,)))
    found = whole(
        f'<li class="group"><span class="username">{name}</span>'
        f"{''.join(said.format(f'0{day}', text) for day, text in enumerate(texts, start=1))}</li>"
        for name, texts in groups
    )
    assert second in found
    assert lines_of(found)[2].startswith("anna · 02 March 2021")


def test_no_post_of_a_very_long_thread_is_left_out() -> None:
    talk = [[f"member{n}", "04", f"Post number {n} says something of its own."] for n in range(1_100)]
    head = '<a class="username" href="/members/$day">$name</a>'
    assert "Post number 1099 says" in page(f'<li class="comment">{head}' + DATED, talk, "en")


def test_two_members_may_say_the_same() -> None:
    talk = [*TALKS["en"], ["quietreader", "08", "Thank you!"], ["late", "09", "Thank you!"]]
    lines = lines_of(thread("age_beside_date", talk, "en"))
    assert [line.partition(" · ")[0] for line in lines[-4::2]] == ["quietreader", "late"]
    assert lines[-3::2] == ["Thank you!", "Thank you!"]


def test_the_last_posts_of_a_long_thread_are_found() -> None:
    post = "<div class='post-body'>A post that says something of its own.</div>"
    body = parse(f"<html><body>{post * 2}{'<i></i>' * 40_000}{post}</body></html>").find("body")
    assert len(post_texts(body, False)) == 3


def thread(software: str, talk: list[list[str]], language: str) -> str:
    return page((HERE / f"{software}.html").read_text(encoding="utf-8"), talk, language)


def page(post: str, talk: list[list[str]], language: str) -> str:
    ways = [{"name": n, "letter": n[0], "day": day, "text": text} for n, day, text in talk]
    return whole((Template(post).substitute(way) for way in ways), language)


def whole(posts: Iterable[str], language: str = "en") -> str:
    """The article that a page of these posts is saved as."""
    text = (
        f"<!doctype html><html lang='{language}'><head><meta charset='utf-8'>"
        "<title>Lamp - Bench Forum</title></head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/f'>Forums</a></li></ul></nav>"
        f"<div id='content'><h1>Lamp</h1><ol class='posts'>{''.join(posts)}</ol></div>"
        "<footer>Bench Forum</footer></body></html>"
    )
    return extract(text.encode(), "https://lamp.example/t/1", "text/html; charset=utf-8").html
