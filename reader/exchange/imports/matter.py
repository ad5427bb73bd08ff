"""Matter's table, and what lies beside it in its archive: texts, and a table of marked passages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.exchange.imports.parsing.bundle import Bundle, text_of
from reader.exchange.imports.parsing.table import Cells, read_heading, read_table
from reader.exchange.imports.rows import ImportedHighlight, ImportedRow, Row, Skipped
from reader.exchange.imports.values import is_yes, moment, split_tags

_COLUMNS = (
    frozenset(("title", "url", "in queue", "favorited")),
    frozenset(("title", "url", "last interaction date", "file id")),
)
"""By which its table is known: the one of all articles, and the one of its history."""
_MARKS = frozenset(("title", "author", "text", "highlighted date"))
_MOST_TITLES = 200_000  # that are held to find the articles of marked passages
_TEXT = re.compile(r"(?:.*/)?content_\w+\.html")


def is_matter(start: str) -> bool:
    """Whether a table that begins so is Matter's."""
    _, names = read_heading(start)
    return any(known <= set(names) for known in _COLUMNS)


def is_matter_marks(start: str) -> bool:
    """Whether a table that begins so is the one of passages that were marked there."""
    return set(read_heading(start)[1]) >= _MARKS


def has_texts(bundle: Bundle) -> bool:
    """Whether the texts of articles lie in an archive or folder, as Matter names them."""
    return any(map(_TEXT.fullmatch, bundle.names))


def read_matter(bundle: Bundle, name: str, member: str = "", texts: bool = True) -> Iterator[Row]:
    """The rows of Matter's table, each with its text where that came along.

    Args:
        bundle: what holds it.
        name: its name there.
        member: what its lines are called after, "" for by their number alone.
        texts: whether the texts are wanted; without, rows say only which have one.

    Raises:
        ReaderError: `file-unreadable`, `file-damaged`; what came before holds.
    """
    folder = name[: name.rfind("/") + 1]
    present = frozenset() if bundle.alone else frozenset(bundle.names)
    with bundle.text(name) as file:
        for found in read_table(file, member):
            if isinstance(found, Skipped):
                yield found
                continue
            row, text = _row(*found), folder + found[1].get("file id", "").strip()
            has_text = text in present and _TEXT.fullmatch(text) is not None
            html = text_of(bundle, text) if has_text and texts else ""
            yield row._replace(html=html, has_text=has_text)


def read_matter_marks(bundle: Bundle, name: str, member: str = "") -> Iterator[Row]:
    """The marked passages, each as a row of its article.

    The table names articles by their titles and authors alone; of two that are called the same, the first of
    the table beside it is meant. Its state is the passage's, too.

    Raises:
        ReaderError: `file-unreadable`, `file-damaged`; what came before holds.
    """
    articles = _articles_beside(bundle, name)
    with bundle.text(name) as file:
        for found in read_table(file, member):
            if isinstance(found, Skipped):
                yield found
                continue
            line, cells = found
            article = articles.get(_called(cells))
            if article is None:
                yield Skipped(line, "no-address", title=cells.get("title", ""))
                continue
            quote, note = cells.get("text", "").strip(), cells.get("note", "").strip()
            mark = ImportedHighlight(quote, note, moment(cells.get("highlighted date")))
            yield article._replace(line=line, highlights=(mark,) if quote or note else ())


def _articles_beside(bundle: Bundle, name: str) -> dict[int, ImportedRow]:
    """The articles of the table in the same folder, by what they are called: their addresses and states."""
    found: dict[int, ImportedRow] = {}
    folder = name[: name.rfind("/") + 1]
    for other in () if bundle.alone else bundle.names:
        if other[: other.rfind("/") + 1] != folder or not other.lower().endswith(".csv"):
            continue
        if not is_matter(bundle.start(other).decode("utf-8-sig", "replace")):
            continue
        with bundle.text(other) as file:
            for row in read_table(file):
                if not isinstance(row, Skipped) and len(found) < _MOST_TITLES:
                    found.setdefault(_called(row[1]), _bare(_row(*row)))
    return found


def _called(cells: Cells) -> int:
    return hash((cells.get("title", "").strip(), cells.get("author", "").strip()))


def _bare(row: ImportedRow) -> ImportedRow:
    return ImportedRow("", row.url, row.title, read=row.read, archived=row.archived, favourite=row.favourite)


def _row(line: str, cells: Cells) -> ImportedRow:
    return ImportedRow(
        line,
        cells.get("url", ""),
        cells.get("title", ""),
        moment(cells.get("last interaction date")),
        author=cells.get("author", ""),
        tags=split_tags(cells.get("tags", ""), ";"),
        archived=not is_yes(cells.get("in queue", cells.get("saved", "true"))),
        read=is_yes(cells.get("read", "")),
        favourite=is_yes(cells.get("favorited", "")),
    )
