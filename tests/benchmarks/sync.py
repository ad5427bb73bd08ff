"""What keeping libraries in step costs: `make bench-sync`, ARGS="--articles 20000".

A first join of two libraries beside importing the same library from its own export, a day's round of 200
changes, and what being in step adds to reading, searching and saving; through a folder, and through a hub
where PostgreSQL is installed. The libraries have translations, a picture in every second article, and feeds.
Work is the processor time of this process; a hub's own work is said beside it. `several/sync_window` measures
what somebody waits for between two windows, `several/hub_load` many readers at once.
"""

from __future__ import annotations

import argparse
import datetime
import io
import itertools
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from reader.core.model import Picture, ReadingPosition, TranslatedSentence
from reader.core.progress import Progress
from reader.core.sentence_key import sentence_key
from reader.library.articles.articles import NewArticle
from reader.library.feeds.feeds import NewFeed
from reader.library.replication.membership import Membership
from reader.services.importing.import_choices import ImportChoices
from reader.services.importing.run_import import run_import
from reader.services.library.export_library import export_library
from reader.services.library.open_article import open_article
from reader.services.library_session import LibrarySession
from reader.services.saving.save_article import save_article
from reader.services.search_library import search
from reader.services.sync.join_store import join_store, leave_store
from reader.services.sync.joined import find_joined
from reader.services.sync.run_round import run_round, whole_round
from reader.settings.paths import LibraryPaths
from reader.sync.hub.listening import listen
from reader.sync.store import Store
from reader.sync.store_header import open_store
from tests.benchmarks.library_build import say
from tests.benchmarks.library_texts import Language, Made, articles, make_languages, route
from tests.conftest import SiteServer
from tests.support.many_feeds import add_pieces
from tests.support.servers.postgres import ADMIN, PASSWORD, Cluster, Hub

SAVED = "2026-01-01T00:00:00+00:00"
PASSPHRASE = "a long passphrase"
WANTED = {"join": 1.5, "hub": 2.0, "life": 1.05, "memory": 120, "requests": 40, "bytes": 300_000}
PIECES = 5  # of feeds, for each article
LATER = 10_000_000  # the number of the first article that is saved later
NEW, CHANGES = 10, 200  # articles of a day, and all that is changed on it


