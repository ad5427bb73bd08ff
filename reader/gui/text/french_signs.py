"""Keeps the signs of French, which a blank parts from their word, on that word's line."""

from __future__ import annotations

import re

FRENCH_BLANK = re.compile(r" (?=[?!:;»])|(?<=«) ")
"""A plain blank at which no line may break: such a sign never begins a line, and « never ends one."""


def bound_signs(text: str) -> str:
    """The text, as long as it is, with no-break spaces for those blanks."""
    return FRENCH_BLANK.sub("\u00a0", text)
