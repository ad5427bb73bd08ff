"""How large the pages of a library file are: by its header, and by the pages themselves.

One wrong number in the header (https://sqlite.org/fileformat2.html#pages) would have every page begin in the
middle of another.
"""

from __future__ import annotations

import os
from itertools import islice

from reader.library.recovery.rescue_copy import filled_parts

SIZES = tuple(1 << power for power in range(9, 17))
"""The sizes, in bytes, that pages may have."""
DEFAULT_SIZE = 4096

_KINDS = (0x02, 0x05, 0x0A, 0x0D)  # first byte of a page of a tree
_LOOKED_AT = 4000  # pages of each size
_ENOUGH = 0.7  # of the best share of pages that are such, to be that size as well: multiples find no fewer


def stated_size(header: bytes) -> int:
    """The size of pages, in bytes, that a file's first bytes name; 0 for one that there is not."""
    stated = int.from_bytes(header[16:18], "big")
    size = 65536 if stated == 1 else stated
    return size if size in SIZES else 0


def likely_size(descriptor: int, stated: int) -> int:
    """The size of pages, in bytes, of an open file: `stated`, unless by another one far more pages begin as
    those of a tree do.

    Raises:
        OSError: it cannot be read.
    """
    shares = {size: _share(descriptor, size) for size in SIZES}
    best = _ENOUGH * max(shares.values())
    if shares[stated] >= best and not any(shares[size] >= best for size in SIZES if size < stated):
        return stated
    return next((size for size in SIZES if shares[size] >= best), stated) if best else stated


def _share(descriptor: int, size: int) -> float:
    """The part of a file's pages, were they of this size, that begin as one of a tree does."""
    whole = os.fstat(descriptor).st_size
    places = (
        place
        for start, end in filled_parts(descriptor, whole)
        for place in range(-(-start // size) * size, end, size)
        if place  # the first page has the header before it
    )
    found = [_begins_tree(_read(descriptor, place), size) for place in islice(places, _LOOKED_AT)]
    return sum(found) / len(found) if found else 0.0


def _read(descriptor: int, place: int) -> bytes:
    os.lseek(descriptor, place, os.SEEK_SET)
    return os.read(descriptor, 12)


def _begins_tree(head: bytes, size: int) -> bool:
    if len(head) < 12 or head[0] not in _KINDS:
        return False
    free, cells, content = (int.from_bytes(head[at : at + 2], "big") for at in (1, 3, 5))
    begin = (8 if head[0] > 0x05 else 12) + 2 * cells
    return free < size and head[7] <= 60 and begin <= (content or 65536) <= size
