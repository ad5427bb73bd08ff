"""Threads that are known by their shape alone: nothing of them is lost, and deep pages cost no more."""

from __future__ import annotations

from collections.abc import Iterable

from reader.saving.extraction.extract import extract
from reader.saving.page.elements import parse, text_of
from reader.saving.page_kinds.like_posts import like_posts
from tests.saving.page_kinds.test_pages_of_kinds import lines_of
from tests.support.work import calls_of

NAMES = ("Ana", "Bruno", "Carla", "Dinis", "Elsa", "Filipe", "Graça", "Hugo")
SAID = "The {} boat left the harbour before the storm and nobody on the pier had seen it go."


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


def test_the_text_of_nested_neighbours_is_not_read_again_for_each_level() -> None:
    nest = "<p>The tide came in at four and went out again.</p>" * 40
    for _ in range(100):
        nest = f"<div><div>low</div><div>high</div><div>{nest}</div></div>"
    body = parse(f"<html><body>{nest}</body></html>").find("body")
    assert calls_of(text_of, lambda: like_posts(body)) < 100
