"""A text that may lack parts of its page is marked, and taking the whole page takes the mark away."""

from __future__ import annotations

import json

import pytest

from reader.core.errors import ReaderError
from reader.core.model import BlockKind
from reader.reading.document import blocks_from_html
from reader.saving.extraction.extract import Extracted, extract
from reader.saving.page import block_flow

URL = "https://journal.example/le-port"
SENTENCE = "Le port agrandit son quai numéro {n} pour recevoir des navires plus grands, dit la capitainerie. "
REST = "Plus loin, le chantier numéro {n} attend encore le sable que la drague retire du chenal chaque nuit. "


def page(between: str) -> bytes:
    text = "".join(f"<p>{SENTENCE.format(n=n) * 3}</p>" for n in range(12))
    rest = "".join(f"<p>{REST.format(n=n) * 3}</p>" for n in range(3))
    body = f"<article><h1>Le port</h1><div class='texte'>{text}{between}{rest}</div></article>"
    return f"<html lang='fr'><head><title>Le port</title></head><body>{body}</body></html>".encode()


def read(between: str, as_text: bool = False) -> Extracted:
    return extract(page(between), URL, "text/html; charset=utf-8", as_text=as_text)


def test_prose_left_out_of_the_texts_own_row_marks_it() -> None:
    found = read("<h3>Commentaires</h3>")
    assert "chantier" not in found.html
    assert found.incomplete == "end"


@pytest.mark.parametrize("between", ["", "<h3>Le chantier</h3>"])
def test_a_text_that_is_all_there_has_no_mark(between: str) -> None:
    found = read(between)
    assert "chantier numéro 2" in found.html
    assert found.incomplete == ""


BREAKS_OFF = "<p>La suite des travaux commence en mars, mais le chantier […]</p>"
CARGO = "".join(
    f"<tr><td>Le hangar {n}</td><td>filets, caisses et sel de la pêche</td></tr>" for n in range(20)
)


@pytest.mark.parametrize("label", ["<p><a href='/b'>Lire la suite</a></p>", "<button>Weiterlesen</button>"])
def test_a_text_that_breaks_off_before_a_link_to_the_rest_is_marked(label: str) -> None:
    page = long_page(BREAKS_OFF + label)
    assert page.incomplete == "end"
    assert long_page(BREAKS_OFF.replace(" […]", ".") + label).incomplete == ""
    assert long_page(BREAKS_OFF).incomplete == ""


def test_a_table_that_was_taken_for_furniture_is_a_gap() -> None:
    found = long_page(f"<div class='widget'><table>{CARGO}</table></div><p>{SENTENCE.format(n=99) * 3}</p>")
    assert "Hangar 7" not in found.html and "numéro 99" in found.html
    assert found.incomplete == "end"


@pytest.mark.parametrize("label", ["<h3>Commentaires</h3>", "<h3>Le chantier</h3>"])
def test_a_row_for_each_section_is_the_articles(label: str) -> None:
    sections = [f"<p>{REST.format(n=n) * 2}</p>" for n in range(4)]
    end = f"{label}</div>" + "".join(f"<div class='texte'>{section}</div>" for section in sections) + "<div>"
    found = long_page(end)
    assert (found.incomplete == "end") == ("chantier numéro 3" not in found.html)


def test_what_a_label_ends_is_a_gap_only_when_it_is_much() -> None:
    wishes = "Bon vent. " * 14
    about = f"<p>Le journal du port paraît le mardi, et deux cents lecteurs le soutiennent. {wishes}</p>"
    assert 200 < len(about) < 300
    assert long_page(f"<h3>Commentaires</h3>{about}").incomplete == ""
    assert long_page(f"<h3>Commentaires</h3>{about * 3}").incomplete == "end"


def test_the_text_in_the_pages_data_decides() -> None:
    spoken = " ".join(SENTENCE.format(n=n) * 3 for n in range(12))
    comments = "<h3>Commentaires</h3>" + f"<p>{'Bravo au port pour ce quai, dit un lecteur. ' * 8}</p>" * 3
    more = " Plus loin, le chantier attend le sable que la drague retire du chenal chaque nuit." * 8
    assert long_page(comments).incomplete == "end"
    assert long_page(comments, spoken).incomplete == ""
    assert long_page("", spoken + more).incomplete == "end"
    assert long_page(comments, "Le port agrandit son quai.").incomplete == "end"  # a summary tells nothing


