"""Models on their way in: downloaded, paused, resumed where they were, checked and installed.

They go on when the dialog is closed, wait while there is no connection and continue by themselves.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from reader.core.errors import ReaderError
from reader.core.model import ModelPackage
from reader.core.progress import Progress
from reader.gui.background.job_runner import Job, JobRunner
from reader.services.translation.manage_packages import discard_download, install_package
from reader.services.translation.package_names import exact_name

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

WAITING, RUNNING, CHECKING, PAUSED, OFFLINE, FAILED = (
    "waiting",
    "running",
    "checking",
    "paused",
    "offline",
    "failed",
)
_NO_CONNECTION = frozenset({"offline", "private-reading", "unknown-host", "timeout", "refused"})
_TRY_AGAIN = 60_000
"""ms until what waits for a connection is tried again: not every system tells when there is one."""
_SMOOTH = 0.3  # share of the newest measurement in the speed


@dataclass(eq=False, slots=True)
class Download:
    """One model on its way. `package` is `None` for a file, whose path is `what`; sizes are bytes."""

    what: str
    package: ModelPackage | None = None
    state: str = WAITING
    done: int = 0
    total: int = 0
    speed: float = 0.0
    error: ReaderError | None = None
    job: Job | None = None
    seen: tuple[float, int] = (0.0, 0)

    @property
    def active(self) -> bool:
        """Whether it waits or runs."""
        return self.state in (WAITING, RUNNING, CHECKING)

    def seconds_left(self) -> int | None:
        """An estimate from the speed, `None` while it says nothing."""
        if self.speed <= 0 or not self.total:
            return None
        return max(1, round((self.total - self.done) / self.speed))

    def measure(self, done: int, total: int) -> None:
        """Take up how far it is and how fast it goes."""
        now = time.monotonic()
        if done > self.done and self.seen[0]:
            span = now - self.seen[0]
            if span >= 0.5:
                fresh = (done - self.seen[1]) / span
                self.speed = fresh if not self.speed else _SMOOTH * fresh + (1 - _SMOOTH) * self.speed
                self.seen = (now, done)
        else:
            self.seen = (now, done)
        self.done, self.total = done, total


class ModelDownloads(QObject):
    """The downloads and installations of one window.

    Args:
        runner: runs the work.
        session: returns the open library, or `None`.
    """

    changed = Signal(object)
    """A `Download` is new or another now; one that is done has left `all`."""
    installed = Signal(str)
    """A model is installed; carries what was asked for."""

    def __init__(
        self, runner: JobRunner, session: Callable[[], LibrarySession | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._runner, self._session = runner, session
        self.all: dict[str, Download] = {}
        self.list_asked = False
        """Whether the newest list of models was asked for in this run of the program."""
        self.again = QTimer(self, singleShot=True, interval=_TRY_AGAIN)
        """Runs while a download waits for a connection."""
        self.again.timeout.connect(self.connection_back)

    def of(self, name: str) -> Download | None:
        """The download of a package by its name: a pair, or an engine and a pair."""
        return self.all.get(name)

    def fetch(self, package: ModelPackage, kept: int = 0) -> None:
        """Download a package and install it; `kept` bytes are here already."""
        known = self.all.get(package.name)
        if known is not None and known.active:
            return
        one = Download(package.name, package, done=kept, total=package.size_bytes)
        self.all[package.name] = one
        self._start(one)

    def install_file(self, path: Path) -> None:
        """Install a package file, or the folder of a Firefox model."""
        one = Download(str(path), state=CHECKING)
        self.all[one.what] = one
        self._start(one)

    def pause(self, one: Download) -> None:
        """Stop for now; what has come stays."""
        if one.active and one.job is not None:
            one.state = PAUSED
            one.job.cancel()
            self.changed.emit(one)

    def resume(self, one: Download) -> None:
        """Go on with the rest; a failed one is tried again."""
        if not one.active and self.all.get(one.what) is one and one.job is None:
            one.error = None
            self._start(one)

    def cancel(self, one: Download) -> None:
        """Give it up; nothing of it stays."""
        self.all.pop(one.what, None)
        running, one.state = one.job, FAILED
        if running is not None:
            running.cancel()
        else:
            self._discard(one)
        self.changed.emit(one)

    def connection_back(self) -> None:
        """What waited for a connection goes on."""
        for one in list(self.all.values()):
            if one.state == OFFLINE:
                self.resume(one)

    def _start(self, one: Download) -> None:
        session = self._session()
        if session is None:
            return
        one.state = WAITING if one.package is not None else CHECKING
        one.speed, one.seen = 0.0, (0.0, 0)
        one.job = self._runner.submit(
            "network",
            partial(_install, session, one.what if one.package is None else exact_name(one.package)),
            done=lambda _: self._on_done(one),
            failed=partial(self._on_failed, one),
            progress=partial(self._on_step, one),
            cancelled=lambda: self._on_cancelled(one),
        )
        self.changed.emit(one)

    def _on_step(self, one: Download, done: int, total: int, step: str) -> None:
        if one.state == PAUSED:
            return
        if step == "downloading":
            one.state = RUNNING
            one.measure(done, total or one.total)
        else:
            one.state = CHECKING
            if one.package is None:
                one.done, one.total = done, total
        self.changed.emit(one)

    def _on_done(self, one: Download) -> None:
        one.job = None
        self.all.pop(one.what, None)
        self.changed.emit(one)
        self.installed.emit(one.what)

    def _on_failed(self, one: Download, error: ReaderError) -> None:
        one.job, one.error = None, error
        offline = one.package is not None and error.kind in _NO_CONNECTION
        one.state = OFFLINE if offline else FAILED
        if offline:
            self.again.start()
        self.changed.emit(one)

    def _on_cancelled(self, one: Download) -> None:
        one.job = None
        if self.all.get(one.what) is not one:
            self._discard(one)
        self.changed.emit(one)

    def _discard(self, one: Download) -> None:
        session, package = self._session(), one.package
        if session is not None and package is not None:
            self._runner.submit("library", lambda _progress: discard_download(session, package))


def _install(session: LibrarySession, what: str, progress: Progress) -> None:
    install_package(session, what, progress)
