"""Where things are on this machine: the library's folders and what ships with the program."""

from __future__ import annotations

import functools
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from reader.core.serialize import read_json
from reader.settings.damaged_files import put_aside

LIBRARY_VARIABLE = "LISEUSE_LIBRARY"


POINTER = "moved.json"
"""The file that a moved library leaves in its former folder: `{"to": folder}`."""

ARRIVING = "moving.json"
"""Lies in the new folder until a move is finished: `{"from": folder, "files": [...], "whole": bool}`."""

GIVEN_UP = ".given-up-"
"""In the name of what led to a library whose disk was given up: `moved.given-up-TIME.json`."""

_MOST_MOVES = 16  # pointers followed one after the other
_LARGEST_MARK = 1 << 26  # bytes: one names every file that is moved; a larger one was not written by us
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


def library_paths(chosen: str | None = None, looked_at: list[Path] | None = None) -> LibraryPaths:
    """The library in use: the one chosen, else `LISEUSE_LIBRARY`, else the platform's data folder.

    A library that was moved from there is followed to where it is now. A folder that a move did not
    finish leads back to where the library still is.

    Args:
        chosen: a folder.
        looked_at: gets each folder before it is looked at: the last one is that whose disk is waited for.
    """
    given = chosen or os.environ.get(LIBRARY_VARIABLE)
    if given:
        return _followed(Path(given).expanduser().absolute(), looked_at)
    from platformdirs import user_data_path

    return _followed(user_data_path("liseuse", appauthor=False), looked_at)


def now_at(paths: LibraryPaths) -> LibraryPaths:
    """Where a library is by now that was found before: another process may have moved it meanwhile.

    From where it was found: the folder that led there may be one that a killed move was to bring it to, and
    leads nowhere as soon as that move is taken back.
    """
    return _followed(paths.root)


def _followed(named: Path, looked_at: list[Path] | None = None) -> LibraryPaths:
    root, seen = named, [] if looked_at is None else looked_at
    seen.append(named)
    while len(seen) < _MOST_MOVES and (target := moved_to(root) or _still_at(root)):
        if target in seen:  # they lead in a circle, as after folders were copied by hand
            root = next((folder for folder in seen if _holds_library(folder)), root)
            break
        root = target
        seen.append(root)
    return LibraryPaths(root, named if root != named else None)


def _holds_library(folder: Path) -> bool:
    return os.path.isfile(folder / "library.db")


def moved_to(folder: Path) -> Path | None:
    """Where the library of a folder was moved to; `None` when it was not, or came back."""
    target = _folder_in(folder / POINTER, "to")
    return None if target is not None and has_arrived(folder) else target


def arriving_from(folder: Path) -> Path | None:
    """Where the library comes from whose move to a folder is not finished; `None` when there is none."""
    return _folder_in(folder / ARRIVING, "from")


def has_arrived(folder: Path) -> bool:
    """Whether a library moves to a folder and was switched over to it: what remains is to tidy up.

    One rename decides, that of the pointer in the folder that is left.
    """
    source = arriving_from(folder)
    return source is not None and _folder_in(source / POINTER, "to") == folder


def name_aside(mark: Path) -> Path:
    """The name under which a mark, or a link, that leads to a disk which is given up is kept beside it."""
    moment = f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{time.monotonic_ns()}"
    return mark.with_name(f"{mark.stem}{GIVEN_UP}{moment}{mark.suffix}")


def given_up(folder: Path) -> list[Path]:
    """The folders of moved libraries whose disks the reader gave up in a folder, the newest first."""
    return list(dict.fromkeys(place for _, place in given_up_marks(folder)))


def given_up_places(paths: LibraryPaths) -> list[tuple[Path, bool]]:
    """The folders of other libraries whose disks were given up on the way to one, and whether each is here
    again. A library that was moved on from there is named by where it is now."""
    asked = dict.fromkeys((paths.root, paths.moved_from or paths.root))
    found = dict.fromkeys(_followed(folder).root for root in asked for folder in given_up(root))
    return [(folder, _holds_library(folder)) for folder in found if folder != paths.root]


def given_up_marks(folder: Path) -> list[tuple[Path, Path]]:
    """What led from a folder to disks that the reader gave up, and where to, the newest first."""
    try:
        names = sorted((name for name in os.listdir(folder) if is_given_up(name)), reverse=True)
    except OSError:
        return []
    marks = [folder / name for name in names if name.startswith(Path(POINTER).stem)]
    found = [(mark, _folder_in(mark, "to")) for mark in marks]
    return [(mark, place) for mark, place in found if place is not None]


def is_given_up(name: str) -> bool:
    """Whether a file's name is one of `name_aside`."""
    return GIVEN_UP in name


def read_mark(path: Path) -> dict[str, object]:
    """What a mark of a move says; nothing when it is not there or not to be understood."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST_MARK:  # a pipe would be waited for
            return {}
        found = read_json(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _still_at(folder: Path) -> Path | None:
    """Where the library is that a folder was to get; without that place, a whole copy is the library.

    So is one that had arrived on a disk that was away later, when the folder it came from gave it up.
    """
    source = arriving_from(folder)
    if source is None or has_arrived(folder):
        return None
    whole = read_mark(folder / ARRIVING).get("whole") is True
    return None if whole and (not source.is_dir() or folder in given_up(source)) else source


def _folder_in(mark: Path, key: str) -> Path | None:
    target = read_mark(mark).get(key)
    try:
        return Path(target) if isinstance(target, str) and _is_path(target) else None
    except ValueError:
        return None


def put_damaged_pointer_aside(folder: Path) -> None:
    """Keep a pointer that leads nowhere under another name."""
    if os.path.isfile(folder / POINTER) and _folder_in(folder / POINTER, "to") is None:
        put_aside(folder / POINTER)


def _is_path(text: str) -> bool:
    """Whether the system takes a text as an absolute path.

    Raises:
        ValueError: it holds half a character.
    """
    name = os.fsencode(text)
    fits = b"\0" not in name and len(name) <= _LONGEST and max(map(len, name.split(b"/"))) <= _LONGEST_NAME
    return fits and Path(text).is_absolute()


def resource(name: str) -> Path:
    """The path of a file or folder that ships with the program, below `resources/`."""
    return _resources() / name


@functools.cache
def _resources() -> Path:
    """In the frozen app beside the program, in an installed package inside it, in a checkout at the top."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "resources"
    package = Path(__file__).parents[1]
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"
