"""The import that runs in a window: it goes on when its dialog is closed, and can be paused."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.services.unstored_acts.library_acts import ImportStopped

if TYPE_CHECKING:
    from reader.core.errors import ReaderError
    from reader.core.progress import Progress
    from reader.gui.background.job_runner import Job
    from reader.gui.context import WindowContext
    from reader.services.importing.fetch_waiting import FetchedWaiting
    from reader.services.importing.import_choices import ImportChoices
    from reader.services.importing.run_import import ImportOutcome
    from reader.services.library_session import LibrarySession


class ImportRun(QObject):
    """Imports files one after the other, off the GUI thread.

    What is stored stays when it is paused or the program ends; the same file given again goes on from there.
    """

    stepped = Signal(int, int)
    """Rows done and rows in all of the file; 0 in all while it is still counted."""
    ended = Signal(object)
    """One file is imported (`ImportOutcome`)."""
    failed = Signal(object)
    """One file was not (`ReaderError`); the others go on."""
    paused = Signal()
    finished = Signal()
    """Every file is settled."""
    fetched = Signal(object, str)
    """No more texts are fetched for now: how it went, as numbers (`FetchedWaiting`) and in words."""

    def __init__(self, context: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._files: deque[Path] = deque()
        self._choices: ImportChoices | None = None
        self._job: Job | None = None
        self._given_up: Path | None = None
        self._pausing = False
        self._begun = 0.0
        self._first = 0
        self.done = 0
        self.total = 0
        self.fetching = False
        """Whether texts that came without are on their way."""

    @property
    def running(self) -> bool:
        """Whether rows are being taken."""
        return self._job is not None

    @property
    def waiting(self) -> bool:
        """Whether it was paused before its end."""
        return self._job is None and bool(self._files)

    @property
    def file(self) -> str:
        """The name of the file at hand; "" for none."""
        return self._files[0].name if self._files else ""

    def begin(self, files: Sequence[Path], choices: ImportChoices) -> None:
        """Import files with these choices; nothing happens while others are under way."""
        if not self._files:
            self._files.extend(files)
            self._choices = choices
            self.go_on()

    def go_on(self) -> None:
        """Import the file at hand, from where it was paused."""
        choices, session = self._choices, self._context.library.session
        if self._job is not None or not self._files or choices is None or session is None:
            return
        path = self._files[0]
        self._pausing = False

        def work(progress: Progress) -> ImportOutcome:
            from reader.services.importing.run_import import run_import

            return run_import(session, path, choices, progress)

        self.done = self.total = self._first = 0
        self._begun = time.monotonic()
        self._job = self._context.jobs.submit(
            "network",
            work,
            done=self._on_done,
            failed=self._on_failed,
            progress=self._on_step,
            cancelled=self._on_cancelled,
        )

    def pause(self) -> None:
        """Stop after the rows that are just being stored; were they the file's last, before the next file."""
        if self._job is not None:
            self._pausing = True
            self._job.cancel()

    def give_up(self) -> None:
        """Stop, and forget what is left; what is stored stays, and can be undone."""
        self._given_up = self._files[0] if self._files else None
        self._files.clear()
        if self._job is not None:
            self._job.cancel()
        else:
            self._stopped()

    def _stopped(self) -> None:
        path, session = self._given_up, self._context.library.session
        self._given_up = None
        if path is not None and session is not None:
            job = self._context.jobs.submit("network", lambda _progress: _stop(session, path), keep=True)
            job.acts = (ImportStopped(str(path)),)
        self.finished.emit()

    def end_fetching(self, found: FetchedWaiting, told: str) -> None:
        """No more texts are fetched for now; `told` says how it went."""
        self.fetching = False
        self.fetched.emit(found, told)

    def minutes_left(self) -> int:
        """How long it will still take at this pace, in minutes; 0 for not known yet."""
        done = self.done - self._first
        if done <= 0 or self.total <= 0:
            return 0
        seconds = (time.monotonic() - self._begun) / done * (self.total - self.done)
        return max(1, round(seconds / 60))

    def _on_step(self, done: int, total: int, _text: str) -> None:
        if total and not self.total:
            self._begun, self._first = time.monotonic(), done
        self.done, self.total = done, total
        self.stepped.emit(done, total)
        if total:
            self._context.library.refresh()

    def _on_done(self, outcome: ImportOutcome) -> None:
        self._next()
        self._context.library.refresh()
        self.ended.emit(outcome)
        self._follow()

    def _on_failed(self, error: ReaderError) -> None:
        self._next()
        self.failed.emit(error)
        self._follow()

    def _on_cancelled(self) -> None:
        self._job = None
        self._context.library.refresh()
        if self._files:
            self.paused.emit()
        else:
            self._stopped()

    def _next(self) -> None:
        self._job = None
        if self._files:
            self._files.popleft()

    def _follow(self) -> None:
        if not self._files:
            self.finished.emit()
        elif self._pausing:
            self.paused.emit()
        else:
            self.go_on()


def _stop(session: LibrarySession, path: Path) -> None:
    from reader.services.importing.run_import import stop_import

    stop_import(session, path)
