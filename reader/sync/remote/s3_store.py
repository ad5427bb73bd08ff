"""A store in a bucket of an S3 server, such as Garage, MinIO, Wasabi or Amazon's own, by `obstore`."""

from __future__ import annotations

import asyncio
import contextlib
import os
import posixpath
import weakref
from collections.abc import Callable, Coroutine, Iterator
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import S3Store as Bucket

from reader.core.errors import ReaderError
from reader.sync.address import Address
from reader.sync.remote.remote_store import new_draft
from reader.sync.remote.s3_client import connection, region_of
from reader.sync.remote.s3_errors import NO_END, answer_of, failures
from reader.sync.store import LARGEST, NAME, checked

if TYPE_CHECKING:
    from obstore import GetOptions

_PATIENCE = 60  # seconds without an answer, or without a byte of it
_SLOWEST = 5_000  # bytes a second of a line over which a file still goes up
_PAGE = 1000  # names that a server lists at once
_MOST_NAMES = 1_000_000  # of a list; 100,000 articles are some thousands
_PIECE = 64 * 1024  # bytes of an answer, at least, that are handed over at once
_ELSEWHERE = frozenset(("AuthorizationHeaderMalformed", "IncorrectEndpoint", "InvalidRegion"))

_Answer = TypeVar("_Answer")


class S3Store:
    """The objects of a bucket whose names begin with the path of an address. The bucket must be there.

    An object is there whole or not at all, so it is written under its own name at once. That the name is not
    taken is asked first, and then demanded with the bytes (`If-None-Match: *`): where a server knows that,
    nothing comes between look and act, and where it does not (or ignores it) the chance in each name stands
    in for it, as two computers never choose the same.

    Each request is waited for in Python, so that Ctrl+C ends it and a server that falls silent is left; one
    that fails is not repeated, as the whole round is tried again.

    Args:
        address: of bucket and path.
        keys: the access key, a colon, and its secret; `None` when none is known.

    Raises:
        ReaderError: `sync-password` without both, `sync-unknown-place` when no server can have that name.
    """

    may_write = True
    lists_all = False
    has_members = False

    def __init__(self, address: Address, keys: str | None) -> None:
        self._address = address
        self._key, _, self._secret = (keys or "").partition(":")
        if not (self._key and self._secret and self._key.isprintable()):  # signs of control stop the library
            raise ReaderError("sync-password", "no access key with its secret", store=address.text)
        self._bucket = self._connected(region_of(address))
        self._sizes: dict[str, int] = {}
        self._loop = asyncio.new_event_loop()
        weakref.finalize(self, self._loop.close)

    @property
    def place(self) -> str:
        """The address, as the reader is told it."""
        return self._address.text

    def exists(self) -> bool:
        """Whether it can be looked into, which says nothing about what is there."""
        return True

    def top(self) -> list[str]:
        """The names of what lies at the path itself.

        Raises:
            ReaderError: `sync-unreachable`, `sync-password`, `sync-no-bucket` and others: see `failures`.
        """
        with failures(self._address):
            folders, objects = self._ask(lambda bucket: _folder(bucket, ""))
        return sorted({posixpath.basename(path.rstrip("/")) for path in (*folders, *objects)} - {""})

    def try_writing(self) -> None:
        """Write a hidden object, read it and take it away.

        Raises:
            ReaderError: as `top`; `sync-store-full`, `sync-store-read-only`.
        """
        probe, data = new_draft(""), os.urandom(64)
        try:
            written = self._write(probe, data)
            with failures(self._address):
                if not written or self._read(probe, 0, -1) != data:
                    raise ReaderError("sync-damaged", "other bytes come back", file=probe)
        finally:
            with contextlib.suppress(ReaderError), failures(self._address):
                self._remove(probe)

    def names(self, prefix: str) -> Iterator[str]:
        """The names below a prefix.

        Raises:
            ReaderError: as `top`.
        """
        with failures(self._address):
            listed = self._ask(lambda bucket: _all_below(bucket, prefix))
        below = f"{prefix}/"  # a folder that was made by hand lies there as an empty object called `log/`
        found = {
            path: size for path, size in listed.items() if path.startswith(below) and NAME.fullmatch(path)
        }
        self._sizes = {name: size for name, size in self._sizes.items() if not name.startswith(below)}
        self._sizes |= found
        yield from sorted(found)

    def get(self, name: str) -> bytes | None:
        """An object's bytes.

        Raises:
            ReaderError: likewise; `sync-damaged` for one that is far too large.
        """
        return self.get_part(name, 0, -1)

    def get_part(self, name: str, place: int, size: int) -> bytes | None:
        """Some bytes of an object.

        Raises:
            ReaderError: likewise.
        """
        checked(name)
        with failures(self._address):
            found = self._read(name, place, size)
        if found is not None and len(found) > LARGEST:
            raise ReaderError("sync-damaged", "a file is far too large", file=name)
        return found

    def size(self, name: str) -> int:
        """How many bytes an object has, as it was listed last.

        Raises:
            ReaderError: likewise.
        """
        if checked(name) not in self._sizes:
            with failures(self._address):
                _, objects = self._ask(lambda bucket: _folder(bucket, posixpath.dirname(name)))
            self._sizes |= objects
        return self._sizes.get(name, 0)

    def put(self, name: str, data: bytes) -> bool:
        """Write an object.

        Raises:
            ReaderError: likewise; `sync-store-full`, `sync-store-read-only`.
        """
        written = self._write(checked(name), data)
        if written:
            self._sizes[name] = len(data)
        return written

    def remove(self, name: str) -> None:
        """Take an object away.

        Raises:
            ReaderError: likewise.
        """
        checked(name)
        with failures(self._address, writing=True):
            self._remove(name)
        self._sizes.pop(name, None)

    def _read(self, name: str, place: int, size: int) -> bytes | None:
        """Some bytes from a place on, all when `size` is negative; `None` when there is no such object."""
        most = LARGEST + 1 if size < 0 else min(size, LARGEST + 1)
        options: GetOptions = {}
        if size >= 0:
            options["range"] = (place, place + max(most, 1))
        elif place:
            options["range"] = {"offset": place}
        try:
            return self._ask(lambda bucket: _some_bytes(bucket, name, options, most))
        except FileNotFoundError as error:
            if answer_of(error).code == "NoSuchBucket":
                raise
            return None
        except BaseError as error:
            if answer_of(error).status != 416:  # the object ends before
                raise
            return b""

    def _write(self, name: str, data: bytes) -> bool:
        with failures(self._address):
            if self._read(name, 0, 1) is not None:
                return False
        with failures(self._address, writing=True):
            try:
                self._ask(lambda bucket: _written(bucket, name, data, "create"))
            except AlreadyExistsError as error:
                if answer_of(error).status == 409:  # somebody writes there just now, or takes it away
                    raise
                return False
            except BaseError as error:
                if answer_of(error).code != "NotImplemented":  # a server that does not know conditions
                    raise
                self._ask(lambda bucket: _written(bucket, name, data, "overwrite"))
        return True

    def _remove(self, name: str) -> None:
        try:
            self._ask(lambda bucket: _removed(bucket, name))
        except FileNotFoundError as error:
            if answer_of(error).code == "NoSuchBucket":
                raise

    def _connected(self, region: str) -> Bucket:
        return connection(self._address, self._key, self._secret, region)

    def _ask(self, request: Callable[[Bucket], Coroutine[Any, Any, _Answer]]) -> _Answer:
        """Send a request and wait for what comes of it; once more where it belongs to another region.

        Raises:
            BaseError, FileNotFoundError, TimeoutError: what `failures` makes an error for the reader of.
        """
        try:
            return self._loop.run_until_complete(request(self._bucket))
        except BaseError as error:
            answer = answer_of(error)
            if answer.code not in _ELSEWHERE or not answer.region:
                raise
            self._bucket = self._connected(answer.region)
        return self._loop.run_until_complete(request(self._bucket))


