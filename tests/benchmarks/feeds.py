"""What updating many feeds costs beside fetching alone, how soon their list is there, how the file grows.

    python -m tests.benchmarks.feeds [--feeds 1000] [--pieces 200000] [--delay 0 100]
        [list window updates growth]

The feeds lie on a server of this computer in a process of its own, which answers after so many ms
(`--delay`): at once, as no server of the press does, or as one does. `first` is an update in which all 30
pieces of every feed are new, `later` one in which a tenth of the feeds has two new pieces and the others
answer that nothing changed; the library holds `--pieces` of these feeds before.
"""

from __future__ import annotations

import argparse
import datetime
import json
import multiprocessing
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reader.core.progress import Progress
from reader.services.feeds.fetch_feed import fetch_feed
from reader.services.feeds.read_items import item_ids, item_rows
from reader.services.feeds.update_feeds import update_feeds
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.support.many_feeds import add_pieces, fill
from tests.support.servers.feed_server import FeedServer, rss

_PIECES = 30
_TURNS = 40
_CONNECTIONS = (4, 8)
_ROUNDS = 3
_KEPT_DAYS = 30
_STEP_DAYS, _STEPS = 10, 9


class _Press:
    """The feeds, in a process of their own."""

    def __init__(self, feeds: int, delay: int) -> None:
        self._here, there = multiprocessing.Pipe()
        arguments = (feeds, delay / 1000, there)
        self._process = multiprocessing.Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        self.site: str = self._here.recv()

    def publish(self) -> None:
        """A tenth of the feeds gets two more pieces."""
        self._here.send("more")
        self._here.recv()

    def close(self) -> None:
        self._here.send("")
        self._process.join()


def _serve(feeds: int, delay: float, connection: object) -> None:
    server = FeedServer(delay)
    count = [_PIECES] * feeds

    def put(number: int) -> None:
        numbers = range(number * 1000 + count[number] - _PIECES, number * 1000 + count[number])
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


def _updates(root: Path, feeds: int, pieces: int, delay: int) -> None:
    for at_once in _CONNECTIONS:
        press = _Press(feeds, delay)
        paths = LibraryPaths(root / f"updates-{delay}-{at_once}")
        fill(paths, feeds, pieces, press.site, agreed=True)
        with LibrarySession.open(paths) as session:
            session.politeness._per_host = at_once  # one server stands for a thousand
            told = f"{delay} ms, {at_once} connections"

            def cycle(session: LibrarySession = session, at_once: int = at_once) -> tuple[float, float]:
                alone = _seconds(lambda: _fetch_alone(session, at_once))
                whole = _seconds(
                    lambda: update_feeds(session, Progress(), session.feeds.all(), at_once=at_once)
                )
                return alone, whole

            print(f"{told}, first: {_ratios([cycle()])}", flush=True)
            times = []
            for _ in range(_ROUNDS):
                press.publish()
                times.append(cycle())
            print(f"{told}, later: {_ratios(times)}", flush=True)
        press.close()


def _ratios(times: list[tuple[float, float]]) -> str:
    alone, whole = (statistics.median(each) for each in zip(*times, strict=True))
    ratios = ", ".join(f"x {b / a:.2f}" for a, b in times)
    return f"fetching {alone:.1f} s, update {whole:.1f} s, {ratios}"


def _list(root: Path, feeds: int, pieces: int) -> None:
    paths = LibraryPaths(root / "list")
    fill(paths, feeds, pieces)
    print(f"{pieces} pieces: {paths.database.stat().st_size / 1e6:.0f} MB")
    plain = sqlite3.connect(paths.database)
    statement = "SELECT * FROM feed_item ORDER BY sort_at DESC, id DESC LIMIT 100"
    with LibrarySession.open(paths) as session:
        for name, work in (
            ("a plain read of a hundred pieces", lambda: plain.execute(statement).fetchall()),
            ("a list until it can be read", lambda: item_rows(session, item_ids(session, limit=100))),
            ("the same of one feed", lambda: item_rows(session, item_ids(session, 7, limit=100))),
            ("the same of new ones", lambda: item_rows(session, item_ids(session, 0, True, 100))),
            ("numbers of all", lambda: item_ids(session)),
            ("numbers of the new ones", lambda: item_ids(session, only_new=True)),
            ("the feeds with their numbers", lambda: session.feeds.all()),
        ):
            times = sorted(_seconds(work) for _ in range(_TURNS))
            middle, late = times[_TURNS // 2] * 1000, times[int(_TURNS * 0.95)] * 1000
            print(f"{name}: median {middle:.1f} ms, p95 {late:.1f} ms", flush=True)
    plain.close()


def _window(root: Path, feeds: int, pieces: int) -> None:
    """A window of its own process: lists while nothing goes on, and while all feeds are asked."""
    press = _Press(feeds, 0)
    paths = LibraryPaths(root / "window")
    fill(paths, feeds, pieces, press.site, agreed=True)
    command = [sys.executable, "-m", "tests.benchmarks.feeds_window", str(paths.root)]
    told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    press.close()
    for name, numbers in told.items():
        print(
            f"window, {name}: " + ", ".join(f"{key} {value:.1f}" for key, value in numbers.items()),
            flush=True,
        )


def _growth(root: Path, feeds: int, pieces: int) -> None:
    """Months pass: as many pieces come as the library is to hold in the days for which they are kept."""
    paths = LibraryPaths(root / "growth")
    fill(paths, feeds, 0)
    day = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    each = pieces * _STEP_DAYS // _KEPT_DAYS
    apart = datetime.timedelta(days=_STEP_DAYS) / each
    with LibrarySession.open(paths) as session:
        for step in range(_STEPS):
            add_pieces(session.database, feeds, range(step * each, (step + 1) * each), day, apart)
            day += datetime.timedelta(days=_STEP_DAYS)
            before = (day - datetime.timedelta(days=_KEPT_DAYS)).isoformat()
            took = _seconds(lambda before=before: session.feed_items.fade(before, before))  # type: ignore[misc]
            session.database.fold_log()
            size, held = paths.database.stat().st_size / 1e6, len(session.feed_items.ids())
            print(
                f"day {(step + 1) * _STEP_DAYS}: {held} pieces, {size:.0f} MB, fading {took:.1f} s",
                flush=True,
            )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=["list", "window", "updates", "growth"])
    parser.add_argument("--feeds", type=int, default=1_000)
    parser.add_argument("--pieces", type=int, default=200_000)
    parser.add_argument("--delay", type=int, nargs="+", default=[0, 100], help="ms until the server answers")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root, size = Path(folder), (options.feeds, options.pieces)
        if "list" in options.parts:
            _list(root, *size)
        if "window" in options.parts:
            _window(root, *size)
        if "updates" in options.parts:
            for delay in options.delay:
                _updates(root, *size, delay)
        if "growth" in options.parts:
            _growth(root, *size)


if __name__ == "__main__":
    main()
