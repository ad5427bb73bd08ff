"""Bytes as they lie in a store: compressed, sealed, and bound to the name they lie under."""

from __future__ import annotations

import hashlib
import os

import zstandard
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from reader.core.errors import ReaderError

MAGIC = b"LISEUSE1"
_NONCE, _DIGEST = 12, 32  # bytes
_PLAIN, _SEALED = b"p", b"s"
_LARGEST = 256 * 1024 * 1024  # bytes of what is unpacked
_LEVEL = 3


class Envelope:
    """Seals and opens the files of one store.

    Args:
        store: the store's own name.
        key: its key, 32 bytes; `None` for a store that is not encrypted.
    """

    def __init__(self, store: str, key: bytes | None) -> None:
        self.store = store
        self._cipher = AESGCM(key) if key is not None else None

    def seal(self, name: str, data: bytes, *, packed: bool = False) -> bytes:
        """A file of the store.

        Args:
            name: under which it will lie.
            data: what it says.
            packed: it cannot be made smaller (a picture).
        """
        body = data if packed else zstandard.ZstdCompressor(level=_LEVEL).compress(data)
        bound = self._bound(name)
        if self._cipher is None:
            return MAGIC + _PLAIN + hashlib.sha256(bound + body).digest() + body
        nonce = os.urandom(_NONCE)
        return MAGIC + _SEALED + nonce + self._cipher.encrypt(nonce, body, bound)

    def open(self, name: str, data: bytes, *, packed: bool = False) -> bytes:
        """What a file of the store says.

        Raises:
            ReaderError: `sync-damaged`: cut short, altered, another store's, or under another name.
        """
        body = self._body(name, data)
        if packed:
            return body
        try:
            return unpacked(body)
        except (zstandard.ZstdError, ValueError) as error:
            raise ReaderError("sync-damaged", str(error), file=name) from error

    def _body(self, name: str, data: bytes) -> bytes:
        kind, rest = data[len(MAGIC) : len(MAGIC) + 1], data[len(MAGIC) + 1 :]
        wanted = _PLAIN if self._cipher is None else _SEALED
        if data[: len(MAGIC)] != MAGIC or kind != wanted:
            raise ReaderError("sync-damaged", "not a file of this store", file=name)
        bound = self._bound(name)
        if self._cipher is None:
            if hashlib.sha256(bound + rest[_DIGEST:]).digest() != rest[:_DIGEST]:
                raise ReaderError("sync-damaged", "another check sum", file=name)
            return rest[_DIGEST:]
        try:
            return self._cipher.decrypt(rest[:_NONCE], rest[_NONCE:], bound)
        except (InvalidTag, ValueError) as error:
            raise ReaderError("sync-damaged", "cut short or altered", file=name) from error

    def _bound(self, name: str) -> bytes:
        return f"{self.store}\n{name}".encode()


def unpacked(body: bytes) -> bytes:
    """What was compressed.

    Raises:
        ValueError: it is far too large.
        zstandard.ZstdError: it is nothing compressed.
    """
    with zstandard.ZstdDecompressor().stream_reader(body) as reader:
        found = reader.read(_LARGEST + 1)
    if len(found) > _LARGEST:
        raise ValueError("far too large when unpacked")
    return found
