"""A damaged file copied as far as its disk gives it: without its holes, and past what cannot be read.

What lies in a hole, or was not read, is zeros in the copy and takes no room there.
"""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Iterator
from pathlib import Path

from reader.core.progress import Progress

log = logging.getLogger(__name__)

_PIECES = (1 << 20, 1 << 16, 1 << 12)  # bytes read at once; after an error the next smaller ones
_MOST_ERRORS = 2000  # a bad place costs a disk up to seconds: from then on whole large pieces are left out
BROKEN = (errno.EIO, errno.ENODATA, errno.EUCLEAN, getattr(errno, "EREMOTEIO", errno.EIO))


def rescue_copy(source: Path, target: Path, progress: Progress) -> int:
    """Copy a file; returns how many pieces of it could not be read.

    Progress reports the step `reading` in bytes.

    Args:
        source: is only read.
        target: exists, and is empty.

    Raises:
        OSError: the target cannot be written, or no piece of the source could be read. Cancelled: as
            asked; what was copied stays.
    """
    with source.open("rb", buffering=0) as given, target.open("r+b") as made:
        size = os.fstat(given.fileno()).st_size
        reader = _Reader(given.fileno(), size)
        for start, end in filled_parts(given.fileno(), size):
            for at in range(start, end, _PIECES[0]):
                progress.step(at, size, "reading")
                progress.check()
                for place, data in reader.read(at, min(at + _PIECES[0], end), 0):
                    made.seek(place)
                    made.write(data)
        made.truncate(size)
    if reader.first is not None:
        if not reader.got:
            raise reader.first
        log.warning("%d places of a damaged file cannot be read", reader.errors)
    return reader.errors


def filled_parts(descriptor: int, size: int) -> Iterator[tuple[int, int]]:
    """From where to where (bytes) an open file holds something, by what its file system says of holes."""
    end = 0
    while end < size:
        try:
            start = os.lseek(descriptor, end, os.SEEK_DATA)
            stop = os.lseek(descriptor, start, os.SEEK_HOLE)
        except AttributeError:  # Windows
            start, stop = end, size
        except OSError as error:
            if error.errno == errno.ENXIO:  # nothing but a hole follows
                return
            start, stop = end, size
        yield start, min(stop, size)
        end = stop


class _Reader:
    """Reads parts of an open file, and counts those that it could not read."""

    def __init__(self, descriptor: int, size: int) -> None:
        self._descriptor, self._size = descriptor, size
        self.errors, self.got = 0, False
        self.first: OSError | None = None

    def read(self, start: int, end: int, level: int) -> Iterator[tuple[int, bytes]]:
        """What can be read between two places, each with where it is from."""
        try:
            os.lseek(self._descriptor, start, os.SEEK_SET)  # Windows reads at no place by itself
            data = os.read(self._descriptor, end - start)
        except OSError as error:
            if error.errno not in BROKEN:
                raise
            self.first = self.first or error
            if level + 1 == len(_PIECES) or self.errors >= _MOST_ERRORS:
                self.errors += 1
                return
            step = _PIECES[level + 1]
            for at in range(start, end, step):
                yield from self.read(at, min(at + step, end), level + 1)
            return
        self.got = self.got or bool(data)
        if data:
            yield start, data
            if start + len(data) < end:  # the system may give less than it was asked for
                yield from self.read(start + len(data), end, level)
