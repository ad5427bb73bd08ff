"""Several things fetched side by side, while the calling thread deals with what has come."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

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

    Only twice as many as are fetched at once are begun before the caller asks for more, so that what came
    does not pile up.

    Raises:
        Cancelled: when `progress` was cancelled; what runs is left to end by its own time limit.
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
            for future in done:
                each = running.pop(future)
                try:
                    yield each, future.result()
                except ReaderError as error:
                    yield each, error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
