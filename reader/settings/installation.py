"""Whether this program's own files are still those that this process was started from.

A package manager replaces them under an open window. What is loaded goes on, what is not would come from
another version, or not at all.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import reader
from reader.core.errors import ReaderError

State = tuple[int, ...]

KIND = "program-replaced"


class Installation:
    """The files of a program as they are now.

    Args:
        files: some of them that every version has.
    """

    def __init__(self, *files: Path) -> None:
        self._files = files
        self._state = self._now()

    def replaced(self) -> bool:
        """Whether other files have taken their place, or none."""
        return self._now() != self._state

    def explains(self, error: BaseException | None) -> bool:
        """Whether an error comes of that: the files are others, or a part of the program is not there."""
        while error is not None:
            name = error.name or "" if isinstance(error, ImportError) else ""
            if name.partition(".")[0] == __name__.partition(".")[0] or _is_replaced(error):
                return True
            error = error.__cause__ or error.__context__
        return self.replaced()

    def check(self) -> None:
        """Refuse what would start a part of another version.

        Raises:
            ReaderError: `program-replaced`.
        """
        if self.replaced():
            raise ReaderError(KIND, ", ".join(map(str, self._files)))

    def _now(self) -> list[State]:
        return [_state_of(file) for file in self._files]


def _state_of(file: Path) -> State:
    try:
        state = os.stat(file)
    except OSError:
        return ()
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns


def _is_replaced(error: BaseException) -> bool:
    return isinstance(error, ReaderError) and error.kind == KIND


def _own_files() -> tuple[Path, ...]:
    """The program itself; of one that runs from its sources, besides this file the one with the version, as
    whoever updates sources may write the changed files only."""
    if getattr(sys, "frozen", False):
        return (Path(sys.executable),)
    return Path(__file__), Path(reader.__file__)


OWN = Installation(*_own_files())
"""Of this process."""
