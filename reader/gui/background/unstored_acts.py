"""What the reader did last is kept aside when the library does not store it before the window closes."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Sequence
from concurrent.futures import wait
from pathlib import Path

from PySide6.QtCore import QObject

from reader.core.errors import ReaderError
from reader.core.look import Look
from reader.gui.background.job_runner import Job, JobRunner

log = logging.getLogger(__name__)

_MOMENT = 0.4
"""s in which the library mostly has stored what waits; afterwards it is kept aside, too."""

_PATIENCE = 1.0
"""s that the own folder's disk is waited for beyond that."""


class UnstoredActs(QObject):
    """For one window. What is in a file once is done again by the next start, which changes nothing.

    Args:
        jobs: what the window does.
    """

    def __init__(self, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._acting: list[Job] = []
        self._look: Look[None] | None = None
        self._files: list[Path] = []
        jobs.ended.connect(self._tidy)

    def begin(self, root: Path) -> None:
        """The window closes: keep aside, from a thread of its own, what is not stored a moment from now.

        Args:
            root: the library's folder.
        """
        self._acting, self._root = self._jobs.acting(), root
        if self._acting:
            self._look = Look(lambda: self._keep(self._acting, root, _MOMENT))

    def keep_now(self, root: Path) -> None:
        """The window may be ended, or go on: the same at once."""
        self.begin(root)
        if self._look is not None:
            self._look.answered(_MOMENT + _PATIENCE)
            self._look = None

    def end(self) -> None:
        """All jobs have ended or were left behind: what was refused meanwhile is kept aside as well, and
        nothing is if all is stored."""
        if self._look is not None and not self._look.answered(_PATIENCE):
            return  # the own folder's disk is silent, too
        left = [job for job in self._acting if not job.stored]
        if not left:
            self._forget()
        elif not all(job.kept_elsewhere for job in left):
            Look(lambda: self._keep(left, self._root, 0.0)).answered(_PATIENCE)

    def _keep(self, acting: Sequence[Job], root: Path, seconds: float) -> None:
        from reader.services.unstored_acts import keep_acts

        wait([job.future for job in acting], seconds)
        left = [job for job in acting if not job.stored]
        if not left:
            return
        try:
            self._files.append(keep_acts(root, [act for job in left for act in job.acts]))
        except ReaderError as error:
            log.warning("what the library has not stored could not be kept elsewhere: %s", error.kind)
            return
        for job in left:
            job.kept_elsewhere = True

    def _tidy(self) -> None:
        """The window went on after all, and the library has taken what was kept aside."""
        if self._files and self._look is None and all(job.stored for job in self._acting):
            files, self._files = self._files, []
            self._jobs.submit("files", lambda _progress: _remove(files))

    def _forget(self) -> None:
        files, self._files = self._files, []
        if files:
            Look(lambda: _remove(files)).answered(_PATIENCE)


def _remove(files: Sequence[Path]) -> None:
    for file in files:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
