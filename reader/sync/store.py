"""What a place must be able to do to be a store. Every name in it is written once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

NAME = re.compile(r"[0-9a-z]+(?:[/-][0-9a-z]+)*")
"""The name of a file, or of a folder, of a store."""
DRAFT = ".part-"
"""How the hidden name begins under which a file is written before it gets its own."""
LARGEST = 512 * 1024 * 1024
"""Bytes of one file at most."""


class Store(Protocol):
    """A place where files lie by name; a name is like `log/AB/00000001`.

    Attributes:
        place: where it is, as the reader is told and the library keeps it: a folder or an address.
        may_write: whether the reader has a right to write there, as far as that is known before.
        lists_all: whether what is not listed is gone, and not just carried here a little later.
        has_members: whether other readers take part in it, as far as the place knows readers.
    """

    @property
    def place(self) -> str: ...

    @property
    def may_write(self) -> bool: ...

    @property
    def lists_all(self) -> bool: ...

    @property
    def has_members(self) -> bool: ...

    def exists(self) -> bool:
        """Whether it can be looked into: a folder of this computer is made with the first file."""

    def top(self) -> list[str]:
        """The names of what lies at the place itself; none when it is not made yet but could be.

        Raises:
            ReaderError: `sync-unreachable`, or what the server reports.
        """

    def try_writing(self) -> None:
        """Write a hidden file, read it and take it away.

        Raises:
            ReaderError: `sync-unreachable`, or what disk or server report.
        """

    def names(self, prefix: str) -> Iterable[str]:
        """The names below a prefix; what is no file of a store, or only half one, is left out.

        Raises:
            ReaderError: `sync-unreachable`, or what the disk reports.
        """

    def get(self, name: str) -> bytes | None:
        """A file's bytes, `None` when there is none of that name.

        Raises:
            ReaderError: likewise.
        """

    def get_part(self, name: str, place: int, size: int) -> bytes | None:
        """Some bytes of a file; fewer when it ends before.

        Raises:
            ReaderError: likewise.
        """

    def size(self, name: str) -> int:
        """How many bytes a file has, 0 when there is none.

        Raises:
            ReaderError: likewise.
        """

    def put(self, name: str, data: bytes) -> bool:
        """Write a file; `False` when the name is taken already.

        In a folder it is on the disk when this returns. A server has said then that it took every byte; when
        its own disk has them, no server says over WebDAV or SFTP.

        Raises:
            ReaderError: likewise; nothing of it is there then.
        """

    def remove(self, name: str) -> None:
        """Take a file away that is known to be of no use any more.

        Raises:
            ReaderError: likewise.
        """


def checked(name: str) -> str:
    """The name of a file of a store, as it was given.

    Raises:
        ValueError: it is none, and may lead out of the store.
    """
    if not NAME.fullmatch(name):
        raise ValueError(f"no name of a store: {name}")
    return name
