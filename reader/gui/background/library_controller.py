"""Joins the open library to the window: opening and closing it, the list, the marks on articles."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from reader.core.errors import ReaderError
from reader.core.model import PendingSave
from reader.core.progress import Cancelled, Progress
from reader.gui.background import library_jobs
from reader.gui.background.job_runner import Job, JobRunner, Report
from reader.gui.background.library_jobs import Replacement, Shelves
from reader.gui.background.undo_stack import Change, Entry, Step, TagChange, UndoStack
from reader.services.library.browse_library import Listing, Order
from reader.services.translation.translation_server import address_of
from reader.services.unstored_acts.on_articles import Deletion, Mark, Tagging, Tags
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings

if TYPE_CHECKING:
    from reader.services.library.source_lists import SourceLists
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

_PAINTED = 20
"""ms after which the first cards of a view are on screen, and the others are read."""

SessionWork = Callable[["LibrarySession", Progress], Any]
FileWork = Callable[[Progress], LibraryPaths | None]
Reopened = tuple[list[PendingSave] | ReaderError, ReaderError | None, bool]


class LibraryController(QObject):
    """The library of one window. Everything it asks of the library runs off the GUI thread.

    Args:
        paths: the library.
        settings: its options.
        runner: runs the work.
        undo: remembers the changes.
    """

    ready = Signal(list)
    """The library is open; carries its pending saves."""
    open_failed = Signal(object)
    reopened = Signal(list)
    """The library was closed and is open again, maybe another one; carries its pending saves."""
    rows = Signal(str, object, dict)
    """The `Listing` of a view and the counts of all views and tags."""
    shelves = Signal(str, object)
    """A view that was read, and its `Shelves`; comes before `rows`."""
    cards = Signal(list)
    """Cards that were asked for by `read_cards`."""
    changed = Signal(object, bool)
    """A `Change` was asked for; `True` when it is an undo."""
    refused = Signal(object)
    """A `Change` that was told by `changed` could not be made."""
    tagged = Signal(bool)
    """The tags of articles were changed; `True` when it was an undo."""
    failed = Signal(object)
    sample_added = Signal(int)

    def __init__(
        self, paths: LibraryPaths, settings: Settings, runner: JobRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._paths = paths
        self._settings = settings
        self._runner = runner
        self._undo = UndoStack()
        self._opened: LibrarySession | None = None
        self.session: LibrarySession | None = None
        self._lists: SourceLists | None = None
        self._was_ready = False
        self._replacement = Replacement()
        self._opening: Job | None = None
        self._begun_changes = 0  # a list that was read before one of them is behind what is on screen
        self._rest = QTimer(self, singleShot=True, interval=_PAINTED)
        self._rest.timeout.connect(self.refresh)
        self.is_new = False
        """Whether nothing shows that there was a library before, as far as was seen by `quick_rows`."""
        self.view, self.sort = "unread", "saved"
        self.reverse = False
        self.short = False
        self.source = ""
        """The source whose lists are shown, empty for the newest one."""

    @property
    def paths(self) -> LibraryPaths:
        """Where the library is."""
        return self._paths

    @property
    def translation_lane(self) -> str:
        """The lane for translations: the reader's server, where one is set, has a lane of its own."""
        return "server" if address_of(self._settings) else "translation"

    @property
    def order(self) -> Order:
        """How views are listed."""
        return Order(self.sort, self.reverse, self.short)

    def quick_rows(self, view: str) -> tuple[Listing | None, dict[str, int]]:
        """The first rows for the first paint, by plain sqlite3; nothing when there is no library yet.

        `None` for a view that only the library proper can list. It reads the disk.
        """
        listing, counts, self.is_new = library_jobs.first_rows(self._paths, view, self.order)
        return listing, counts

    def open(self, read_only: bool = False) -> None:
        """Open the library in the background (after the first paint: its imports are heavy)."""
        self._opening = self._runner.submit(
            "library",
            lambda progress: self._open(progress, read_only),
            done=self._on_opened,
            failed=self.open_failed.emit,
        )

    def stop_opening(self) -> None:
        """Wait no longer for the library; `open` tries again."""
        if self._opening is not None:
            self._opening.cancel()

    def replace(self, work: FileWork, done: Callable[[bool], object], progress: Report) -> Replacement:
        """Close the library, do something with its files, and open it again, whatever came of it.

        Args:
            work: what is done; when it returns paths, the library is there from now on.
            done: told whether the work was done; a failure also goes to `failed`.
            progress: told how far the work is.
        """
        self.session = None
        replacement = self._replacement = Replacement()

        def begin() -> None:
            replacement.job = self._runner.submit(
                "library",
                lambda steps: self._replace(work, replacement, steps),
                done=lambda made: self._on_replaced(made, done),
                failed=lambda error: self._on_not_reopened(error, done),
                progress=progress,
                keep=True,
            )

        self._runner.quieten(begin)
        return replacement

    def _replace(self, work: FileWork, replacement: Replacement, steps: Progress) -> Reopened:
        if self._opened is not None:
            self._opened.close()
            self._opened = None
        error, made = None, False
        try:
            steps.check()
            if replacement.cancelled:
                raise Cancelled
            paths = work(steps)
            made = True
            if paths is not None:
                self._paths = paths
                self._settings.follow(paths.settings)
        except ReaderError as failure:
            error = failure
        except Cancelled:
            log.info("the library stays as it was")
        try:
            return self._open(Progress(), False), error, made
        except ReaderError as failure:
            return failure, error, made

    def _on_not_reopened(self, error: ReaderError, done: Callable[[bool], object]) -> None:
        done(False)
        self.open_failed.emit(error)

    def _on_replaced(self, result: Reopened, done: Callable[[bool], object]) -> None:
        opened, error, made = result
        if isinstance(opened, ReaderError):
            self._on_not_reopened(opened, done)
        else:
            if made:  # it may be another library
                self._undo = UndoStack()
            done(made)
            self._on_opened(opened)
        if error is not None:
            self.failed.emit(error)

    def end_replacing(self) -> None:
        """The window closes: what is done with the files of the library stops where it can be stopped."""
        self._replacement.cancel()

    def close(self) -> None:
        """Close the library; the runner must have ended before."""
        self.session = None
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def add_sample(self) -> None:
        """Add the sample article to a library that never had it."""
        if self.session is not None and not self._settings.flag("sample_added"):
            session = self.session
            self._runner.submit(
                "network",
                lambda progress: library_jobs.add_sample(session, progress),
                done=self._on_sample,
                failed=lambda error: log.warning("the sample was not added: %s", error),
            )

    def work(
        self,
        work: SessionWork,
        done: Callable[[Any], None] | None = None,
        newest: str = "",
        keep: bool = False,
        failed: Callable[[ReaderError], None] | None = None,
    ) -> Job:
        """Run `work(session, progress)` on the library lane; a failure goes to `failed`, else to the signal.

        It may be asked for before the library is open: the lane has one thread, so it waits its turn.
        """
        run, tell = lambda progress: work(self.open_session(), progress), failed or self.failed.emit
        return self._runner.submit("library", run, done=done, failed=tell, newest=newest, keep=keep)

    def refresh(self) -> None:
        """Read the current view and the counts anew."""
        self._read(whole=True)

    def _read(self, whole: bool) -> None:
        self._rest.stop()
        if self.session is not None:
            view, order, source, lists = self.view, self.order, self.source, self.source_lists()
            self.work(
                lambda session, _progress: library_jobs.read_view(session, view, order, lists, source, whole),
                done=partial(self._on_read, view, self._begun_changes),
                newest="rows",
            )

    def _on_read(self, view: str, begun: int, read: tuple[Listing, dict[str, int], Shelves]) -> None:
        if begun != self._begun_changes:
            return  # it may show what has just gone; once the change is written the view is read anew
        listing, counts, shelves = read
        self.shelves.emit(view, shelves)
        self.rows.emit(view, listing, counts)
        if not listing.whole and view == self.view:
            self._rest.start()

    def read_cards(self, ids: Sequence[int]) -> None:
        """Read some cards of the view; `cards` brings them."""
        if self.session is not None:
            self.work(
                lambda session, _progress: library_jobs.cards(session, ids),
                done=self.cards.emit,
                newest="cards",
            )

    def source_lists(self) -> SourceLists:
        """The lists of the library's sources."""
        if self._lists is None:
            from reader.services.library.source_lists import SourceLists

            self._lists = SourceLists()
        return self._lists

    def show_view(self, view: str) -> None:
        """Make another view the current one and read it: its first cards at once, then all of it."""
        self.view = view
        self._read(whole=False)

    def change(self, ids: Sequence[int], field: str, value: bool, undoing: bool = False) -> None:
        """Set a mark of articles and remember how to take it back; nothing in a library for reading only."""
        if self.session is not None and self.session.refusal is not None:
            self.failed.emit(self.session.refusal)
            return
        change = Change(tuple(ids), field, value)
        if not undoing:
            self._undo.push(change)
        self._begun_changes += 1
        job = self.work(  # before anybody hears of it, and reads the article as it was
            lambda session, _progress: library_jobs.change(session, change),
            done=lambda changed: self._on_changed(change, changed),
            keep=True,
            failed=partial(self._on_not_changed, change),
        )
        job.acts = (Mark(change.ids, field, value),)
        self.changed.emit(change, undoing)

    def _on_changed(self, change: Change, changed: Sequence[int]) -> None:
        """Undo gives back what really changed and nothing else."""
        if len(changed) < len(change.ids):
            self._undo.narrow(change, changed)
        self.refresh()

    def _on_not_changed(self, change: Change, error: ReaderError) -> None:
        self._undo.drop(change)
        self.refused.emit(change)
        self.failed.emit(error)
        self.refresh()

    def remember(self, step: Step) -> Callable[[], None]:
        """Let Ctrl+Z take back a change that was made elsewhere; what is returned forgets it again."""
        return self._undo.push(step)

    def undo(self) -> bool:
        """Take the newest change back; `False` when there is none."""
        return self._go(self._undo.pop(), back=True)

    def redo(self) -> bool:
        """Make the change again that was taken back last; `False` when there is none."""
        return self._go(self._undo.pop_undone(), back=False)

    def _go(self, entry: Entry | None, back: bool) -> bool:
        if isinstance(entry, Change):
            made = entry.inverse if back else entry
            self.change(made.ids, made.field, made.value, undoing=True)
        elif isinstance(entry, TagChange):
            self._put_tags(entry.former if back else entry.later)
        elif isinstance(entry, Step):
            (entry.undo if back else entry.redo)()
        return entry is not None

    def tag(self, ids: Sequence[int], add: Sequence[str], remove: Sequence[str]) -> None:
        """Give articles tags and take tags away, and remember how to take that back."""
        given = tuple(ids), tuple(add), tuple(remove)
        job = self._write(lambda session, _progress: library_jobs.tag(session, *given), self._on_tagged)
        job.acts = (Tagging(*given),)

    def _on_tagged(self, change: TagChange) -> None:
        if change.former:
            self._undo.push(change)
            self.tagged.emit(False)
        self.refresh()

    def _put_tags(self, tags: dict[int, tuple[str, ...]]) -> None:
        job = self._write(lambda session, _progress: library_jobs.set_tags(session, tags))
        job.acts = tuple(Tags(article_id, names) for article_id, names in tags.items())
        self.tagged.emit(True)

    def delete(self, ids: Sequence[int]) -> None:
        """Delete articles for good that are in Trash still."""
        act = Deletion(tuple(ids))
        self._write(lambda session, _progress: act.do(session)).acts = (act,)

    def _write(self, work: SessionWork, done: Callable[[Any], None] | None = None) -> Job:
        return self.work(work, done=done or (lambda _: self.refresh()), keep=True)

    def picture_path(self, digest: str) -> Path | None:
        """Where a picture lies, for the thumbnails (called off the GUI thread)."""
        session = self._opened
        return session.assets.path(digest) if session is not None else None

    def open_session(self) -> LibrarySession:
        """The open library, for work on the library lane.

        Raises:
            ReaderError: it could not be opened.
        """
        if self._opened is None:
            raise ReaderError("library-busy", "the library is not open")
        return self._opened

    def _open(self, progress: Progress, read_only: bool) -> list[PendingSave]:
        from reader.services.library_session import LibrarySession

        if self._opened is None:
            try:
                opened = LibrarySession.open(self._paths, self._settings, read_only)
            except ReaderError:
                progress.check()  # who waits no longer for it is not told either
                raise
            if progress.cancelled:
                opened.close()
                raise Cancelled
            self._opened = opened
        return self._opened.pending.all()

    def _on_opened(self, pending: list[PendingSave]) -> None:
        self.session = self._opened
        look_after = library_jobs.look_after(self.open_session())
        self._runner.submit("network", look_after, done=lambda found: self.refresh() if found else None)
        if self._lists is not None:
            self._lists.forget()
        if self._was_ready:
            self.reopened.emit(pending)
        else:
            self._was_ready = True
            self.ready.emit(pending)
        self.refresh()

    def _on_sample(self, article_id: int | None) -> None:
        if article_id is not None:
            self.refresh()
            self.sample_added.emit(article_id)
