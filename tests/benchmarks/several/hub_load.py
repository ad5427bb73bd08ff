"""Many readers on one hub: `python -m tests.benchmarks.several.hub_load --readers 200 --minutes 10`.

Each reader has a library on the hub. Twenty of them at once, each in a process of his own as on a computer of
his own, again and again others, save, note and bring their library in step; then some libraries are joined
anew, and nothing that was acknowledged may be missing. Time is by the clock, of whole rounds and of what of
them is spent waiting for the hub: all readers' own work is done by one computer here, by as many as there are
readers elsewhere. The first half of the readers goes first, alone, so that the hub's work for a round can be
compared.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from reader.core.progress import Progress
from reader.library.articles.articles import NewArticle
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import join_store
from reader.services.sync.joined import find_joined
from reader.services.sync.run_round import whole_round
from reader.settings.paths import LibraryPaths
from reader.sync.store import Store
from reader.sync.store_header import open_store
from tests.benchmarks.library_build import say
from tests.benchmarks.library_texts import articles, make_languages
from tests.support.computers import SAVED, document
from tests.support.servers.postgres import Cluster, Hub

AT_ONCE = 20
WORDS = "three small words"
WANTED = 1.0  # s, that 95 of a hundred rounds take at most
JUDGED = 10
LATER = 1_000_000  # the number of the first article that is saved when all of them live
_ASKED = ("names", "get", "get_part", "put", "remove")


class TimedStore:
    """A store that says how long it was waited for."""

    def __init__(self, store: Store) -> None:
        self._store, self.waited = store, 0.0

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._store, name)
        if name not in _ASKED:
            return found

        def timed(*given: Any) -> Any:
            begun = time.perf_counter()
            try:
                answer = found(*given)
                return list(answer) if name == "names" else answer
            finally:
                self.waited += time.perf_counter() - begun

        return timed


@dataclass
class Reader:
    """One of the readers."""

    name: str
    root: Path
    place: str
    password: str
    told: list[str] = field(default_factory=list)


@dataclass
class Told:
    """What came of a time of load, and who was told that what is done."""

    rounds: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    tokens: list[tuple[int, str]] = field(default_factory=list)
    work: float = 0.0

    def add(self, other: Told) -> None:
        """Take in what came of it in another process."""
        self.rounds += other.rounds
        self.waited += other.waited
        self.errors += other.errors
        self.tokens += other.tokens


def make(top: Path, hub: Hub, names: list[str], count: int) -> list[Reader]:
    """Readers with libraries of so many articles, each joined."""
    shape = top / "shape"
    with LibrarySession.open(LibraryPaths(shape)) as session:
        session.articles.add_many(
            [
                NewArticle(made.document, made.document.url, made.document.url.split("//")[1], SAVED)
                for made in articles(count, make_languages(), every=0)
            ]
        )
    readers = [Reader(name, top / name, hub.address(name).text, hub.passwords[name]) for name in names]
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        pool.map(partial(join, shape), readers, chunksize=1)
    return readers


def join(shape: Path, reader: Reader) -> None:
    """Give the reader a library like `shape`, and let it join his place on the hub."""
    shutil.copytree(shape, reader.root)
    with LibrarySession.open(LibraryPaths(reader.root)) as session:
        join_store(session, reader.place, WORDS, Progress(), reader.name, reader.password)
    shutil.rmtree(reader.root / "backups")  # the copy from before the join, as large as the library


def live(reader: Reader, number: int, told: Told) -> str:
    """Save an article, note something, bring the library in step; gives what was noted, "" after an error."""
    with LibrarySession.open(LibraryPaths(reader.root)) as session:
        token = f"w{number}w"
        article = session.articles.add(
            document(number), f"https://y.org/{number}", f"y.org/{number}", SAVED, tags=[token]
        )
        session.annotations.set_note(article, token)
        begun = time.perf_counter()
        try:
            _, store, found = find_joined(session, reader.password)
            opened = time.perf_counter() - begun
            timed: Any = TimedStore(store)
            whole_round(session, timed, open_store(found, WORDS), Progress())
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
            told.errors.append(f"{type(error).__name__}: {error}")
            return ""
        told.rounds.append(time.perf_counter() - begun)
        told.waited.append(timed.waited + opened)
        return token


def load(readers: list[Reader], cluster: Cluster, minutes: float, first: int = 0) -> Told:
    """Let twenty at once live for so long; the articles that they save are numbered from `first` on."""
    processes = multiprocessing.get_context("fork")  # what a program loads at its start is there already
    turns, answers = processes.Queue(), processes.Queue()
    for number in random.Random(5).sample(range(len(readers)), len(readers)):
        turns.put((number, 0))
    until, before = time.monotonic() + 60 * minutes, cluster.work()

    def work() -> None:
        told = Told()
        while time.monotonic() < until:
            number, turn = turns.get()
            token = live(readers[number], first + turn * len(readers) + number, told)
            if token:
                told.tokens.append((number, token))
            turns.put((number, turn + 1))
        answers.put(told)

    running = [processes.Process(target=work) for _ in range(min(AT_ONCE, len(readers)))]
    for one in running:
        one.start()
    told = Told()
    for _ in running:
        told.add(answers.get())
    for one in running:
        one.join()
    told.work = cluster.work() - before
    for number, token in told.tokens:
        readers[number].told.append(token)
    return told


def lost(readers: list[Reader], top: Path) -> int:
    """How much of what was acknowledged a library that joins anew does not get."""
    missing = 0
    for reader in readers:
        with LibrarySession.open(LibraryPaths(top / f"judge-{reader.name}")) as session:
            join_store(session, reader.place, WORDS, Progress(), "judge", reader.password)
            found = set(session.annotations.notes().values())
            missing += len(set(reader.told) - found)
    return missing


def tell(name: str, told: Told) -> bool:
    """Say what came of it; whether that is as wanted."""
    rounds, waited = sorted(told.rounds), sorted(told.waited)
    late = int(len(rounds) * 0.95)
    say(
        f"{name}: {len(rounds)} rounds, p50 {rounds[len(rounds) // 2]:.2f} s, p95 {rounds[late]:.2f} s, "
        f"of that the hub p50 {waited[len(rounds) // 2]:.2f} s, p95 {waited[late]:.2f} s; "
        f"{len(told.errors)} errors; the hub works {1000 * told.work / len(rounds):.1f} ms for each"
    )
    for error in sorted(set(told.errors))[:5]:
        say(f"  {error}")
    return not told.errors and rounds[late] <= WANTED


def main() -> int:
    """Measure, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--minutes", type=float, default=10)
    options = parser.parse_args()
    try:
        cluster = Cluster(f"max_connections={3 * AT_ONCE}")
    except pytest.skip.Exception as skipped:
        say(f"not measured: {skipped}")
        return 0
    names = [f"reader{number}" for number in range(options.readers)]
    try:
        with tempfile.TemporaryDirectory() as name:
            top = Path(name)
            hub = Hub(cluster, *names)
            begun = time.perf_counter()
            readers = make(top, hub, names, options.articles)
            say(f"{len(readers)} libraries have joined after {time.perf_counter() - begun:.0f} s")
            half = load(readers[: len(readers) // 2], cluster, options.minutes / 2)
            good = tell(f"{len(readers) // 2} readers", half)
            good &= tell(f"{len(readers)} readers", load(readers, cluster, options.minutes, LATER))
            missing = lost(random.Random(1).sample(readers, min(JUDGED, len(readers))), top)
            say(f"lost of what {JUDGED} of them were told is done: {missing}")
    finally:
        cluster.close()
    return 0 if good and not missing else 1


if __name__ == "__main__":
    sys.exit(main())
