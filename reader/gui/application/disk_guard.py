"""Ends the program when the disk of its library stops answering while the window closes.

Whatever still touches that disk then, such as the database that is closed or the file for crashes, is held by
the system for as long as the disk is silent, which may be for ever. The window is hidden by then, and a
program without a window would keep the next start from opening one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from reader.core.look import ask_disks

SILENT_SECONDS = 1.5
"""What a silent disk is waited for when nothing that the reader did is still to be written to it."""

HURRIED_SECONDS = 0.9
"""The same while something else ends the program, which may have waited for notes before: 2 s in all."""

UNWRITTEN_SECONDS = 10.0
"""What it is waited for otherwise: a disk that slept takes that long to turn again."""

_LOOK_SECONDS = 0.1


class DiskGuard:
    """Asks disks again and again whether they are there, each from a thread of its own.

    Args:
        folders: on the disks; the one that is silent for the longest time counts.
        unwritten: whether something the reader did is not written yet; called from another thread.
        leave: ends the program at once; called from another thread.
        seconds: how long a silent disk is waited for when nothing is to be written to it.
    """

    def __init__(
        self,
        folders: Iterable[Path],
        unwritten: Callable[[], bool],
        leave: Callable[[], object],
        seconds: float = SILENT_SECONDS,
    ) -> None:
        self._unwritten = unwritten
        self._leave = leave
        self._seconds = seconds
        self._unanswered = dict.fromkeys(folders, 0)
        """How many looks of the guard itself a disk has not answered. It is no time: a program that was
        stopped, or a computer that slept, finds all its clocks ahead before any disk could say a word."""
        self._over = threading.Event()

    def start(self) -> None:
        """Watch from now on."""
        for folder in self._unanswered:
            threading.Thread(target=self._ask, args=(folder,), name="disk", daemon=True).start()
        threading.Thread(target=self._watch, name="disk guard", daemon=True).start()

    def stop(self) -> None:
        """Watch no more: nothing that follows touches the disk."""
        self._over.set()

    def _ask(self, folder: Path) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            ask_disks(folder)
            self._unanswered[folder] = 0

    def _watch(self) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            for folder in self._unanswered:
                self._unanswered[folder] += 1
            silent = max(self._unanswered.values()) * _LOOK_SECONDS
            if silent > (UNWRITTEN_SECONDS if self._unwritten() else self._seconds):
                self._over.set()
                self._leave()
