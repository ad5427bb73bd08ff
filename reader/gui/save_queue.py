"""Links on their way into the library: queued, saved on the network lane, kept when they fail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from reader.core.errors import ReaderError
from reader.core.model import PendingSave
from reader.core.progress import Progress
from reader.gui.job_runner import JobRunner
from reader.gui.save_entry import SaveEntry, SaveState

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.services.save_article import SaveOutcome

RETRY_MINUTES = (1, 5, 30)
"""When a save that failed for want of a connection is tried again by itself."""


class SaveQueue(QObject):
    """The saves of one window.

    A link is shown at once, written to the library's list of pending saves, then fetched; whatever
    happens to the program, it is there again at the next start.

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
        self._unwritten: list[SaveEntry] = []
        self._ready = False

    @property
    def entries(self) -> Sequence[SaveEntry]:
        """Every entry that has not left, in the order given."""
        return self._entries

    def add(self, links: Sequence[str], open_when_saved: bool = False) -> None:
        """Queue links; one that is already on its way is not queued twice."""
        known = {entry.url: entry for entry in self._entries if entry.active}
        for link in links:
            if link in known:
                continue
            self._drop_failed(link)
            entry = SaveEntry(link, open_when_saved=open_when_saved and len(links) == 1)
            self._entries.append(entry)
            self._unwritten.append(entry)
            self.changed.emit(entry)
        self._write()

    def start(self, pending: Sequence[PendingSave]) -> None:
        """The library is open: take up what an earlier run left, and begin."""
        self._ready = True
        waiting = {entry.url for entry in self._entries}
        for kept in pending:
            if kept.url in waiting:
                continue
            entry = SaveEntry(kept.url, pending_id=kept.id)
            if kept.error:
                entry.state = SaveState.FAILED
                entry.error = _error_again(kept)
            self._entries.append(entry)
            self.changed.emit(entry)
            if entry.state is SaveState.WAITING:
                self._run(entry)
        self._write()

    def cancel(self, entry: SaveEntry) -> None:
        """Give a save up: nothing of it stays."""
        if entry.job is not None:
            entry.job.cancel()
        self._forget(entry)

    def retry(self, entry: SaveEntry) -> None:
        """Try a failed save again."""
        if entry.state is not SaveState.FAILED or entry not in self._entries:
            return
        entry.error = None
        entry.state = SaveState.WAITING
        self.changed.emit(entry)
        if entry.pending_id:
            self._run(entry)
        else:
            self._unwritten.append(entry)
            self._write()

    def remove(self, entry: SaveEntry) -> None:
        """Take an entry off the list and forget its link."""
        self._forget(entry)

    def retry_offline(self) -> None:
        """The connection is back: try again what failed for want of it."""
        for entry in list(self._entries):
            if entry.error is not None and entry.error.kind == "offline":
                self.retry(entry)

    def _drop_failed(self, link: str) -> None:
        """Giving a failed link again is a retry: the old item leaves."""
        for entry in [e for e in self._entries if e.url == link and e.state is SaveState.FAILED]:
            self._forget(entry)

    def _write(self) -> None:
        """Note the new links in the library, all in one job; each runs as soon as it is noted."""
        session = self._session()
        if not self._ready or session is None or not self._unwritten:
            return
        entries, self._unwritten = self._unwritten, []
        urls = [entry.url for entry in entries]
        self._runner.submit(
            "library",
            lambda _progress: [session.pending.add(url, ()).id for url in urls],
            done=lambda ids: self._written(entries, ids),
            failed=lambda error: self._not_written(entries, error),
            keep=True,
        )

    def _written(self, entries: Sequence[SaveEntry], ids: Sequence[int]) -> None:
        for entry, pending_id in zip(entries, ids, strict=True):
            entry.pending_id = pending_id
            if entry in self._entries:
                self._run(entry)
            else:  # cancelled meanwhile
                self._forget_pending(entry)

    def _not_written(self, entries: Sequence[SaveEntry], error: ReaderError) -> None:
        for entry in entries:
            self._on_failed(entry, error)

    def _run(self, entry: SaveEntry) -> None:
        session = self._session()
        assert session is not None
        entry.attempts += 1
        entry.job = self._runner.submit(
            "network",
            lambda progress: _save(session, entry.url, entry.pending_id, progress),
            done=lambda outcome: self._on_done(entry, outcome),
            failed=lambda error: self._on_failed(entry, error),
            progress=lambda done, total, step: self._on_step(entry, done, total, step),
        )

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
        entry.missing_pictures = outcome.pictures_failed
        if outcome.status == "duplicate":
            entry.state = SaveState.DUPLICATE
        else:
            entry.state = SaveState.PARTIAL if outcome.pictures_failed else SaveState.SAVED
        self.offline_changed.emit(False)
        if entry in self._entries:
            self.changed.emit(entry)
        self.saved.emit(entry)

    def _on_failed(self, entry: SaveEntry, error: ReaderError) -> None:
        entry.job = None
        entry.state, entry.error, entry.step = SaveState.FAILED, error, ""
        if error.kind == "offline":
            self.offline_changed.emit(True)
            minutes = RETRY_MINUTES[min(entry.attempts, len(RETRY_MINUTES)) - 1]
            QTimer.singleShot(minutes * 60_000, self, lambda: self.retry(entry))
        self.changed.emit(entry)
        self.failed.emit(entry)

    def _forget(self, entry: SaveEntry) -> None:
        if entry in self._entries:
            self._entries.remove(entry)
        if entry in self._unwritten:
            self._unwritten.remove(entry)
        self._forget_pending(entry)
        self.gone.emit(entry)

    def _forget_pending(self, entry: SaveEntry) -> None:
        session, pending_id = self._session(), entry.pending_id
        if session is not None and pending_id:
            entry.pending_id = 0
            self._runner.submit("library", lambda _progress: session.pending.remove(pending_id), keep=True)


def _save(session: LibrarySession, url: str, pending_id: int, progress: Progress) -> SaveOutcome:
    """Save a link and settle its pending row in the same job, so that a restart finds them agreeing."""
    from reader.services.save_article import save_article

    try:
        outcome = save_article(session, url, progress)
    except ReaderError as error:
        session.pending.fail(pending_id, error.kind, _texts(error.values))
        raise
    session.pending.remove(pending_id)
    return outcome


def _texts(values: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}


def _error_again(kept: PendingSave) -> ReaderError:
    """The failure an earlier run noted; a kind this version does not know becomes a general one."""
    try:
        return ReaderError(kept.error, **kept.error_values)
    except (KeyError, TypeError):
        return ReaderError("worker-failed", kept.error)
