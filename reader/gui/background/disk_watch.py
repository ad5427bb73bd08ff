"""Notices that the library's disk answers nothing: whatever is asked of the library waits until it does.

Nothing is asked while nothing is done. What the window has done for some seconds may take that long, so the
disk itself is asked then, how much room it has.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from reader.core.look import Look, ask_disks
from reader.gui.background.job_runner import JobRunner
from reader.settings.paths import LibraryPaths

_LOOK_MS = 500
_LONG = 4
"""Looks at work that has not ended, after which the disk is asked."""
_SILENT = 3
"""Looks at a disk that has not answered, after which that is said. It is no time: a program that was stopped,
or a computer that slept, finds its clocks ahead before any disk could say a word."""


class DiskWatch(QObject):
    """For one window.

    Args:
        jobs: what the window does. paths: where the library is now.
    """

    silent = Signal(bool)
    """The disk does not answer, or (`False`) it does again."""

    def __init__(
        self, jobs: JobRunner, paths: Callable[[], LibraryPaths], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs, self._paths = jobs, paths
        self._oldest: object = None
        self._looks = 0
        self._asked: Look[None] | None = None
        self._is_silent = False
        self._clock = QTimer(self, interval=_LOOK_MS)
        self._clock.timeout.connect(self._look)
        jobs.submitted.connect(self._begin)

    @property
    def running(self) -> bool:
        """Whether it looks now and then, as something is done."""
        return self._clock.isActive()

    def _begin(self) -> None:
        if not self._clock.isActive():
            self._oldest, self._looks = None, 0
            self._clock.start()

    def _look(self) -> None:
        if self._asked is not None:
            self._look_at_disk(self._asked)
            return
        oldest = self._jobs.oldest
        if oldest is None:
            self._clock.stop()
        elif oldest is not self._oldest:
            self._oldest, self._looks = oldest, 0
        else:
            self._looks += 1
            if self._looks >= _LONG:
                paths = self._paths()
                # The file may be a link to another disk.
                self._asked, self._looks = Look(lambda: ask_disks(paths.root, paths.database)), 0

    def _look_at_disk(self, asked: Look[None]) -> None:
        self._looks += 1
        if asked.answered():
            self._asked, self._looks = None, 0
            self._tell(False)
        elif self._looks >= _SILENT:
            self._tell(True)

    def _tell(self, silent: bool) -> None:
        if silent is not self._is_silent:
            self._is_silent = silent
            self.silent.emit(silent)
