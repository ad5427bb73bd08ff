"""A paragraph of tens of pages is kept whole, as several."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.saving.extraction import trafilatura_anchors
from reader.saving.extraction.extract import extract
from reader.saving.page.elements import Element
from reader.saving.page.long_paragraphs import LONGEST, shorter_paragraphs

URL = "https://journal.example/entretien"
SENTENCES = [f"La phrase {n} de cet <b>entretien</b> va jusqu’au bout. " for n in range(20_000)]


def test_a_talk_written_down_without_a_break_is_kept_to_its_last_word() -> None:
    page = f"<html lang='fr'><article><h1>Entretien</h1><p>{''.join(SENTENCES)}</p></article></html>"
    found = extract(page.encode(), URL)
    paragraphs = re.findall(r"<p>(.*?)</p>", found.html, re.S)
    assert max(map(len, paragraphs)) < LONGEST + 200
    assert " ".join(paragraphs).split() == "".join(SENTENCES).split()


def test_so_is_a_text_file() -> None:
    text = "Entretien\n\n" + re.sub("<[^>]*>", "", "".join(SENTENCES))
    found = extract(text.encode(), URL, "text/plain; charset=utf-8")
    assert found.html.count("<p>") > 50 and "phrase 19999 de" in found.html


def test_without_a_sentence_it_ends_at_a_space_and_never_inside_a_link() -> None:
    parts = shorter_paragraphs("mot " * 20_000)
    assert len(parts) > 3 and all(part.endswith("mot") for part in parts[:-1])
    linked = f"<a href='/a'>{'mot. ' * 20_000}</a>"
    assert shorter_paragraphs(linked) == [linked]


@given(
    st.lists(
        st.sampled_from(["a. ", "<b>", "</b>", "<br>", "x" * 900, " ", "é ! ", "« oui. » "]), max_size=60
    )
)
def test_nothing_is_lost_but_spaces(pieces: list[str]) -> None:
    markup = "".join(pieces) * 3
    assert "".join("".join(shorter_paragraphs(markup)).split()) == "".join(markup.split())
    assert shorter_paragraphs(html.escape("<" * 10)) == [html.escape("<" * 10)]


def test_words_in_bold_do_not_cost_the_square_of_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """What trafilatura is asked about is cut into pieces of text by every tag."""
    pieces = []

    def ask(page: Element, fast: bool) -> str:
        pieces.append(len(page.xpath("//p//text()")))
        return kept(page, fast)

    kept = trafilatura_anchors._kept_text
    monkeypatch.setattr(trafilatura_anchors, "_kept_text", ask)
    paragraphs = [f"<p>{''.join(SENTENCES[n : n + 40])}</p><div></div>" for n in range(0, 8_000, 40)]
    page = f"<html lang='fr'><article><h1>Entretien</h1>{''.join(paragraphs)}</article></html>"
    assert "La phrase 7999 de cet <b>entretien</b>" in extract(page.encode(), URL).html
    assert pieces == [200]
