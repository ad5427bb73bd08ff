"""What lies in a library's folder is its owner's alone: what an earlier version left open is closed."""

from __future__ import annotations

import contextlib
import os
import stat
from fnmatch import fnmatch
from pathlib import Path

from reader.core.private_files import close_to_others, close_tree

_FOLDERS = frozenset(("pictures", "models", "backups", "site_rules", "logs", "tmp", "companion"))
_FILES = (
    "library.db*",
    "library.lock",
    "reserve.bin",
    "last-edition.txt",
    "*.json",
    ".settings-*",
    ".*.json*.part",
    ".liseuse-*.part",
    ".models.lock",
)


def close_library(root: Path) -> None:
    """Close everything of the library in `root` to others, and `root` too when it holds nothing else.

    Costs a look at the folder's own entries. What lies below is looked through when its folder, or
    the library's file, was open to others: that file is closed last, so a kill leaves the rest to the
    next start. Another's folder, the home folder or one with other things in it keeps its mode.
    """
    with contextlib.suppress(OSError):
        with os.scandir(root) as found:
            entries = {entry.name: entry for entry in found}
        database = entries.get("library.db")
        if os.name == "nt" or database is None:
            return
        ours = {name: entry for name, entry in entries.items() if _is_ours(name)}
        if len(ours) == len(entries) and not _is_known_place(root):
            close_to_others(root)
        everything = bool(database.stat(follow_symlinks=False).st_mode & 0o077)
        for name, entry in ours.items():
            if entry.is_dir(follow_symlinks=False):
                if everything or stat.S_IMODE(entry.stat(follow_symlinks=False).st_mode) & 0o077:
                    close_tree(Path(entry.path))
            elif name != "library.db":
                close_to_others(Path(entry.path))
        close_to_others(root / "library.db")


def _is_ours(name: str) -> bool:
    return name in _FOLDERS or any(fnmatch(name, pattern) for pattern in _FILES)


def _is_known_place(root: Path) -> bool:
    """Whether others count on the folder as it is: the home folder, or a disk's topmost."""
    resolved = root.resolve()
    return resolved == Path.home().resolve() or resolved.parent == resolved
