"""The key that a sentence is remembered by: the same in the translator's memory and in the search."""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_KEY_LENGTH = 32


def normalised(text: str) -> str:
    """Return the text as it counts for comparison: NFC, single plain spaces, no invisible marks."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


@functools.lru_cache(maxsize=4096)  # asked for several times while an article is opened or translated
def sentence_key(text: str) -> str:
    """Return the key a sentence is remembered by: the start of the SHA-256 of its normalised text."""
    return hashlib.sha256(normalised(text).encode("utf-8", "surrogatepass")).hexdigest()[:_KEY_LENGTH]
