"""Boxes of pages: questions that open at a press are kept whole, the author's portrait is not."""

from __future__ import annotations

import pytest

from reader.core.errors import ReaderError
from reader.saving.extraction.extract import Extracted, extract
from reader.saving.page import accordions
from reader.saving.page.elements import Element, parse, text_of
from tests.saving.page_kinds.test_pages_of_kinds import lines_of

SENTENCE = "Le barrage de la vallée a retrouvé son niveau d'avant la sécheresse, et les fermes irriguent. "
PORTRAIT = "Journaliste depuis dix ans, Salma Idrissi suit l'eau et l'agriculture pour plusieurs journaux."
ANSWER = (
    "Les fermes de la plaine sont servies d'abord, puis les villes de la côte, dès la fin du mois de mai."
)


def found_in(body: str, head: str = "") -> Extracted:
    page = (
        f"<!doctype html><html lang=fr><head><title>Le barrage se remplit</title>{head}</head>"
        f"<body><main><h1>Le barrage se remplit</h1>{body}</main></body></html>"
    )
    return extract(page.encode(), "https://eau.example/wiki/barrage", "text/html; charset=utf-8")


def saved(body: str, head: str = "") -> list[str]:
    return lines_of(found_in(body, head).html)


def prose(count: int) -> str:
    return "".join(f"<p>{SENTENCE * 3}({n})</p>" for n in range(count))


@pytest.mark.parametrize(
    "button",
    [
        "<div class=x><button aria-expanded=false>{}</button><div hidden class=p><p>{}</p></div></div>",
        "<div class=x><button class=accordion__trigger>{}</button><div><div>{}</div></div></div>",
        "<div class=x><div><button aria-controls=a>{}</button></div><div id=a><p>{}</p></div></div>",
        "<div class=x><h3><button aria-expanded=true>{}</button></h3><div><p>{}</p></div></div>",
        "<div class=x><div class=h><button aria-expanded=true><div><h3>{}</h3></div></button></div>"
        "<div class=c><p>{}</p></div></div>",
    ],
)
def test_questions_that_open_at_a_press_stand_over_their_answers(button: str) -> None:
    questions = [f"Qui reçoit l'eau numéro {n} ?" for n in range(3)]
    boxes = "".join(button.format(q, f"{ANSWER} ({n})") for n, q in enumerate(questions))
    lines = saved(f"<article>{prose(6)}<h2>Questions</h2>{boxes}{prose(2)}</article>")
    for n, question in enumerate(questions):
        at = lines.index(question)
        assert lines[at + 1] == f"{ANSWER} ({n})"


def test_buttons_that_open_menus_and_forms_are_no_headings() -> None:
    links = "".join(f"<li><a href=/{n}>Toutes les rubriques du journal {n}</a></li>" for n in range(6))
    form = "<form>Votre adresse, pour recevoir chaque matin ce que nous écrivons.<input name=a></form>"
    lines = saved(
        f"<article>{prose(3)}<button aria-expanded=false>Ouvrir le menu</button><div><ul>{links}</ul></div>"
        f"<button aria-expanded=false>Recevoir la lettre</button><div>{form}</div>{prose(3)}</article>"
    )
    assert not {"Ouvrir le menu", "Recevoir la lettre"}.intersection(lines)
    assert len(lines) == 6


@pytest.mark.parametrize(
    "box",
    [
        '<div class="saboxplugin-wrap" itemscope><div class="saboxplugin-desc"><p>{}</p></div></div>',
        '<div class="author-bio"><p>{}</p></div>',
        "<section data-nosnippet><p>{}</p></section>",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_the_author_s_portrait_is_no_part_of_the_text(box: str, first: bool) -> None:
    portrait = box.format(PORTRAIT)
    text = portrait + prose(6) if first else prose(6) + portrait
    lines = saved(f"<article>{text}</article>")
    assert PORTRAIT not in lines
    assert len(lines) == 6


def test_an_article_that_search_engines_are_not_to_quote_is_kept() -> None:
    assert len(saved(f"<article data-nosnippet>{prose(6)}</article>")) == 6


def test_read_more_below_a_listing_that_is_cut_does_not_end_the_article() -> None:
    cut = "<pre>print('eau')</pre><div><div class=b>read more</div></div>"
    listing = f"<section><div class=box>{cut}</div></section>"
    end = (
        "<p>Les fleuves se mesurent aussi de chez soi. Pour aller plus loin, voyez les <a href=/a>sept "
        "petits programmes qui lisent leurs niveaux</a>, ou <a href=/b>trois façons de les dessiner</a>. "
        "Si vous n'avez pas de quoi les faire tourner, demandez à l'agence du bassin : tous sont libres.</p>"
    )
    lines = saved(f"<article>{prose(8)}{listing}<h3>Mesurer soi-même</h3>{end}</article>")
    assert lines[-2] == "Mesurer soi-même"
    assert lines[-1].endswith("tous sont libres.")


def test_the_facts_of_a_book_that_is_told_of_are_kept() -> None:
    facts = (
        "<div class=callout><p><strong>Auteur :</strong> Leïla Slimani<br><strong>Éditeur :</strong> "
        '<a href="/e">Gallimard</a></p></div>'
    )
    lines = saved(f"<article>{prose(4)}<h3>Le pays des autres</h3>{facts}<div>{prose(4)}</div></article>")
    assert "Auteur : Leïla Slimani" in lines
    assert "Éditeur : Gallimard" in lines


def test_a_paragraph_in_a_box_of_its_own_within_the_text_is_kept() -> None:
    inner = "".join(
        f"<h2>Numéro {n}</h2><div><div><p>{ANSWER} C'est la règle, et chacun l'accepte. ({n})</p></div></div>"
        f"<table><tr><th>Niveau</th><td>{n} m</td></tr></table>{prose(2)}"
        for n in range(4)
    )
    lines = saved(f"<article>{inner}</article>")
    assert sum(line.startswith(ANSWER) for line in lines) == 4


CHAPTERS = "".join(
    f"<h2>Partie {n}</h2><ul>"
    + "".join(f"<li><a href=/w/{n}{m}>Chapitre {n}.{m}</a></li>" for m in range(6))
    + "</ul>"
    for n in range(4)
)


@pytest.mark.parametrize("maker", ["MediaWiki 1.39.17", "Sphinx 7.2", "mkdocs-1.6.1, mkdocs-material-9.7.1"])
def test_a_chapter_of_a_manual_that_is_a_list_of_links_is_kept(maker: str) -> None:
    found = found_in(f"<div class=body>{CHAPTERS}</div>", f'<meta name="generator" content="{maker}">')
    lines = lines_of(found.html)
    assert lines[:2] == ["Partie 0", "Chapitre 0.0"]
    assert len(lines) == 4 * 7


def test_a_list_of_links_elsewhere_is_refused_as_before() -> None:
    with pytest.raises(ReaderError, match="no-article"):
        found_in(f"<div class=body>{CHAPTERS}</div>", '<meta name="generator" content="WordPress 6.9">')


def test_many_buttons_side_by_side_are_not_each_compared_with_the_whole_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[int] = []

    def counted(element: Element) -> str:
        text = text_of(element)
        read.append(len(text))
        return text

    monkeypatch.setattr(accordions, "text_of", counted)
    button = "<button aria-expanded=false>Ouvrir le menu du journal</button><form></form>"
    page = parse(f"<html><body>{(button + prose(1)) * 100}</body></html>")
    accordions.settle_accordions(page.find("body"))
    assert 0 < sum(read) <= 2 * len(text_of(page))
