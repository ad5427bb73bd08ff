"""The rows of a CSV table, its damaged lines apart: a broken quotation mark costs one row, not the rest."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from reader.exchange.imports.parsing.lines import LONGEST, numbered
from reader.exchange.imports.rows import Skipped

_MOST_LINES = 500  # of one row: notes and texts have that many
SEPARATORS = ",;\t"
"""Signs that stand between the cells of a table."""
_ADDRESS = re.compile(r"https?://[^\s\"',;<>]{1,2000}", re.I)
_PASSWORD = re.compile(
    r"(?:login |account |user )?"
    r"(?:password|passwd|pwd|totp|otpauth|mot de passe|passwort|kennwort|contraseña|senha|wachtwoord|пароль)"
    r"|كلمة (?:المرور|السر)"
)
_OF_ACCOUNTS = frozenset(
    (
        *("url", "link", "login uri", "website", "web site", "site", "hostname", "adresse", "lien"),
        *("name", "title", "account", "username", "user name", "login", "nom", "titre", "identifiant"),
        *("الرابط", "العنوان", "الاسم"),
    )
)
"""Columns of which one stands beside that of passwords."""

_SEPARATOR_TOLD = re.compile(r'\ufeff?"?sep=([,;|\t])"?[,;|\s]*', re.I)
"""A line that only names the separator to Excel."""
Cells = Mapping[str, str]


def read_heading(start: str) -> tuple[str, list[str]]:
    """The separator of a table that begins so, and its names of columns in lower case."""
    return _read_heading(*_heading(start.splitlines()))


def _read_heading(told: str, line: str) -> tuple[str, list[str]]:
    separator = told if told and told in line else max(SEPARATORS, key=line.count)
    try:
        names = next(csv.reader([line], delimiter=separator, strict=True), [])
    except csv.Error:
        names = []
    return separator, [" ".join(name.replace("_", " ").split()).lower() for name in names]


def holds_passwords(start: str) -> bool:
    """Whether a table that begins so has a column of passwords, as browsers and those who keep them write."""
    _, names = read_heading(start)
    return not _OF_ACCOUNTS.isdisjoint(names) and any(map(_PASSWORD.fullmatch, names))


def _heading(lines: Iterable[str | None]) -> tuple[str, str]:
    """The separator that is told before the heading, and the heading: "" for what there is none of."""
    told = ""
    for line in lines:
        if line and (separator := told_separator(line)):
            told = separator
        elif line and line.strip():
            return told, line
    return told, ""


def told_separator(line: str) -> str:
    """The separator that a line tells Excel; "" for a line that does not only do that."""
    found = _SEPARATOR_TOLD.fullmatch(line)
    return found[1] if found is not None else ""


def read_table(file: TextIO, member: str = "") -> Iterator[tuple[str, Cells] | Skipped]:
    """The rows below the heading, each with where it stands and its cells by the column's name.

    Lower case, with blanks for underscores, are the names; a cell that lacks is not in its row.
    """
    lines = _Lines(numbered(file))
    told, heading = _heading(line for _, line in lines)
    if heading:
        yield from _rows(lines, *_read_heading(told, heading), member)


def read_rows(
    file: TextIO, separator: str, names: list[str], member: str = ""
) -> Iterator[tuple[str, Cells] | Skipped]:
    """The rows of a table without a heading, the columns called as given."""
    lines = itertools.dropwhile(lambda one: one[1] and told_separator(one[1]), numbered(file))
    yield from _rows(_Lines(lines), separator, names, member)


def _rows(
    lines: _Lines, separator: str, names: list[str], member: str
) -> Iterator[tuple[str, Cells] | Skipped]:
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST))
    width, named = len(names), _by_name if len(set(names)) < len(names) else _by_each_name
    for number, line in lines:
        where = f"{member}:{number}" if member else str(number)
        if line is None:
            yield Skipped(where, "too-long")
        elif line and not line.isspace():
            cells = _cells_of_line(line, separator, width)
            if cells is None:
                cells = _over_lines(line, lines, separator, width)
            yield (where, named(names, cells)) if cells else _broken(where, line)


def _broken(where: str, line: str) -> Skipped:
    """A row that is none, with the address that can still be read in it."""
    found = _ADDRESS.search(line[:20_000])
    return Skipped(where, "broken", found[0] if found is not None else "", line[:200])


def _by_each_name(names: list[str], cells: list[str]) -> Cells:
    return dict(zip(names, cells, strict=False))


def _by_name(names: list[str], cells: list[str]) -> Cells:
    """The cells by their columns' names; of two columns of one name, the first that says something."""
    found: dict[str, str] = {}
    for name, cell in zip(names, cells, strict=False):
        if not found.get(name, "").strip():
            found[name] = cell
    return found


class _Lines:
    """Numbered lines, some of which may be looked at before it is their turn."""

    def __init__(self, lines: Iterator[tuple[int, str | None]]) -> None:
        self._lines = lines
        self._ahead: deque[tuple[int, str | None]] = deque()

    def __iter__(self) -> Iterator[tuple[int, str | None]]:
        return self

    def __next__(self) -> tuple[int, str | None]:
        return self._ahead.popleft() if self._ahead else next(self._lines)

    def coming(self) -> Iterator[tuple[int, str | None]]:
        """The lines that follow, each of which stays for its turn until `take`."""
        yield from tuple(self._ahead)
        for line in self._lines:
            self._ahead.append(line)
            yield line

    def take(self, count: int) -> None:
        """Take the next lines away."""
        for _ in range(count):
            self._ahead.popleft()


def _over_lines(line: str, lines: _Lines, separator: str, width: int) -> list[str] | None:
    """The cells of a row that goes on in the next lines; `None` when it nowhere ends as a row."""
    text, size = [line], len(line)
    for count, (_, following) in enumerate(itertools.islice(lines.coming(), _MOST_LINES), start=1):
        if following is None or size + len(following) > LONGEST:
            break
        text.append(following)
        size += len(following)
        if following.count('"') % 2:
            cells = _cells("\n".join(text), separator, width)
            if cells is not None:
                lines.take(count)
                return cells
            break
    return _cells(line, separator, width, strict=False) if len(line) < LONGEST else None


def _cells(text: str, separator: str, width: int, strict: bool = True) -> list[str] | None:
    """The cells of a row; `None` when it is broken, says more than the heading has names for, or far less."""
    try:
        # The ends of its lines are in a cell, too.
        lines = io.StringIO(text, newline="\n") if "\n" in text else (text,)
        rows = list(csv.reader(lines, delimiter=separator, strict=strict))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 and _fits(rows[0], width) else None


def _cells_of_line(line: str, separator: str, width: int) -> list[str] | None:
    """The same of a row that is one line, at a third of the time when it has no quotation mark."""
    if '"' not in line:
        cells = line.split(separator)
        return cells if _fits(cells, width) else None
    return _cells(line, separator, width) if line.count('"') % 2 == 0 else None


def _fits(cells: list[str], width: int) -> bool:
    if len(cells) == width:
        return True
    return len(cells) >= min(2, width) and not any(map(str.strip, cells[width:]))