def long_page(end: str, spoken: str = "") -> Extracted:
    """An article of twelve paragraphs with `end` after them, and `spoken` as its text in the page's data."""
    data = json.dumps({"@type": "NewsArticle", "headline": "Le port", "articleBody": spoken})
    script = f'<script type="application/ld+json">{data}</script>' if spoken else ""
    text = "".join(f"<p>{SENTENCE.format(n=n) * 3}</p>" for n in range(12))
    body = f"<article><h1>Le port</h1><div class='texte'>{text}{end}</div></article>"
    page = f"<html lang='fr'><head><title>Le port</title>{script}</head><body>{body}</body></html>"
    return extract(page.encode(), URL, "text/html; charset=utf-8")


def test_the_whole_text_has_no_mark() -> None:
    found = read("<h3>Commentaires</h3>", as_text=True)
    assert "chantier numéro 2" in found.html
    assert found.incomplete == ""


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<div id=root></div><script src=a.js></script>", "script-page"),
        ("<div id='__next' class='x'> </div><footer>© Journal</footer>", "script-page"),
        ("<app-root></app-root>", "script-page"),
        ("<noscript>Activez <b>JavaScript</b> pour lire cette page.</noscript><div></div>", "script-page"),
        ("<div id=root><p>Une page presque vide.</p></div>", "no-article"),
        ("<p>Court.</p>", "no-article"),
        (f"<div id=app></div><a href=/>{'Accueil et plus ' * 40}</a>", "no-article"),
    ],
)
def test_a_page_that_only_a_script_fills_is_called_so(body: str, kind: str) -> None:
    with pytest.raises(ReaderError) as told:
        extract(f"<!doctype html><title>Journal</title><body>{body}</body>".encode(), URL)
    assert told.value.kind == kind


def test_answers_that_a_script_unfolds_are_a_gap() -> None:
    answers = "".join(
        f"<h3>Combien de navires au quai {n} ?</h3><div style='display:none'><p>Au quai {n}, la direction "
        f"compte douze navires par jour, et davantage quand le vent d’est ferme le détroit.</p></div>"
        for n in range(6)
    )
    assert read(f"<h2>Questions fréquentes</h2>{answers}").incomplete == "end"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<form>", "</form>"),
        ("<dialog>", "</dialog>"),
        ("<div style='display:none'><nav>", "</nav></div>"),
        ("<div style='display:none'>", "</div>"),
    ],
)
def test_what_a_script_shows_beside_the_text_is_no_gap(opening: str, closing: str) -> None:
    said = "Inscrivez-vous à la lettre du journal, qui paraît le lundi, pour lire ce que le port prépare {n}."
    again = SENTENCE.format(n=1) * 3
    texts = [again] * 4 if opening.endswith("none'>") else [said.format(n=n) for n in range(6)]
    away = "".join(f"<p>{text}</p>" for text in texts)
    assert read(f"{opening}{away}{closing}").incomplete == ""


def test_a_table_keeps_its_caption() -> None:
    table = "<table><caption>Navires <b>par an</b></caption><tr><th>Année</th><th>Navires</th></tr>"
    found = read(f"{table}<tr><td>2025</td><td>9 000</td></tr></table>")
    assert "<table><caption>Navires <b>par an</b></caption>" in found.html
    blocks = blocks_from_html(found.html, "fr")
    at = next(i for i, block in enumerate(blocks) if block.kind is BlockKind.TABLE)
    assert blocks[at - 1].parts[0].text == "Navires par an", "it is translated with the text"


def play(lines: int) -> bytes:
    spoken = "".join(f"<p>Réplique {n}, dit enfin le vieux capitaine du port.</p>" for n in range(lines))
    return f"<html lang='fr'><article><h1>Le port</h1>{spoken}</article></html>".encode()


def test_a_play_of_tens_of_thousands_of_short_lines_is_whole() -> None:
    found = extract(play(21_000), URL)
    assert "Réplique 0," in found.html and "Réplique 20999," in found.html
    assert found.incomplete == ""


def test_a_text_is_marked_where_its_number_of_lines_cuts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block_flow, "_MOST_BLOCKS", 2_000)
    found = extract(play(3_000), URL)
    assert "Réplique 0," in found.html and "Réplique 1900," in found.html
    assert found.incomplete == "short"
