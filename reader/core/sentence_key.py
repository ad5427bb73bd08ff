"""The key that a sentence is remembered by: the same in the translator's memory and in the search."""

from __future__ import annotations

import hashlib
import unicodedata

_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_KEY_LENGTH = 32


def normalised(text: str) -> str:
    """Return the text as it counts for comparison: NFC, single plain spaces, no invisible marks."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_INVISIBLE).split())


def sentence_key(text: str) -> str:
    """Return the key a sentence is remembered by: the start of the SHA-256 of its normalised text."""
    return hashlib.sha256(normalised(text).encode("utf-8", "surrogatepass")).hexdigest()[:_KEY_LENGTH]
