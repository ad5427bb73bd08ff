"""What updating many feeds costs beside fetching them alone, and how soon a long list of pieces is there.

    python -m tests.benchmarks.feeds [--feeds 1000] [--pieces 200000]

The feeds lie on a server of this computer in a process of its own. `first` is the update in which all is new,
`later` one in which a tenth of the feeds has two new pieces and the others answer that nothing changed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reader.core.feeds import FoundFeed
from reader.core.progress import Progress
from reader.services.feeds.fetch_feed import fetch_feed
from reader.services.feeds.follow_feed import keep
from reader.services.feeds.read_items import item_ids, item_rows
from reader.services.feeds.update_feeds import update_feeds
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.support.feed_server import FeedServer, rss
from tests.support.libraries import make_empty
from tests.support.many_feeds import fill

_PIECES = 30
_TURNS = 40


def _serve(feeds: int, connection: object) -> None:
    """Serve feeds; at each word, a tenth of them gets two more pieces."""
    server = FeedServer()
    count = [_PIECES] * feeds

    def put(number: int) -> None:
        numbers = range(number * 1000, number * 1000 + count[number])
        server.put(f"f{number}", rss(server.base, *numbers, title=f"Source {number}"))

    for number in range(feeds):
        put(number)
    connection.send(server.base)  # type: ignore[attr-defined]
    while connection.recv():  # type: ignore[attr-defined]
        for number in range(0, feeds, 10):
            count[number] += 2
            put(number)
        connection.send("done")  # type: ignore[attr-defined]
    server.close()


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _fetch_alone(session: LibrarySession, at_once: int) -> None:
    """The same requests, and nothing done with what comes."""
    from reader.saving.fetching.fetch import Fetcher
    from reader.saving.fetching.parallel import fetch_all

    fetcher = Fetcher(politeness=session.politeness)
    for _ in fetch_all(lambda feed: fetch_feed(feed, fetcher), session.feeds.all(), Progress(), at_once):
        pass
    fetcher.close()


def _updates(root: Path, feeds: int, at_once: int) -> None:
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_serve, args=(feeds, there), daemon=True)
    process.start()
    base = here.recv()
    paths = LibraryPaths(root / f"updates-{at_once}")
    make_empty(paths.root)
    with LibrarySession.open(paths) as session:
        session.politeness._per_host = at_once  # one server stands for a thousand
        keep(session, [FoundFeed(f"{base}/f{number}") for number in range(feeds)])
        for name in ("first", "later"):
            alone = _seconds(lambda: _fetch_alone(session, at_once))
            whole = _seconds(
                lambda: print(update_feeds(session, Progress(), session.feeds.all(), at_once=at_once))
            )
            print(f"{at_once} connections, {name}: fetching {alone:.1f} s, update {whole:.1f} s, "
                  f"x {whole / alone:.2f}")  # fmt: skip
            here.send("more")
            here.recv()
    here.send("")
    process.join()


def _list(root: Path, feeds: int, pieces: int) -> None:
    paths = LibraryPaths(root / "list")
    fill(paths, feeds, pieces)
    print(f"{pieces} pieces: {paths.database.stat().st_size / 1e6:.0f} MB")
    with LibrarySession.open(paths) as session:
        for name, work in (
            ("numbers of all", lambda: item_ids(session)),
            ("numbers of the new ones", lambda: item_ids(session, only_new=True)),
            ("the first numbers", lambda: item_ids(session, limit=300)),
            ("numbers of one feed", lambda: item_ids(session, 7)),
            ("the first hundred rows", lambda: item_rows(session, session.feed_items.ids(limit=100))),
            ("the feeds with their numbers", lambda: session.feeds.all()),
        ):
            times = sorted(_seconds(work) for _ in range(_TURNS))
            middle, late = times[_TURNS // 2] * 1000, times[int(_TURNS * 0.95)] * 1000
            print(f"{name}: median {middle:.1f} ms, p95 {late:.1f} ms")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=1_000)
    parser.add_argument("--pieces", type=int, default=200_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _list(Path(folder), options.feeds, options.pieces)
        for at_once in (4, 8):
            _updates(Path(folder), options.feeds, at_once)


if __name__ == "__main__":
    main()
