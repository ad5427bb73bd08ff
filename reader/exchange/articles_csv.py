"""Articles as a table for spreadsheets, one row each; the importer of tables takes it back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

from reader.core.model import ArticleSummary
from reader.exchange.citations import Marked, one_line, web_address
from reader.exchange.formula_cells import guarded

HEADING = (
    *("Title", "URL", "Author", "Site", "Section", "Language", "Published", "Saved", "Words", "Read"),
    *("Favourite", "Archived", "Tags", "Translations", "Note"),
)
_SEPARATORS = frozenset(",;|")


def articles_csv(articles: Iterable[Marked], notes: bool) -> str:
    """A row for each article; the last cell is the reader's note on it, empty without `notes`.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(HEADING)
    for summary, note, _ in articles:
        writer.writerow([guarded(cell) for cell in _row(summary, note if notes else "")])
    return file.getvalue()


def _row(summary: ArticleSummary, note: str) -> tuple[str, ...]:
    said = (summary.title, summary.author, summary.site, summary.section)
    title, author, site, section = map(one_line, said)
    states = (not summary.unread, summary.favourite, summary.archived)
    return (
        *(title, web_address(summary.url), author, site, section, summary.language),
        *(summary.date, summary.saved_at, str(summary.words)),
        *("yes" if state else "no" for state in states),
        *(_tags(summary.tags), ", ".join(summary.translations)),
        "\n".join(map(one_line, note.splitlines())).strip(),
    )


def _tags(tags: tuple[str, ...]) -> str:
    """The tags with commas between them; as a list in brackets where one has such a sign itself."""
    names = [one_line(tag) for tag in tags]
    if any(_SEPARATORS & set(name) or name.startswith("[") for name in names):
        return json.dumps(names, ensure_ascii=False)
    return ", ".join(names)
