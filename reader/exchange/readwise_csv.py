"""Highlights as the CSV that Readwise takes: one row a highlight, with the note on it and its source."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from reader.exchange.citations import Marked, one_line, web_address
from reader.exchange.formula_cells import guarded

HEADING = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def readwise_csv(articles: Iterable[Marked]) -> str:
    """Every mark of the articles, in reading order; an article's own note is the note on its title.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(HEADING)
    for summary, note, marks in articles:
        title, author, url = one_line(summary.title), one_line(summary.author), web_address(summary.url)
        rows = [(mark.quote, mark.note, str(place), mark.created_at) for place, mark in enumerate(marks, 1)]
        if note.strip():
            rows.insert(0, (title or url, note, "", summary.saved_at))
        for quote, text, place, date in rows:
            cells = (_lines(quote), title, author, url, _lines(text), place, _moment(date))
            writer.writerow([guarded(cell) for cell in cells])
    return file.getvalue()


def _lines(text: str) -> str:
    """Text that keeps its lines, without other control characters."""
    return _CONTROL.sub("", "\n".join(text.splitlines())).strip()


def _moment(date: str) -> str:
    """A time as Readwise reads it: `2026-11-28 08:00:00`."""
    return date[:19].replace("T", " ")