def timed(task: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Seconds that a task takes: of processor time in this process, or by another clock."""
    started = clock()
    task()
    return clock() - started


def size_of(folder: Path) -> tuple[int, int]:
    """Bytes and number of the files in a folder."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files), len(files)


def picture(number: int) -> bytes:
    """A picture of 30 kB that is like no other."""
    from PIL import Image

    target = io.BytesIO()
    Image.frombytes("RGB", (100, 100), random.Random(number).randbytes(30_000)).save(target, "PNG")
    return target.getvalue()


def fill(session: LibrarySession, languages: dict[str, Language], count: int) -> None:
    """Save articles, a hundred in a transaction, with the translations of every tenth, and follow feeds."""
    made = enumerate(articles(count, languages))
    while batch := list(itertools.islice(made, 100)):
        session.articles.add_many([new_article(session, number, one) for number, one in batch])
        for _, one in batch:
            for target, pairs in one.translations.items():
                stored = [(sentence_key(s), TranslatedSentence(s, t)) for s, t in pairs.items()]
                session.translations.store(stored, "fr", target, route(target).key)
    feeds = max(1, count // 100)
    session.feeds.add(
        [NewFeed(f"https://s.example/f{n}", f"s.example/f{n}", f"Source {n}") for n in range(feeds)]
    )
    start = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    add_pieces(session.database, feeds, range(count * PIECES), start)
    session.feed_items.mark_read(session.feed_items.ids()[::2])


def new_article(session: LibrarySession, number: int, one: Made) -> NewArticle:
    """What is saved of an invented article."""
    document = one.document
    if number % 2:
        digest = session.assets.add(picture(number), "image/png")
        lead = Picture(f"{document.url}.png", digest=digest, width=100, height=100)
        document = replace(document, lead=lead)
    return NewArticle(document, document.url, document.url.split("//")[1], SAVED, tags=one.tags)


class CountedStore:
    """A store that counts what is asked of it."""

    def __init__(self, store: Store) -> None:
        self._store, self.requests = store, 0

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._store, name)
        if name not in ("names", "get", "get_part", "put", "remove", "top"):
            return found

        def counted(*given: Any) -> Any:
            self.requests += 1
            return found(*given)

        return counted


def counted_round(session: LibrarySession, password: str | None = None) -> tuple[float, float, int]:
    """A round: its work, its time by the clock, and how often the store was asked."""
    begun, worked = time.perf_counter(), time.process_time()
    _, store, found = find_joined(session, password)
    counted: Any = CountedStore(store)
    whole_round(session, counted, open_store(found, PASSPHRASE), Progress())
    # Looking for the store and opening it are four more.
    return time.process_time() - worked, time.perf_counter() - begun, counted.requests + 4


def change(session: LibrarySession, languages: dict[str, Language], first: int) -> int:
    """A day's changes, 200 of them; gives the bytes of the articles that are new."""
    made = [one for one in articles(NEW, languages, 0, first)]
    session.articles.add_many([new_article(session, 0, one) for one in made])
    cards = session.articles.summaries(limit=CHANGES)
    for place, card in enumerate(cards[NEW:]):
        if place % 4 == 0:
            session.articles.set_favourite([card.id], not card.favourite)
        elif place % 4 == 1:
            session.annotations.set_note(card.id, f"A thought of {place} words, and some more of them.")
        elif place % 4 == 2:
            session.articles.set_position(card.id, ReadingPosition("b", place), 0.5)
        else:
            session.articles.set_tags(card.id, [f"tag {place % 7}"])
    return sum(len(one.document.html.encode()) for one in made)


def tell_day(
    where: str,
    one: tuple[LibrarySession, LibrarySession],
    languages: dict[str, Language],
    size: Callable[[], int],
    password: str | None = None,
) -> bool:
    """A day's round on both sides; whether it asks and carries no more than wanted."""
    here, there = one
    for session in (here, there, here):
        run_round(session, PASSPHRASE, Progress(), password)
    before = size()
    own = change(here, languages, LATER if password is None else LATER + NEW)
    up, down = counted_round(here, password), counted_round(there, password)
    more = size() - before
    say(
        f"{where + ', a day':<26}up {up[0]:.2f} s of work, {up[1]:.2f} by the clock, {up[2]} requests; down "
        f"{down[0]:.2f} s, {down[1]:.2f}, {down[2]}; {more // 1000} kB, the articles have {own // 1000}"
    )
    return max(up[2], down[2]) <= WANTED["requests"] and more - own <= WANTED["bytes"]


def life(
    alone: LibrarySession, joined: LibrarySession, languages: dict[str, Language], link: str
) -> dict[str, float]:
    """What reading, searching and saving cost in a library that is in step, each in turns with one alone.

    A link is saved as a reader does it, by the clock: it is another process that reads the page.
    """
    words = languages["fr"].words
    saved = itertools.count(LATER * 2, 20)
    tens = max(1, joined.articles.counts()["all"] // 10)  # else there is nothing to read in later turns
    acts: dict[str, Callable[[LibrarySession, int], object]] = {
        "reading": lambda session, turn: _read(session, turn % tens),
        "search": lambda session, turn: [search(session, word) for word in words[50 + turn : 90 + turn : 8]],
        "saving texts": lambda session, _turn: _save(session, list(articles(20, languages, 0, first))),
        "saving a link": lambda session, _turn: _save_link(session, link),
    }
    found = {}
    for name, act in acts.items():
        clock = time.perf_counter if name == "saving a link" else time.process_time
        pairs = []
        for turn in range(21):
            first = next(saved)
            sessions = [alone, joined] if turn % 2 else [joined, alone]
            spent = {id(session): timed(partial(act, session, turn), clock) for session in sessions}
            pairs.append((spent[id(alone)], spent[id(joined)]))
        found[name] = statistics.median(two for _, two in pairs) / statistics.median(one for one, _ in pairs)
    return found


def _read(session: LibrarySession, turn: int) -> None:
    """Open articles, read some way into each."""
    for card in session.articles.summaries(limit=10, offset=turn * 10):
        open_article(session, card.id)
        session.articles.set_position(card.id, ReadingPosition("b", turn), 0.3)


def _save(session: LibrarySession, made: Iterable[Made]) -> None:
    for one in made:
        session.articles.store(new_article(session, 0, one))


def _save_link(session: LibrarySession, link: str) -> None:
    """Save the page of a link; the article goes again, so that the next one is as new."""
    saved = save_article(session, link, Progress())
    session.articles.delete_forever([saved.id])


def joined_elsewhere(folder: Path, place: str, password: str | None) -> dict[str, float]:
    """A first join in a process of its own: its work, its time, the megabytes by which it grew."""
    words = [sys.executable, "-m", "tests.benchmarks.sync", "--join", str(folder), place, password or ""]
    done = subprocess.run(words, stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def peak() -> int:
    """The most memory (kB) that this program had; `getrusage` says its starter's where that had more."""
    said = Path("/proc/self/status").read_text("ascii", "replace")
    return next(int(line.split()[1]) for line in said.splitlines() if line.startswith("VmHWM:"))


def join_here(folder: str, place: str, password: str) -> None:
    """What `joined_elsewhere` starts."""
    with LibrarySession.open(LibraryPaths(Path(folder))) as session:
        session.articles.summaries(limit=10)
        before = peak()
        begun = time.perf_counter()
        work = timed(lambda: join_store(session, place, PASSPHRASE, Progress(), "", password or None))
        more = (peak() - before) // 1024
    print(json.dumps({"work": work, "clock": time.perf_counter() - begun, "more": more}))


def tell_join(where: str, sent: float, taken: dict[str, float], imported: float) -> float:
    """Say what a first join cost; gives the larger part beside the import."""
    say(f"{where + ', first join':<26}sending {sent:.1f} s, {sent / imported:.2f} of the import")
    say(
        f"{'':<26}taking {taken['work']:.1f} s, {taken['work'] / imported:.2f} of the import, "
        f"{taken['clock']:.1f} s by the clock, +{taken['more']:.0f} MB"
    )
    return max(sent, taken["work"]) / imported


def through_a_hub(
    top: Path, full: LibrarySession, languages: dict[str, Language], imported: float
) -> list[bool]:
    """The same through a hub; whether it is as wanted, nothing where there is no PostgreSQL."""
    try:
        cluster = Cluster()
    except pytest.skip.Exception as skipped:
        say(f"hub                       not measured: {skipped}")
        return []
    try:
        hub = Hub(cluster, "anna")
        address, password = hub.address("anna"), hub.passwords["anna"]
        before = cluster.work()
        sent = timed(lambda: join_store(full, address.text, PASSPHRASE, Progress(), "", password))
        taken = joined_elsewhere(top / "4", address.text, password)
        part = tell_join("hub", sent, taken, imported)
        say(f"hub, its own work         {cluster.work() - before:.1f} s for both")
        say(f"hub, pg_restore           {_restored(cluster, hub.database, top):.1f} s by the clock")
        empty = LibrarySession.open(LibraryPaths(top / "4"))
        good = tell_day("hub", (full, empty), languages, lambda: _hub_bytes(hub), password)
        _tell_visible(hub, full, empty)
        empty.close()
        return [part <= WANTED["hub"], taken["more"] <= WANTED["memory"], good]
    finally:
        cluster.close()


def _hub_bytes(hub: Hub) -> int:
    with hub.connect() as connection:
        row = connection.execute("SELECT sum(length(data)) FROM liseuse.blob").fetchone()
    return int(row[0] or 0) if row is not None else 0


def _restored(cluster: Cluster, database: str, top: Path) -> float:
    """Seconds by the clock in which PostgreSQL's own programs put a copy of the hub back."""
    assert cluster.programs is not None
    programs = (cluster.programs / "initdb").resolve().parent
    copy, environment = top / "hub.dump", {"PGPASSWORD": PASSWORD}
    to = ["-h", "127.0.0.1", "-p", str(cluster.port), "-U", ADMIN]
    dump = [programs / "pg_dump", *to, "-Fc", "-f", copy, database]
    subprocess.run(list(map(str, dump)), env=environment, check=True)
    begun = time.perf_counter()
    restore = [programs / "pg_restore", *to, "-d", cluster.database(), copy]
    subprocess.run(list(map(str, restore)), env=environment, check=True)
    return time.perf_counter() - begun


def _tell_visible(hub: Hub, full: LibrarySession, empty: LibrarySession) -> None:
    address, password = hub.address("anna"), hub.passwords["anna"]
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
    say(f"hub, one change visible   {sorted(waits)[4] * 1000:.0f} ms in the middle of 9, two rounds in it")


def through_a_folder(
    top: Path, full: LibrarySession, languages: dict[str, Language], imported: float
) -> list[bool]:
    """What a folder costs; whether it is as wanted."""
    store = top / "store"
    sent = timed(lambda: join_store(full, str(store), PASSPHRASE, Progress()))
    taken = joined_elsewhere(top / "2", str(store), None)
    part = tell_join("folder", sent, taken, imported)
    size, files = size_of(store)
    say(f"store                     {size / 1e6:.1f} MB in {files} files")
    if shutil.which("rsync"):
        begun = time.perf_counter()
        subprocess.run(["rsync", "-a", "--fsync", f"{store}/", str(top / "copy")], check=True)
        say(f"rsync of it               {time.perf_counter() - begun:.1f} s by the clock")
    with LibrarySession.open(LibraryPaths(top / "2")) as other:
        good = tell_day("folder", (full, other), languages, lambda: size_of(store)[0])
    return [part <= WANTED["join"], taken["more"] <= WANTED["memory"], good]


def main() -> int:
    """Measure, and print ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--join", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.join:
        join_here(*options.join)
        return 0
    languages = make_languages()
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        one, plain = (LibrarySession.open(LibraryPaths(top / part)) for part in ("1", "3"))
        fill(one, languages, options.articles)
        one.close()
        shutil.copytree(top / "1", top / "5")  # what is saved through the folder is nothing to the hub
        one, same = (LibrarySession.open(LibraryPaths(top / part)) for part in ("1", "5"))
        export_library(one, top / "export", Progress())
        begun = time.perf_counter()
        imported = timed(lambda: run_import(plain, top / "export", ImportChoices(), Progress()))
        say(f"import of its own export  {imported:.1f} s, {time.perf_counter() - begun:.1f} by the clock")
        good = through_a_folder(top, one, languages, imported)
        one.close()
        shutil.copytree(top / "1", top / "alone")
        one, alone = (LibrarySession.open(LibraryPaths(top / part)) for part in ("1", "alone"))
        leave_store(alone)
        site = SiteServer()
        costs = life(alone, one, languages, site.url("/parlement-la-diplomatie-de-lombre/"))
        site.close()
        for what, cost in costs.items():
            say(f"{what:<26}{cost:.3f} of a library alone")
        good += through_a_hub(top, same, languages, imported)
        for session in (one, plain, alone, same):
            session.close()
    return 0 if all(good) and max(costs.values()) <= WANTED["life"] else 1


if __name__ == "__main__":
    sys.exit(main())
