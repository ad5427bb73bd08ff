"""Sentence pairs as CSV: one row a pair, with a heading, readable by every spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

from reader.core.errors import ReaderError
from reader.core.storage_errors import regular
from reader.exchange.formula_cells import guarded, unguarded
from reader.exchange.translation_units import LANGUAGE, ExchangedPair, Refused

HEADING = ("source_language", "target_language", "source", "target", "state", "route", "changed")
_NEEDED = HEADING[:4]
_LONGEST = 100_000  # characters of one field
_LONGEST_LINE = 7 * _LONGEST + 100  # characters; what is longer is no table


def write_csv(pairs: Iterable[ExchangedPair], file: BinaryIO) -> int:
    """Write pairs with a heading, in UTF-8 with the mark by which spreadsheets know it; returns how many.

    A sentence that a spreadsheet would take for a formula gets an apostrophe in front; reading takes
    it off again.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(HEADING)
    count = 0
    for pair in pairs:
        writer.writerow([guarded(str(getattr(pair, name))) for name in HEADING])
        count += 1
    text.detach()  # whoever opened the file closes it
    return count


def read_csv(path: Path) -> Iterator[ExchangedPair | Refused]:
    """Read pairs from a CSV file with a heading (comma, semicolon or tab), whatever the columns' order.

    Raises:
        ReaderError: `file-unreadable` when it cannot be read, `file-damaged` when it is no table or lacks a
            column; what came before holds.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="", opener=regular) as file:
            first = file.readline(_LONGEST_LINE)
            file.seek(0)
            delimiter = max(",;\t", key=first.count)
            rows = csv.DictReader(_lines(file), delimiter=delimiter)
            if not set(_NEEDED) <= set(rows.fieldnames or ()):
                raise ReaderError("file-damaged", f"no columns {', '.join(_NEEDED)}", file=path.name)
            for row in rows:
                yield _pair(row, rows.line_num)
    except OSError as error:
        raise ReaderError("file-unreadable", type(error).__name__, file=path.name) from error
    except (ValueError, csv.Error) as error:
        raise ReaderError("file-damaged", f"no CSV: {error}"[:200], file=path.name) from error


def _lines(file: TextIO) -> Iterator[str]:
    """The lines of a table, one after the other, none of them longer than a row can be.

    Raises:
        ValueError: one is, or it is no UTF-8.
    """
    while line := file.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE and not line.endswith("\n"):
            raise ValueError("a line without an end")
        yield line.replace("\0", "")


def _pair(row: dict[str, str | None], line: int) -> ExchangedPair | Refused:
    values = {name: unguarded((row.get(name) or "").strip()) for name in HEADING}
    if not values["source"] or not values["target"] or max(map(len, values.values())) > _LONGEST:
        return Refused(line, "incomplete")
    if not all(LANGUAGE.fullmatch(values[name]) for name in _NEEDED[:2]):
        return Refused(line, "language")
    return ExchangedPair(**values)
