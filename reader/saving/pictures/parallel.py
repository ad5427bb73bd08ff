"""An article's pictures fetched side by side, while the calling thread checks and stores them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from reader.core.errors import ReaderError
from reader.core.progress import Progress

_AT_ONCE = 4  # connections; two to one host is the fetcher's own limit


def fetch_all(
    fetch: Callable[[str], bytes], addresses: Sequence[str], progress: Progress
) -> Iterator[tuple[str, bytes | ReaderError]]:
    """Yield `(address, data or the reason it failed)` as the pictures arrive.

    Raises:
        Cancelled: when `progress` was cancelled; what runs is left to end by its own time limit.
    """
    pool = ThreadPoolExecutor(max_workers=_AT_ONCE, thread_name_prefix="picture")
    try:
        running: dict[Future[bytes], str] = {pool.submit(fetch, a): a for a in addresses}
        while running:
            progress.check()
            done, _ = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
            for future in done:
                yield running.pop(future), _outcome(future)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _outcome(future: Future[bytes]) -> bytes | ReaderError:
    try:
        return future.result()
    except ReaderError as error:
        return error
