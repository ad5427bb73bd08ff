"""What a member of a shared library tells to his own computers alone, sealed in files that all read."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any

import zstandard
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from reader.core.serialize import read_json
from reader.sync.envelope import unpacked

SECRET = 32
"""Bytes of a member's secret."""

_LEVEL = 3
_LEAST = 512  # bytes: what is told says little by its length


class OwnSeal:
    """Seals and opens with a member's secret; the same is sealed to the same, as a file may be sent twice.

    Each file has a tag by chance, which is sealed too: so two files never show that they say the same.

    Args:
        secret: the member's.
        store: the name of the store, to which it is bound.
    """

    def __init__(self, secret: bytes, store: str) -> None:
        self._cipher = AESSIV(hmac.digest(secret, b"own\n" + store.encode(), "sha512"))
        self.name = hashlib.sha256(b"name\n" + secret).hexdigest()[:16]
        """Tells one secret from another, and nothing of it."""

    def seal(self, tag: str, changes: Sequence[Any]) -> str:
        """Changes, as plain JSON has them, as text that says nothing but about how much it is."""
        text = json.dumps([tag, list(changes)], separators=(",", ":"))
        body = zstandard.ZstdCompressor(level=_LEVEL).compress(text.encode("ascii"))
        whole = len(body).to_bytes(8, "big") + body
        step = max(_LEAST, 1 << max(0, len(whole).bit_length() - 4))
        return base64.b64encode(self._cipher.encrypt(whole + bytes(-len(whole) % step), None)).decode()

    def open(self, sealed: Any) -> list[Any] | None:
        """What was sealed, `None` when it is another member's, or nothing at all."""
        try:
            whole = self._cipher.decrypt(base64.b64decode(sealed, validate=True), None)
            size = int.from_bytes(whole[:8], "big")
            found = read_json(unpacked(whole[8 : 8 + size]).decode("ascii"))
        except (InvalidTag, binascii.Error, zstandard.ZstdError, ValueError, TypeError):
            return None
        if not (isinstance(found, list) and len(found) == 2 and isinstance(found[1], list)):
            return None
        return found[1]
