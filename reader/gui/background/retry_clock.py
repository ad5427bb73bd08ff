"""When saves that failed are tried again: one timer for all of them."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QLocale, QObject, QTime, QTimer, Signal

from reader.gui.background.save_entry import SaveEntry


class RetryClock(QObject):
    """Tells each entry when its time has come. One timer: one deleted while it fires takes Qt down."""

    due = Signal(object)
    """The time of an entry has come; it is no longer waited for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._due: dict[int, tuple[float, SaveEntry]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)

    def try_in(self, entry: SaveEntry, seconds: float) -> None:
        """Tell the entry in so many seconds, and note in it the time of day that this will be; 0: never."""
        if not seconds:
            return
        self._due[entry.number] = (time.monotonic() + seconds, entry)
        moment = QTime.currentTime().addMSecs(round(seconds * 1000))
        entry.again_at = QLocale().toString(moment, QLocale.FormatType.ShortFormat)
        self._wind()

    def stop(self, entry: SaveEntry) -> None:
        """Wait for an entry no longer."""
        entry.again_at = ""
        if self._due.pop(entry.number, None) is not None:
            self._wind()

    def _on_time(self) -> None:
        now = time.monotonic()
        for when, entry in list(self._due.values()):
            if when <= now:
                self.stop(entry)
                self.due.emit(entry)
        self._wind()

    def _wind(self) -> None:
        if self._due:
            first = min(when for when, _ in self._due.values())
            self._timer.start(max(0, math.ceil((first - time.monotonic()) * 1000)))
        else:
            self._timer.stop()
