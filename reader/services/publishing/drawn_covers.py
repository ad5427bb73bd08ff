"""Covers that were drawn, by what stands on them: a reading program asks for each again with every page."""

from __future__ import annotations

import threading
from collections import OrderedDict

Cover = tuple[bytes, str]
"""A picture and its MIME type."""


class DrawnCovers:
    """The covers that were asked for last; may be used from several threads at once.

    Args:
        most: bytes that they may have together; what was not asked for the longest goes first.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = 0
        self._covers: OrderedDict[tuple[str, ...], Cover] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, words: tuple[str, ...]) -> Cover | None:
        """The cover with these words on it, `None` where it is not held."""
        with self._lock:
            found = self._covers.get(words)
            if found is not None:
                self._covers.move_to_end(words)
            return found

    def keep(self, words: tuple[str, ...], cover: Cover) -> None:
        """Hold a cover, unless it alone is too large."""
        with self._lock:
            if len(cover[0]) > self._most:
                return
            self._held += len(cover[0]) - len(self._covers.pop(words, (b"", ""))[0])
            self._covers[words] = cover
            while self._held > self._most:
                _, (gone, _) = self._covers.popitem(last=False)
                self._held -= len(gone)
