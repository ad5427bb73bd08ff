"""What shows that there was a library in a folder, when its file is not there: then no new one is made."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from reader.library.disk_reserve import NAME as RESERVE
from reader.library.drafts import DRAFT
from reader.settings.paths import GIVEN_UP, POINTER

_BESIDE = ("-wal", "-journal", "-shm", ".ready", ".broken-*", f".*{DRAFT}", "-*.stray-*")
"""What the names of files that belong to a library's file have after its own."""


def traces_of(path: Path) -> list[str]:
    """The names of what lies around the library file `path` and was made by or for a library.

    Options, models, logs and temporary files are none: they may be there before the first library is.
    """
    return sorted(_first_of_each(path))


def _first_of_each(path: Path) -> Iterator[str]:
    folder = path.parent
    for ending in _BESIDE:
        yield from (entry.name for entry in _some(folder.glob(f"{path.name}{ending}")))
    for name in (POINTER, RESERVE):
        if os.path.exists(folder / name):  # a failing disk has none
            yield name
    yield from (entry.name for entry in _some(folder.glob(f"*{GIVEN_UP}*")))
    for pattern in ("backups/*.db*", "backups/pictures/*", "pictures/??/*", "pictures/damaged/*"):
        yield from (str(entry.relative_to(folder)) for entry in _some(folder.glob(pattern)))


def _some(found: Iterable[Path]) -> Iterator[Path]:
    """The first, if there is one: a folder of pictures may hold thousands."""
    with contextlib.suppress(OSError):
        for entry in found:
            yield entry
            return
