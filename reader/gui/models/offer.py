"""The better models of one pair of languages: which they are, and how far their downloads are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.gui.models.downloads import CHECKING, FAILED, OFFLINE, PAUSED, RUNNING, Download, ModelDownloads

if TYPE_CHECKING:
    from reader.gui.background.job_runner import Job, JobRunner
    from reader.gui.background.library_controller import LibraryController
    from reader.services.library_session import LibrarySession
    from reader.services.translation.better_models import BetterModels

NONE, OFFERED, LOADING, READY = "none", "offered", "loading", "ready"
"""States of an offer beside those of a download: nothing to offer, to be had, under way, all installed."""


class ModelsOffer(QObject):
    """What is missing for a good translation from one language to another, and its way in.

    Args:
        library: may be open later. jobs: runs the looks.
        downloads: of the window; others start and stop them too.
    """

    changed = Signal()
    """Another pair, another state, or something else is missing."""
    progressed = Signal()
    """More of it has come."""
    ready = Signal(str, str)
    """What was missing is installed; carries both languages."""

    def __init__(
        self, library: LibraryController, jobs: JobRunner, downloads: ModelDownloads, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._library, self._jobs, self._downloads = library, jobs, downloads
        self._pair = ("", "")
        self._told = NONE
        self._looking: Job | None = None
        self._asking: Job | None = None
        self.models: BetterModels | None = None
        self._wanted = False
        self.looked = False
        """Whether it is known what can be offered, or that nothing can."""
        self.awaited = False
        """Whether it is still being looked whether there is anything to offer."""
        downloads.changed.connect(self._on_download)
        downloads.installed.connect(lambda _what: self.look_again())

    @property
    def target(self) -> str:
        """The language that is to be read."""
        return self._pair[1]

    @property
    def needed(self) -> bool:
        """Whether nothing better than a demonstration model leads there so far, as far as that is known."""
        return self.models is not None and self.models.needed

    def look(self, source: str, target: str) -> None:
        """See what leads from one language to the other; empty ones mean none.

        Who asks shows the offer, which is none until it is known: that alone is told by no signal.
        """
        if (source, target) != self._pair:
            self._pair, self.models, self._told = (source, target), None, NONE
            self.awaited = self.looked = self._wanted = False
            self.look_again()

    def know(self, models: BetterModels | None) -> None:
        """Take up what a look found when the program was last used, until the library can be looked into."""
        self.models, self.looked = models, True
        self._told = self.state

    def look_again(self) -> None:
        """See anew what is missing: a model came or went, or the list of models is another one."""
        session, pair = self._library.session, self._pair
        if session is not None and all(pair):
            self.awaited = not self.looked
            self._looking = self._jobs.submit(
                "pictures",
                partial(_better, session, *pair),
                done=partial(self._take, pair),
                failed=lambda _error: self._end_looking(),
                cancelled=self._end_looking,
                newest=f"better-models-{id(self)}",
            )

    def _end_looking(self) -> None:
        """A look has no answer; the one that took its place may have."""
        if self._looking is not None and self._looking.finished:
            self._take(self._pair, self.models)

    def get(self) -> None:
        """Download what is missing, or go on with it; the first time after a look at the newest list."""
        session, pair = self._library.session, self._pair
        if session is None:
            self._wanted = True
        elif self._downloads.list_asked or self._running():
            self._fetch()
        elif self._asking is None:
            self._asking = self._jobs.submit(
                "network",
                partial(_newest, session, *pair),
                done=partial(self._on_newest, pair),
                failed=lambda _error: self._end_asking(),
                cancelled=self._end_asking,
            )
            self._tell()

    def _on_newest(self, pair: tuple[str, str], models: BetterModels | None) -> None:
        given_up = self._asking is not None and self._asking.work_progress.cancelled  # too late to end it
        self._downloads.list_asked = True
        self._end_asking()
        if pair == self._pair:
            self._take(pair, models)
            if not given_up:
                self._fetch()

    def _end_asking(self) -> None:
        self._asking = None
        self._tell()

    def _fetch(self) -> None:
        for package in self.models.missing if self.models is not None else ():
            known = self._downloads.of(package.name)
            if known is None:
                self._downloads.fetch(package)
            else:
                self._downloads.resume(known)

    def cancel(self) -> None:
        """Give the downloads up."""
        if self._asking is not None:
            self._asking.cancel()
        for one in self._running():
            self._downloads.cancel(one)

    @property
    def state(self) -> str:
        """`NONE`, `OFFERED`, `LOADING` or `READY`, or what holds the downloads up."""
        if self.models is None:
            return NONE
        if not self.models.missing:
            return READY
        if self._asking is not None:
            return LOADING
        states = [one.state for one in self._running()]
        if not states:
            return OFFERED
        for worst in (FAILED, OFFLINE, PAUSED):
            if worst in states:
                return worst
        return CHECKING if set(states) == {CHECKING} else LOADING

    @property
    def error(self) -> ReaderError | None:
        """Why a download failed."""
        return next((one.error for one in self._running() if one.state == FAILED), None)

    @property
    def done(self) -> int:
        """How many bytes of what is missing have come."""
        return sum(one.total if one.state == CHECKING else one.done for one in self._running())

    @property
    def seconds_left(self) -> int | None:
        """An estimate, `None` while nothing can be said."""
        running = [one for one in self._running() if one.state == RUNNING]
        speed = sum(one.speed for one in running)
        if speed <= 0 or self.models is None:
            return None
        return max(1, round((self.models.size_bytes - self.done) / speed))

    def _running(self) -> list[Download]:
        missing = self.models.missing if self.models is not None else ()
        return [one for package in missing if (one := self._downloads.of(package.name)) is not None]

    def _take(self, pair: tuple[str, str], models: BetterModels | None) -> None:
        if pair != self._pair:
            return
        before, self.models = self.models, models
        awaited, self.awaited, self.looked = self.awaited, False, True
        came = before is not None and bool(before.missing) and models is not None and not models.missing
        if before != models or awaited:
            self._tell(changed=True)
        if came:
            self.ready.emit(*pair)
        if self._wanted:  # before there was a library
            self._wanted = False
            self.get()

    def _on_download(self, one: Download) -> None:
        missing = self.models.missing if self.models is not None else ()
        if any(package.name == one.what for package in missing):
            self._tell()

    def _tell(self, changed: bool = False) -> None:
        state, before = self.state, self._told
        self._told = state
        if changed or state != before:
            self.changed.emit()
        else:
            self.progressed.emit()


def _better(session: LibrarySession, source: str, target: str, _progress: Progress) -> BetterModels | None:
    from reader.services.translation.better_models import better_models

    return better_models(session, source, target)


def _newest(session: LibrarySession, source: str, target: str, progress: Progress) -> BetterModels | None:
    from reader.services.translation.better_models import newest_better_models

    return newest_better_models(session, source, target, progress)
