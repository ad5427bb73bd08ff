"""How often one host is asked for the texts of an import, over all rounds of fetching."""

from __future__ import annotations

import time
from collections.abc import Callable

from reader.core.progress import Progress

HOST_SECONDS = 1.0
"""The least time between two pages of one host."""
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

    def is_due(self, host: str) -> bool:
        """Whether a host may be asked at once."""
        return self._clock() >= self._next.get(host, 0.0)

    def rests(self, host: str) -> bool:
        """Whether a host did not answer, and is not asked yet."""
        return self._clock() < self._resting.get(host, 0.0)

    def rest(self, host: str, seconds: float) -> None:
        """Leave a host alone for a while."""
        self._resting[host] = self._clock() + seconds

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
