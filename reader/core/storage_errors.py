"""The one place where the operating system's storage errors become words for the reader."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from reader.core.errors import ReaderError

OF_THE_DISK = frozenset(("disk-full", "disk-error", "read-only", "library-busy", "library-damaged"))
"""The kinds of failures that whatever is done next would meet too: a run over many things ends with them."""

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENOENT}


def storage_error(error: OSError, folder: Path) -> ReaderError:
    """Return the `ReaderError` that says what `error` means for the library in `folder`."""
    detail = f"{type(error).__name__}: {error.strerror or error}"
    if error.errno in _FULL:
        return ReaderError("disk-full", detail)
    if error.errno in _DENIED:
        return ReaderError("read-only", detail, folder=folder)
    return ReaderError("disk-error", detail)


@contextlib.contextmanager
def storage_errors(folder: Path) -> Iterator[None]:
    """Turn any `OSError` inside the block into a `ReaderError` about `folder`."""
    try:
        yield
    except OSError as error:
        raise storage_error(error, folder) from error
