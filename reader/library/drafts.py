"""New library files in the making: each in a folder of its own beside the library, locked meanwhile.

A lock ends with its process, however that ends, so what a killed process left is told from what another
one is still at: the first goes, the second is left alone.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.private_files import make_folder
from reader.library.read_access import BUSY_SECONDS
from reader.library.sqlite_errors import library_errors

log = logging.getLogger(__name__)

DRAFT = ".draft"
_LOCK = ".lock"


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """While inside, no other process makes, migrates or replaces the library file at `path`.

    Raises:
        ReaderError: `library-busy` when another one does for too long; what the disk reports.
    """
    from filelock import FileLock, Timeout

    with library_errors(path):
        make_folder(path.parent)
        try:
            with FileLock(path.with_name("library.lock"), timeout=BUSY_SECONDS, mode=0o600):
                yield
        except Timeout as error:
            raise ReaderError("library-busy", "another process prepares the file") from error


@contextlib.contextmanager
def draft_beside(path: Path) -> Iterator[Path]:
    """Where a new file for the library at `path` can be made: `library.db` in an empty folder beside it.

    The folder is on the same disk, so that the finished file can take its name by a rename. It goes at
    the end with everything that is still in it.

    Raises:
        ReaderError: what the disk reports.
    """
    from filelock import FileLock

    folder = path.with_name(f"{path.name}.{os.getpid()}-{time.monotonic_ns()}{DRAFT}")
    with library_errors(path):
        make_folder(folder.parent)
        lock = FileLock(folder.with_name(folder.name + _LOCK), timeout=BUSY_SECONDS, mode=0o600)
        lock.acquire()
        try:
            folder.mkdir(mode=0o700)
            yield folder / path.name
        finally:
            _remove(folder)
            lock.release()


def drafts_of(path: Path) -> list[Path]:
    """The drafts beside the library at `path`, in use or left behind."""
    with contextlib.suppress(OSError):
        return sorted(path.parent.glob(f"{path.name}.*{DRAFT}"))
    return []


def sweep_drafts(path: Path) -> int:
    """Remove the drafts beside the library at `path` that nobody is at any more; returns how many."""
    from filelock import FileLock, Timeout

    swept = 0
    names = {folder.name for folder in drafts_of(path)}
    with contextlib.suppress(OSError):
        names |= {lock.name.removesuffix(_LOCK) for lock in path.parent.glob(f"{path.name}.*{DRAFT}{_LOCK}")}
    for name in sorted(names):
        folder = path.with_name(name)
        with contextlib.suppress(OSError, Timeout):
            with FileLock(folder.with_name(name + _LOCK), timeout=0, mode=0o600):
                _remove(folder)
            swept += 1
    if swept:
        log.info("%d unfinished files were removed", swept)
    return swept


def _remove(folder: Path) -> None:
    """Remove a draft whose lock is held, and then the lock's file: who waits for it sees that it is gone."""
    shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        folder.with_name(folder.name + _LOCK).unlink()
