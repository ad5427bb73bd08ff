"""What the reader did last is kept aside when the library does not store it before the window closes."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Sequence
from concurrent.futures import wait
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.core.errors import ReaderError
from reader.core.look import Look
from reader.core.model import ArticleSummary
from reader.gui.background.job_runner import Job, JobRunner
from reader.gui.background.library_controller import LibraryController

if TYPE_CHECKING:
    from reader.services.unstored_acts.kinds import Act

log = logging.getLogger(__name__)

_MOMENT = 0.4
"""s in which the library mostly has stored what waits; afterwards it is kept aside, too."""

_PATIENCE = 1.0
"""s that the own folder's disk is waited for beyond that."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A file, and the jobs that do what stands in it."""

    file: Path
    jobs: Sequence[Job]

    @property
    def settled(self) -> bool:
        """Whether each job has ended well, or the reader was told that it has not."""
        return all(job.stored or job.finished for job in self.jobs)


class UnstoredActs(QObject):
    """For one window. What is in a file once is done again by the next start: that changes nothing as long as
    the reader has done nothing since, so no file outlives what was done after it.

    Args:
        jobs: what the window does. library: lists its articles.
    """

    def __init__(self, jobs: JobRunner, library: LibraryController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._saved: dict[int, str] = {}
        """When the articles were saved that were listed: that tells them from others in an older backup."""
        library.rows.connect(lambda _view, listing, _counts: self._know(listing.rows if listing else ()))
        library.cards.connect(self._know)
        library.reopened.connect(lambda _pending: self._saved.clear())
        self._jobs = jobs
        self._acting: list[Job] = []
        self._look: Look[None] | None = None
        self._kept: list[_Kept] = []
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
        nothing is that is stored."""
        if self._look is not None and not self._look.answered(_PATIENCE):
            return  # the own folder's disk is silent, too
        left = [job for job in self._acting if not job.stored]
        over = [kept for kept in self._kept if kept.settled]
        missing = not all(job.kept_elsewhere for job in left)

        def settle() -> None:
            self._remove(over)
            if missing:
                self._keep(left, self._root, 0.0)

        if over or missing:
            Look(settle).answered(_PATIENCE)

    def _know(self, cards: Sequence[ArticleSummary]) -> None:
        self._saved.update((card.id, card.saved_at) for card in cards)

    def _keep(self, acting: Sequence[Job], root: Path, seconds: float) -> None:
        from reader.services.unstored_acts.acts_file import keep_acts

        wait([job.future for job in acting], seconds)
        left = [job for job in acting if not job.stored]
        if not left:
            return
        try:
            file = keep_acts(root, _acts_of(left), dict(self._saved))
        except ReaderError as error:
            log.warning("what the library has not stored could not be kept elsewhere: %s", error.kind)
            return
        self._kept.append(_Kept(file, left))
        for job in left:
            job.kept_elsewhere = True

    def _tidy(self, ended: Job) -> None:
        """The window went on after all: what was kept aside is stored, or refused, and the reader goes on.

        Until then a refusal that nobody saw, for the session ended, is tried again by the next start.
        """
        over = [
            kept
            for kept in self._kept
            if all(job.stored for job in kept.jobs)
            or (ended.acts and ended not in kept.jobs and kept.settled)
        ]
        if over:
            self._jobs.submit("files", lambda _progress: self._remove(over), newest="unstored")

    def _remove(self, over: Sequence[_Kept]) -> None:
        """Until a file is removed it is known, as the window may close before."""
        for kept in over:
            with contextlib.suppress(OSError):
                kept.file.unlink(missing_ok=True)
            with contextlib.suppress(ValueError):
                self._kept.remove(kept)


def _acts_of(jobs: Sequence[Job]) -> list[Act]:
    """The acts of jobs in order; one that several jobs share is done where the last of them does it."""
    acts = [act for job in jobs for act in job.acts]
    return list({id(act): act for act in reversed(acts)}.values())[::-1]
