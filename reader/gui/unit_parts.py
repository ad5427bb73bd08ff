"""The parts of large units, made when they are asked for: a table of thousands of cells costs nothing before.

A unit of many parts is written in portions, so that no event of the window is long. A table's portions are
whole rows, all with the columns that its whole text asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from reader.core.model import BlockKind

if TYPE_CHECKING:
    from reader.core.model import Block
    from reader.gui.article_units import SidePart, Unit

AT_ONCE = 60
"""Parts that a unit may have to be written in one go, some 10 ms of work."""
PORTION = 20
"""Parts of one portion, about; a row at least."""
LARGEST_COLUMNS = 12
"""Columns that stand side by side; those of a wider table go on below, row by row."""
MANY = 3_000
"""Parts of a document from which on laying all of it out in one go is felt."""
_NARROWEST = 4.0
"""Per cent of the width that a column keeps."""
_LONGEST = 60
"""Characters of a cell that count for the width of its column."""


@dataclass(frozen=True, slots=True)
class Portion:
    """Parts `first` to before `stop` of the `total` that a unit has."""

    first: int
    stop: int
    total: int

    @property
    def starts(self) -> bool:
        """Whether it is the first."""
        return self.first == 0

    @property
    def ends(self) -> bool:
        """Whether it is the last."""
        return self.stop >= self.total


class LazyParts(Sequence["SidePart"]):
    """Parts that `make` makes by their number, each once."""

    def __init__(self, count: int, make: Callable[[int], SidePart]) -> None:
        self._count = count
        self._make = make
        self._made: dict[int, SidePart] = {}

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> SidePart: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[SidePart, ...]: ...
    def __getitem__(self, index: int | slice) -> SidePart | tuple[SidePart, ...]:
        if isinstance(index, slice):
            return tuple(self[number] for number in range(*index.indices(self._count)))
        number = index + self._count if index < 0 else index
        if not 0 <= number < self._count:
            raise IndexError(index)
        part = self._made.get(number)
        if part is None:
            part = self._made[number] = self._make(number)
        return part


def parts_made_by(count: int, make: Callable[[int], SidePart]) -> Sequence[SidePart]:
    """All parts at once when they are few, else each when it is asked for."""
    if count <= AT_ONCE:
        return tuple(make(number) for number in range(count))
    return LazyParts(count, make)


def are_many(units: Iterable[Unit]) -> bool:
    """Whether a document of these units takes long to lay out: Qt needs seconds for 50,000 cells."""
    return sum(len(unit.block.parts) for unit in units if unit.block is not None) > MANY


def portions_of(unit: Unit) -> Iterator[Portion]:
    """A unit's parts in the portions in which they are written."""
    total = len(unit.source)
    if total <= AT_ONCE or unit.block is None or unit.kind is BlockKind.FIGURE:
        yield Portion(0, total, total)
        return
    row = max(1, unit.block.columns) if unit.kind is BlockKind.TABLE else 1
    step = row * max(1, PORTION // row)
    for first in range(0, total, step):
        yield Portion(first, min(total, first + step), total)


def column_widths(block: Block) -> tuple[float, ...]:
    """Per cent of the width for each column of a table, by the length of what stands in it."""
    columns = max(1, block.columns)
    room = [0.0] * columns
    rows = max(1, len(block.parts) // columns)
    for number, part in enumerate(block.parts):
        room[number % columns] += min(len(part.text), _LONGEST)
    asked = [(length / rows + 3) ** 0.7 for length in room]  # long cells take lines rather than all the width
    widths = [max(_NARROWEST, 100 * one / sum(asked)) for one in asked]
    return tuple(width * 100 / sum(widths) for width in widths)
