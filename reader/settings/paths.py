"""Where things are on this machine: the library's folders and what ships with the program."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from reader.core.serialize import read_json
from reader.settings.damaged_files import put_aside

LIBRARY_VARIABLE = "LISEUSE_LIBRARY"


POINTER = "moved.json"
"""The file that a moved library leaves in its former folder: `{"to": folder}`."""

_MOST_MOVES = 16  # pointers followed one after the other
_LONGEST, _LONGEST_NAME = 4000, 255  # bytes of a path and of one of its names


@dataclass(frozen=True, slots=True)
class LibraryPaths:
    """The folders and files of one library, all below `root`.

    `moved_from` is the folder that was asked for when the library was moved from there to `root`.
    """

    root: Path
    moved_from: Path | None = None

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
    def backups(self) -> Path:
        """The copies of the library."""
        return self.root / "backups"

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
    """The library in use: the one chosen, else `LISEUSE_LIBRARY`, else the platform's data folder.

    A library that was moved from there is followed to where it is now.
    """
    given = chosen or os.environ.get(LIBRARY_VARIABLE)
    if given:
        return _followed(Path(given).expanduser().absolute())
    from platformdirs import user_data_path

    return _followed(user_data_path("liseuse", appauthor=False))


def _followed(named: Path) -> LibraryPaths:
    root, seen = named, {named}
    while len(seen) < _MOST_MOVES and (target := moved_to(root)) is not None and target not in seen:
        root = target
        seen.add(root)
    return LibraryPaths(root, named if root != named else None)


def moved_to(folder: Path) -> Path | None:
    """Where the library of a folder was moved to; `None` when it was not, or the pointer is damaged."""
    try:
        target = read_json((folder / POINTER).read_bytes())["to"]
        return Path(target) if _is_path(target) else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def put_damaged_pointer_aside(folder: Path) -> None:
    """Keep a pointer that leads nowhere under another name."""
    if os.path.isfile(folder / POINTER) and moved_to(folder) is None:
        put_aside(folder / POINTER)


def _is_path(text: str) -> bool:
    """Whether the system takes a text as an absolute path.

    Raises:
        TypeError: it is no text. ValueError: it holds half a character.
    """
    name = os.fsencode(text)
    fits = b"\0" not in name and len(name) <= _LONGEST and max(map(len, name.split(b"/"))) <= _LONGEST_NAME
    return fits and Path(text).is_absolute()


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
