"""Links and pages on their way into the library: queued, saved on the network lane, kept when they fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from reader.core.errors import ReaderError
from reader.core.model import PendingSave
from reader.core.origin import TYPED, Origin
from reader.core.progress import Progress
from reader.gui.background.job_runner import LANES, JobRunner
from reader.gui.background.kept_links import KeptLinks
from reader.gui.background.retry_clock import RetryClock
from reader.gui.background.save_entry import SaveEntry, SaveState
from reader.gui.background.save_jobs import SaveJobs, entry_again, refetch, retry_pictures
from reader.gui.widgets.mime_page import GivenPage
from reader.services.saving.keep_trying import (
    MENDED_BY_CONNECTION,
    RETRY_MINUTES,
    counted,
    is_waited_for,
    planned,
    seconds_left,
    seconds_to_wait,
)

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.services.saving.refetch_article import RefetchOutcome
    from reader.services.saving.retry_pictures import PicturesOutcome
    from reader.services.saving.save_article import SaveOutcome

PER_HOST = 2
"""Saves of one host at once; the other lanes are left to other hosts."""


class SaveQueue(QObject):
    """The saves of one window.

    A link is shown at once, written to the library's list of pending saves, then fetched; whatever
    happens to the program, it is there again at the next start. What fails for want of a connection is
    tried again after 1, 5 and 30 minutes, when the connection is back, and at the next start.

    Args:
        runner: runs the work.
        session: returns the open library, or `None` while it is being opened.
    """

    changed = Signal(object)
    """An entry is new or has changed."""
    gone = Signal(object)
    """An entry has left: cancelled, removed or dismissed."""
    saved = Signal(object)
    """An entry became an article."""
    failed = Signal(object)
    pictures_tried = Signal(object)
    """The missing pictures of an entry's article were asked for again."""
    refetched = Signal(object)
    """The page of an entry's article was fetched again."""
    offline_changed = Signal(bool)

    def __init__(
        self,
        runner: JobRunner,
        session: Callable[[], LibrarySession | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._session = session
        self._entries: list[SaveEntry] = []
        self._kept = KeptLinks(runner, session, self)
        self._kept.written.connect(self._on_written)
        self._kept.not_written.connect(self._on_not_written)
        self._clock = RetryClock(self)
        self._clock.due.connect(self._on_due)
        self._ready = False

    @property
    def entries(self) -> Sequence[SaveEntry]:
        """Every entry that has not left, in the order given."""
        return self._entries

    def add(
        self,
        links: Sequence[str],
        open_when_saved: bool = False,
        tags: Sequence[str] = (),
        origin: Origin = TYPED,
    ) -> None:
        """Queue links (or `file:` addresses); one that is already on its way is not queued twice."""
        known = {entry.url for entry in self._entries if entry.active}
        failed = {entry.url: entry for entry in self._entries if entry.state is SaveState.FAILED}
        for link in [link for link in dict.fromkeys(links) if link not in known]:
            wanted = open_when_saved and len(links) == 1
            entry = SaveEntry(link, open_when_saved=wanted, tags=tuple(tags), origin=origin)
            self._entries.append(entry)
            if link in failed:  # giving a failed link again is a retry: the old item leaves
                self._forget(failed[link])
            self._kept.add(entry)
            self.changed.emit(entry)
        self._write()

    def add_page(self, page: GivenPage, open_when_saved: bool = False, tags: Sequence[str] = ()) -> None:
        """Queue a page at hand. It lives in memory only, so a restart forgets it."""
        entry = SaveEntry(page.url, page=page, open_when_saved=open_when_saved, tags=tuple(tags))
        self._entries.append(entry)
        self.changed.emit(entry)
        self._pump()

    def start(self, pending: Sequence[PendingSave]) -> None:
        """The library is open: take up what an earlier run left, and begin."""
        self._ready = True
        waiting = {entry.url for entry in self._entries}
        for kept in pending:
            if kept.url not in waiting:
                self._take_up(kept)
        self._write()
        self._pump()

    def keep(self) -> None:
        """The window closes, or may be ended: no link is lost, though the library never opened."""
        self._kept.keep()

    def begin_again(self, pending: Sequence[PendingSave]) -> None:
        """The library was closed and is open again: what was under way waits once more."""
        self._forget(*(entry for entry in self._entries if entry.article_id))  # it may be another library
        kept = {save.url: save.id for save in pending}
        for entry in self._entries:
            if entry.job is not None or entry.active:
                entry.job, entry.state = None, SaveState.WAITING
                entry.pending_id = kept.get(entry.url, 0)
                if not entry.pending_id and entry.page is None:
                    self._kept.add(entry)
                self.changed.emit(entry)
        self.start(pending)

    def cancel(self, entry: SaveEntry) -> None:
        """Give a save up: nothing of it stays."""
        self._forget(entry)
        self._pump()

    def cancel_all(self) -> None:
        """Give up everything that waits or runs."""
        self._forget(*(entry for entry in self._entries if entry.active))

    def retry(self, entry: SaveEntry) -> None:
        """Try a failed save again; the reader asks, so its schedule begins anew."""
        self.retry_all([entry])

    def retry_all(self, entries: Sequence[SaveEntry]) -> None:
        """Try failed saves again, and ask for pictures that saved articles lack."""
        for entry in list(entries):
            entry.attempts = 0
            if entry.state is SaveState.PARTIAL:
                self.retry_pictures(entry)
            else:
                self._again(entry)
        self._pump()

    def agree(self, entry: SaveEntry) -> None:
        """Follow the local link of a failed save: the reader was asked and lets this one be followed."""
        link = entry.local_link
        entry.origin = entry.origin.agreeing(link)
        self._kept.agree(entry, link)
        self.retry(entry)

    def remove(self, entry: SaveEntry) -> None:
        """Take an entry off the list and forget its link."""
        self._forget(entry)

    def remove_all(self, entries: Sequence[SaveEntry]) -> None:
        """Take entries off the list and forget their links, all in one go."""
        self._forget(*entries)

    def put_back(self, entries: Sequence[SaveEntry]) -> None:
        """Put entries that were removed where they stood; none is tried before its time."""
        known = {entry.url for entry in self._entries}
        back = [entry for entry in entries if entry.url not in known]
        self._entries = sorted([*self._entries, *back], key=lambda entry: entry.number)
        self._kept.keep_failed([entry for entry in back if not entry.article_id and entry.page is None])
        for entry in back:
            if entry.state is SaveState.PARTIAL:
                self._clock.try_in(entry, planned(entry.attempts))
            elif entry.error is not None:
                self._clock.try_in(entry, seconds_to_wait(entry.error, entry.attempts))
            self.changed.emit(entry)

    def save_as_text(self, entry: SaveEntry) -> None:
        """Save the text of a page in which no article was found."""
        entry.as_text = True
        self.retry(entry)

    def say_online(self) -> None:
        """Something else has reached the network."""
        self.offline_changed.emit(False)

    def retry_offline(self) -> None:
        """The connection is back: try again what failed for want of it."""
        for entry in list(self._entries):
            if entry.error is not None and entry.error.kind in MENDED_BY_CONNECTION:
                self._again(entry)
            elif entry.state is SaveState.PARTIAL:
                self.retry_pictures(entry)
        self._pump()

    def retry_pictures(self, entry: SaveEntry) -> None:
        """Ask again for the pictures that an entry's article lacks; it need not be in the queue yet."""
        self._look_again(entry, "pictures", retry_pictures, self._on_pictures, self._on_no_pictures)

    def refetch(self, entry: SaveEntry, copy: str = "") -> None:
        """Fetch the page of an entry's article again, or an archive's `copy`; it need not be in the queue."""
        entry.copy = copy
        self._look_again(entry, "fetching", refetch, self._on_refetched, self._on_failed)

    def _look_again(
        self,
        entry: SaveEntry,
        step: str,
        work: Callable[[LibrarySession, SaveEntry, Progress], Any],
        done: Callable[[SaveEntry, Any], None],
        failed: Callable[[SaveEntry, ReaderError], None],
    ) -> None:
        session = self._session()
        if session is None or not entry.article_id or entry.job is not None:
            return
        self._clock.stop(entry)
        if entry not in self._entries:
            self._entries.append(entry)
        entry.state, entry.step, entry.done, entry.total, entry.error = SaveState.RUNNING, step, 0, 0, None
        entry.job = self._runner.submit(
            "network",
            lambda progress: work(session, entry, progress),
            done=lambda outcome: done(entry, outcome),
            failed=lambda error: failed(entry, error),
            progress=lambda done, total, step: self._on_step(entry, done, total, step),
        )
        self.changed.emit(entry)

    # Waiting and running

    def _take_up(self, kept: PendingSave) -> None:
        """What an earlier run left: waiting, or failed and due now, later, or when the reader says so."""
        entry, left = entry_again(kept), seconds_left(kept)
        self._entries.append(entry)
        if is_waited_for(entry.error) and not left:
            entry.error = None
        if entry.error is not None:
            entry.state = SaveState.FAILED
            self._clock.try_in(entry, left)
        self.changed.emit(entry)

    def _again(self, entry: SaveEntry) -> None:
        self._clock.stop(entry)
        if entry.state is not SaveState.FAILED or entry not in self._entries:
            return
        if entry.article_id:
            (self.retry_pictures if entry.missing_pictures else self.refetch)(entry)
            return
        entry.error = None
        entry.state = SaveState.WAITING
        self.changed.emit(entry)
        if not entry.pending_id and entry.page is None:
            self._kept.add(entry)
            self._write()

    def _on_due(self, entry: SaveEntry) -> None:
        if entry.state is SaveState.PARTIAL:
            self.retry_pictures(entry)
        else:
            self._again(entry)
            self._pump()

    def _write(self) -> None:
        """Note the new links in the library, all in one job; each runs as soon as it is noted."""
        if self._ready:
            self._kept.write()

    def _on_written(self, entries: Sequence[SaveEntry]) -> None:
        mine = set(map(id, self._entries))
        self._kept.forget([entry for entry in entries if id(entry) not in mine])  # cancelled meanwhile
        self._pump()

    def _on_not_written(self, entries: Sequence[SaveEntry], error: ReaderError) -> None:
        for entry in entries:
            self._on_failed(entry, error)

    def _pump(self) -> None:
        """Start what may start: four saves at once, two of one host."""
        if not self._ready or self._session() is None:
            return
        running = Counter(entry.host for entry in self._entries if entry.job is not None)
        total = sum(running.values())
        for entry in self._entries:
            if total >= LANES["network"]:
                return
            may_run = entry.state is SaveState.WAITING and entry.job is None
            noted = entry.pending_id or entry.page is not None
            if may_run and noted and running[entry.host] < PER_HOST:
                running[entry.host] += 1
                total += 1
                self._run(entry)

    def _run(self, entry: SaveEntry) -> None:
        session = self._session()
        assert session is not None
        work = SaveJobs(session, entry)
        entry.job = self._runner.submit(
            "network",
            work.run,
            done=lambda outcome: self._on_done(entry, outcome),
            failed=lambda error: self._on_failed(entry, error),
            progress=lambda done, total, step: self._on_step(entry, done, total, step),
        )

    # What became of it

    def _on_step(self, entry: SaveEntry, done: int, total: int, step: str) -> None:
        entry.state = SaveState.RUNNING
        if step:
            entry.step = step
        entry.done, entry.total = done, total
        self.changed.emit(entry)

    def _on_done(self, entry: SaveEntry, outcome: SaveOutcome) -> None:
        entry.job = None
        entry.pending_id = 0
        entry.article_id, entry.title, entry.saved_at = outcome.id, outcome.title, outcome.saved_at
        entry.missing_pictures, entry.is_file = outcome.pictures_failed, outcome.incomplete == "file"
        if outcome.status == "duplicate":
            entry.state = SaveState.DUPLICATE
        else:
            self._tell_pictures(entry)
        if entry.host:
            self.offline_changed.emit(False)
        if entry in self._entries:
            self.changed.emit(entry)
        self.saved.emit(entry)
        self._pump()

    def _on_pictures(self, entry: SaveEntry, outcome: PicturesOutcome) -> None:
        entry.job = None
        entry.title, entry.missing_pictures = outcome.title, outcome.failed
        if outcome.unasked:  # this try does not count
            entry.attempts = max(0, entry.attempts - 1)
        if outcome.offline or outcome.saved:
            self.offline_changed.emit(outcome.offline)
        self._tell_pictures(entry)
        self.changed.emit(entry)
        self.pictures_tried.emit(entry)
        if entry.state is SaveState.PARTIAL and not entry.again_at:
            self._forget(entry)  # the site has not got them; the article's menu asks once more
        self._pump()

    def _on_no_pictures(self, entry: SaveEntry, error: ReaderError) -> None:
        entry.missing_pictures = max(1, entry.missing_pictures)  # not counted yet, and what a retry asks for
        self._on_failed(entry, error)

    def _tell_pictures(self, entry: SaveEntry) -> None:
        """Saved, whole or without some pictures; those are asked for again by the clock, three times."""
        entry.state = SaveState.PARTIAL if entry.missing_pictures else SaveState.SAVED
        if entry.missing_pictures and entry.attempts < len(RETRY_MINUTES) and entry in self._entries:
            entry.attempts += 1
            self._clock.try_in(entry, planned(entry.attempts))

    def _on_refetched(self, entry: SaveEntry, outcome: RefetchOutcome) -> None:
        entry.job = None
        entry.title, entry.reason, entry.state = outcome.title, outcome.reason, SaveState(outcome.status)
        self.changed.emit(entry)
        self.refetched.emit(entry)
        self._pump()

    def _on_failed(self, entry: SaveEntry, error: ReaderError) -> None:
        entry.job = None
        entry.state, entry.error, entry.step = SaveState.FAILED, error, ""
        if error.kind == "offline":
            self.offline_changed.emit(True)
        if is_waited_for(error):
            entry.attempts = counted(error, entry.attempts + 1)
            if entry in self._entries:
                self._clock.try_in(entry, seconds_to_wait(error, entry.attempts))
        if entry in self._entries:
            self.changed.emit(entry)
            self.failed.emit(entry)
        self._pump()

    def _forget(self, *entries: SaveEntry) -> None:
        gone = {entry.number for entry in entries}
        self._entries = [entry for entry in self._entries if entry.number not in gone]
        self._kept.forget(entries)
        for entry in entries:
            if entry.job is not None:
                entry.job.cancel()
                entry.job = None
            self._clock.stop(entry)
            self.gone.emit(entry)
