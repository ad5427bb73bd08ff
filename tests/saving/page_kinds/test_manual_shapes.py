"""Pages of manuals as the common programs build them: what they say, without the ways through the manual."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from reader.saving.extraction.extract import extract
from reader.saving.extraction.manual_index import manual_index
from reader.saving.extraction.select import Choice
from reader.saving.page.block_flow import Flow
from reader.saving.page.elements import parse
from tests.saving.page_kinds.test_pages_of_kinds import lines_of
from tests.support.work import assert_linear, lines_run

MANUALS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "data" / "manual_shapes.json").read_text(encoding="utf-8")
)
PROSE = "The kiln controller reads its schedule from a file when it starts, and whenever that file changes."
HELPED = {
    "en": "Was this page helpful?",
    "fr": "Cette page vous a-t-elle été utile\u202f?",
    "ar": "هل كانت هذه الصفحة مفيدة؟",
    "de": "War diese Seite hilfreich?",
    "es": "¿Fue útil esta página?",
    "it": "Questa pagina ti è stata utile?",
    "pt": "Esta página foi útil?",
    "nl": "Was deze pagina nuttig?",
}


@pytest.mark.parametrize("manual", MANUALS, ids=lambda manual: manual["name"])
def test_a_page_of_a_manual_is_what_it_says(manual: dict[str, Any]) -> None:
    text = saved(manual["page"])
    assert [part for part in manual["has"] if part not in text] == []
    assert [part for part in manual["has_not"] if part in text] == []


@pytest.mark.parametrize("language", HELPED)
def test_the_question_whether_a_page_helped_is_none_of_it(language: str) -> None:
    question = HELPED[language]
    text = saved(
        f"<html lang='{language}'><body><h1>Kilns</h1><p>{PROSE}</p><p>{PROSE} It waits.</p>"
        f"<p>{question}</p><p>{PROSE} It burns.</p></body></html>"
    )
    assert "It burns" in text
    assert question not in text


def test_a_note_set_between_paragraphs_is_kept_and_a_box_of_links_is_not() -> None:
    box = "<aside class='{}'><p>{}</p></aside>"
    text = saved(
        f"<body><main><h1>Kilns</h1><p>{PROSE}</p>{box.format('note', 'Wear gloves at all times.')}"
        f"<p>{PROSE} It waits.</p>{box.format('tip', '<a href=/a>All of our many gloves</a>')}"
        f"<p>{PROSE} It burns.</p></main>{box.format('note', 'Sign the petition of our shop.')}</body>"
    )
    assert "Wear gloves" in text
    assert "It burns" in text
    assert "many gloves" not in text
    assert "petition" not in text


def test_a_long_chapter_of_links_costs_as_much_as_it_is_long() -> None:
    def work_of(links: int) -> int:
        listed = "".join(
            f"<p><a href='{n}.html'>Part {n} of the handbook of kilns, of shelves and of relays</a></p>"
            for n in range(links)
        )
        page = (
            f"<body><main><div class='titlepage'></div><p>{PROSE}</p><div class='toc'>{listed}</div></main>"
        )
        tree = parse(f"<html>{page}</html>")
        blocks = Flow("https://docs.kiln.example/").read(tree.find("body"))
        choice = Choice(blocks[:1], container=tree.find(".//main"))
        found: list[Choice | None] = []
        lines = lines_run(lambda: found.append(manual_index(tree, choice, blocks, ())))
        assert found[0] is not None and len(found[0].blocks) == links + 1
        return lines

    assert_linear(work_of, 60)


def test_the_title_is_what_the_heading_says_beside_its_buttons() -> None:
    page = next(manual["page"] for manual in MANUALS if manual["name"] == "devsite")
    found = extract(page.encode(), "https://docs.kiln.example/manual/schedules.html", "text/html")
    assert found.title == "Kiln schedules"


def saved(page: str) -> str:
    """The text of the article that a page is saved as."""
    address = "https://docs.kiln.example/manual/schedules.html"
    return re.sub(
        r"\s+", " ", " ".join(lines_of(extract(page.encode(), address, "text/html; charset=utf-8").html))
    )
