"""The lines of a text, numbered, none of them longer than a row can be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

LONGEST = 16 * 1024 * 1024
"""Characters of one line."""


def numbered(file: TextIO) -> Iterator[tuple[int, str | None]]:
    """Each line with its number from 1, without its end; `None` in the place of one that is too long."""
    number = 0
    while line := file.readline(LONGEST):
        number += 1
        if len(line) < LONGEST or line.endswith("\n"):
            yield number, line.rstrip("\n")
            continue
        while rest := file.readline(LONGEST):
            if rest.endswith("\n"):
                break
        yield number, None
