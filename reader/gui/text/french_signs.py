"""Keeps signs that a blank parts from their word or number on its line: French ones, % and currencies."""

from __future__ import annotations

import re

_NUMBER_BLANK = r"(?<=[0-9]) (?=[%‰€$£¥°])"
NUMBER_BLANK = re.compile(_NUMBER_BLANK)
"""A plain blank between a number and its sign, at which no line may break in any language."""
FRENCH_BLANK = re.compile(rf" (?=[?!:;»])|(?<=«) |{_NUMBER_BLANK}")
"""A plain blank at which no line may break: such a sign never begins a line, and « never ends one."""


def bound_signs(text: str) -> str:
    """The text, as long as it is, with no-break spaces for those blanks."""
    return FRENCH_BLANK.sub("\u00a0", text)
