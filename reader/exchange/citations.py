"""Articles as references for Zotero and its like: RIS, and the JSON of the Citation Style Language (CSL).

What came from the web stands on one line without control characters, so that no title can begin a field
or a reference of its own. Nothing but a web address is written as an address.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reader.core.marks import Annotation
from reader.core.model import ArticleSummary
from reader.exchange.author_names import author_names

Marked = tuple[ArticleSummary, str, Sequence[Annotation]]
"""An article's card, the reader's note on it, and their marks in reading order."""

_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff]+")
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def ris(articles: Iterable[Marked], notes: bool = True) -> str:
    """References as RIS, web pages all; `notes`: the reader's note and marks too, each a note of its own."""
    lines: list[str] = []
    for summary, note, marks in articles:
        lines += [f"{tag}  - {value}" for tag, value in _ris_fields(summary) if value]
        if notes:
            lines += [f"N1  - {text}" for text in _notes(note, marks)]
        lines += ["ER  - ", ""]
    return "".join(f"{line}\r\n" for line in lines)


def csl_json(articles: Iterable[Marked], notes: bool = True) -> str:
    """References as a list of CSL's JSON; `notes`: the reader's note and marks in the field `note`."""
    items = [
        _csl_item(summary, list(_notes(note, marks)) if notes else []) for summary, note, marks in articles
    ]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def one_line(text: str) -> str:
    """Text on one line, without what no file of another program can hold."""
    return " ".join(_UNWRITABLE.sub(" ", text).split())


def web_address(url: str) -> str:
    """A web address without what could end it, "" for any other."""
    plain = re.sub(r"[\s<>\"]", "", _UNWRITABLE.sub("", url))
    return plain if re.match(r"https?://", plain, re.IGNORECASE) else ""


def source_key(summary: ArticleSummary) -> str:
    """What names an article in every library that has it: made of its address.

    One that has none on the web is named by its file, or else its title, and when it was saved: a title that
    the reader changes names no other article.
    """
    named = web_address(summary.url) or f"{summary.url or summary.title}\n{summary.saved_at}"
    return hashlib.sha256(named.encode("utf-8", "replace")).hexdigest()[:16]


def _ris_fields(summary: ArticleSummary) -> Iterator[tuple[str, str]]:
    year, month, day = _parted(summary.date)
    yield "TY", "ELEC"
    yield "ID", f"liseuse-{source_key(summary)}"
    yield "TI", one_line(summary.title) or web_address(summary.url) or "—"
    for name in author_names(one_line(summary.author), one_line(summary.site)):
        yield "AU", f"{name.family}, {name.given}" if name.given else name.family
    yield "T2", one_line(summary.site)
    yield "PY", year
    yield "DA", f"{year}/{month}/{day}/" if year else ""
    yield "UR", web_address(summary.url)
    yield "Y2", "/".join(_parted(summary.saved_at)) + "/" if summary.saved_at else ""
    yield "LA", one_line(summary.language)
    yield "AB", one_line(summary.excerpt)
    for tag in summary.tags:
        yield "KW", one_line(tag)


def _csl_item(summary: ArticleSummary, notes: Sequence[str]) -> dict[str, Any]:
    names = author_names(one_line(summary.author), one_line(summary.site))
    item = {
        "id": f"liseuse-{source_key(summary)}",
        "type": "webpage",
        "title": one_line(summary.title) or web_address(summary.url) or "—",
        "author": [
            {"family": name.family, "given": name.given} if name.given else {"literal": name.family}
            for name in names
        ],
        "container-title": one_line(summary.site),
        "issued": _csl_date(summary.date),
        "accessed": _csl_date(summary.saved_at),
        "URL": web_address(summary.url),
        "language": one_line(summary.language),
        "abstract": one_line(summary.excerpt),
        "keyword": ", ".join(one_line(tag).replace(",", " ") for tag in summary.tags),
        "note": "\n".join(notes),
    }
    return {name: value for name, value in item.items() if value}


def _notes(note: str, marks: Sequence[Annotation]) -> Iterator[str]:
    if one_line(note):
        yield one_line(note)
    for mark in marks:
        yield f"“{one_line(mark.quote)}”" + (f" — {one_line(mark.note)}" if one_line(mark.note) else "")


def _parted(date: str) -> tuple[str, str, str]:
    """Year, month and day of a date, each "" when it is not said."""
    found = _DAY.match(date)
    return (found[1], found[2] or "", found[3] or "") if found else ("", "", "")


def _csl_date(date: str) -> dict[str, Any]:
    parts = [int(part) for part in _parted(date) if part]
    return {"date-parts": [parts]} if parts else {}
