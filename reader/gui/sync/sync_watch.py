"""Sees at once when the library is written to, or when other computers' files come into the store's folder.

What a server keeps is not watched: a round looks now and then.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from reader.gui.background.file_watch import FileWatch

if TYPE_CHECKING:
    from reader.gui.context import WindowContext


class SyncWatch(QObject):
    """Watches one window's library and its store.

    Signals: `written`: somebody wrote to the library, `came`: other computers' files changed; or either may
    have happened before it was watched.
    """

    written = Signal()
    came = Signal()

    def __init__(self, context: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._begun = 0  # counts the stops: what was asked for before one is not watched after it
        self._own, self._store = FileWatch(context.jobs, self), QFileSystemWatcher(self)
        self._own.changed.connect(self.written)
        self._store.directoryChanged.connect(lambda _path: self.came.emit())

    def follow(self) -> None:
        """Watch what there is now."""
        library = self._context.library
        database = library.paths.database
        self._own.follow((database, database.with_name(f"{database.name}-wal")))
        from reader.services.sync.sync_state import folders_of_others

        session = library.session
        if session is not None:
            self._context.jobs.submit(
                "network",
                lambda _progress: folders_of_others(session),
                done=partial(self._follow_store, self._begun),
                newest="sync-folders",
            )

    def stop(self) -> None:
        """Watch nothing."""
        self._begun += 1
        self._own.stop()
        if watched := self._store.directories():
            self._store.removePaths(watched)

    def _follow_store(self, begun: int, folders: Sequence[str]) -> None:
        if begun != self._begun:
            return
        watched = set(self._store.directories())
        if gone := sorted(watched - set(folders)):
            self._store.removePaths(gone)
        if new := sorted(set(folders) - watched):
            self._store.addPaths(new)
            self.came.emit()
