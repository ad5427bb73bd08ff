"""Writes the files that a reader takes out of the library: each is whole, or not there.

A file is written beside its place under a name of its own and put there in one step. What a killed program
left of one is removed by the next that writes into the folder.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from reader.core.private_files import opener
from reader.core.storage_errors import check_replaceable, storage_errors
from reader.settings.disks import require_mounted

_swept: dict[Path, float] = {}
"""When each folder was looked at, by `time.monotonic`."""
_BEGIN, _END = ".liseuse-", ".part"
_NOWHERE = frozenset((errno.ENOENT, errno.ENOTDIR, errno.ELOOP))
_YOUNG = 60
"""s: who makes a draft holds it by then. On a disk that knows no locks, drafts are never removed."""


def write_whole(path: Path, data: bytes, private: bool = False) -> None:
    """Write a file that is whole or not there; a file that is there, or that a link leads to, is replaced.

    Args:
        path: the file. data: what is in it. private: see `whole_file`.

    Raises:
        ReaderError: as `whole_file`.
    """
    with whole_file(path, private) as file:
        file.write(data)


@contextlib.contextmanager
def whole_file(path: Path, private: bool = False) -> Iterator[BinaryIO]:
    """A file to write into, which appears under its name when the block ends well; see `write_whole`.

    Args:
        path: the file.
        private: only its owner may read it, as the reader did not say where it goes; else as the umask says.

    Raises:
        ReaderError: `not-a-file`, `disk-unmounted`, `read-only`, `disk-full` or `disk-error`.
    """
    check_replaceable(path)
    with storage_errors(path.parent):
        path = _led_to(path)
    with storage_errors(path.parent):
        _look_now_and_then(path.parent)
        draft = path.with_name(f"{_BEGIN}{secrets.token_hex(8)}{_END}")
        try:
            with open(draft, "xb", opener=opener if private else None) as file:
                _hold(file)
                yield file
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def _led_to(path: Path) -> Path:
    """The file that a link leads to: it gets the new contents, and the link stays unless it leads nowhere.

    Raises:
        OSError: it cannot be said, as in a folder that may not be looked into.
    """
    if not path.is_symlink():
        return path
    try:
        path.stat()
    except OSError as error:
        if error.errno not in _NOWHERE:
            raise
        return path
    return path.resolve()


def _look_now_and_then(folder: Path) -> None:
    """Look whether a folder's disk is mounted, and sweep it, unless that was just done: it may get thousands
    of files, one after the other.

    Raises:
        ReaderError: `disk-unmounted`.
    """
    now = time.monotonic()
    if now - _swept.get(folder, -_YOUNG) >= _YOUNG:
        require_mounted(folder)
        _swept[folder] = now
        sweep_drafts(folder)


def sweep_drafts(folder: Path) -> None:
    """Remove what killed programs left in a folder; what cannot be removed stays."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not (entry.name.startswith(_BEGIN) and entry.name.endswith(_END)):
                continue
            with contextlib.suppress(OSError):
                if entry.stat(follow_symlinks=False).st_mtime < time.time() - _YOUNG:
                    _remove_unheld(Path(entry.path))


def _remove_unheld(draft: Path) -> None:
    """Raises OSError for a draft that another process holds, or that is none of ours to remove."""
    with draft.open("r+b") as file:
        _hold(file, only=True)
    draft.unlink()  # Windows refuses that for a file that somebody has open


def _hold(file: BinaryIO, only: bool = False) -> None:
    """Let every process know that the file is in use while it is open.

    Raises:
        OSError: with `only`, another process holds it, or the disk knows no locks.
    """
    if os.name == "nt":
        return
    import fcntl

    with contextlib.nullcontext() if only else contextlib.suppress(OSError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
