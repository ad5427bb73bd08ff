"""Text that was encoded twice before it reached the page: “l’Ã©tÃ©” is made “l’été” again.

A browser shows such pages as they are. Both ways it happens are known: the bytes of UTF-8 were taken for
Latin-1 or for Windows-1252, and written as UTF-8 once more.
"""

from __future__ import annotations

import re

_LEAST = 3  # places; fewer may be an article that tells of this
_MOST_OTHERS = 0.5  # the share of other letters outside ASCII in a page of which most was encoded twice
_WINDOWS = {
    bytes([b]).decode("cp1252"): b for b in range(0x80, 0xA0) if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_LATER = "\x80-\xbf" + re.escape("".join(_WINDOWS))
_FIRST = "\xc2\xc3\xc5\xd8\xd9\xda\xdb\xe2"
_TWICE = re.compile(f"[{_FIRST[:-1]}][{_LATER}]|{_FIRST[-1]}[{_LATER}]{{2}}")
"""What the letters of French and English, quotes and dashes, and Arabic become; “é\u00a0»” is none of it."""
_OUTSIDE_ASCII = re.compile(r"[^\x00-\x7f]")


def once_encoded(text: str) -> str:
    """The text as it was meant, or the text itself where it was not encoded twice."""
    if text.isascii() or sum(map(text.count, _FIRST)) < _LEAST:  # found a hundred times as fast
        return text
    found = [m.span() for m in _TWICE.finditer(text) if _meant(m[0]) is not None]
    if len(found) < _LEAST:
        return text
    inside = sum(end - start for start, end in found)
    if len(_OUTSIDE_ASCII.findall(text)) > inside / _MOST_OTHERS:
        return text
    return _TWICE.sub(lambda m: _meant(m[0]) or m[0], text)


def _meant(letters: str) -> str | None:
    try:
        return bytes(_WINDOWS.get(letter, ord(letter)) for letter in letters).decode("utf-8")
    except ValueError:
        return None
