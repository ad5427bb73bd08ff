"""Temporary files that a killed run left in a library's folder."""

from __future__ import annotations

import contextlib
import os
import re
import time
from pathlib import Path

from reader.core.storage_errors import storage_errors

FRESH_SECONDS = 600  # s; a younger temporary file may be in use

_PART = re.compile(r"\..+?(?:\.(\d+)-\d+)?\.part(-journal|-wal|-shm)?")
"""A copy of the library that is being made, with the number of the process that makes it."""


def leftovers(root: Path) -> list[Path]:
    """The temporary files of a library's folder that nobody uses any more.

    Raises:
        ReaderError: a folder cannot be read.
    """
    with storage_errors(root):
        entries = [entry for entry in _inside(root / "tmp") if _is_past(entry)]
    return [*entries, *unfinished_copies(root / "backups")]


def unfinished_copies(folder: Path) -> list[Path]:
    """The copies among the backups whose making was killed: at once where its process is known to be gone.

    Raises:
        ReaderError: the folder cannot be read.
    """
    with storage_errors(folder):
        parts = [(entry, _PART.fullmatch(entry.name)) for entry in _inside(folder)]
        return [entry for entry, part in parts if part and (_is_past(entry) or _is_gone(part[1]))]


def _inside(folder: Path) -> list[Path]:
    found: list[Path] = []
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        found = sorted(entry for entry in folder.iterdir() if entry.is_symlink() or not entry.is_dir())
    return found


def _is_past(entry: Path) -> bool:
    """Whether a file was written a while ago, or claims to come from the future (the clock went back)."""
    try:
        written = entry.lstat().st_mtime
    except OSError:
        return False
    return written < time.time() - FRESH_SECONDS or written > time.time() + FRESH_SECONDS


def _is_gone(process: str | None) -> bool:
    """Whether a process, by its number, is known not to run; always unknown where asking would end it."""
    if process is None or os.name == "nt" or int(process) > 1 << 30:
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
