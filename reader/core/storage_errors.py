"""The one place where the operating system's storage errors become words for the reader."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from reader.core.errors import ReaderError

OF_THE_DISK = frozenset(("read-only", "disk-full", "disk-error", "folder-missing"))
"""The kinds of `storage_error`: what comes after fails as well."""
OF_THE_LIBRARY = OF_THE_DISK | {"library-busy", "library-damaged"}
"""Those of a library that nothing can be stored in."""

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENOENT}


def storage_error(error: OSError, folder: Path) -> ReaderError:
    """Return the `ReaderError` that says what `error` means for the library in `folder`."""
    detail = f"{type(error).__name__}: {error.strerror or error}"
    if error.errno in _FULL:
        return ReaderError("disk-full", detail)
    if error.errno == errno.ENOENT and not os.path.exists(folder):
        return ReaderError("folder-missing", detail, folder=folder)  # as after a stick was pulled out
    if error.errno in _DENIED:
        return ReaderError("read-only", detail, folder=folder)
    return ReaderError("disk-error", detail)


def lies_there(path: Path) -> bool:
    """Whether there is something of that name, or what a link of that name leads to.

    From Python 3.14 on `Path.exists` and its like say no, too, where nobody can say: in a folder that may not
    be looked into, on a disk that fails.

    Raises:
        OSError: it cannot be said.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def check_replaceable(path: Path) -> None:
    """Refuse to put a file where another thing lies: a pipe, a socket or a device would be lost.

    So would `/dev/stdout`, for all programs, whose link leads to a file where a shell sends its output there.

    Raises:
        ReaderError: `not-a-file`.
    """
    try:
        mode = path.stat().st_mode
        handed = path.is_symlink() and os.readlink(path).startswith("/proc/")
    except OSError:  # nothing, or a link that leads nowhere; what else is wrong there shows as it is written
        return
    if handed or not stat.S_ISREG(mode):
        raise ReaderError("not-a-file", "it would be lost", file=path)


def regular(name: str, flags: int, mode: int = 0o666) -> int:
    """For the `opener` of `open`: a regular file alone. A pipe would be waited for, a device has no end.

    Raises:
        OSError: it is none, or cannot be opened.
    """
    descriptor = os.open(name, flags | getattr(os, "O_NONBLOCK", 0), mode)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "not a regular file")
    return descriptor


def at_hand(name: str, flags: int) -> int:
    """For the `opener` of `open`: what a shell hands over may be a pipe; one that nobody writes to is empty.

    Raises:
        OSError: it cannot be opened.
    """
    if os.name == "nt":
        return os.open(name, flags)
    descriptor = os.open(name, flags | os.O_NONBLOCK)
    os.set_blocking(descriptor, True)
    return descriptor


@contextlib.contextmanager
def storage_errors(folder: Path) -> Iterator[None]:
    """Turn any `OSError` inside the block into a `ReaderError` about `folder`."""
    try:
        yield
    except OSError as error:
        raise storage_error(error, folder) from error
