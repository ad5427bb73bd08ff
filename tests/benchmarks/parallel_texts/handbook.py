"""Sentences of the Debian Administrator's Handbook with what people made of them, as references.

The Debian package `debian-handbook` holds the book in English, French and, in part, Arabic: the paragraphs
of a page stand in the same order in each. Kept are those that split into equally many sentences in all
three. Its even paragraphs are the half `developed`, its odd ones `measured`.

    apt-get install debian-handbook; LISEUSE_HANDBOOK=/usr/share/doc/debian-handbook/html make bench-health

It is a hard set: every third sentence names commands, files or packages, and French and English were
written apart, so that much of what is marked there does differ. `handbook_alarms.tsv` says of each alarm in
the half `developed` how a person judged it: `slip` where the translation has another number, left a name, a
negation or part of the sentence out, added to it, or kept a word of another language; else `false`.
"""

from __future__ import annotations

import csv
import html
import os
import re
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.references import Reference

FOLDER = Path(os.environ.get("LISEUSE_HANDBOOK", "/usr/share/doc/debian-handbook/html"))
FILES = {"en": "en-US", "fr": "fr-FR", "ar": "ar-MA"}
JUDGED = Path(__file__).resolve().parents[2] / "data" / "references" / "handbook_alarms.tsv"
_BEGINNING = 60  # letters of a source that name it in that list
_LEAST_ARABIC = 0.4  # share of letters; below it a paragraph is not translated yet
_PARAGRAPH = re.compile(r'<div class="para">(.*?)</div>', re.S)


def paragraphs(page: Path) -> list[str]:
    """The paragraphs of a page; empty where one holds anything beside text."""
    found = _PARAGRAPH.findall(page.read_text("utf-8"))
    return ["" if re.search(r"<(?:div|ul|ol|pre|table)\b", text) else _plain(text) for text in found]


def load(half: str, languages: tuple[str, str], folder: Path = FOLDER) -> list[Reference]:
    """The references of a half, in the order of the pages."""
    from reader.reading.sentences import split_sentences

    found: dict[str, Reference] = {}
    number = 0
    for page in sorted((folder / FILES["ar"]).glob("*.html")):
        texts = [paragraphs(folder / FILES[code] / page.name) for code in FILES]
        if len({len(one) for one in texts}) > 1:
            continue
        for row in zip(*texts, strict=True):
            three = dict(zip(FILES, row, strict=True))
            if not all(row) or not _is_arabic(three["ar"]) or three["fr"] == three["en"]:
                continue
            number += 1
            if (number % 2 == 1) != (half == "measured"):
                continue
            cut = {code: [text[a:b] for a, b in split_sentences(text, code)] for code, text in three.items()}
            if len({len(sentences) for sentences in cut.values()}) == 1:
                for source, target in zip(cut[languages[0]], cut[languages[1]], strict=True):
                    found.setdefault(source, Reference(source, target, languages))
    return list(found.values())


def verdicts(languages: tuple[str, str], sources: Iterable[str]) -> dict[str, int]:
    """How many of the alarms on these sentences a person judged a slip, false, or not yet (`unread`)."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        known = {row["source"]: row["verdict"] for row in rows if row["pair"] == "-".join(languages)}
    counts = {"slip": 0, "false": 0, "unread": 0}
    for source in sources:
        counts[known.get(source[:_BEGINNING], "unread")] += 1
    return counts


def _plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


def _is_arabic(text: str) -> bool:
    letters = re.findall(r"[^\W\d_]", text)
    return len(re.findall("[\u0600-\u06ff]", text)) > _LEAST_ARABIC * len(letters)
