"""How large the pages of a library file are: by its header, and by the pages themselves.

One wrong number in the header (https://sqlite.org/fileformat2.html#pages) would have every page begin in the
middle of another.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice

from reader.library.recovery.rescue_copy import filled_parts

SIZES = tuple(1 << power for power in range(9, 17))
"""The sizes, in bytes, that pages may have."""
DEFAULT_SIZE = 4096

_KINDS = (b"\x02", b"\x05", b"\x0a", b"\x0d")  # first byte of a page of a tree
_LOOKED_AT = 32_768  # places where a page may begin: the first 16 MB that hold something
_FEWEST = 16  # pages of trees; fewer may lie by chance where pages of twice the size would
_ENOUGH = 0.9  # of the most pages that any size finds; pages of twice the size find half of them


def stated_size(header: bytes) -> int:
    """The size of pages, in bytes, that a file's first bytes name; 0 for one that there is not."""
    stated = int.from_bytes(header[16:18], "big")
    size = 65536 if stated == 1 else stated
    return size if size in SIZES else 0


def likely_size(descriptor: int, stated: int) -> int:
    """The size of pages, in bytes, of an open file: by which most pages begin as those of a tree do; `stated`
    where there are too few of them to tell.

    Raises:
        OSError: it cannot be read.
    """
    heads = list(_heads(descriptor))
    found = {
        size: sum(place % size == 0 and _begins_tree(head, size) for place, head in heads) for size in SIZES
    }
    most = max(found.values())
    return stated if most < _FEWEST else max(size for size in SIZES if found[size] >= _ENOUGH * most)


def _heads(descriptor: int) -> Iterator[tuple[int, bytes]]:
    """Where a page of a tree may begin, all in the same part of the file, and what stands there."""
    least = SIZES[0]
    places = (
        place
        for start, end in filled_parts(descriptor, os.fstat(descriptor).st_size)
        for place in range(-(-start // least) * least, end, least)
    )
    for place in islice(places, _LOOKED_AT):
        head = _read(descriptor, place)
        if place and head.startswith(_KINDS):  # the first page has the header before it
            yield place, head


def _read(descriptor: int, place: int) -> bytes:
    os.lseek(descriptor, place, os.SEEK_SET)
    return os.read(descriptor, 12)


def _begins_tree(head: bytes, size: int) -> bool:
    free, cells, content = (int.from_bytes(head[at : at + 2], "big") for at in (1, 3, 5))
    begin = (8 if head[0] > 0x05 else 12) + 2 * cells
    return len(head) == 12 and free < size and head[7] <= 60 and begin <= (content or 65536) <= size
