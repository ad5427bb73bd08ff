"""References and highlights for other programs: fields, authors, and titles that try to be more than text."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from reader.core.marks import Annotation
from reader.core.model import ArticleSummary
from reader.exchange.author_names import AuthorName, author_names
from reader.exchange.citations import csl_json, ris
from reader.exchange.readwise_csv import HEADING, readwise_csv

NAUGHTY: list[str] = json.loads(
    (Path(__file__).parents[1] / "data" / "naughty_strings" / "blns.json").read_text("utf-8")
)
ARTICLE = ArticleSummary(
    7,
    "L'eau manque",
    "https://www.lebrief.ma/a?b=1",
    author="Camille Robert et Youssef El Fassi, La rédaction",
    date="2025-11-27",
    language="fr",
    site="LeBrief",
    excerpt="Depuis dix ans.",
    tags=("maroc", "eau, douce"),
    saved_at="2026-01-02T08:09:10Z",
)


def mark(quote: str, note: str = "") -> Annotation:
    return Annotation(1, 7, "fr", "p1", 0, 0, 3, quote, note=note, created_at="2026-01-03T08:09:10Z")


def references(text: str) -> list[list[tuple[str, str]]]:
    """The references of a file, read as the format's description says."""
    found: list[list[tuple[str, str]]] = []
    for line in text.split("\r\n"):
        if not line:
            continue
        matched = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert matched, line
        if matched[1] == "TY":
            found.append([])
        found[-1].append((matched[1], matched[2]))
    assert all(fields[-1] == ("ER", "") for fields in found)
    return found


def test_a_reference_has_every_field_that_is_known() -> None:
    (fields,) = references(ris([(ARTICLE, "À relire", [mark("dix ans", "vrai ?")])]))
    assert fields[1][0] == "ID" and fields[1][1].startswith("liseuse-")
    assert [field for field in fields if field[0] != "ID"] == [
        ("TY", "ELEC"),
        ("TI", "L'eau manque"),
        ("AU", "Robert, Camille"),
        ("AU", "El Fassi, Youssef"),
        ("AU", "La rédaction"),
        ("T2", "LeBrief"),
        ("PY", "2025"),
        ("DA", "2025/11/27/"),
        ("UR", "https://www.lebrief.ma/a?b=1"),
        ("Y2", "2026/01/02/"),
        ("LA", "fr"),
        ("AB", "Depuis dix ans."),
        ("KW", "maroc"),
        ("KW", "eau, douce"),
        ("N1", "À relire"),
        ("N1", "“dix ans” — vrai ?"),
        ("ER", ""),
    ]
    (item,) = json.loads(csl_json([(ARTICLE, "À relire", [mark("dix ans")])]))
    assert item["type"] == "webpage" and item["issued"] == {"date-parts": [[2025, 11, 27]]}
    assert item["author"][0] == {"family": "Robert", "given": "Camille"}
    assert item["author"][2] == {"literal": "La rédaction"}
    assert item["note"] == "À relire\n“dix ans”" and item["id"] == fields[1][1]
    assert "N1" not in ris([(ARTICLE, "À relire", [mark("dix ans")])], notes=False)


def test_dates_that_are_not_whole_or_missing() -> None:
    for date, expected in (("2025", [2025]), ("2025-03", [2025, 3]), ("", None), ("hier", None)):
        (item,) = json.loads(csl_json([(ArticleSummary(1, "t", "https://a.example/", date=date), "", [])]))
        assert item.get("issued", {}).get("date-parts", [None])[0] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jean de la Fontaine", [AuthorName("de la Fontaine", "Jean")]),
        ("Jean-Pierre O’Neil", [AuthorName("O’Neil", "Jean-Pierre")]),
        ("Agence France-Presse", [AuthorName("Agence France-Presse")]),
        ("AFP et Reuters", [AuthorName("AFP"), AuthorName("Reuters")]),
        ("فاطمة الزهراء و يوسف", [AuthorName("فاطمة الزهراء"), AuthorName("يوسف")]),
        ("Ilyasse", [AuthorName("Ilyasse")]),
        ("Le Brief", [AuthorName("Le Brief")]),
        ("", []),
    ],
)
def test_authors_are_taken_apart(line: str, expected: list[AuthorName]) -> None:
    assert author_names(line, "LeBrief") == expected


def test_naughty_titles_stay_text() -> None:
    texts = [*NAUGHTY, "x\r\nER  - \r\nTY  - JOUR", "\ud800", "a\u2028b\x85c\x0bd"]
    marked = [
        (
            ArticleSummary(n, text, text, text, text, "fr", text, excerpt=text, tags=(text,)),
            text,
            [mark(text, text)],
        )
        for n, text in enumerate(texts)
    ]
    found = references(ris(marked))
    assert len(found) == len(texts)
    for fields in found:
        assert [tag for tag, _ in fields].count("TI") == 1
        assert all(value.startswith(("http://", "https://")) for tag, value in fields if tag == "UR")
    items = json.loads(csl_json(marked).encode("utf-8"))
    assert len(items) == len(texts)
    assert all(item.get("URL", "http").lower().startswith("http") for item in items)


def test_highlights_are_rows_that_no_spreadsheet_runs() -> None:
    texts = [text for text in NAUGHTY if text.strip()]
    written = readwise_csv([(ARTICLE, "=1+1", [mark(text, text) for text in texts])])
    rows = list(csv.DictReader(io.StringIO(written, newline="")))
    assert list(rows[0]) == list(HEADING) and len(rows) == len(texts) + 1
    assert rows[0]["Highlight"] == "L'eau manque" and rows[0]["Note"] == "'=1+1"
    assert rows[1]["Date"] == "2026-01-03 08:09:10" and rows[1]["Location"] == "1"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
