"""The links of the save queue in the library's list of pending saves: no end of the program loses one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.core.errors import ReaderError
from reader.gui.background.job_runner import JobRunner
from reader.gui.background.save_entry import SaveEntry
from reader.gui.background.save_jobs import keep_failures, keep_links
from reader.services.unstored_acts.library_acts import Link, LinkAgreed, LinksForgotten

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession


class KeptLinks(QObject):
    """Writes links down and forgets them, each time several in one job.

    Args:
        runner: runs the work.
        session: returns the open library, or `None` while it is being opened.
    """

    written = Signal(list)
    """These entries have their row (`pending_id`)."""
    not_written = Signal(list, object)

    def __init__(
        self, runner: JobRunner, session: Callable[[], LibrarySession | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._session = session
        self._unwritten: dict[int, SaveEntry] = {}  # by their numbers

    def add(self, entry: SaveEntry) -> None:
        """Have a link written down with the next `write`."""
        self._unwritten[entry.number] = entry

    def write(self) -> None:
        """Write down what was added; without a library it waits for the next time."""
        session = self._session()
        if session is None or not self._unwritten:
            return
        entries = list(self._unwritten.values())
        self._unwritten.clear()
        job = self._runner.submit(
            "library",
            lambda _progress: keep_links(session, entries),
            done=lambda ids: self._on_written(entries, ids),
            failed=lambda error: self.not_written.emit(entries, error),
            keep=True,
        )
        job.acts = _acts(entries)

    def keep(self) -> None:
        """The window closes, or may be ended: what was given before the library was open is left to the next
        start."""
        entries = list(self._unwritten.values())
        if entries:
            job = self._runner.submit("library", lambda _progress: self._keep(entries), keep=True)
            job.acts = _acts(entries)

    def _keep(self, entries: Sequence[SaveEntry]) -> list[int]:
        session = self._session()
        if session is None:
            raise ReaderError("library-busy", "the library is not open")
        return keep_links(session, entries)

    def agree(self, entry: SaveEntry, link: str) -> None:
        """Note that the reader lets a local link be asked."""
        session, pending_id = self._session(), entry.pending_id
        if session is not None and pending_id:
            job = self._runner.submit(
                "library", lambda _progress: session.pending.agree(pending_id, link), keep=True
            )
            job.acts = (LinkAgreed(entry.url, link),)

    def forget(self, entries: Sequence[SaveEntry]) -> None:
        """Take links out of the library's list."""
        ids = [entry.pending_id for entry in entries if entry.pending_id]
        urls = tuple(entry.url for entry in entries if entry.pending_id)
        for entry in entries:
            self._unwritten.pop(entry.number, None)
        session = self._session()
        if session is None or not ids:
            return
        for entry in entries:
            entry.pending_id = 0
        job = self._runner.submit("library", lambda _progress: session.pending.remove_all(ids), keep=True)
        job.acts = (LinksForgotten(urls),)

    def keep_failed(self, entries: Sequence[SaveEntry]) -> None:
        """Write links down again that were forgotten, with what they failed of."""
        session = self._session()
        if session is None or not entries:
            return
        job = self._runner.submit(
            "library",
            lambda _progress: keep_failures(session, entries),
            done=lambda ids: self._on_written(list(entries), ids),
            keep=True,
        )
        job.acts = _acts(entries)

    def _on_written(self, entries: list[SaveEntry], ids: Sequence[int]) -> None:
        for entry, pending_id in zip(entries, ids, strict=True):
            entry.pending_id = pending_id
        self.written.emit(entries)


def _acts(entries: Sequence[SaveEntry]) -> tuple[Link, ...]:
    return tuple(Link(entry.url, entry.tags, entry.origin) for entry in entries)
