"""A table element as a grid of cells, spans filled with empty ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.core.block_html import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from reader.core.model import BlockKind, Part
from reader.reading.drafts import TEXT_KINDS, Draft, joined_part, lines_and_others

if TYPE_CHECKING:
    from lxml.etree import _Element

_CELL_KINDS = TEXT_KINDS | {BlockKind.CODE, BlockKind.TABLE, BlockKind.EMBED}
_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_EMPTY = Part("", "")


@dataclass(slots=True)
class _Cell:
    drafts: list[Draft] = field(default_factory=list)
    header: bool = False


def read_table(node: _Element, read: Callable[[_Element], list[Draft]]) -> list[Draft]:
    """Return a table's drafts; `read` reads the content of a cell.

    A table of one column is only a frame: its content stands as blocks of its own. Pictures in
    cells follow the table as figures; a caption goes before it.
    """
    before = [draft for caption in node.iterchildren("caption") for draft in read(caption)]
    rows = [row for row in _filled(node, read) if any(cell.drafts for cell in row)]
    columns = max((len(row) for row in rows if _has_text(row)), default=0)
    if columns <= 1:
        return [*before, *(draft for row in rows for cell in row for draft in cell.drafts)]
    parts: list[Part] = []
    after: list[Draft] = []
    for row in rows:
        for cell in row:
            after.extend(lines_and_others(cell.drafts, _CELL_KINDS)[1])
        if _has_text(row):
            parts.extend(_part(cell) for cell in row)
            parts.extend([_EMPTY] * (columns - len(row)))
    return [*before, Draft(BlockKind.TABLE, parts, columns=columns), *after]


def _has_text(row: list[_Cell]) -> bool:
    return any(draft.kind in _CELL_KINDS for cell in row for draft in cell.drafts)


def _part(cell: _Cell) -> Part:
    lines = lines_and_others(cell.drafts, _CELL_KINDS)[0]
    return joined_part([_one_line(line) for line in lines], header=cell.header)


def _one_line(part: Part) -> Part:
    """Code in a cell: its line feeds become line breaks like any other's."""
    return Part(part.html.replace("\n", "<br>"), part.text)


def _rows(node: _Element) -> Iterator[tuple[_Element, bool]]:
    """The table's own rows with whether they are a head's; rows of nested tables are the cells' matter."""
    for child in node:
        if child.tag == "tr":
            yield child, node.tag == "thead"
        elif child.tag in _GROUPS:
            yield from _rows(child)


def _filled(node: _Element, read: Callable[[_Element], list[Draft]]) -> list[list[_Cell]]:
    rows: list[list[_Cell]] = []
    cells = 0
    below: dict[int, int] = {}  # column -> rows it is still covered by a cell above
    for row_node, head in _rows(node):
        if len(rows) >= MAX_ROWS or cells >= MAX_CELLS:
            break
        row: list[_Cell] = []
        for cell_node in row_node.iterchildren("td", "th"):
            _fill_covered(row, below)
            if len(row) >= MAX_COLUMNS:
                break
            width = min(_span(cell_node, "colspan"), MAX_COLUMNS - len(row))
            height = _span(cell_node, "rowspan")
            for column in range(len(row), len(row) + width):
                if height > 1:
                    below[column] = height
            row.append(_Cell(read(cell_node), head or cell_node.tag == "th"))
            row.extend(_Cell(header=row[-1].header) for _ in range(width - 1))
        _fill_covered(row, below)
        below = {column: left - 1 for column, left in below.items() if left > 1}
        rows.append(row)
        cells += len(row)
    return rows


def _fill_covered(row: list[_Cell], below: dict[int, int]) -> None:
    """Add an empty cell wherever a cell of a row above reaches down."""
    while below.get(len(row), 0) > 0 and len(row) < MAX_COLUMNS:
        row.append(_Cell())


def _span(node: _Element, name: str) -> int:
    value = node.get(name) or ""
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) <= 4 else 1
