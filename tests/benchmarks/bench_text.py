"""The texts of the translation benchmark: the fixture article, and longer ones from its site."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"
NUMBER = {"fr": "numéro", "en": "number"}
FIXTURE_WORDS = 350  # of the fixture article, which is in French alone
ARTICLE = "marrakech-interpol-exhorte-les-etats-a-agir-contre-la-cybercriminalite"


def page_paragraphs(folder: Path) -> list[list[str]]:
    """The paragraphs of one page of the fixture site, as sentences."""
    from reader.core.errors import ReaderError
    from reader.reading.document import blocks_from_html
    from reader.saving.extraction.extract import extract

    try:
        found = extract((folder / "index.html").read_bytes(), f"https://www.lebrief.ma/{folder.name}/")
    except ReaderError:
        return []
    title = [[found.title]] if found.title else []
    return title + [[s.text for s in b.sentences] for b in blocks_from_html(found.html, "fr") if b.sentences]


def site_paragraphs() -> list[list[str]]:
    """The paragraphs of every page of the fixture site, then those of the hand-marked French sentences."""
    pages = sorted((DATA / "lebrief" / "site").glob("*/index.html"))
    paragraphs = [p for page in pages for p in page_paragraphs(page.parent)]
    marked = (DATA / "sentences" / "fr.txt").read_text("utf-8").split("\n\n")
    return paragraphs + [[line for line in part.split("\n") if line] for part in marked]


def english_paragraphs() -> list[list[str]]:
    """English by people, four sentences a paragraph."""
    sentences: list[str] = []
    for name in ("own.tsv", "declaration.tsv"):
        with (DATA / "references" / name).open(encoding="utf-8") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            sentences += [row["en"] for row in rows if row["en"]]
    return [sentences[start : start + 4] for start in range(0, len(sentences), 4)]


def article(words: int, language: str = "fr") -> list[list[str]]:
    """Paragraphs with about so many words in all; a sentence that comes again is told apart by a number."""
    if not words and language == "fr":
        return page_paragraphs(DATA / "lebrief" / "site" / ARTICLE)
    paragraphs = site_paragraphs() if language == "fr" else english_paragraphs()
    source = [p for p in paragraphs if sum(len(s.split()) for s in p) > 8]
    made: list[list[str]] = []
    words = words or FIXTURE_WORDS
    count = turn = 0
    while count < words:
        for paragraph in source:
            again = [s if not turn else f"{s.rstrip('.')}, {NUMBER[language]} {turn}." for s in paragraph]
            made.append(again)
            count += sum(len(s.split()) for s in again)
            if count >= words:
                break
        turn += 1
    return made


def parity_sentences(count: int) -> list[str]:
    """Different sentences of the site and, to make up the number, their clauses."""
    sentences = [s for p in site_paragraphs() for s in p]
    clauses = [c.strip() for s in sentences for c in s.replace(";", ",").split(",") if len(c.split()) > 2]
    pairs = [f"{a} {b}" for a, b in itertools.pairwise(sentences)]
    joined = [f"{a}, {b}" for a, b in zip(clauses, clauses[2:], strict=False)]
    return list(dict.fromkeys(sentences + clauses + pairs + joined))[:count]
