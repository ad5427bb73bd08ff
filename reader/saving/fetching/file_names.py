"""What a server calls a file (RFC 6266), as the reader may see it."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

_EXTENDED = re.compile(r";\s*filename\*\s*=\s*([\w!#$&+^`{}~-]*)'[\w-]*'([^\s;\"]+)", re.I)
_QUOTED = re.compile(r";\s*filename\s*=\s*\"((?:[^\"\\]|\\.)*)\"", re.I)
_BARE = re.compile(r";\s*filename\s*=\s*([^\s;\"]+)", re.I)
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")
_LONGEST = 255  # characters
_LOOKED_AT = 4096  # characters of a header


def file_name_of(disposition: str) -> str:
    """The file's name out of a `Content-Disposition`, without folders and controls; "" where it has none."""
    text = f";{disposition[:_LOOKED_AT]}"
    if found := _EXTENDED.search(text):
        return shown_name(_decoded(unquote_to_bytes(found[2]), found[1]))
    if found := _QUOTED.search(text):
        return shown_name(_as_meant(re.sub(r"\\(.)", r"\1", found[1])))
    return shown_name(_as_meant(found[1])) if (found := _BARE.search(text)) else ""


def _as_meant(name: str) -> str:
    """Servers write percent escapes and UTF-8 where the standard has neither; headers arrive as Latin-1."""
    raw = name.encode("latin-1", "replace") if all(ord(sign) < 256 for sign in name) else name.encode()
    return _decoded(unquote_to_bytes(raw) if re.search(r"%[0-9a-fA-F]{2}", name) else raw, "")


def _decoded(raw: bytes, charset: str) -> str:
    try:
        return raw.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return raw.decode("latin-1")


def shown_name(name: str) -> str:
    """A name without folders, controls and marks that turn the direction of a line."""
    last = re.split(r"[/\\]", name)[-1]
    return " ".join(_UNSEEN.sub(" ", last).split())[:_LONGEST].strip(". ")
