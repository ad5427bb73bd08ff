"""Text that Markdown shows as it is, with no more marks before its signs than are needed for that."""

from __future__ import annotations

import re

_ANYWHERE = r"[\\`*\[\]|~$]"
_TAG = r"<(?=[A-Za-z/!?])"
_REFERENCE = r"&(?=#?\w+;)"
_UNDERSCORE = r"(?<![^\W_])_|_(?![^\W_])"  # inside a word it is a letter like any other
_HASH = r"(?<!\S)#"  # begins or closes a heading, and is a tag in some programs
_LINE = r"^[ \t]*(?:>|[-+](?=\s|$)|-(?=[- \t]*$)|=(?==*[ \t]*$))"
_SIGNS = re.compile(f"({_ANYWHERE}|{_TAG}|{_REFERENCE}|{_UNDERSCORE}|{_HASH})")
_STARTS = re.compile(_LINE, re.MULTILINE)
_NUMBERED = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)


def plain_markdown(text: str) -> str:
    """The text with a backslash before each sign that Markdown would take for its own: "2019-06-27" stays."""
    marked = _STARTS.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", _SIGNS.sub(r"\\\1", text))
    return _NUMBERED.sub(r"\1\\\2", marked)
