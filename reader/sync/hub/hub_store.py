"""A store that is one library of a hub."""

from __future__ import annotations

import os
import re
import secrets
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reader.core.errors import ReaderError
from reader.sync.address import Address
from reader.sync.hub import statements
from reader.sync.hub.bucket import LARGE
from reader.sync.hub.connection import connect, errors, library_of, row_of, rows_of
from reader.sync.hub.objects import Objects, Placed
from reader.sync.own_seal import SECRET
from reader.sync.store import LARGEST, checked

_HEADER = re.compile(r"store/(\d{4})-[0-9a-f]{16}")


@dataclass
class _Names:
    """The names and sizes of a library's files, up to a number; `last` is the name that has this number.

    `own` is what this process wrote, or took away (`None`), since the last look.
    """

    sequence: int = 0
    last: str = ""
    sizes: dict[str, int] = field(default_factory=dict)
    own: dict[str, int | None] = field(default_factory=dict)

    def size(self, name: str) -> int | None:
        """How many bytes a file has, `None` for one that is not known."""
        return self.own[name] if name in self.own else self.sizes.get(name)


_known: dict[tuple[str, str], _Names] = {}
"""What this process has listed, by address and hub: only what came since is asked for."""


class HubStore:
    """The files of one library in a hub. Each act is one statement or one transaction, whole or not done.

    Where the library has a bucket, large files lie there (`objects`); headers of the store never do.

    The connection ends with the last use of the store.

    Args:
        address: of the hub.
        password: of its user.

    Raises:
        ReaderError: as `connection.connect`; `sync-not-hub`, `sync-newer`; `sync-hub-no-library` when there
            is no library of that name in which the user takes part.
    """

    lists_all = True

    def __init__(self, address: Address, password: str | None) -> None:
        self.place = address.text
        self._address = address
        self._connection = connect(address, password)
        weakref.finalize(self, self._connection.close)
        with errors(address):
            version, hub, buckets = self._row(statements.VERSION, {}) or ("", "", False)
            if version not in statements.SCHEMAS:
                raise ReaderError("sync-newer", f"the hub has the schema {version}")
            found = self._row(statements.LIBRARY, {"library": library_of(address)})
        if found is None:
            name = library_of(address)
            raise ReaderError("sync-hub-no-library", "not a member", store=self.place, library=name)
        self._has_secrets = version not in statements.WITHOUT_SECRETS
        self._library, self.channel, self.role = int(found[0]), str(found[1]), str(found[2])
        self.readers = tuple(map(str, found[3]))
        self.has_members = bool(self.readers)
        self._objects = Objects(self._connection, address, str(hub), self._library, self.may_write)
        self._knows_buckets = bool(buckets)
        self._names = _known.setdefault((self.place, f"{hub}/{self._library}"), _Names())

    @property
    def may_write(self) -> bool:
        """Whether the user is more than a reader of the library."""
        return self.role != "reader"

    @property
    def keeps_secrets(self) -> bool:
        """Whether the user may tell something to his own computers alone: not as a reader, nor in a hub of a
        former version."""
        return self._has_secrets and self.may_write

    def secret(self, make: bool = True) -> tuple[bytes, str] | None:
        """The user's secret in this library, and what he chose to tell to whom; `None` where he has none.

        Args:
            make: one where he has none and may.

        Raises:
            ReaderError: as `top`.
        """
        if not self._has_secrets:
            return None
        values = {"library": self._library}
        with errors(self._address):
            found = self._row(statements.OWN, values)
            if found is None and make and self.may_write:
                made = secrets.token_bytes(SECRET)
                self._connection.execute(statements.MAKE_OWN, {**values, "secret": made}, binary=True)
                found = self._row(statements.OWN, values)
        return (bytes(found[0]), str(found[1])) if found is not None else None

    def choose(self, choices: str) -> None:
        """Let all computers of the user know what he chose to tell to whom.

        Raises:
            ReaderError: as `top`.
        """
        with errors(self._address):
            self._connection.execute(statements.CHOOSE, {"library": self._library, "choices": choices})

    def exists(self) -> bool:
        """Whether it can be looked into: it is there when it is open."""
        return True

    def top(self) -> list[str]:
        """The first parts of the names of its files.

        Raises:
            ReaderError: `sync-unreachable` and others: see `errors`.
        """
        self._look()
        return sorted({name.partition("/")[0] for name in self._names.sizes})

    def try_writing(self) -> None:
        """Write a file and read it, in a transaction that is taken back; likewise an object of the bucket.

        Raises:
            ReaderError: as `top`; `sync-store-full`, `sync-store-read-only`; as `Bucket.try_writing`.
        """
        probe, data = f"probe/{secrets.token_hex(8)}", os.urandom(64)
        with errors(self._address), self._connection.transaction(force_rollback=True):
            self._put(probe, data, 0)
            if self.get(probe) != data:
                raise ReaderError("sync-damaged", "other bytes come back", file=probe)
        bucket = self._objects.bucket() if self._knows_buckets else None
        if bucket is not None:
            bucket.try_writing()

    def names(self, prefix: str) -> Iterator[str]:
        """The names below a prefix.

        Raises:
            ReaderError: as `top`.
        """
        self._look()
        yield from sorted(name for name in self._names.sizes if name.startswith(f"{prefix}/"))

    def _look(self) -> None:
        """Ask what changed since the last look; all of it when what was known is of another past.

        A hub that was put back from an older copy, and written to since, has another file of the same number.
        """
        names = self._names
        names.own.clear()
        rows = self._rows(statements.SINCE, {"library": self._library, "since": names.sequence})
        if names.sequence and not any(name == names.last for name, _, _ in rows):
            names.sequence, names.last = 0, ""
            names.sizes.clear()
            rows = self._rows(statements.SINCE, {"library": self._library, "since": 0})
        for name, sequence, size in rows:
            names.sequence, names.last = sequence, name
            if size is None:
                names.sizes.pop(name, None)
            else:
                names.sizes[name] = size

    def get(self, name: str) -> bytes | None:
        """A file's bytes.

        Raises:
            ReaderError: likewise; `sync-damaged` for one that is far too large, or whose object is missing or
                has other bytes; as `Bucket.get`.
        """
        there, data, placed = self._stored(statements.GET, checked(name), {"most": LARGEST})
        if there and data is None:
            raise ReaderError("sync-damaged", "a file is far too large", file=name)
        return data if placed is None else self._of_object(name, placed, 0, -1)

    def get_part(self, name: str, place: int, size: int) -> bytes | None:
        """Some bytes of a file. Those of a large one in a bucket are as many as expected, no more is checked.

        Raises:
            ReaderError: likewise.
        """
        most = LARGEST if size < 0 else min(size, LARGEST)
        if place >= 1 << 31:  # further than a file may reach
            place, most = 0, 0
        asked = {"first": place + 1, "size": most}
        _, data, placed = self._stored(statements.GET_PART, checked(name), asked)
        return data if placed is None else self._of_object(name, placed, place, most)

    def _stored(
        self, statement: str, name: str, asked: dict[str, int]
    ) -> tuple[bool, bytes | None, Placed | None]:
        """Whether the database has a file's bytes, and them; else the object that has them, if one does."""
        with errors(self._address):
            found = self._row(statement, {"library": self._library, "name": name, **asked})
        there, data, key, digest, size = found or (False, None, None, b"", 0)
        placed = Placed(str(key), bytes(digest), int(size or 0)) if key is not None and not there else None
        return bool(there), bytes(data) if data is not None else None, placed

    def _of_object(self, name: str, placed: Placed, place: int, most: int) -> bytes | None:
        data = self._objects.get(name, placed, place, most)
        if data is not None:
            return data
        if self._stored(statements.GET, name, {"most": 0})[2] != placed:
            return self.get(name) if most < 0 else self.get_part(name, place, most)  # it moved meanwhile
        raise ReaderError("sync-damaged", "there is no such object in the bucket", file=name)

    def size(self, name: str) -> int:
        """How many bytes a file has, as it was listed last.

        Raises:
            ReaderError: likewise.
        """
        if self._names.size(checked(name)) is None and name not in self._names.own:
            self._look()
        return self._names.size(name) or 0

    def lost(self) -> set[str]:
        """The names of files whose bytes lay in the bucket, and are gone from there.

        Raises:
            ReaderError: likewise.
        """
        return self._objects.lost() if self._knows_buckets else set()

    def put(self, name: str, data: bytes) -> bool:
        """Write a file, which is on the server's disk when this returns, as far as the server keeps its word.

        A header is taken only when no other computer wrote one meanwhile.

        Raises:
            ReaderError: likewise; `sync-store-full`, `sync-store-read-only`; as `Objects.put`.
        """
        self._demand_right()
        large = len(data) >= LARGE and not checked(name).startswith("store/")
        written = self._objects.put(name, data) if large and self._knows_buckets else None
        if written is None:
            with errors(self._address):
                written = self._put(checked(name), data, _number_of(name))
        if written:
            self._names.own[name] = len(data)
        return written

    def _put(self, name: str, data: bytes, number: int) -> bool:
        self._demand_right()
        values = {"library": self._library, "name": name, "data": data, "number": number}
        row = self._row(statements.PUT, values)
        begun, written = (row[0], row[1]) if row is not None else (0, 0)
        if not begun and not number:
            raise ReaderError("sync-store-read-only", "the library's row is not his", store=self.place)
        return bool(written)

    def remove(self, name: str) -> None:
        """Take a file away.

        Raises:
            ReaderError: likewise.
        """
        self._demand_right()
        number = _number_of(checked(name)) or -1
        values = {"library": self._library, "name": name, "number": number}
        with errors(self._address), self._connection.transaction():
            self._row(statements.LOCK, {"library": self._library})
            row = self._row(statements.REMOVE, values)
            if row is not None and row[0] > row[1]:
                raise ReaderError("sync-store-read-only", "only an owner takes this away", store=self.place)
        self._names.own[name] = None
        if row is not None and row[3] is not None:
            self._objects.tidy()

    def _demand_right(self) -> None:
        """Make sure that the user may write: the rows of others are not refused to him, he sees none."""
        if not self.may_write:
            raise ReaderError("sync-store-read-only", "he is a reader there", store=self.place)

    def _row(self, statement: Any, values: dict[str, Any]) -> tuple[Any, ...] | None:
        return row_of(self._connection, statement, values)

    def _rows(self, statement: Any, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        with errors(self._address):
            return rows_of(self._connection, statement, values)


def _number_of(name: str) -> int:
    """The number of a header of the store, 0 for any other file."""
    found = _HEADER.fullmatch(name)
    return int(found[1]) if found is not None else 0
