"""Rows out of the bytes of a page, each by itself: a broken one costs none of its neighbours."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from reader.library.recovery.page_file import HEADER, TABLE_INNER, TABLE_LEAF, PageFile

Value = int | float | str | bytes | None

_LONGEST = 9  # bytes of a number
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # bytes by kind of value
_FLOAT, _ZERO, _ONE = 7, 8, 9
_FIRST_BLOB = 12
_MOST_FIELDS = 2000


@dataclass(frozen=True, slots=True)
class Record:
    """A row as it is stored. Not `whole`: its end is lost or moved, and values there are cut or `None`."""

    rowid: int
    values: list[Value]
    whole: bool = True


def children_of(pages: PageFile, number: int) -> list[int]:
    """The pages below an inner page of a table, in the order of their rows, as far as they can be real."""
    page, start = pages.page(number), HEADER if number == 1 else 0
    if len(page) <= start or page[start] != TABLE_INNER:
        return []
    found = [int.from_bytes(page[at : at + 4], "big") for at in _cells(page, start, 12)]
    found.append(int.from_bytes(page[start + 8 : start + 12], "big"))
    return [child for child in found if 1 < child <= pages.count]


def count_children(pages: PageFile, number: int) -> int:
    """How many pages an inner page says it has below it."""
    page, start = pages.page(number), HEADER if number == 1 else 0
    return int.from_bytes(page[start + 3 : start + 5], "big") + 1


def records_of(pages: PageFile, number: int) -> Iterator[Record | None]:
    """The rows of a leaf of a table; `None` for each that cannot be read."""
    page, start = pages.page(number), HEADER if number == 1 else 0
    if len(page) <= start or page[start] != TABLE_LEAF:
        return
    for at in _cells(page, start, 8):
        try:
            yield _record(pages, page, at)
        except (IndexError, ValueError, struct.error):
            yield None


def _cells(page: bytes, start: int, head: int) -> Iterator[int]:
    """Where the cells of a page begin; a place that cannot be one is the page's last byte."""
    first = start + head
    count = min(int.from_bytes(page[start + 3 : start + 5], "big"), (len(page) - first) // 2)
    for at in range(first, first + 2 * count, 2):
        place = int.from_bytes(page[at : at + 2], "big")
        yield place if first <= place < len(page) - 3 else len(page) - 1


def _number(data: bytes, at: int) -> tuple[int, int]:
    """SQLite's variable-length number at a place, and where it ends."""
    value = 0
    for length in range(_LONGEST):
        byte = data[at + length]
        if length == _LONGEST - 1:
            return (value << 8) | byte, at + _LONGEST
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, at + length + 1
    raise ValueError(at)


def _record(pages: PageFile, page: bytes, at: int) -> Record:
    length, at = _number(page, at)
    rowid, at = _number(page, at)
    if rowid >= 1 << 63:
        rowid -= 1 << 64
    if not 0 < length <= pages.count * pages.size:
        raise ValueError(length)
    usable = len(page)
    most = usable - 35
    if length <= most:
        return _decoded(rowid, page[at : at + length], length)
    least = (usable - 12) * 32 // 255 - 23
    local = least + (length - least) % (usable - 4)
    local = local if local <= most else least
    following = int.from_bytes(page[at + local : at + local + 4], "big")
    return _decoded(rowid, page[at : at + local] + _overflow(pages, following, length - local), length)


def _overflow(pages: PageFile, number: int, length: int) -> bytes:
    """What of a long row lies on pages of its own, as far as they can be followed."""
    pieces: list[bytes] = []
    seen: set[int] = set()
    while length > 0 and 1 < number <= pages.count and number not in seen:
        seen.add(number)
        page = pages.page(number)
        following = int.from_bytes(page[:4], "big")
        if length > len(page) - 4 and not following:
            break  # it cannot be the last one: it was overwritten with nothing
        pieces.append(page[4 : 4 + length])
        length -= len(pieces[-1])
        number = following
    return b"".join(pieces)


def _decoded(rowid: int, payload: bytes, length: int) -> Record:
    end, at = _number(payload, 0)
    if not at <= end <= len(payload):
        raise ValueError(end)
    kinds = []
    while at < end:
        kind, at = _number(payload, at)
        kinds.append(kind)
    if at != end or len(kinds) > _MOST_FIELDS:
        raise ValueError(at)
    values = []
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    return Record(rowid, values, at <= len(payload) >= length)


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind >= _FIRST_BLOB:
        end = at + (kind - _FIRST_BLOB) // 2
        data = payload[at:end]
        if not data and end > at:
            return None, end  # lost with the end of the row
        return (data.decode("utf-8", "replace") if kind % 2 else data), end
    if size := _INTEGERS.get(kind):
        data = payload[at : at + size]
        return (int.from_bytes(data, "big", signed=True) if len(data) == size else None), at + size
    if kind == _FLOAT:
        whole = len(payload) >= at + 8
        return (struct.unpack_from(">d", payload, at)[0] if whole else None), at + 8
    if kind in (_ZERO, _ONE):
        return kind - _ZERO, at
    if kind:
        raise ValueError(kind)
    return None, at
