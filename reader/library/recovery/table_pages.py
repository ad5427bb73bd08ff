"""Which pages of a damaged file hold which table's rows.

From each table's root down, as SQLite goes; what is not reached so, because something above it is
broken, belongs where the file's map of pages says, else to the table whose rows look like its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import islice
from typing import NamedTuple

from reader.core.progress import Progress
from reader.library.recovery.page_file import TABLE_INNER, TABLE_LEAF, PageFile
from reader.library.recovery.records import Record, children_of, count_children, records_of
from reader.library.recovery.row_shapes import Shape, shape_by_statement

_ENOUGH = 50  # rows that say whose a page is
_SCHEMA_FIELDS = 5
_KINDS = ("table", "index", "trigger", "view")


class TablePages(NamedTuple):
    """The pages of one table's rows, in the order to read them, and how many places are broken above."""

    shape: Shape
    pages: list[int]
    broken: int


class _Entry(NamedTuple):
    """What a file's schema says of a table."""

    root: int
    statement: str


def find_pages(pages: PageFile, shapes: dict[str, Shape], progress: Progress) -> dict[str, TablePages]:
    """Find each table's pages; `shapes` are the tables of a sound library.

    Raises:
        Cancelled: as asked.
    """
    schema, schema_pages = _read_schema(pages, progress)
    own = {
        table: shape_by_statement(table, schema[table].statement, like) if table in schema else like
        for table, like in shapes.items()
    }
    reached: set[int] = set(schema_pages)
    found: dict[str, list[int]] = {table: [] for table in shapes}
    broken: Counter[str] = Counter()
    moved: dict[str, list[int]] = defaultdict(list)
    for name, entry in schema.items():
        leaves, inner, places = _walk(pages, entry.root)
        reached |= set(leaves) | inner
        for leaf in leaves:
            progress.check()
            owner = _owner(pages, leaf, own, name)
            if owner == name and name in found:
                found[name].append(leaf)
            elif owner and owner != name:
                moved[owner].append(leaf)
                broken[name] += 1
        broken[name] += places
    roots = {entry.root: name for name, entry in schema.items()}
    for table, lost in _unreached(pages, reached, roots, own, progress).items():
        found[table] += lost
        broken[table] += not broken[table]
    for table, elsewhere in moved.items():
        found[table] += [leaf for leaf in elsewhere if leaf not in set(found[table])]
    return {table: TablePages(own[table], found[table], broken[table]) for table in shapes}


def _walk(pages: PageFile, root: int) -> tuple[list[int], set[int], int]:
    """The leaves of a tree in order, its inner pages, and how many of its places lead nowhere."""
    leaves: list[int] = []
    inner: set[int] = set()
    seen: set[int] = set()
    broken = 0
    waiting = [root]
    while waiting:
        number = waiting.pop()
        kind = pages.kind(number)
        if number in seen or kind not in (TABLE_LEAF, TABLE_INNER):
            broken += 1
            continue
        seen.add(number)
        if kind == TABLE_LEAF:
            leaves.append(number)
            continue
        inner.add(number)
        below = children_of(pages, number)
        broken += max(0, count_children(pages, number) - len(below))
        waiting += reversed(below)
    return leaves, inner, broken


def _read_schema(pages: PageFile, progress: Progress) -> tuple[dict[str, _Entry], list[int]]:
    """The file's tables by name, and the pages that name them.

    Where the way to them is broken, every page of rows is looked at.
    """
    leaves, _, broken = _walk(pages, 1)
    held = list(leaves)
    if broken:
        for number in pages.filled():
            progress.check()
            if pages.kind(number) != TABLE_LEAF or number in leaves:
                continue
            if any(_is_entry(record) for record in islice(records_of(pages, number), _ENOUGH)):
                held.append(number)
    found: dict[str, _Entry] = {}
    for number in held:
        for record in records_of(pages, number):
            if record is None or not _is_entry(record) or record.values[0] != "table":
                continue
            name, root, statement = str(record.values[1]), record.values[3], str(record.values[4])
            if isinstance(root, int) and 1 < root <= pages.count:
                found.setdefault(name, _Entry(root, statement))
    return found, held


def _is_entry(record: Record | None) -> bool:
    if record is None or len(record.values) != _SCHEMA_FIELDS:
        return False
    kind, name, _, root, _ = record.values
    return kind in _KINDS and isinstance(name, str) and isinstance(root, int)


def _owner(pages: PageFile, leaf: int, shapes: dict[str, Shape], name: str) -> str:
    """Whose rows a page of a table has: its own, unless most of them can only be another's."""
    rows = [row for row in islice(records_of(pages, leaf), _ENOUGH) if row is not None]
    if name not in shapes:
        return _by_looks(rows, shapes) or name if _is_strange(name, rows) else name
    own = _votes(rows, shapes[name])
    other = _by_looks(rows, shapes) if 2 * own < len(rows) else name
    return other if other and _votes(rows, shapes[other]) > own else name


def _is_strange(name: str, rows: list[Record]) -> bool:
    """Whether rows in a table that is none of the reader's, such as the search index, are not its own."""
    return name.startswith("article_") and any(len(row.values) > _SCHEMA_FIELDS for row in rows)


def _unreached(
    pages: PageFile, reached: set[int], roots: dict[int, str], shapes: dict[str, Shape], progress: Progress
) -> dict[str, list[int]]:
    """The pages of rows that no tree leads to, by table. Pages under one root have one owner."""
    free = pages.free()
    groups: dict[int, list[int]] = defaultdict(list)
    for number in pages.filled():
        progress.check()
        if pages.kind(number) == TABLE_LEAF and number not in reached and number not in free:
            groups[pages.root_of(number) or number].append(number)
    found: dict[str, list[int]] = defaultdict(list)
    for root, members in groups.items():
        progress.check()
        name = roots.get(root) or _by_looks(_some_rows(pages, members), shapes)
        for leaf in members if name else ():
            owner = _owner(pages, leaf, shapes, name)
            if owner in shapes:
                found[owner].append(leaf)
    return found


def _some_rows(pages: PageFile, members: list[int]) -> list[Record]:
    every = (row for leaf in members for row in records_of(pages, leaf) if row is not None)
    return list(islice(every, _ENOUGH))


def _by_looks(rows: list[Record], shapes: dict[str, Shape]) -> str:
    """The table that rows look like; of several, the one that asks the most of a row; "" for none."""
    votes = {table: _votes(rows, shape) for table, shape in shapes.items()}
    best = max(votes, key=lambda table: (votes[table], shapes[table].demands), default="")
    return best if best and votes[best] else ""


def _votes(rows: list[Record], shape: Shape) -> int:
    return sum(shape.fits(row, exactly=True) for row in rows)
