"""How many requests a host gets at once, over all saves of a library, and how long it asks us to wait."""

from __future__ import annotations

import contextlib
import datetime
import email.utils
import threading
from collections.abc import Callable, Iterator

from reader.core.progress import Progress

PER_HOST = 2
LONGEST_WAIT = 24 * 3600
"""Seconds that a server's `Retry-After` is believed up to."""

_TURN_SECONDS = 0.1  # how often a waiting request looks whether it was cancelled


class Politeness:
    """Turns at hosts. One for all saves that run side by side; safe to use from any thread.

    Args:
        per_host: requests to one host at a time.
        allowed: called before each request; raises where nothing may be asked of the network now.
    """

    def __init__(self, per_host: int = PER_HOST, allowed: Callable[[], None] = lambda: None) -> None:
        self._per_host = per_host
        self._allowed = allowed
        self._busy: dict[str, int] = {}
        self._changed = threading.Condition()

    @contextlib.contextmanager
    def turn(self, host: str, progress: Progress | None = None) -> Iterator[None]:
        """Wait for a turn at `host` and hold it.

        Raises:
            ReaderError: `private-reading`. Cancelled: while waiting.
        """
        self._allowed()
        with self._changed:
            while self._busy.get(host, 0) >= self._per_host:
                if progress is not None:
                    progress.check()
                self._changed.wait(_TURN_SECONDS)
            self._allowed()  # again: it may have been forbidden while this request waited
            self._busy[host] = self._busy.get(host, 0) + 1
        try:
            yield
        finally:
            with self._changed:
                left = self._busy.pop(host) - 1
                if left:
                    self._busy[host] = left
                self._changed.notify_all()


def seconds_asked(retry_after: str, now: datetime.datetime | None = None) -> float | None:
    """Seconds that a `Retry-After` header asks for, at most a day; `None` when it says nothing usable.

    Args:
        retry_after: the header: a number of seconds, or a date.
        now: the present, for tests.
    """
    text = retry_after.strip()[:100]
    if text.isascii() and text.isdigit():
        return float(min(LONGEST_WAIT, int(text)))
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    seconds = (moment - (now or datetime.datetime.now(datetime.UTC))).total_seconds()
    return min(float(LONGEST_WAIT), max(0.0, seconds))
