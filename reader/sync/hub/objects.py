"""The large files of a library, which lie as objects in a bucket beside the hub.

An object is noted in the hub, then written under a key by chance, and then named by the row of its file. A
file's row goes first, then its object. So what a lost computer leaves between is noted, and goes when
somebody next writes or takes away such a file. Nobody lists the bucket but who looks whether objects are
gone from it (`lost`), once a day.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from dataclasses import dataclass
from typing import Any

import psycopg

from reader.core.errors import ReaderError
from reader.core.origin import AddressClass, classify
from reader.sync.address import Address
from reader.sync.hub import statements
from reader.sync.hub.bucket import Bucket
from reader.sync.hub.connection import errors, row_of, rows_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Placed:
    """The object that has a file's bytes: its key, and the digest and size that the file's row says."""

    key: str
    digest: bytes
    size: int


class Objects:
    """The objects of one library.

    Args:
        connection: to the hub.
        address: of the hub.
        hub: its number, which one that was put back has anew.
        library: the library's number.
        may_write: whether the user is more than a reader of it.
    """

    def __init__(
        self,
        connection: psycopg.Connection[tuple[Any, ...]],
        address: Address,
        hub: str,
        library: int,
        may_write: bool,
    ) -> None:
        self._connection, self._address = connection, address
        self._hub, self._library, self._may_write = hub, library, may_write
        self._opened: tuple[tuple[str, str | None], Bucket] | None = None

    def bucket(self) -> Bucket | None:
        """The bucket that files lie in, by the keys that the user may have; `None` for none.

        Raises:
            ReaderError: as `Bucket`.
        """
        purpose = "writing" if self._may_write else "reading"
        found = self._row(statements.BUCKET, {"purpose": purpose})
        return self._at(found) if found is not None else None

    def get(self, name: str, placed: Placed, place: int, most: int) -> bytes | None:
        """A file's bytes: all of them, or `most` from a place on; `None` when the object is gone.

        Raises:
            ReaderError: as `Bucket.get`.
        """
        bucket = self.bucket()
        if bucket is None:
            return None
        if most < 0 or (place == 0 and most >= placed.size):
            return bucket.get(placed.key, name, placed.digest, placed.size)
        return bucket.get_part(placed.key, name, place, most, placed.size)

    def put(self, name: str, data: bytes) -> bool | None:
        """Write a file; `False` when its name is taken, `None` when the library has no bucket that takes any.

        Raises:
            ReaderError: as `Bucket.put`; `sync-store-read-only`.
        """
        key = f"{self._hub}/{self._library}/{secrets.token_hex(16)}"
        used = self._row(statements.NOTE, {"object": key})
        if used is None:
            return None
        bucket = self._at(used)
        bucket.put(key, data)
        digest = hashlib.sha256(data).digest()
        values = {"name": name, "digest": digest, "size": len(data), "object": key}
        with errors(self._address):
            try:
                named = row_of(self._connection, statements.PUT_OBJECT, {"library": self._library, **values})
            except psycopg.errors.ObjectNotInPrerequisiteState:  # the library gave its bucket up meanwhile
                bucket.remove([key])
                return None
        begun, written, _ = named or (0, 0, None)
        if not begun:
            raise ReaderError(
                "sync-store-read-only", "the library's row is not his", store=self._address.text
            )
        self._tidy(bucket, "" if written else key)
        return bool(written)

    def lost(self) -> set[str]:
        """The files whose object is gone from the bucket, or has another size; none while it is out of reach.

        Raises:
            ReaderError: what the hub reports.
        """
        with errors(self._address):
            placed = rows_of(self._connection, statements.OBJECTS, {"library": self._library})
        folders = {str(key).rpartition("/")[0] for _, key, _ in placed}  # of hubs that it was put back from
        there: dict[str, int] = {}
        try:
            bucket = self.bucket() if placed else None
            if bucket is None:
                return set()
            for folder in sorted(folders):
                there |= bucket.sizes(folder)
        except ReaderError as error:
            if not error.kind.startswith("sync-bucket"):
                raise
            log.info("nobody knows which objects are gone from the bucket: %s", error.kind)
            return set()
        return {str(name) for name, key, size in placed if there.get(str(key)) != size}

    def tidy(self) -> None:
        """Take away what files have left in the bucket, where that is to be reached now.

        Raises:
            ReaderError: what the hub reports.
        """
        try:
            bucket = self.bucket()
        except ReaderError as error:
            if not error.kind.startswith("sync-bucket"):
                raise
            log.info("objects stay in the bucket for now: %s", error.kind)
            return
        if bucket is not None:
            self._tidy(bucket)

    def _tidy(self, bucket: Bucket, key: str = "") -> None:
        """Take away the objects that files left, or never had; `key` is one of one's own that is not needed.

        Those of another past, from which this hub was put back, stay: the hub that they come from may go on.
        """
        with errors(self._address):
            found = rows_of(self._connection, statements.END_LOOSE, {"library": self._library, "object": key})
        loose = [str(one) for (one,) in found]
        own = [one for one in loose if one.startswith(f"{self._hub}/")]
        gone = [one for one in loose if one not in own] + bucket.remove(own)
        if gone:
            self._row(statements.GONE, {"objects": gone})

    def _at(self, said: tuple[Any, ...]) -> Bucket:
        """The bucket with this address and these keys, opened once."""
        where = (str(said[0]), said[1])
        if self._opened is None or self._opened[0] != where:
            peer = self._connection.info.hostaddr
            self._opened = where, Bucket(*where, classify(peer) if peer else AddressClass.PUBLIC)
        return self._opened[1]

    def _row(self, statement: str, values: dict[str, Any]) -> tuple[Any, ...] | None:
        with errors(self._address):
            return row_of(self._connection, statement, {"library": self._library, **values})
