"""Rows read around broken places: every whole one once, whatever lies between."""

from __future__ import annotations

import sqlite3

import pytest

from reader.library.recovery.salvage import _TOP, _Reader


def read(rows: list[int], broken: set[int], asked: list[str] | None = None) -> tuple[list[int], int]:
    """The rows read from a table whose broken ones cannot be, and how many broken places were met."""
    source = sqlite3.connect(":memory:")
    source.execute("CREATE TABLE page (id INTEGER PRIMARY KEY)")
    source.executemany("INSERT INTO page VALUES (?)", [(row,) for row in rows])

    def look(row: int) -> int:
        if row in broken:
            raise ValueError("a damaged page")
        return row

    source.create_function("look", 1, look)
    source.set_trace_callback((asked if asked is not None else []).append)
    reader = _Reader(source, "SELECT look(id) FROM page WHERE rowid > ? AND rowid < ?")
    found = [row[0] for row in reader.rows(-1, _TOP)]
    source.close()
    return found, reader.broken


@pytest.mark.parametrize(
    "broken",
    [
        set(),
        {1},
        {40},
        {20},
        {7, 20, 21, 33},
        {1, 2, 3, 38, 39, 40},
        set(range(10, 30)),
        set(range(2, 40, 2)),
        set(range(1, 41)),
    ],
    ids=str,
)
def test_every_whole_row_is_read_once(broken: set[int]) -> None:
    rows = list(range(1, 41))
    found, places = read(rows, broken)
    assert sorted(found) == [row for row in rows if row not in broken]
    assert bool(places) is bool(broken)


def test_rows_far_apart_are_found_between_broken_ones() -> None:
    rows = [1, 500, 501, 70_000, 90_000, 90_001]
    assert sorted(read(rows, {500, 90_000})[0]) == [1, 501, 70_000, 90_001]
    assert read([], set()) == ([], 0)


@pytest.mark.parametrize(("broken", "looks"), [(set(), 1), ({20}, 12), (set(range(10, 30)), 100)])
def test_a_broken_place_is_come_to_from_both_ends(broken: set[int], looks: int) -> None:
    """Else each would be looked for by halves through all the numbers a row may have."""
    asked: list[str] = []
    read(list(range(1, 41)), broken, asked)
    assert len(asked) <= looks
