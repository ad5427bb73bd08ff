"""Threads that are known by their shape alone: nothing of them is lost, and deep pages cost no more."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from reader.saving.extraction.extract import extract
from reader.saving.page.elements import parse, text_of
from reader.saving.page_kinds import like_posts as like
from reader.saving.page_kinds.like_posts import like_posts
from tests.saving.page_kinds.test_pages_of_kinds import lines_of
from tests.support.work import assert_linear, calls_of

NAMES = ("Ana", "Bruno", "Carla", "Dinis", "Elsa", "Filipe", "Graça", "Hugo")
SAID = "The {} boat left the harbour before the storm and nobody on the pier had seen it go."
ASKED = "Has anybody seen the boat that lay at the end of the pier on Sunday, with the red sail on it?"


def answer(number: int, *, named: bool = True, dated: bool = True) -> str:
    """A post as software that calls nothing by its name shows it."""
    name = f"<b>{NAMES[number]}</b>" if named else ""
    date = f"<i>{number + 1} May 2024</i>" if dated else ""
    text = f'<div class="k3"><p>{SAID.format(number)}</p></div>'
    return f'<div class="k1"><div class="k2">{name}{date}</div>{text}</div>'


def saved(markup: str, head: str = "") -> list[str]:
    """The lines that are saved of a page."""
    page = f"<html lang=en><head><title>The boat</title>{head}</head><body>{markup}</body></html>"
    return lines_of(extract(page.encode(), "https://forum.example/boat").html)


def signed(numbers: Iterable[int]) -> list[str]:
    """The lines of those posts, each after who wrote it and when."""
    return [line for n in numbers for line in (f"{NAMES[n]} · {n + 1} May 2024", SAID.format(n))]


def test_a_post_without_a_name_or_a_day_is_kept() -> None:
    bare = "I saw it, and I am nobody here, so there is nothing to say of me."
    posts = [answer(n, named=n != 2, dated=n != 5) for n in range(7)]
    lines = saved(f'<h1>The boat</h1><div>{"".join(posts)}<div class="k1">{bare}</div></div>')
    assert lines[:4] == signed((0, 1))
    assert lines[4:6] == ["3 May 2024", SAID.format(2)]
    assert lines[6:10] == signed((3, 4))
    assert lines[10:12] == ["Filipe", SAID.format(5)]
    assert lines[12:] == [*signed((6,)), bare]


def test_the_question_in_a_box_of_another_kind_stands_before_its_answers() -> None:
    answers = "".join(map(answer, range(8)))
    page = f'<h1>The boat</h1><div class="q1"><p>{ASKED}</p></div><h2>8 answers</h2><div>{answers}</div>'
    assert saved(page) == [ASKED, "8 answers", *signed(range(8))]


def test_who_answers_a_question_first_is_not_its_author() -> None:
    answers = "".join(map(answer, range(8)))
    asked = extract(
        f"<h1>The boat</h1><div><p>{ASKED}</p></div><div>{answers}</div>".encode(), "https://forum.example/"
    )
    headed = extract(
        f"<h1>The boat</h1><h2>All that was said</h2><div>{answers}</div>".encode(), "https://forum.example/"
    )
    assert (asked.author, headed.author, headed.date) == ("", "Ana", "2024-05-01")


def test_an_answer_that_is_shown_above_all_of_them_is_there_once() -> None:
    answers = "".join(map(answer, range(8)))
    best = f'<div class="best"><p>{SAID.format(3)}</p></div>'
    assert saved(f"<h1>The boat</h1>{best}<div>{answers}</div>") == signed(range(8))


@pytest.mark.parametrize(
    ("head", "tag"),
    [
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "The boat"}</script>',
            "div",
        ),
        ("", "article"),
    ],
    ids=["declared in JSON-LD", "an article element"],
)
def test_a_short_article_is_not_lost_for_the_comments_on_it(head: str, tag: str) -> None:
    brief = [ASKED, ASKED.replace("boat", "ship")]
    article = f"<{tag}><h1>The boat</h1><p>{brief[0]}</p><p>{brief[1]}</p></{tag}>"
    comments = "".join(map(answer, range(3)))
    lines = saved(f"{article}<div>{comments}</div>", head)
    assert lines[:2] == brief
    assert signed((0,))[0] not in lines  # no thread was made of it


def test_the_text_of_nested_neighbours_is_not_read_again_for_each_level() -> None:
    nest = "<p>The tide came in at four and went out again.</p>" * 40
    for _ in range(100):
        nest = f"<div><div>low</div><div>high</div><div>{nest}</div></div>"
    body = parse(f"<html><body>{nest}</body></html>").find("body")
    assert calls_of(text_of, lambda: like_posts(body)) < 100


def test_long_tables_cost_as_many_looks_as_they_have_rows() -> None:
    def work_of(rows: int) -> int:
        more = "".join(f"<tr><td>{SAID.format(row)}</td></tr>" for row in range(rows))
        posts = "".join(
            f"<table><tr><td><b>{NAMES[n % 2]}</b></td><td><i>{n + 1} May 2024</i></td></tr>{more}</table>"
            for n in range(3)
        )
        body = parse(f"<html><body><div>{posts}</div></body></html>").find("body")
        return calls_of(like._place, lambda: like_posts(body))

    assert_linear(work_of, 40)
