"""Taking saves off the list, many of them in one act, and back again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.gui.background.save_entry import SaveState
from reader.gui.background.undo_stack import Step
from reader.services.unstored_acts.library_acts import TextsTakenOff

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.gui.background.save_entry import SaveEntry
    from reader.gui.background.save_queue import SaveQueue
    from reader.gui.context import WindowContext
    from reader.gui.saving.save_tray import SaveTray
    from reader.services.library_session import LibrarySession


class Removal(QObject):
    """Removes saves from the queue as the tray asks; what an import could not fetch is not told any more.

    Ctrl+Z and the offer to undo put many back as they were.
    """

    def __init__(self, context: WindowContext, queue: SaveQueue, tray: SaveTray) -> None:
        super().__init__(tray)
        self._context, self._queue = context, queue
        tray.remove_wanted.connect(lambda entry: self._take_off([entry]))
        tray.dismiss_wanted.connect(lambda entry: self._take_off([entry]))
        tray.remove_all_wanted.connect(self.remove)

    def remove(self, entries: Sequence[SaveEntry]) -> None:
        """Remove entries, and say how many."""
        removed, context = list(entries), self._context
        self._take_off(removed)
        context.library.remember(Step(partial(self._put_back, removed), partial(self._take_off, removed)))
        text = self.tr("%n link(s) removed", "", len(removed))
        context.navigator.offer_undo(text, "trash-2")
        context.notices.announce(text)

    def _take_off(self, entries: Sequence[SaveEntry]) -> None:
        self._queue.remove_all(entries)
        self._note(entries, off=True)

    def _put_back(self, entries: Sequence[SaveEntry]) -> None:
        self._queue.put_back(entries)
        self._note(entries, off=False)

    def _note(self, entries: Sequence[SaveEntry], off: bool) -> None:
        """Let the next start know which texts of imports are told."""
        failed = [entry for entry in entries if entry.state is SaveState.FAILED]
        ids = tuple(entry.article_id for entry in failed if entry.article_id)
        if not ids:
            return
        act = TextsTakenOff(ids, off)

        def work(session: LibrarySession, _progress: Progress) -> None:
            act.do(session)

        self._context.library.work(work, keep=True).acts = (act,)
