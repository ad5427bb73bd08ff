"""Asks before a link that the reader did not name is followed into this computer or its network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.core.messages import isolate

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.gui.background.save_entry import SaveEntry
    from reader.gui.background.save_queue import SaveQueue

    Ask = Callable[[str, str, str, Callable[[], object], Callable[[], object]], None]

_LONGEST = 200  # characters of an address


class LocalQuestion(QObject):
    """One question at a time, about each save that stopped at a local address.

    A yes counts for that link alone. A no takes the save away, and whatever stopped meanwhile is not asked
    about then: a file full of such links costs one answer, and each of them can be tried again in the tray.

    Args:
        ask: puts the question: its words, what it is about, the verb on its button, yes, no.
        set_aside: shows nothing of a save while it is asked about, `True`, or shows it again.
        queue: the saves.
    """

    def __init__(self, ask: Ask, set_aside: Callable[[SaveEntry, bool], None], queue: SaveQueue) -> None:
        super().__init__(queue)
        self._put = ask
        self._set_aside = set_aside
        self._queue = queue
        self._asked: SaveEntry | None = None
        self._waiting: list[SaveEntry] = []
        queue.failed.connect(self._on_failed)

    def _on_failed(self, entry: SaveEntry) -> None:
        if entry.local_link:
            self._waiting.append(entry)
            self._next()

    def _next(self) -> None:
        while self._asked is None and self._waiting:
            entry = self._waiting.pop(0)
            if entry.local_link and entry in self._queue.entries:
                self._ask(entry)

    def _ask(self, entry: SaveEntry) -> None:
        self._asked = entry
        self._set_aside(entry, True)
        about = self.tr("{address} is on this computer or in its network. Save only what you know.")
        self._put(
            self.tr("Save from a local address?"),
            about.replace("{address}", isolate(entry.local_link[:_LONGEST])),
            self.tr("Save"),
            lambda: self._answered(entry, True),
            lambda: self._answered(entry, False),
        )

    def _answered(self, entry: SaveEntry, agreed: bool) -> None:
        self._asked = None
        self._set_aside(entry, False)
        if agreed and entry.local_link:
            self._queue.agree(entry)
        elif not agreed:
            self._waiting.clear()
            self._queue.remove(entry)
        self._next()
