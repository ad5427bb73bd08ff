"""Whether this program's own files are still those that this process was started from.

A package manager replaces them under an open window. What is loaded goes on, what is not would come from
another version, or not at all.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from reader.core.errors import ReaderError

State = tuple[int, ...]

KIND = "program-replaced"


class Installation:
    """The files of a program as they are now.

    Args:
        file: one of them that every version has.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
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
            raise ReaderError(KIND, str(self._file))

    def _now(self) -> State:
        try:
            state = os.stat(self._file)
        except OSError:
            return ()
        return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns


def _is_replaced(error: BaseException) -> bool:
    return isinstance(error, ReaderError) and error.kind == KIND


OWN = Installation(Path(sys.executable if getattr(sys, "frozen", False) else __file__))
"""Of this process."""
