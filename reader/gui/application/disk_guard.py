"""Ends the program when the disk of its library stops answering while the window closes.

Whatever still touches that disk then, such as the database that is closed or the file for crashes, is held by
the system for as long as the disk is silent, which may be for ever. The window is hidden by then, and a
program without a window would keep the next start from opening one.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

SILENT_SECONDS = 1.5
"""What a silent disk is waited for when nothing that the reader did is still to be written to it."""

UNWRITTEN_SECONDS = 10.0
"""What it is waited for otherwise: a disk that slept takes that long to turn again."""

_LOOK_SECONDS = 0.1


class DiskGuard:
    """Asks a disk again and again whether it is there, from a thread of its own.

    How much room is left is the question: a server answers it anew each time, where it may leave a look at a
    file to what is remembered here.

    Args:
        folder: on the disk.
        unwritten: whether something the reader did is not written yet; called from another thread.
        leave: ends the program at once; called from another thread.
    """

    def __init__(self, folder: Path, unwritten: Callable[[], bool], leave: Callable[[], object]) -> None:
        self._folder = folder
        self._unwritten = unwritten
        self._leave = leave
        self._answered = time.monotonic()
        self._over = threading.Event()

    def start(self) -> None:
        """Watch from now on."""
        self._answered = time.monotonic()
        for work in (self._ask, self._watch):
            threading.Thread(target=work, name=f"disk guard {work.__name__}", daemon=True).start()

    def stop(self) -> None:
        """Watch no more: nothing that follows touches the disk."""
        self._over.set()

    def _ask(self) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            with contextlib.suppress(OSError):  # an error is an answer, too
                shutil.disk_usage(self._folder)
            self._answered = time.monotonic()

    def _watch(self) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            silent = time.monotonic() - self._answered
            if silent > (UNWRITTEN_SECONDS if self._unwritten() else SILENT_SECONDS):
                self._leave()
                return
