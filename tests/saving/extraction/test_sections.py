"""A manual is kept whole: every section that is like the others, and the boxes between paragraphs."""

from __future__ import annotations

import pytest

from reader.saving.boilerplate.surroundings import stands_in
from reader.saving.extraction import sections
from reader.saving.extraction.sections import boxes_of, sections_of
from reader.saving.extraction.select import Selector
from reader.saving.extraction.trafilatura_anchors import Anchors
from reader.saving.page.block_flow import Block, Flow
from reader.saving.page.elements import Element, link_share, parse

FR = "Le noyau répartit le temps entre les programmes, et chacun croit disposer seul de la machine. "
EN = "The kernel shares its time among the programs, and each believes that it has the machine alone. "
AR = "توزع النواة الوقت بين البرامج، ويظن كل برنامج أنه يملك الآلة وحده، وهذا أساس العمل المشترك بينها. "


def section(name: str, *paragraphs: str, level: int = 3) -> str:
    """One section as DocBook's style sheets write it."""
    head = f'<div class="titlepage"><div><div><h{level} class="title">{name}</h{level}></div></div></div>'
    text = "".join(f'<div class="para">{p}</div>' for p in paragraphs)
    return f'<div class="section">{head}{text}</div>'


def told(sentence: str, number: int) -> str:
    """A paragraph that shares no three words with one of another number."""
    return " ".join(f"{word[:1]}{number}{word[1:]}" for word in (sentence * 3).split())


def lines(body: str, *anchored: str) -> list[str]:
    """What is chosen of a page of which trafilatura kept the paragraphs `anchored`."""
    head = '<div class="titlepage"><h2 class="title">B.4. Noyau</h2></div>'
    menu = '<ul class="docnav"><li><a href="a.html">Prev</a></li><li><a href="b.html">Next</a></li></ul>'
    blocks = read(f'{menu}<div class="section">{head}{body}</div>{menu}')
    chosen = Selector(blocks, Anchors("\n".join(anchored)), ["B.4. Noyau"], "").choose().blocks
    return [block.text for block in chosen]


@pytest.mark.parametrize("sentence", [FR, EN, AR], ids=["fr", "en", "ar"])
@pytest.mark.parametrize("anchored", [1, 2, 5])
def test_no_section_of_a_manual_is_left_out(sentence: str, anchored: int) -> None:
    texts = {f"B.4.{n}. Titre": told(sentence, n) for n in range(1, 6)}
    body = "".join(section(name, text) for name, text in texts.items())
    whole = [line for pair in texts.items() for line in pair]
    assert lines(body, texts[f"B.4.{anchored}. Titre"]) == whole


def test_the_options_at_the_end_of_a_section_are_kept() -> None:
    """trafilatura kept the section's paragraphs, and none of the short lines below them."""
    options = "".join(f"<div class=seg><b>Option :</b> Apt::Option{n}</div>" for n in range(12))
    first, last = section("B.4.1. Format", told(FR, 1)), section("B.4.2. Options", told(FR, 2), options)
    found = lines(first + last, told(FR, 1), told(FR, 2))
    assert found[4:] == [f"Option : Apt::Option{n}" for n in range(12)]


@pytest.mark.parametrize("sentence", [FR, EN, AR], ids=["fr", "en", "ar"])
def test_a_box_between_paragraphs_is_of_the_text(sentence: str) -> None:
    box = told(sentence, 9)
    inside = f'<div class="titlepage"><p><b>NOTE</b></p></div><div class="para">{box}</div>'
    texts = [told(sentence, n) for n in range(4)]
    body = "".join(
        f'<div class="para">{text}</div>' + (f'<div class="sidebar">{inside}</div>' if n == 1 else "")
        for n, text in enumerate(texts)
    )
    assert lines(body, *texts) == [*texts[:2], box, *texts[2:]]


def read(body: str) -> list[Block]:
    return Flow("https://manuel.example/").read(parse(f"<html><body>{body}</body></html>").find("body"))


def kept(blocks: list[Block], *starts: str) -> list[bool]:
    return [block.text.startswith(starts) for block in blocks]


def test_like_sections_are_found_where_one_was_kept() -> None:
    blocks = read(section("One", f"A {EN}") + section("Two", f"B {EN}") + section("Three", f"C {EN}"))
    found = sections_of(blocks, kept(blocks, "A "))
    assert [b.text[:5] for b in blocks if any(stands_in(b, s) for s in found)] == [
        "One",
        f"A {EN}"[:5],
        "Two",
        f"B {EN}"[:5],
        "Three",
        f"C {EN}"[:5],
    ]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(section("Related articles", EN), id="label"),
        pytest.param(section("<a href=/x>Another article</a>", EN), id="linked heading"),
        pytest.param(section("Two", f"<a href=/x>{EN}</a>", EN), id="links"),
        pytest.param(section("Two", "Short."), id="no prose"),
        pytest.param(section("Two", EN, level=4), id="other heading"),
        pytest.param(f'<div class="section teaser"><h3>Two</h3><p>{EN}</p></div>', id="other class"),
    ],
)
def test_what_is_not_alike_is_no_section(other: str) -> None:
    blocks = read(section("One", f"A {EN}") + section("Three", f"C {EN}") + other)
    found = sections_of(blocks, kept(blocks, "A ", "C "))
    assert len(found) == 2
    assert {b.text[:2] for b in blocks if any(stands_in(b, s) for s in found)} == {"On", "A ", "Th", "C "}


def test_a_single_section_says_nothing_of_others() -> None:
    blocks = read(section("One", f"A {EN}") + f'<div class="teasers"><h2>More</h2><p>{EN}</p></div>')
    assert not sections_of(blocks, kept(blocks, "A "))


def test_the_sidebar_of_a_page_is_no_box_of_the_text() -> None:
    column = f'<div class="content"><p>A {EN}</p><p>B {EN}</p></div><div class="sidebar"><p>{EN}</p></div>'
    blocks = read(f"<div>{column}</div>")
    assert not boxes_of(blocks, kept(blocks, "A ", "B "))


def test_a_box_of_links_between_paragraphs_is_none_of_the_text() -> None:
    box = f'<div class="sidebar"><p><a href=/x>{EN}</a></p><p>{EN}</p></div>'
    blocks = read(f"<div><p>A {EN}</p>{box}<p>B {EN}</p></div>")
    assert not boxes_of(blocks, kept(blocks, "A ", "B "))


def test_a_long_box_is_read_once_and_not_by_each_of_its_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    read_through = list[Element]()

    def counted(element: Element) -> float:
        read_through.append(element)
        return link_share(element)

    monkeypatch.setattr(sections, "link_share", counted)
    box = f'<div class="sidebar"><a href=/x>A</a>{f"<p>{EN}</p>" * 50}</div>'
    blocks = read(f"<div><p>A {EN}</p>{box}</div>")
    assert len(boxes_of(blocks, kept(blocks, "A "))) == 1
    assert len(read_through) == 1
