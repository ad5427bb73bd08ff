"""The S3 bucket beside a hub, in which the large files of a library lie as objects.

Its address and keys come out of the hub, not from the reader. So it may be no more local than the hub itself
is: a hub of the internet leads nobody to a bucket in his own network or on his own computer, one in his own
network may. Judged is each number that the name has now. A name that leads elsewhere a moment later gains
nothing: off this computer only a server that proves the name by its certificate is spoken to.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import socket
from collections.abc import Iterable, Iterator

from reader.core.errors import ReaderError
from reader.core.origin import AddressClass, allowed, classify
from reader.sync.address import S3, Address, parse_address
from reader.sync.remote.opening import open_remote
from reader.sync.store import LARGEST

log = logging.getLogger(__name__)

LARGE = 64 * 1024
"""Bytes of a file from which on it is worth an object, and a request to another server."""
COMMAND = "pip install liseuse[hub,s3]"

_KINDS = {
    "sync-unreachable": "sync-bucket-away",
    "sync-password": "sync-bucket-keys",
    "sync-no-bucket": "sync-bucket-missing",
    "sync-unknown-place": "sync-bucket-missing",
    "sync-open-line": "sync-bucket-missing",
    "sync-password-shown": "sync-bucket-missing",
    "sync-store-full": "sync-bucket-full",
    "sync-store-read-only": "sync-bucket-read-only",
    "sync-part-missing": "sync-bucket-part",
}
"""What a failure of the bucket is to somebody who knows the hub only."""


class Bucket:
    """The objects beside a library, by keys such as `HUB/LIBRARY/CHANCE`. Nothing is asked of it yet.

    Args:
        address: as the hub says it, or as its keeper typed it.
        keys: the access key, a colon, and its secret; `None` when the hub has none for this reader.
        hub: how local the hub is; `None` when the bucket's address was typed.

    Raises:
        ReaderError: `sync-bucket-local` when it is more local than the hub, `sync-bucket-missing` when it is
            no address of a bucket, `sync-bucket-keys`, `sync-bucket-part`.
    """

    def __init__(self, address: str, keys: str | None, hub: AddressClass | None) -> None:
        self.place = address
        with self._failures():
            where = parse_address(address)
            if where.scheme not in S3:
                raise ReaderError("sync-unknown-place", "no bucket", store=where.text)
            if not _may_be_asked(where, hub):
                raise ReaderError("sync-bucket-local", "more local than the hub", store=where.text)
            self._objects = open_remote(where, keys)

    def try_reading(self) -> None:
        """Look whether it is there, and lets in who has these keys.

        Raises:
            ReaderError: `sync-bucket-away`, `sync-bucket-keys`, `sync-bucket-missing`, `sync-clock`,
                `sync-certificate`.
        """
        with self._failures():
            self._objects.top()

    def try_writing(self) -> None:
        """Write an object, read it and take it away.

        Raises:
            ReaderError: as `try_reading`; `sync-bucket-full`, `sync-bucket-read-only`.
        """
        with self._failures():
            self._objects.try_writing()

    def put(self, key: str, data: bytes) -> None:
        """Write an object; its key was never used.

        Raises:
            ReaderError: as `try_writing`.
        """
        with self._failures():
            if not self._objects.put(key, data):
                raise ReaderError("sync-store-read-only", "the key is taken", store=self.place)

    def get(self, key: str, name: str, digest: bytes, size: int) -> bytes | None:
        """A file's bytes, `None` when there is no such object.

        Args:
            key: of the object.
            name: of the file, for the reader.
            digest: SHA-256 of its bytes.
            size: how many they are.

        Raises:
            ReaderError: as `try_reading`; `sync-damaged` for others than these.
        """
        _demand(0 <= size <= LARGEST, "it is far too large", name)
        with self._failures():
            found = self._objects.get_part(key, 0, size + 1)
        if found is not None:
            _demand(len(found) == size, "another size", name)
            _demand(hashlib.sha256(found).digest() == digest, "other bytes", name)
        return found

    def get_part(self, key: str, name: str, place: int, count: int, size: int) -> bytes | None:
        """Some bytes of a file, `None` when there is no such object.

        Whoever asks for a part checks what he gets himself: a digest is of the whole.

        Args:
            key: of the object.
            name: of the file, for the reader.
            place: of the first byte.
            count: how many bytes at most.
            size: how many the whole file has.

        Raises:
            ReaderError: as `get`.
        """
        expected = max(0, min(count, size - place))
        if not expected:
            return b""
        with self._failures():
            found = self._objects.get_part(key, place, expected)
        if found is not None:
            _demand(len(found) == expected, "it ends too early", name)
        return found

    def sizes(self, prefix: str) -> dict[str, int]:
        """How many bytes each object has whose key begins so; the prefix ends before a `/`.

        Raises:
            ReaderError: as `try_reading`.
        """
        with self._failures():
            return {key: self._objects.size(key) for key in self._objects.names(prefix)}

    def remove(self, keys: Iterable[str]) -> list[str]:
        """Take objects away; gives those that are there no more. What does not go now goes another time."""
        gone: list[str] = []
        try:
            with self._failures():
                for key in keys:
                    self._objects.remove(key)
                    gone.append(key)
        except ReaderError as error:
            log.info("an object stays in the bucket for now: %s", error.kind)
        return gone

    @contextlib.contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except ReaderError as error:
            kind = _KINDS.get(error.kind, error.kind)
            if kind == error.kind:
                raise
            values = {"command": COMMAND} if kind == "sync-bucket-part" else {}
            raise ReaderError(kind, error.detail, store=self.place, **values) from error


def _demand(good: bool, what: str, name: str) -> None:
    if not good:
        raise ReaderError("sync-damaged", f"in the bucket: {what}", file=name)


def _may_be_asked(address: Address, hub: AddressClass | None) -> bool:
    """Whether a bucket is no more local than the hub that named it; typed ones may be anywhere."""
    if hub is None:
        return True
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, ValueError):  # nobody can be connected to, unless a proxy knows the name and decides
        return True
    return all(allowed(classify(str(sockaddr[0])), hub) for *_, sockaddr in found)
