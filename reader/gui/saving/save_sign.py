"""The quiet sign of reading mode, where there is no tray: what is being saved, is saved or failed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.core.messages import isolate
from reader.gui.background.save_entry import SaveEntry, explanation, heading, short_address
from reader.gui.saving.save_line import counts_of

if TYPE_CHECKING:
    from reader.gui.background.save_queue import SaveQueue
    from reader.gui.keyboard.pending_key_hint import KeyHint
    from reader.gui.saving.save_tray import SaveTray

_DONE = ("saved", "partial", "updated")


class SaveSign(QObject):
    """Says at the window's foot what becomes of links given while the tray has no place; it goes by itself.

    Args:
        queue: the saves. tray: whose words are used. hint: where they are shown.
        alone: whether the article has the window alone.
    """

    def __init__(self, queue: SaveQueue, tray: SaveTray, hint: KeyHint, alone: Callable[[], bool]) -> None:
        super().__init__(hint)
        self._line, self._hint, self._alone = tray.line, hint, alone
        self._known: set[int] = set()
        self._followed: dict[int, SaveEntry] = {}
        queue.changed.connect(self._on_changed)
        queue.gone.connect(self._on_gone)

    def _on_changed(self, entry: SaveEntry) -> None:
        new = entry.number not in self._known
        self._known.add(entry.number)
        if new and entry.active and not entry.article_id and self._alone():
            self._followed[entry.number] = entry  # what is tried again by the clock is no news
        if entry.number in self._followed:
            self._say(entry)

    def _on_gone(self, entry: SaveEntry) -> None:
        self._known.discard(entry.number)
        self._followed.pop(entry.number, None)

    def _say(self, entry: SaveEntry) -> None:
        """Say it of one link by name, of several by their counts; those that are done are then forgotten."""
        followed = list(self._followed.values())
        if self._alone():
            if len(followed) == 1:
                text = _words(entry)
            else:
                done = sum(one.state in _DONE for one in followed)
                text = self._line.words_of(counts_of(followed, done))
            self._hint.stand_in(text)
        if not any(one.active for one in followed):
            self._followed.clear()


def _words(entry: SaveEntry) -> str:
    if entry.active:
        return explanation(entry)
    name = isolate(entry.title) if entry.title else short_address(entry.url)
    return f"{isolate(heading(entry).rstrip('.'))} · {name}"
