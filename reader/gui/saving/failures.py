"""What failed among many saves: told once for all, and kept in the list of saves until it came after all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.gui.background.save_entry import SaveEntry, SaveState, heading
from reader.gui.saving.save_line import counts_of

if TYPE_CHECKING:
    from reader.gui.background.save_queue import SaveQueue
    from reader.gui.dialogs.notices import Notices
    from reader.gui.saving.save_tray import SaveTray


class Failures:
    """For one window.

    Args:
        queue: of saves. tray: shows them. notices: speaks.
    """

    def __init__(self, queue: SaveQueue, tray: SaveTray, notices: Notices) -> None:
        self._queue, self._tray, self._notices = queue, tray, notices
        self._untold = 0
        queue.failed.connect(self._on_failed)
        queue.saved.connect(lambda _entry: self._tell())
        queue.gone.connect(lambda _entry: self._tell())
        queue.refetched.connect(self._on_refetched)

    def keep(self, entries: Sequence[SaveEntry]) -> None:
        """Texts of an import could not be had: they stand in the list of saves, to be tried again there."""
        if entries:
            self.forget([entry.article_id for entry in entries])
            self._queue.put_back(entries)

    def forget(self, ids: Sequence[int]) -> None:
        """The texts of these articles came."""
        failed = [entry for entry in self._queue.entries if entry.state is SaveState.FAILED]
        if gone := [entry for entry in failed if entry.article_id and entry.article_id in ids]:
            self._queue.remove_all(gone)

    def _on_refetched(self, entry: SaveEntry) -> None:
        if entry.state is SaveState.UPDATED:
            self.forget([entry.article_id])

    def _on_failed(self, entry: SaveEntry) -> None:
        if self._untold or any(other.active for other in self._queue.entries):
            self._untold += 1
            self._tell()
        else:
            self._notices.announce(heading(entry), assertive=not entry.offline)

    def _tell(self) -> None:
        """Say once how the saves went, when none is under way any more."""
        entries = self._queue.entries
        if self._untold and not any(entry.active for entry in entries):
            self._untold = 0
            self._notices.announce(self._tray.line.words_of(counts_of(entries, 0)), assertive=True)
