"""Matter's table, and the texts that lie beside it in its archive."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.exchange.imports.bundle import Bundle, text_of
from reader.exchange.imports.rows import ImportedRow, Row, Skipped
from reader.exchange.imports.table import Cells, heading_of, read_heading, read_table
from reader.exchange.imports.values import is_yes, moment, split_tags

_COLUMNS = (
    frozenset(("title", "url", "in queue", "favorited")),
    frozenset(("title", "url", "last interaction date", "file id")),
)
"""By which its table is known: the one of all articles, and the one of its history."""
_TEXT = re.compile(r"(?:.*/)?content_\w+\.html")


def is_matter(start: str) -> bool:
    """Whether a table that begins so is Matter's."""
    _, names = read_heading(heading_of(start))
    return any(known <= set(names) for known in _COLUMNS)


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


def _row(line: str, cells: Cells) -> ImportedRow:
    return ImportedRow(
        line,
        cells.get("url", ""),
        cells.get("title", ""),
        moment(cells.get("last interaction date")),
        author=cells.get("author", ""),
        tags=split_tags(cells.get("tags", ""), ";"),
        archived=not is_yes(cells.get("in queue", "true")),
        read=is_yes(cells.get("read", "")),
        favourite=is_yes(cells.get("favorited", "")),
    )
