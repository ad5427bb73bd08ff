"""Joins the open library to the window: opening and closing it, the list, the marks on articles."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from reader.core.errors import ReaderError
from reader.core.model import ArticleSummary, PendingSave
from reader.core.progress import Progress
from reader.gui.job_runner import Job, JobRunner
from reader.gui.undo import Change, TagChange, UndoStack
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

SessionWork = Callable[["LibrarySession", Progress], Any]


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
    rows = Signal(str, list, dict)
    """The rows of a view and the counts of all views and tags."""
    changed = Signal(object, bool)
    """A `Change` was asked for; `True` when it is an undo."""
    tagged = Signal()
    """The tags of articles were changed."""
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
        self.view = "unread"
        self.sort = "saved"

    def quick_rows(self, view: str) -> tuple[list[ArticleSummary], dict[str, int]]:
        """The first rows for the first paint, by plain sqlite3; nothing when there is no library yet."""
        from reader.library.quick_list import quick_list

        return quick_list(self._paths.database, view, self.sort)

    def open(self) -> None:
        """Open the library in the background (after the first paint: its imports are heavy)."""
        self._runner.submit("library", self._open, done=self._on_opened, failed=self.open_failed.emit)

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
                lambda progress: _add_sample(session, progress),
                done=self._on_sample,
                failed=lambda error: log.warning("the sample was not added: %s", error),
            )

    def work(
        self,
        work: SessionWork,
        done: Callable[[Any], None] | None = None,
        newest: str = "",
        keep: bool = False,
    ) -> Job:
        """Run `work(session, progress)` on the library lane; a failure goes to `failed`.

        It may be asked for before the library is open: the lane has one thread, so it waits its turn.
        """
        return self._runner.submit(
            "library",
            lambda progress: work(self.open_session(), progress),
            done=done,
            failed=self.failed.emit,
            newest=newest,
            keep=keep,
        )

    def refresh(self) -> None:
        """Read the current view and the counts anew."""
        if self.session is not None:
            view, sort = self.view, self.sort
            self.work(
                lambda session, _progress: _read_view(session, view, sort),
                done=lambda read: self.rows.emit(view, *read),
                newest="rows",
            )

    def show_view(self, view: str) -> None:
        """Make another view the current one and read it."""
        self.view = view
        self.refresh()

    def change(self, ids: Sequence[int], field: str, value: bool, undoing: bool = False) -> None:
        """Set a mark of articles and remember how to take it back."""
        change = Change(tuple(ids), field, value)
        if not undoing:
            self._undo.push(change)
        self.changed.emit(change, undoing)
        self.work(
            lambda session, _progress: _change(session, change),
            done=lambda _ids: self.refresh(),
            keep=True,
        )

    def undo(self) -> bool:
        """Take the newest change back; `False` when there is none."""
        last = self._undo.pop()
        if last is None:
            return False
        if isinstance(last, TagChange):
            self._put_tags_back(last)
            return True
        back = last.inverse
        self.change(back.ids, back.field, back.value, undoing=True)
        return True

    def tag(self, ids: Sequence[int], add: Sequence[str], remove: Sequence[str]) -> None:
        """Give articles tags and take tags away, and remember how to take that back."""
        self.work(lambda session, _progress: _tag(session, ids, add, remove), done=self._on_tagged, keep=True)

    def _on_tagged(self, former: dict[int, tuple[str, ...]]) -> None:
        if former:
            self._undo.push(TagChange(former))
            self.tagged.emit()
        self.refresh()

    def _put_tags_back(self, change: TagChange) -> None:
        self.work(
            lambda session, _progress: _set_tags(session, change.former),
            done=lambda _: self.refresh(),
            keep=True,
        )

    def empty_trash(self) -> None:
        """Delete everything in Trash for good."""
        self.work(lambda session, _progress: _empty_trash(session), done=lambda _: self.refresh(), keep=True)

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

    def _open(self, _progress: Progress) -> list[PendingSave]:
        from reader.services.library_session import LibrarySession

        if self._opened is None:
            self._opened = LibrarySession.open(self._paths, self._settings)
        return self._opened.pending.all()

    def _on_opened(self, pending: list[PendingSave]) -> None:
        self.session = self._opened
        self._runner.submit("network", _look_after(self.open_session()))
        self.ready.emit(pending)
        self.refresh()

    def _on_sample(self, article_id: int | None) -> None:
        if article_id is not None:
            self.refresh()
            self.sample_added.emit(article_id)


def _look_after(session: LibrarySession) -> Callable[[Progress], None]:
    """Bring the search up to date and make the day's backup; the reader waits for neither."""

    def work(progress: Progress) -> None:
        from reader.services.keep_backups import keep_backups
        from reader.services.search_library import catch_up

        catch_up(session, progress)
        keep_backups(session)

    return work


def _add_sample(session: LibrarySession, progress: Progress) -> int | None:
    from reader.services.sample_article import add_sample

    return add_sample(session, progress)


def _read_view(session: LibrarySession, view: str, sort: str) -> tuple[list[ArticleSummary], dict[str, int]]:
    from reader.services.browse_library import counts_with_tags, list_articles

    return list_articles(session, view, sort=sort), counts_with_tags(session)


def _change(session: LibrarySession, change: Change) -> list[int]:
    from reader.services.browse_library import change as apply

    return apply(session, change.ids, change.field, change.value)


def _tag(
    session: LibrarySession, ids: Sequence[int], add: Sequence[str], remove: Sequence[str]
) -> dict[int, tuple[str, ...]]:
    from reader.services.tag_articles import tag_articles

    return tag_articles(session, ids, add, remove)


def _set_tags(session: LibrarySession, tags: dict[int, tuple[str, ...]]) -> None:
    for article_id, names in tags.items():
        session.articles.set_tags(article_id, names)


def _empty_trash(session: LibrarySession) -> None:
    session.articles.delete_forever([row.id for row in session.articles.summaries(view="trash")])
