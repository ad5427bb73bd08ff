"""What keeping libraries in step costs: `make bench-sync`, ARGS="--articles 20000".

A first join of two libraries beside importing the same library from its own export, a daily round of 200
changes, and what being in step adds to saving; through a folder, and through a hub where PostgreSQL is
installed. Work is the processor time of this process; a hub's own work is said beside it.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.core.model import TranslatedSentence
from reader.core.progress import Progress
from reader.core.sentence_key import sentence_key
from reader.library.articles.articles import NewArticle
from reader.library.replication.membership import Membership
from reader.services.importing.import_choices import ImportChoices
from reader.services.importing.run_import import run_import
from reader.services.library.export_library import export_library
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import join_store, leave_store
from reader.services.sync.run_round import run_round
from reader.settings.paths import LibraryPaths
from reader.sync.hub.listening import listen
from tests.benchmarks.library_build import say
from tests.benchmarks.library_texts import Language, Made, articles, make_languages, route
from tests.support.servers.postgres import Cluster, Hub

SAVED = "2026-01-01T00:00:00+00:00"
PASSPHRASE = "a long passphrase"
WANTED = {"join": 1.5, "hub": 2.0, "saving": 1.05}


def timed(task: Callable[[], object]) -> float:
    """Seconds of processor time that a task takes."""
    started = time.process_time()
    task()
    return time.process_time() - started


def size_of(folder: Path) -> tuple[int, int]:
    """Bytes and number of the files in a folder."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files), len(files)


def fill(session: LibrarySession, languages: dict[str, Language], count: int) -> None:
    """Save articles, a hundred in a transaction, with the translations of every tenth."""
    made = articles(count, languages)
    while batch := list(itertools.islice(made, 100)):
        session.articles.add_many(new_article(one) for one in batch)
        for one in batch:
            for target, pairs in one.translations.items():
                stored = [(sentence_key(s), TranslatedSentence(s, t)) for s, t in pairs.items()]
                session.translations.store(stored, "fr", target, route(target).key)


def new_article(one: Made) -> NewArticle:
    """What is saved of an invented article."""
    return NewArticle(one.document, one.document.url, one.document.url.split("//")[1], SAVED, tags=one.tags)


def save_singly(session: LibrarySession, languages: dict[str, Language], first: int, count: int) -> float:
    """The work of saving articles, each in its own transaction."""
    made = [new_article(one) for one in articles(count, languages, 0, first)]
    return timed(lambda: [session.articles.store(one) for one in made])


def through_a_hub(top: Path, full: LibrarySession, imported: float) -> float:
    """The same through a hub; gives what taking costs beside the import, 0 where there is no PostgreSQL."""
    try:
        cluster = Cluster()
    except pytest.skip.Exception as skipped:
        say(f"hub                       not measured: {skipped}")
        return 0.0
    empty = LibrarySession.open(LibraryPaths(top / "4"))
    try:
        hub = Hub(cluster, "anna")
        address, password = hub.address("anna"), hub.passwords["anna"]
        begun, before = time.perf_counter(), cluster.work()
        sent = timed(lambda: join_store(full, address.text, PASSPHRASE, Progress(), "", password))
        taken = timed(lambda: join_store(empty, address.text, PASSPHRASE, Progress(), "", password))
        passed = time.perf_counter() - begun
        say(f"hub, first join, sending  {sent:.1f} s  {sent / imported:.2f} of the import")
        say(f"hub, first join, taking   {taken:.1f} s  {taken / imported:.2f} of the import")
        say(f"hub, its own work         {cluster.work() - before:.1f} s, both joins took {passed:.1f} s")
        run_round(full, PASSPHRASE, Progress(), password)
        run_round(empty, PASSPHRASE, Progress(), password)
        part = Membership(empty.database).part()
        assert part is not None
        told, waits = listen(address, password, part.machine, None), []
        next(told)
        for card in full.articles.summaries(limit=9):
            full.articles.set_favourite([card.id], not card.favourite)
            begun = time.perf_counter()
            run_round(full, PASSPHRASE, Progress(), password)
            next(told)
            run_round(empty, PASSPHRASE, Progress(), password)
            waits.append(time.perf_counter() - begun)
        told.close()
        say(
            f"hub, one change visible   {sorted(waits)[4] * 1000:.0f} ms in the middle of 9, two rounds in it"
        )
        return taken / imported
    finally:
        empty.close()
        cluster.close()


def main() -> int:
    """Measure, and print ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=2000)
    count = parser.parse_args().articles
    languages = make_languages()
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        one, other, plain = (LibrarySession.open(LibraryPaths(top / part)) for part in ("1", "2", "3"))
        fill(one, languages, count)
        export_library(one, top / "export", Progress())
        imported = timed(lambda: run_import(plain, top / "export", ImportChoices(), Progress()))
        alone = save_singly(plain, languages, 10_000_000, 200)
        sent = timed(lambda: join_store(one, str(top / "store"), PASSPHRASE, Progress()))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        taken = timed(lambda: join_store(other, str(top / "store"), PASSPHRASE, Progress()))
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
        size, files = size_of(top / "store")
        say(f"import of its own export  {imported:.1f} s")
        say(f"first join, sending       {sent:.1f} s  {sent / imported:.2f} of the import")
        say(f"first join, taking        {taken:.1f} s  {taken / imported:.2f} of the import, +{more} MB")
        say(f"store                     {size / 1e6:.1f} MB in {files} files")
        joined = save_singly(one, languages, 10_000_000, 200)
        say(f"saving                    {joined / alone:.3f} of a library alone")
        run_round(one, PASSPHRASE, Progress())
        run_round(other, PASSPHRASE, Progress())
        before_size, _ = size_of(top / "store")
        for number in [card.id for card in one.articles.summaries(limit=200)]:
            one.articles.set_favourite([number], True)
        up = timed(lambda: run_round(one, PASSPHRASE, Progress()))
        down = timed(lambda: run_round(other, PASSPHRASE, Progress()))
        after, _ = size_of(top / "store")
        told = (after - before_size) // 1000
        say(f"200 changes               {up:.2f} s up, {down:.2f} s down, {told} kB")
        leave_store(one)
        by_hub = through_a_hub(top, one, imported)
        for session in (one, other, plain):
            session.close()
        good = taken / imported <= WANTED["join"] and by_hub <= WANTED["hub"]
        return 0 if good and joined / alone <= WANTED["saving"] else 1


if __name__ == "__main__":
    sys.exit(main())
