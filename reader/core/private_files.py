"""Files and folders that only their owner may read, whatever the umask and the folder around them.

What a person reads is nobody else's business: everything of a library is made in this way from its first
byte. What the reader asks to have elsewhere (exports) follows the umask instead.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

FILE, FOLDER = 0o600, 0o700
_OTHERS = 0o077


def opener(path: str, flags: int) -> int:
    """For the `opener` of `open`: a file that is made is its owner's alone."""
    return os.open(path, flags, FILE)


def make_file(path: Path) -> None:
    """Make an empty file, or close a present one to others, before something else writes into it.

    SQLite gives the log, the index of the log and the journal the mode of their file.

    Raises:
        OSError: it cannot be made.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, FILE))
    close_to_others(path)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing; what is there already stays as it is.

    Raises:
        OSError: it cannot be made, or is a file.
    """
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=FOLDER, exist_ok=True)
    folder.mkdir(mode=FOLDER, exist_ok=True)  # raises for a file


def close_to_others(path: Path) -> bool:
    """Take from others what they may do with a file or folder of ours; returns whether they could do a thing.

    Links are never followed. Where it is not allowed, or the file system has no modes, nothing happens.
    """
    if os.name == "nt":
        return False
    with contextlib.suppress(OSError):
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode) or found.st_uid != os.geteuid() or not found.st_mode & _OTHERS:
            return False
        os.chmod(path, stat.S_IMODE(found.st_mode) & ~_OTHERS & 0o777)
        return True
    return False


def close_tree(folder: Path) -> None:
    """Close a folder and everything in it to others; the folder first, so that nobody comes in meanwhile."""
    close_to_others(folder)
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                close_tree(Path(entry.path))
            else:
                close_to_others(Path(entry.path))
