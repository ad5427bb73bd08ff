"""Taking many saves off the list in one act, and back again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.gui.background.undo_stack import Step

if TYPE_CHECKING:
    from reader.gui.background.save_entry import SaveEntry
    from reader.gui.background.save_queue import SaveQueue
    from reader.gui.context import WindowContext


class Removal(QObject):
    """Removes saves from the queue; Ctrl+Z and the offer to undo put them back as they were."""

    def __init__(self, context: WindowContext, queue: SaveQueue, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._queue = context, queue

    def remove(self, entries: Sequence[SaveEntry]) -> None:
        """Remove entries, and say how many."""
        removed, queue, context = list(entries), self._queue, self._context
        queue.remove_all(removed)
        context.library.remember(Step(partial(queue.put_back, removed), partial(queue.remove_all, removed)))
        text = self.tr("%n link(s) removed", "", len(removed))
        context.navigator.offer_undo(text, "trash-2")
        context.notices.announce(text)
