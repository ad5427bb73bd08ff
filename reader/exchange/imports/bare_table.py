"""A table without a heading: what its columns are is told by what stands in them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from reader.core.errors import ReaderError
from reader.exchange.imports.parsing.bundle import Bundle
from reader.exchange.imports.parsing.table import SEPARATORS, Cells, read_rows, told_separator
from reader.exchange.imports.rows import ImportedRow, Row, Skipped
from reader.exchange.imports.values import bare_list, moment, state_of

_ADDRESS = re.compile(r"\s*https?://\S+\s*", re.I)
_LIST = re.compile(r"\s*\[.*\]\s*", re.S)
_LOOKED_AT = 20  # rows from which the columns are told
_MOST = 0.6  # of them must agree: the others are damaged, or go on in the next line
_BY_HAND = re.compile(r"([^\"]*?)\b(https?://[^\s\"]+?)(?:[,;]\s([^\"]*))?", re.I)
_MOST_BY_HAND = 200  # characters of a line that a row which is none gives


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
    shape = _shape(bundle.start_text(name))
    if shape is None:
        raise ReaderError("file-damaged", "a table without a column of addresses", file=bundle.name)
    names = [str(number) for number in range(shape.width)]
    with bundle.text(name) as file:
        for found in read_rows(file, shape.separator, names, member):
            yield _by_hand(found) if isinstance(found, Skipped) else _row(*found, shape.address)


def _shape(start: str) -> _Shape | None:
    """The shape in which the first rows agree; `None` where a list of links is as likely.

    An address may hold commas and semicolons itself: what follows it is a cell only where something else
    shows that there are cells (a quoted one, most with a blank or a date, a tab, an address that is not at
    the beginning). A tab is in no address; of two other separators that fit, the one that leaves the shorter
    addresses is taken.
    """
    lines = [line for line in start.splitlines() if line.strip()][: _LOOKED_AT + 1]
    told = told_separator(lines[0]) if lines else ""
    lines = lines[1:] if told else lines[:_LOOKED_AT]
    shapes = [found for separator in told or SEPARATORS if (found := _shape_by(lines, separator)) is not None]
    return min(shapes, key=lambda found: (found[1].separator != "\t", found[0]))[1] if shapes else None


def _shape_by(lines: list[str], separator: str) -> tuple[int, _Shape] | None:
    """The shape by one separator, behind the characters that the addresses have then."""
    found = [(line, cells) for line in lines if len(cells := _cells(line, separator)) > 1]
    if not found:
        return None
    width = Counter(len(cells) for _, cells in found).most_common(1)[0][0]
    agreeing = [(line, cells) for line, cells in found if len(cells) == width]
    least = _MOST * len(lines)
    for column in range(width):
        rows = [(line, cells) for line, cells in agreeing if _ADDRESS.fullmatch(cells[column])]
        if len(rows) >= least and (separator == "\t" or column or _has_cells(rows, separator)):
            return sum(len(cells[column]) for _, cells in rows), _Shape(separator, width, column)
    return None


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator, strict=True), [])
    except csv.Error:
        return []


def _has_cells(rows: list[tuple[str, list[str]]], separator: str) -> bool:
    """Whether what follows the addresses at the beginning of rows are cells, and no parts of them."""
    if any(line.startswith('"') or f'{separator}"' in line for line, _ in rows):
        return True
    told = sum(any(" " in cell.strip() or moment(cell) for cell in cells[1:]) for _, cells in rows)
    return told >= _MOST * len(rows)


def _row(line: str, cells: Cells, address: int) -> Row:
    """An article: its list in brackets are tags, a date is when it was saved, a known word its state."""
    texts: list[str] = []
    tags: tuple[str, ...] = ()
    saved, state = "", state_of("")
    for column, cell in cells.items():
        if column == str(address) or not cell.strip():
            continue
        if _LIST.fullmatch(cell):
            tags += bare_list(cell)
        elif not saved and (found := moment(cell)):
            saved = found
        elif (said := state_of(cell)).known:
            state = said
        else:
            texts.append(cell.strip())
    return ImportedRow(
        line,
        cells.get(str(address), "").strip(),
        texts[0] if texts else "",
        saved,
        tags=tags,
        note="\n\n".join(texts[1:]),
        archived=state.archived,
        read=state.read,
        favourite=state.favourite,
    )


def _by_hand(row: Skipped) -> Row:
    """A row of more cells than the others, or of fewer: a title with the sign in it, or an address alone."""
    found = _BY_HAND.fullmatch(row.title.strip()) if len(row.title) < _MOST_BY_HAND else None
    if row.reason != "broken" or found is None or "://" in found[1] or "://" in (found[3] or ""):
        return row
    title = " ".join(part for part in (found[1].strip(" ,;\t"), (found[3] or "").strip(" ,;\t")) if part)
    return ImportedRow(row.line, found[2], title)
