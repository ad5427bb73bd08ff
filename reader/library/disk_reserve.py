"""A little room kept beside the library for the day when the disk is full.

SQLite must write before it can delete: on a disk without a byte left nothing could be opened, moved to
Trash or deleted, and the reader could make no room from inside the program. The reserve is given up
then, which leaves enough for that, and comes back when there is room again.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from reader.core.errors import ReaderError

log = logging.getLogger(__name__)

NAME = "reserve.bin"
SIZE = 2 << 20  # bytes; deleting goes in small steps, each of which needs much less
_LEFT_OVER = 512 << 10  # bytes left to others of a reserve that was given up
_PLENTY = 8 * SIZE  # bytes that must be free before some are set aside

_Result = TypeVar("_Result")


class Reserve:
    """The reserve of one library.

    Args:
        folder: the library's.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def fill(self) -> None:
        """Set the room aside unless that is done already, or there is not plenty of it."""
        with contextlib.suppress(OSError):
            if self._path.exists() or shutil.disk_usage(self._path.parent).free < _PLENTY:
                return
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                _take_up(descriptor, SIZE)
            finally:
                os.close(descriptor)

    def keep_rest(self) -> None:
        """Set aside again what is left of a reserve that was given up, so that it serves once more.

        Else notes and pictures would eat it, and the reader still could not delete anything.
        """
        with contextlib.suppress(OSError):
            room = min(SIZE, shutil.disk_usage(self._path.parent).free - _LEFT_OVER)
            if room <= 0:
                return
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                _take_up(descriptor, room)
            finally:
                os.close(descriptor)

    def release(self) -> bool:
        """Give the room back; returns whether there was any."""
        try:
            self._path.unlink()
        except OSError:
            return False
        log.info("the disk is full: the reserve was given up")
        return True

    def with_room(self, work: Callable[[], _Result], again: Callable[[], _Result] | None = None) -> _Result:
        """Do something that must succeed on a full disk too: done again with the reserve given up.

        Args:
            work: leaves nothing half done when it raises.
            again: what to do the second time instead, in smaller steps.

        Raises:
            ReaderError: whatever it raises, and `disk-full` when there is no reserve.
        """
        try:
            return work()
        except ReaderError as error:
            if error.kind != "disk-full" or not self.release():
                raise
        try:
            return (again or work)()
        finally:
            self.keep_rest()


def _take_up(descriptor: int, size: int) -> None:
    """Have the file system give the file its blocks; zeros might be stored as nothing."""
    if hasattr(os, "posix_fallocate"):
        try:
            return os.posix_fallocate(descriptor, 0, size)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.EOPNOTSUPP):
                raise
    os.write(descriptor, os.urandom(size))
