"""Which letters the shapes in a PDF's fonts stand for, where Qt's writer does not say it.

Qt leaves out some letters of every font (in one the space and the A), so that nobody could search or copy
them. What each marked line says is known; where it has as many shapes as letters, the missing ones follow.
"""

from __future__ import annotations

import re
import unicodedata
from collections import ChainMap, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from pypdf.generic import DictionaryObject, PdfObject, StreamObject

from reader.reading.hyphenation import SOFT_HYPHEN

_SHAPES = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-F]{4})> Tj")
_RANGE = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]{4})> (?:\[([^\]]*)\]|<([0-9A-F]{4})>)")
_LETTER = re.compile(rb"<([0-9A-F]{4})>")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefe]")
"""The forms that Arabic letters take beside others."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")
_LIGATURES = {"لآ": "fefffef5", "لأ": "fefffef7", "لإ": "fefffef9", "لا": "fefffefb"}
"""Lam and alef that stand in each other, and the one letter for both, as it is written in a PDF.

Viewers that order letters by their places would tear the two apart, and the word with them.
"""
_PAIR = r"<({first})> Tj\n[-\d.]+ [-\d.]+ Td <({second})> Tj"
_TEXT = re.compile(rb"(?=BT\n)")
_SURE = 6
"""Letters that a run must have to be found in its line."""
_AT_ONCE = 100
"""Entries that one section of a font's table may have."""


class Letters:
    """Learns from the marked lines of all pages, then completes the fonts."""

    def __init__(self, fonts: DictionaryObject) -> None:
        self._fonts = {name.removeprefix("/"): _table(font) for name, font in fonts.items()}
        self._known = {name: _letters(table) for name, table in self._fonts.items() if table is not None}
        self._found: dict[str, dict[int, str]] = defaultdict(dict)
        self._pairs: dict[str, re.Pattern[bytes] | None] = {}

    def learn(self, drawn: bytes, text: str) -> None:
        """Take what a line's drawing and its words say of each other."""
        runs = list(_runs(drawn))
        if not _RIGHT_TO_LEFT.search(text):
            shapes = [(name, shape) for name, run in runs for shape in run]
            if len(shapes) == len(text) or len(shapes) == len(text.rstrip()):
                for (name, shape), letter in zip(shapes, text, strict=False):
                    self._found[name].setdefault(shape, _plain(letter))
            return
        for name, run in runs:
            self._learn_joined(name, run, text)

    def _learn_joined(self, name: str, run: Sequence[int], text: str) -> None:
        """Find a run of Arabic, whose shapes stand in reading order, in its line."""
        known = self._letters_of(name)
        unknown = [shape for shape in run if shape not in known]
        if not unknown or len(run) - len(unknown) < _SURE:
            return
        pattern = "".join(_pattern(known.get(shape)) for shape in run)
        found = re.search(pattern, text)
        if found:
            for shape, letter in zip(unknown, found.groups(), strict=True):
                self._found[name].setdefault(shape, letter)

    def join(self, drawn: bytes) -> bytes:
        """A line's drawing in which lam and alef are said to be one letter; `learn` has seen every line."""
        return b"".join(self._join(part) for part in _TEXT.split(drawn))

    def _join(self, drawn: bytes) -> bytes:
        font = _SHAPES.search(drawn)
        if font is None or not font[1]:
            return drawn
        name = font[1].decode("ascii")
        if name not in self._pairs:
            self._pairs[name] = _pairs(self._letters_of(name))
        pairs, known = self._pairs[name], self._letters_of(name)
        if pairs is None:
            return drawn

        def joined(pair: re.Match[bytes]) -> bytes:
            letter = _LIGATURES[known[int(pair[1], 16)] + known[int(pair[2], 16)]]
            return f"/Span <</ActualText <{letter}>>> BDC\n".encode("ascii") + pair[0] + b"\nEMC"

        return pairs.sub(joined, drawn)

    def _letters_of(self, name: str) -> Mapping[int, str]:
        """What the shapes of a font stand for, as far as it is known by now."""
        return ChainMap(self._found[name], self._known.get(name, {}))

    def complete(self) -> None:
        """Write what the fonts leave out, and Arabic letters as they are typed."""
        for name, table in self._fonts.items():
            if table is None:
                continue
            rows = {**self._known[name], **self._found[name]}
            kept = _as_written(table)
            changed = sorted((shape, letter) for shape, letter in rows.items() if kept.get(shape) != letter)
            if changed:
                data = table.get_data().replace(b"endcmap", _sections(changed) + b"endcmap", 1)
                table.set_data(data)


def _pairs(known: Mapping[int, str]) -> re.Pattern[bytes] | None:
    """Finds lam and alef drawn one after the other; `None` for a font that has not both."""
    first, second = (
        "|".join(f"{shape:04X}" for shape, letter in known.items() if letter in letters)
        for letters in ("ل", "آأإا")
    )
    if not first or not second:
        return None
    return re.compile(_PAIR.format(first=first, second=second).encode("ascii"))


def _pattern(letter: str | None) -> str:
    if letter is None:
        return "(.)"
    return r"\s" if letter == " " else re.escape(letter)


def _runs(drawn: bytes) -> Iterator[tuple[str, list[int]]]:
    """The shapes of a line, run by run, each with its font's name."""
    font, shapes = "", list[int]()
    for found in _SHAPES.finditer(drawn):
        if not found[1]:
            shapes.append(int(found[2], 16))
            continue
        if shapes:
            yield font, shapes
        font, shapes = found[1].decode("ascii"), []
    if shapes:
        yield font, shapes


def _table(font: PdfObject) -> StreamObject | None:
    found = cast(DictionaryObject, font.get_object()).get("/ToUnicode")
    table = found.get_object() if found is not None else None
    return table if isinstance(table, StreamObject) else None


def _as_written(table: StreamObject) -> dict[int, str]:
    letters: dict[int, str] = {}
    for first, last, values, value in _RANGE.findall(table.get_data()):
        start = int(first, 16)
        codes = [int(code, 16) for code in _LETTER.findall(values)]
        if value and value != b"0000":
            codes = [int(value, 16) + place for place in range(int(last, 16) - start + 1)]
        letters.update((start + place, chr(code)) for place, code in enumerate(codes))
    return letters


def _letters(table: StreamObject) -> dict[int, str]:
    """What a font's table says: Arabic letters as they are typed, and a space where it has another blank."""
    return {shape: _plain(letter) for shape, letter in _as_written(table).items()}


def _plain(letter: str) -> str:
    if letter.isspace():
        return " "
    if letter == SOFT_HYPHEN:
        return "-"
    return unicodedata.normalize("NFKC", letter) if _PRESENTATION.match(letter) else letter


def _sections(rows: Sequence[tuple[int, str]]) -> bytes:
    """Rows of a font's table; of two for one shape the later counts."""
    sections = []
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        lines = "".join(f"<{shape:04X}> <{letter.encode('utf-16-be').hex()}>\n" for shape, letter in part)
        sections.append(f"{len(part)} beginbfchar\n{lines}endbfchar\n")
    return "".join(sections).encode("ascii")
