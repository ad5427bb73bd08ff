"""The pages of a library file, read without SQLite: it refuses a whole file for one wrong number.

The format is SQLite's (https://sqlite.org/fileformat2.html). Nothing here trusts what it reads.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from reader.library.recovery.page_size import DEFAULT_SIZE, stated_size
from reader.library.recovery.rescue_copy import filled_parts

HEADER = 100  # bytes before the first page's own
TABLE_LEAF, TABLE_INNER = 0x0D, 0x05
_ROOT, _FREE, _INNER_CHILD = 1, 2, 5  # what the map of pages calls them
_ENTRY = 5  # bytes of the map for each page
_DEEPEST = 40  # levels; SQLite's own limit is 20


class PageFile:
    """A library file by its pages, numbered from 1. Close it, or use it in a `with`.

    Args:
        path: the file; its header must be one of SQLite's (`salvage.salvage_file` mends it in a copy).

    Raises:
        OSError: it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        size = path.stat().st_size
        self._data: mmap.mmap | bytes = (
            mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        )
        header = self._data[:HEADER]
        self.size = stated_size(header) or DEFAULT_SIZE
        self.count = -(-size // self.size)
        self._mapped = any(header[52:56])  # the file keeps a map that names each page's parent

    def __enter__(self) -> PageFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if isinstance(self._data, mmap.mmap):
            self._data.close()
        self._file.close()

    def filled(self) -> Iterator[int]:
        """The numbers of the pages that are not just a hole in the file, in their order."""
        last = 0
        for start, end in filled_parts(self._file.fileno(), len(self._data)):
            first = max(last + 1, start // self.size + 1)
            last = -(-end // self.size)
            yield from range(first, last + 1)

    def page(self, number: int) -> bytes:
        """A page's bytes, filled up with zeros where the file ends; empty when there is no such page."""
        if not 1 <= number <= self.count:
            return b""
        return self._data[(number - 1) * self.size : number * self.size].ljust(self.size, b"\0")

    def kind(self, number: int) -> int:
        """What a page says of itself: `TABLE_LEAF`, `TABLE_INNER` or something else; 0 for no such page."""
        at = (number - 1) * self.size + (HEADER if number == 1 else 0)
        return self._data[at] if 1 <= number <= self.count and at < len(self._data) else 0

    def root_of(self, number: int) -> int:
        """The root of the tree that a page belongs to, by the map of pages; 0 when the map does not say."""
        for _ in range(_DEEPEST):
            kind, parent = self._entry(number)
            if kind == _ROOT:
                return number
            if kind != _INNER_CHILD or not 1 < parent <= self.count:
                return 1 if kind == _INNER_CHILD and parent == 1 else 0
            number = parent
        return 0

    def free(self) -> set[int]:
        """The pages that hold nothing any more, by the map of pages, else by the file's list of them."""
        if self._mapped:
            return {number for number in self.filled() if self._entry(number)[0] == _FREE}
        found: set[int] = set()
        trunk = int.from_bytes(self._data[32:36], "big")
        while 1 < trunk <= self.count and trunk not in found:
            page = self.page(trunk)
            found.add(trunk)
            leaves = min(int.from_bytes(page[4:8], "big"), self.size // 4 - 2)
            found.update(int.from_bytes(page[8 + 4 * n : 12 + 4 * n], "big") for n in range(leaves))
            trunk = int.from_bytes(page[:4], "big")
        return found

    def _entry(self, number: int) -> tuple[int, int]:
        """What the map of pages says of one: its kind, and the page above it."""
        if not self._mapped or number < 3:
            return 0, 0
        each = self.size // _ENTRY + 1  # pages from one page of the map to the next
        place = (number - 2) // each * each + 2
        at = (place - 1) * self.size + _ENTRY * (number - place - 1)
        entry = self._data[at : at + _ENTRY] if number > place else b""
        return (entry[0], int.from_bytes(entry[1:], "big")) if len(entry) == _ENTRY else (0, 0)
