"""Where acts are kept: in the program's own folder, the name of a file says for which library."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

from reader.settings.disks import state_folder
from reader.settings.paths import LibraryPaths

_FOLDER = "unstored"


def new_file(root: Path) -> Path:
    """Where acts on the library in the folder `root` are kept next. Raises RuntimeError: as `Path.home`."""
    return state_folder() / _FOLDER / f"{_digest(root)}-{time.time_ns():020}.json"


def files_of(paths: LibraryPaths) -> list[Path]:
    """The files about a library, the oldest first; also those from before it was moved."""
    roots = [root for root in (paths.root, paths.moved_from) if root is not None]
    try:
        folder = state_folder() / _FOLDER
        found = [file for root in roots for file in folder.glob(f"{_digest(root)}-*.json")]
        return sorted(found, key=lambda file: file.name.partition("-")[2])
    except (OSError, RuntimeError):  # RuntimeError: nobody knows the reader's home
        return []


def _digest(root: Path) -> str:
    return hashlib.sha256(os.fsencode(os.path.abspath(root))).hexdigest()[:24]