async def _folder(bucket: Bucket, path: str) -> tuple[list[str], dict[str, int]]:
    """What lies below a path as in a folder: paths of folders, and of objects with their sizes."""
    async with asyncio.timeout(_PATIENCE):
        found = await bucket.list_with_delimiter_async(path or None)
    return [*found["common_prefixes"]], {one["path"]: one["size"] for one in found["objects"]}


async def _all_below(bucket: Bucket, prefix: str) -> dict[str, int]:
    """Paths and sizes of all objects below a prefix, a thousand a request.

    Raises:
        ValueError: the list begins anew, or does not end.
    """
    pages, found = bucket.list(prefix, chunk_size=_PAGE), dict[str, int]()
    while True:
        try:
            async with asyncio.timeout(_PATIENCE):
                page = await anext(pages)
        except StopAsyncIteration:
            return found
        known = len(found)
        found |= {one["path"]: one["size"] for one in page}
        if (page and len(found) == known) or len(found) > _MOST_NAMES:
            raise ValueError(NO_END)


async def _some_bytes(bucket: Bucket, name: str, options: GetOptions, most: int) -> bytes:
    """So many bytes of an object at most; the answer may take as long as something of it comes."""
    parts = bytearray()
    async with asyncio.timeout(_PATIENCE):
        answer = await bucket.get_async(name, options=options)
    pieces = answer.stream(min_chunk_size=_PIECE)
    while len(parts) <= most:  # to its end: an answer that is left before it costs the connection
        try:
            async with asyncio.timeout(_PATIENCE):
                parts += await anext(pieces)
        except StopAsyncIteration:
            break
    del parts[most:]
    return bytes(parts)


async def _written(bucket: Bucket, name: str, data: bytes, mode: Literal["create", "overwrite"]) -> None:
    async with asyncio.timeout(_PATIENCE + len(data) / _SLOWEST):
        await bucket.put_async(name, data, mode=mode, use_multipart=False)


async def _removed(bucket: Bucket, name: str) -> None:
    async with asyncio.timeout(_PATIENCE):
        await bucket.delete_async(name)
