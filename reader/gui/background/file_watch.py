"""Watches files for changes. Whether they are there is asked off the GUI thread, for their disk may hang."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from reader.core.look import there
from reader.gui.background.job_runner import JobRunner


class FileWatch(QObject):
    """Watches files and folders, those that are there.

    Args:
        jobs: ask the disk, on the lane of the library.
    """

    changed = Signal()
    """A file or folder changed; or it is watched from now on, and may have changed just before."""

    def __init__(self, jobs: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._wanted: frozenset[str] = frozenset()
        self._newest = f"watch-{id(self)}"
        self._files = QFileSystemWatcher(self)
        self._files.fileChanged.connect(lambda _path: self.changed.emit())
        self._files.directoryChanged.connect(lambda _path: self.changed.emit())

    @property
    def complete(self) -> bool:
        """Whether all that was to be watched is."""
        return self._watched() >= self._wanted

    def follow(self, paths: Iterable[Path]) -> None:
        """Watch these and nothing else, as soon as the disk has said which of them are there."""
        self._wanted = frozenset(map(str, paths))
        watched = self._watched()
        if former := sorted(watched - self._wanted):
            self._files.removePaths(former)
        if missing := sorted(self._wanted - watched):
            self._ask(missing)

    def _ask(self, missing: Sequence[str]) -> None:
        self._jobs.submit(
            "library",
            lambda _progress: there(missing),
            done=partial(self._begin, self._wanted),
            newest=self._newest,
        )

    def _begin(self, wanted: frozenset[str], found: Sequence[str]) -> None:
        """Qt looks at each file once more: what the disk has just said, the system still knows.

        What it cannot watch is told as no change: whoever hears of one asks for what is missing again.
        """
        if wanted is self._wanted and found and len(self._files.addPaths(found)) < len(found):
            self.changed.emit()

    def stop(self) -> None:
        """Watch nothing, and nothing that was asked for before."""
        self.follow(())

    def _watched(self) -> set[str]:
        return {*self._files.files(), *self._files.directories()}
