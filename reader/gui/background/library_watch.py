"""Notices that another program wrote to the library: the command line, the companion, a feed.

The system tells when the files of the library change; nothing asks again and again. What the window
itself writes changes them too, so the counts of the views decide whether the list has to be read anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer, Signal

from reader.gui.background.file_watch import FileWatch
from reader.gui.background.job_runner import JobRunner
from reader.services.library.browse_library import SOURCE_VIEWS

if TYPE_CHECKING:
    from reader.gui.background.library_controller import LibraryController
    from reader.services.library.browse_library import Listing
    from reader.services.library_session import LibrarySession

_TOGETHER = 250
"""ms in which several writes count as one."""
_REST = 1_000
"""ms without another look after one that found nothing: the window itself writes, most likely."""


class LibraryWatch(QObject):
    """Watches the library of one window.

    Args:
        library: joins the library to the window. jobs: the window's.
    """

    changed_elsewhere = Signal()
    """The views hold other articles than the window knows of."""

    written = Signal()
    """Something was written into the library's folder, by this program or another one."""

    def __init__(self, library: LibraryController, jobs: JobRunner) -> None:
        super().__init__(library)
        self._library = library
        self._known: dict[str, int] | None = None
        self._files = FileWatch(jobs, self)
        self._files.changed.connect(self._on_write)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._look)
        self._rest = QDeadlineTimer(0)
        library.rows.connect(self._on_rows)
        library.ready.connect(lambda _pending: self._follow())
        library.reopened.connect(lambda _pending: self._follow())

    def _follow(self) -> None:
        """Watch the library where it is now, with the log that SQLite writes to first."""
        database = self._library.paths.database
        self._files.follow((database.parent, database, database.with_name(f"{database.name}-wal")))

    def _on_rows(self, _view: str, _listing: Listing | None, counts: Mapping[str, int]) -> None:
        self._known = {name: n for name, n in counts.items() if name not in SOURCE_VIEWS}

    def _on_write(self) -> None:
        if not self._soon.isActive():
            self._soon.start(max(_TOGETHER, self._rest.remainingTime()))

    def _look(self) -> None:
        if self._library.session is None:
            return
        if not self._files.complete:
            self._follow()  # the log is a new file after the library was alone for a moment
        self.written.emit()
        self._library.work(_counts, done=self._on_counts, newest="watch")

    def _on_counts(self, counts: dict[str, int]) -> None:
        if self._known is not None and self._known != counts:
            self._known = counts
            self.changed_elsewhere.emit()
        else:
            self._rest.setRemainingTime(_REST)


def _counts(session: LibrarySession, _progress: object) -> dict[str, int]:
    from reader.services.library.browse_library import counts_with_tags

    return counts_with_tags(session)
