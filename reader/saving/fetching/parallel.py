"""Several things fetched side by side, while the calling thread deals with what has come."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Generic, TypeVar

from reader.core.errors import ReaderError
from reader.core.progress import Progress

AT_ONCE = 4
"""Connections; how many of them may go to one host is the fetcher's own limit."""

Wanted = TypeVar("Wanted")
Got = TypeVar("Got")


def fetch_all(
    fetch: Callable[[Wanted], Got], wanted: Iterable[Wanted], progress: Progress, at_once: int = AT_ONCE
) -> Iterator[tuple[Wanted, Got | ReaderError]]:
    """Yield `(what was wanted, what came or the reason why not)` as it arrives.

    Raises:
        Cancelled: when `progress` was cancelled; what runs is left to end by its own time limit.
    """
    for group in fetch_groups(fetch, wanted, progress, at_once):
        yield from group


def fetch_groups(
    fetch: Callable[[Wanted], Got],
    wanted: Iterable[Wanted],
    progress: Progress,
    at_once: int = AT_ONCE,
    gathered_for: float = 0,
) -> Iterator[list[tuple[Wanted, Got | ReaderError]]]:
    """Yield the same in groups: what came while the caller dealt with the group before.

    Where it costs the caller as much to deal with one as with many, `gathered_for` (s) is how long a group
    waits for more.

    Only twice as many as are fetched at once are begun before the caller asks for more, so that what came
    does not pile up.

    Raises:
        Cancelled: as `fetch_all`. What else `fetch` raises, after the group that came with it.
    """
    pool = ThreadPoolExecutor(max_workers=at_once, thread_name_prefix="fetch")
    left = iter(wanted)
    try:
        running: dict[Future[Got], Wanted] = {}
        while True:
            for each in itertools.islice(left, 2 * at_once - len(running)):
                running[pool.submit(fetch, each)] = each
            if not running:
                return
            progress.check()
            done, _ = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
            if gathered_for and done:
                done, _ = wait(running, timeout=gathered_for)
            group: list[tuple[Wanted, Got | ReaderError]] = []
            failed: Future[Got] | None = None
            for future in [begun for begun in running if begun in done]:
                each, error = running.pop(future), future.exception()
                if error is None:
                    group.append((each, future.result()))
                elif isinstance(error, ReaderError):
                    group.append((each, error))
                else:
                    failed = failed or future
            if group:
                yield group
            if failed is not None:  # after what came beside it
                failed.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


class SideBySide(Generic[Wanted, Got]):
    """Things fetched on threads of their own, begun one by one; the caller takes what has come."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._pool = ThreadPoolExecutor(max_workers=at_once, thread_name_prefix="fetch")
        self._running: dict[Future[Got], Wanted] = {}

    @property
    def running(self) -> list[Wanted]:
        """What is on its way, in the order begun."""
        return list(self._running.values())

    def begin(self, wanted: Wanted, fetch: Callable[[Wanted], Got]) -> None:
        """Begin one more."""
        self._running[self._pool.submit(fetch, wanted)] = wanted

    def come(self, seconds: float) -> list[tuple[Wanted, Got]]:
        """What has come, after waiting for one of them for so long at most.

        Raises:
            What `fetch` raises.
        """
        done, _ = wait(self._running, seconds, FIRST_COMPLETED)
        return [(self._running.pop(future), future.result()) for future in done]

    def close(self) -> None:
        """Wait for what is on its way; whoever began it has cancelled it."""
        self._pool.shutdown(wait=True, cancel_futures=True)
