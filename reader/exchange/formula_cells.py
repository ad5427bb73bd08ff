"""Cells that a spreadsheet would take for a formula: marked as text, and the mark taken off again."""

from __future__ import annotations

_FORMULA = tuple("=+-@＝＋－＠\t\r\n")


def guarded(text: str) -> str:
    """A cell with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith((*_FORMULA, "'")) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith((*_FORMULA, "'")) else text
