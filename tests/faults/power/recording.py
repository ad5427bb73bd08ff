"""The record that the shim makes of every change of the disk, with its data (see `tools/shim.c`)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_HEAD = struct.Struct("=IIIQQ")


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `what`: c(reate), w(rite), t(runcate), a(llocate), r(ename), x (exchange), l(ink),
    u(nlink), d (make a folder), s(ync), m(ark: something was said to be done). `number` is the file's (its
    inode's), `at` where it is written or how long it becomes, `first` a name or what is written, `second`
    the new name."""

    what: str
    number: int
    at: int
    first: bytes
    second: bytes

    @property
    def name(self) -> str:
        """The name that is made, taken away or given up."""
        return self.first.decode()

    @property
    def target(self) -> str:
        """The name that a file gets."""
        return self.second.decode()


def changes(data: bytes) -> Iterator[Change]:
    """The changes of a record, in their order."""
    at = 0
    while at + _HEAD.size <= len(data):
        what, first, second, number, offset = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        yield Change(chr(what), number, offset, data[at : at + first], data[at + first : at + first + second])
        at += first + second
