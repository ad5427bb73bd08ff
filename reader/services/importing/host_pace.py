"""How often one host is asked for the texts of an import, over all rounds of fetching."""

from __future__ import annotations

import time
from collections.abc import Callable

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.services.saving.keep_trying import NOBODY_ASKED, RETRY_MINUTES, seconds_to_wait

HOST_SECONDS = 1.0
"""The least time between two pages of one host."""
_OF_THE_HOST = NOBODY_ASKED | {"unknown-host", "too-many-requests"}
"""Failures that each link of a host would have; others may be of a single one."""
_TURN = 0.05  # s; how often a wait looks whether it was cancelled


class HostPace:
    """Remembers when each host was asked, and which ones want to be left alone for a while.

    Args:
        seconds: the least time between two pages of one host. clock: seconds that only grow.
    """

    def __init__(self, seconds: float = HOST_SECONDS, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._next: dict[str, float] = {}
        self._resting: dict[str, float] = {}
        self._failures: dict[str, int] = {}

    def is_due(self, host: str) -> bool:
        """Whether a host may be asked at once."""
        return self._clock() >= self._next.get(host, 0.0)

    def rests(self, host: str) -> bool:
        """Whether a host did not answer, and is not asked yet."""
        return self._clock() < self._resting.get(host, 0.0)

    def answered(self, host: str) -> None:
        """A host gave a page, or said that it has none."""
        self._failures.pop(host, None)

    def failed(self, host: str, error: ReaderError) -> None:
        """Leave a host alone after a failure that time may mend: the longer, the more of them in a row.

        The first is passed over, unless it says that the next link would fail likewise: one bad page keeps
        not the others of its host waiting.
        """
        times = self._failures[host] = self._failures.get(host, 0) + 1
        if error.kind not in _OF_THE_HOST and "retry_after" not in error.values:
            times -= 1
        if times:
            wait = seconds_to_wait(error, min(times, len(RETRY_MINUTES)))
            self._resting[host] = self._clock() + wait

    def wait_for(self, host: str, progress: Progress) -> None:
        """Wait until a host may be asked, and note that it is.

        Raises:
            Cancelled: by `progress`.
        """
        while not self.is_due(host):
            progress.check()
            time.sleep(_TURN)
        moment = self._clock()
        if len(self._next) > 10_000:  # hosts whose time is long over need no remembering
            self._next = {name: due for name, due in self._next.items() if due > moment}
        self._next[host] = moment + self._seconds
