"""What lies beside the tables in Pocket's archive: passages that were marked, and lists that were shared.

As its own exporter writes them: `annotations/part_000000.json`, an array, and `collections/NAME.json`, an
object for each list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from reader.exchange.imports.parsing.bundle import Bundle
from reader.exchange.imports.parsing.json_stream import LARGEST, parse_whole
from reader.exchange.imports.rows import ImportedHighlight, ImportedRow, Row, Skipped
from reader.exchange.imports.values import moment, text

_LIST = re.compile(rb'\{\s*"slug"\s*:\s*"')
_MARKED = frozenset(("url", "title", "highlights"))


def is_pocket_marks(item: dict[str, Any]) -> bool:
    """Whether an item of an array is an article with the passages that were marked in it."""
    marks = item["highlights"] if item.keys() == _MARKED else None
    return isinstance(marks, list) and all(isinstance(mark, dict) and "quote" in mark for mark in marks)


def pocket_marks(line: str, item: dict[str, Any], _folders: dict[str, str]) -> Row:
    """An article with its marked passages; all else of it stands in the table."""
    marks = ((text(mark.get("quote")), mark) for mark in item["highlights"] if isinstance(mark, dict))
    return ImportedRow(
        line,
        text(item.get("url")),
        text(item.get("title")),
        highlights=tuple(
            ImportedHighlight(quote, created=moment(mark.get("created_at"))) for quote, mark in marks if quote
        ),
    )


def as_the_tables_say(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows of an archive, those of its tables first: only they say what is archived, and with a date."""
    archived: set[int] = set()
    for row in rows:
        if isinstance(row, ImportedRow):
            if row.archived:
                archived.add(hash(row.url))
            elif not row.saved and hash(row.url) in archived:
                row = row._replace(archived=True, read=True)
        yield row


def is_pocket_list(start: bytes) -> bool:
    """Whether a file that begins so is a list that was shared."""
    return _LIST.match(start) is not None and b'"items"' in start and b'"createdAt"' in start


def read_pocket_list(bundle: Bundle, name: str, member: str = "") -> Iterator[Row]:
    """The links of a list, in the folder that it is called after.

    When one was put there is not said; the day the list was made is none of theirs.

    Raises:
        ReaderError: `file-unreadable`, `file-damaged`.
    """
    with bundle.text(name) as file:
        found = parse_whole(file.read(LARGEST + 1), bundle.name, LARGEST)
    folder = text(found.get("title")).replace("/", "-")
    items = found.get("items")
    for number, item in enumerate(items if isinstance(items, list) else (), start=1):
        line = f"{member}:{number}" if member else str(number)
        if isinstance(item, dict):
            yield ImportedRow(
                line,
                text(item.get("url")),
                text(item.get("title")),
                description=text(item.get("excerpt")),
                folder=folder,
                note=text(item.get("note")),
            )
        else:
            yield Skipped(line, "broken")
