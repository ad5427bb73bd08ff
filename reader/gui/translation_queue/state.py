"""What the queue of translations does now, and what its widgets and its work ask of whoever leads it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import SignalInstance

from reader.core.errors import ReaderError
from reader.core.model import TranslatedBlock, Translation

if TYPE_CHECKING:
    from reader.core.translation_job import TranslationJob
    from reader.services.translation.queue_overview import QueueRow

IDLE, RUNNING, PAUSED, BATTERY, NIGHT = "idle", "running", "paused", "battery", "night"
"""What it can do; the last three are what it waits for."""


@dataclass(slots=True)
class QueueState:
    """What the queue does now. `done` and `total` are paragraphs of the article under way."""

    doing: str = IDLE
    rows: list[QueueRow] = field(default_factory=list)
    current: TranslationJob | None = None
    done: int = 0
    total: int = 0
    began: float = 0.0
    words: float = 0.0
    seconds: float = 0.0

    @property
    def waiting(self) -> list[QueueRow]:
        """What is still to be done, the one under way included."""
        return [row for row in self.rows if row.error is None]

    @property
    def failed(self) -> list[QueueRow]:
        """What could not be done."""
        return [row for row in self.rows if row.error is not None]

    @property
    def coming(self) -> set[tuple[int, str]]:
        """Articles with languages of which the queue waits for nothing but their turn."""
        if self.doing in (PAUSED, BATTERY, NIGHT):
            return set()
        jobs = [row.job for row in self.waiting]
        return {(job.article_id, job.target) for job in jobs if job.reason != "night" or job == self.current}

    def seconds_left(self) -> int | None:
        """An estimate for everything that waits, from the words done so far; `None` while it says nothing."""
        seconds, words = self.seconds, self.words
        if self.current is not None and self.total:
            seconds += time.monotonic() - self.began
            words += self._words_of(self.current) * self.done / self.total
        if seconds < 1 or words < 20:
            return None
        left = float(sum(row.words for row in self.waiting))
        if self.current is not None and self.total:
            left -= self._words_of(self.current) * self.done / self.total
        return max(1, round(left * seconds / words))

    def _words_of(self, job: TranslationJob) -> int:
        return next((row.words for row in self.rows if row.job.id == job.id), 0)


class QueueEar(Protocol):
    """Hears what happens while the queue runs."""

    def began(self, job: TranslationJob) -> None: ...
    def block(self, job: TranslationJob, block: TranslatedBlock, done: int, total: int) -> None: ...
    def ended(self, job: TranslationJob, outcome: Translation | ReaderError) -> None: ...


class QueueLead(Protocol):
    """Has the queue's state and does with it what the reader asks."""

    state: QueueState

    @property
    def changed(self) -> SignalInstance: ...

    def toggle_pause(self) -> None: ...
    def remove(self, job_ids: Sequence[int]) -> None: ...
    def remove_all(self) -> None: ...
    def retry(self, row: QueueRow) -> None: ...
    def start(self, on_battery: bool = False) -> None: ...
