"""Several things fetched side by side, while the calling thread deals with what has come."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Any, Generic, TypeVar

from reader.core.errors import ReaderError
from reader.core.progress import Progress

AT_ONCE = 4
"""Connections; how many of them may go to one host is the fetcher's own limit."""

_LOOK = 0.2  # s after which it is looked again whether the work is still wanted

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
    left, side = iter(wanted), SideBySide[Wanted, Got | ReaderError](at_once)
    try:
        while True:
            room = 0 if side.has_failed else 2 * at_once - len(side.running)
            for each in itertools.islice(left, room):
                side.begin(each, partial(_got, fetch))
            if not side.running:
                return
            progress.check()
            if group := side.come(_LOOK, gathered_for):
                yield group
    finally:
        side.close()


def _got(fetch: Callable[[Wanted], Got], wanted: Wanted) -> Got | ReaderError:
    """What came, or the reason why not."""
    try:
        return fetch(wanted)
    except ReaderError as error:
        return error


class SideBySide(Generic[Wanted, Got]):
    """Things fetched on threads of their own, begun one by one; the caller takes what has come."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._pool = ThreadPoolExecutor(max_workers=at_once, thread_name_prefix="fetch")
        self._running: dict[Future[Got], Wanted] = {}

    @property
    def running(self) -> list[Wanted]:
        """What is on its way, in the order begun, and what failed until that is raised."""
        return list(self._running.values())

    @property
    def has_failed(self) -> bool:
        """Whether something failed that `come` is still to raise."""
        return any(_failed(future) for future in self._running)

    def begin(self, wanted: Wanted, fetch: Callable[[Wanted], Got]) -> None:
        """Begin one more."""
        self._running[self._pool.submit(fetch, wanted)] = wanted

    def come(self, seconds: float, gathered_for: float = 0) -> list[tuple[Wanted, Got]]:
        """What has come, in the order begun.

        Args:
            seconds: how long one of them is waited for at most.
            gathered_for: how long (s) more are waited for once one has come.

        Raises:
            What `fetch` raises, once nothing has come beside it.
        """
        done, _ = wait(self._running, seconds, FIRST_COMPLETED)
        if gathered_for and done:
            done, _ = wait(self._running, gathered_for)
        ended = [future for future in self._running if future in done]
        came = [future for future in ended if not _failed(future)]
        return [(self._running.pop(future), future.result()) for future in came or ended[:1]]

    def close(self) -> None:
        """Wait for what is on its way; whoever began it has cancelled it."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _failed(future: Future[Any]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is not None
