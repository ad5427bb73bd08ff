"""A table without a heading: what its columns are is told by what stands in them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from reader.core.errors import ReaderError
from reader.exchange.imports.bundle import Bundle
from reader.exchange.imports.rows import ImportedRow, Row, Skipped
from reader.exchange.imports.table import SEPARATORS, Cells, read_rows
from reader.exchange.imports.values import bare_list, moment, state_of

_ADDRESS = re.compile(r"\s*https?://\S+\s*", re.I)
_LIST = re.compile(r"\s*\[.*\]\s*", re.S)
_LOOKED_AT = 20  # rows from which the columns are told
_MOST = 0.6  # of them must agree: the others are damaged, or go on in the next line
_COLUMN = re.compile(r"column (\d+)")


class _Shape(NamedTuple):
    """What separates the cells, how many a row has, and in which the address is, from 0."""

    separator: str
    width: int
    address: int


def is_bare_table(start: str) -> bool:
    """Whether a text that begins so is a table whose first row is one of its links already."""
    return _shape(start) is not None


def read_bare_table(bundle: Bundle, name: str, member: str = "") -> Iterator[Row]:
    """The rows of a table without a heading.

    Args:
        bundle: what holds it.
        name: its name there.
        member: what its lines are called after, "" for by their number alone.

    Raises:
        ReaderError: `file-unreadable`, `file-damaged`; what came before holds.
    """
    with bundle.text(name) as file:
        shape = _shape(file.read(64 * 1024))
    if shape is None:
        raise ReaderError("file-damaged", "a table without a column of addresses", file=bundle.name)
    names = [f"column {number}" for number in range(shape.width)]
    with bundle.text(name) as file:
        for found in read_rows(file, shape.separator, names, member):
            yield found if isinstance(found, Skipped) else _row(*found, shape.address)


def _shape(start: str) -> _Shape | None:
    """The shape in which the first rows agree; `None` where a list of links is as likely.

    An address may hold commas and semicolons itself: what follows it is a cell only where something else
    shows that there are cells (a quotation mark, a blank, a tab, an address that is not at the beginning).
    """
    lines = [line for line in start.splitlines() if line.strip()][:_LOOKED_AT]
    for separator in SEPARATORS:
        found = [cells for cells in (_cells(line, separator) for line in lines) if len(cells) > 1]
        if not found or len(found) < _MOST * len(lines):
            continue
        width = Counter(map(len, found)).most_common(1)[0][0]
        rows = [cells for cells in found if len(cells) == width]
        columns = [n for n in range(width) if all(_ADDRESS.fullmatch(cells[n]) for cells in rows)]
        told = separator == "\t" or (columns and columns[0] > 0) or _has_cells(lines, rows)
        if columns and told and len(rows) >= _MOST * len(lines):
            return _Shape(separator, width, columns[0])
    return None


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator, strict=True), [])
    except csv.Error:
        return []


def _has_cells(lines: list[str], rows: list[list[str]]) -> bool:
    quoted = any('"' in line for line in lines)
    return quoted or any(" " in cell.strip() for row in rows for cell in row[1:])


def _row(line: str, cells: Cells, address: int) -> Row:
    """An article: its list in brackets are tags, a date is when it was saved, a known word its state."""
    texts: list[str] = []
    tags: tuple[str, ...] = ()
    saved, state = "", state_of("")
    for column, cell in cells.items():
        if _number(column) == address or not cell.strip():
            continue
        if _LIST.fullmatch(cell):
            tags += bare_list(cell)
        elif not saved and (found := moment(cell)):
            saved = found
        elif state_of(cell).known:
            state = state_of(cell)
        else:
            texts.append(cell.strip())
    return ImportedRow(
        line,
        cells.get(f"column {address}", "").strip(),
        texts[0] if texts else "",
        saved,
        tags=tags,
        note="\n\n".join(texts[1:]),
        archived=state.archived,
        read=state.read,
        favourite=state.favourite,
    )


def _number(column: str) -> int:
    found = _COLUMN.fullmatch(column)
    return int(found[1]) if found is not None else -1
