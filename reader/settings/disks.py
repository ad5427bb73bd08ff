"""The disks that libraries lie on: where one is not mounted there is an empty folder, or none.

A library that was begun there would be hidden as soon as the disk is back, and look like a loss until then.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import logging
import os
import re
import sys
import tempfile
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.private_files import make_folder
from reader.core.serialize import read_json

log = logging.getLogger(__name__)

TOPS = tuple(map(Path, ("/media", "/run/media", "/mnt", "/Volumes")))
"""Where Linux and macOS show disks that are put in."""

MOUNTS, _TABLE = Path("/proc/self/mounts"), Path("/etc/fstab")
FLEETING = frozenset(("tmpfs", "ramfs"))
"""Kinds of file systems of which nothing outlives the computer's end."""
_KEPT = "disks.json"
_MOST_DISKS = 100
_MOST_BYTES = 1_000_000  # of a table or of the file; what is larger is not looked at


def state_folder() -> Path:
    """The platform's folder for what the program itself remembers, outside every library."""
    from platformdirs import user_state_path

    return user_state_path("liseuse", appauthor=False)


def mounted(mounts: Path = MOUNTS) -> dict[Path, str]:
    """Where file systems are mounted now, and of which kind they are; of several in one place the last.

    Nothing where the system has no such table.
    """
    return {_point(row[1]): row[2].decode("ascii", "replace") for row in _rows(mounts) if len(row) > 2}


def kind_of_disk(folder: Path, mounts: Path = MOUNTS) -> str:
    """The kind of file system that a folder lies on, by the nearest place that is mounted; "" if unknown.

    Args:
        folder: need not be there. mounts: the system's table of what is mounted.
    """
    real, points = folder.resolve(), mounted(mounts)
    return next((points[place] for place in (real, *real.parents) if place in points), "")


def missing_disk(folder: Path, table: Path = _TABLE) -> Path | None:
    """Where a disk belongs on which a folder should be, while nothing is mounted there.

    That is a disk which had a library before, one that the system's own table names, or one that would have
    been given a folder when it was put in. A disk that the reader's own files lie on is none.

    Args:
        folder: need not be there.
        table: the system's table of what is to be mounted.
    """
    if sys.platform == "win32":
        return None  # its letter is not there then, and nothing can be made
    real = Path(os.path.realpath(folder))
    present = mounted()
    for point in (*_remembered(), *_in_table(table)):
        if real.is_relative_to(point) and _may_go(point) and not _is_mounted(point, present):
            return point
    return _not_put_in(real)


def require_mounted(place: Path) -> None:
    """Make sure that what the reader wants kept on a disk is not put into the empty folder where it belongs.

    A folder with something in it is taken for one that is used without the disk by now.

    Raises:
        ReaderError: `disk-unmounted`.
    """
    disk = missing_disk(place)
    if disk is not None and not _holds_something(disk):
        raise ReaderError("disk-unmounted", "nothing is mounted", folder=place, disk=disk)


def _holds_something(folder: Path) -> bool:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        return any(entries)
    return False


def remember_disk(folder: Path) -> None:
    """Remember the disk of a library that is open, if it is one that may be taken away."""
    present = mounted()
    real = Path(os.path.realpath(folder))
    point = next((place for place in (real, *real.parents) if _is_mounted(place, present)), None)
    if point is None or not _may_go(point) or present.get(point) in FLEETING:
        return
    known = _remembered()
    if point in known:
        return
    try:
        _write([str(place) for place in (point, *known)][:_MOST_DISKS])
    except OSError as error:
        log.info("the library's disk is not remembered: %s", error.strerror)


def _may_go(point: Path) -> bool:
    """Whether a disk is another one than that of the system and of the reader's home."""
    return not Path(os.path.realpath(os.path.expanduser("~"))).is_relative_to(point)


def _is_mounted(point: Path, present: dict[Path, str]) -> bool:
    return point in present if present else os.path.ismount(point)


def _not_put_in(real: Path) -> Path | None:
    """The folder that is made when a disk is put in, if it is not there: nobody else makes one."""
    top = next((top for top in TOPS if top in real.parents), None)
    if top is None:
        return None
    with contextlib.suppress(OSError, KeyError, ImportError):
        own = top / getpass.getuser()
        top = own if own in real.parents else top
    point = top / real.relative_to(top).parts[0]
    return None if os.path.lexists(point) else point


def _in_table(table: Path) -> list[Path]:
    rows = [row for row in _rows(table) if len(row) > 2 and not row[0].startswith(b"#")]
    return [_point(row[1]) for row in rows if row[1].startswith(b"/")]


def _rows(table: Path) -> list[list[bytes]]:
    """As bytes: to a text, blanks of other scripts would be ends of words and lines, too."""
    try:
        with table.open("rb") as file:
            return [line.split() for line in file.read(_MOST_BYTES).splitlines()]
    except OSError:
        return []


def _point(name: bytes) -> Path:
    return Path(os.fsdecode(re.sub(rb"\\([0-3][0-7]{2})", lambda code: bytes((int(code[1], 8),)), name)))


def _remembered() -> list[Path]:
    try:
        with (state_folder() / _KEPT).open("rb") as file:
            found = read_json(file.read(_MOST_BYTES).decode("utf-8"))
    except (OSError, ValueError, RuntimeError):  # RuntimeError: nobody knows the reader's home
        return []
    names = found if isinstance(found, list) else []
    return [Path(name) for name in names if isinstance(name, str) and name.startswith("/")]


def _write(names: list[str]) -> None:
    folder = state_folder()
    make_folder(folder)
    handle, draft = tempfile.mkstemp(dir=folder, prefix=f".{_KEPT}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(names, file)
        os.replace(draft, folder / _KEPT)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(draft)
        raise
