"""Where things are on this machine: the library's folders and what ships with the program."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

LIBRARY_VARIABLE = "LISEUSE_LIBRARY"


@dataclass(frozen=True, slots=True)
class LibraryPaths:
    """The folders and files of one library, all below `root`."""

    root: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.root / "library.db"

    @property
    def pictures(self) -> Path:
        """The content-addressed pictures."""
        return self.root / "pictures"

    @property
    def models(self) -> Path:
        """The installed translation packages."""
        return self.root / "models"

    @property
    def settings(self) -> Path:
        """The options file."""
        return self.root / "settings.json"

    @property
    def logs(self) -> Path:
        """The log folder."""
        return self.root / "logs"

    @property
    def temporary(self) -> Path:
        """The library's own temporary folder, emptied at start."""
        return self.root / "tmp"


def library_paths(chosen: str | None = None) -> LibraryPaths:
    """The library in use: the one chosen, else `LISEUSE_LIBRARY`, else the platform's data folder."""
    given = chosen or os.environ.get(LIBRARY_VARIABLE)
    if given:
        return LibraryPaths(Path(given).expanduser().absolute())
    from platformdirs import user_data_path

    return LibraryPaths(user_data_path("liseuse", appauthor=False))


def resource(name: str) -> Path:
    """The path of a file or folder that ships with the program, below `resources/`.

    In the frozen app it lies beside the program, in an installed package inside `reader/`, in a
    checkout at the top.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    package = Path(__file__).resolve().parents[1]
    for base in (Path(frozen) if frozen else None, package, package.parent):
        if base is not None and (base / "resources" / name).exists():
            return base / "resources" / name
    return package.parent / "resources" / name
