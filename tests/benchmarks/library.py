"""How a full library behaves: `python -m tests.benchmarks.library --articles 100000`.

Prints each goal with what was measured, and ratios to a library of 10 articles. The library is kept in
`--folder` when one is given, and used again when it has as many articles. Every time is given twice, by
the clock and as time on the processor: on a machine that others use, only the second says what the
program did.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import itertools
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from reader.core.search import Found
from reader.library.article_text import read_text
from reader.library.articles.articles import Articles
from reader.library.articles.quick_list import quick_list
from reader.library.database import Database
from reader.library.search.search import Search
from reader.library.search_text import word_texts
from reader.library.views import CONDITIONS
from reader.reading.reading_time import DEFAULT_SPEED, SPEEDS
from reader.services.backup.keep_backups import keep_backups
from reader.services.library.browse_library import PAGE as CARDS
from reader.services.library.browse_library import SORTS
from reader.services.library_session import LibrarySession
from reader.services.search_library import PAGE
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.benchmarks.library_build import SAVED, build, library, say, set_flags
from tests.benchmarks.library_texts import Language, articles, make_languages

OPENINGS = 5

T = TypeVar("T")


def main() -> None:
    """Build the library, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--folder", type=Path, help="keep the library here")
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        say(f"{options.articles} articles in {folder}")
        languages = make_languages()
        full = stack.enter_context(library(folder / "full"))
        present = sum(full.counts()[view] for view in ("all", "trash"))
        build(full, languages, present, options.articles)
        set_flags(full)
        small = stack.enter_context(library(folder / "small"))
        if not small.counts()["all"]:
            build(small, languages, 0, 10)
        measure_sizes(full)
        measure_search(full, options.queries)
        measure_views(full)
        measure_adding(full, languages, options.articles)
        paths = full._database.path.parent, small._database.path.parent
        full._database.close()
        small._database.close()
        measure_opening(*(path / "library.db" for path in paths))
        for path in paths:
            measure_backup(path)
        measure_window(*paths)


def measure_sizes(full: Articles) -> None:
    """How large the index is against the text it is made of."""
    with full._database.read() as session:
        run = session.connection().exec_driver_sql
        sizes = dict(
            run(
                "SELECT CASE WHEN name LIKE 'article_search%' OR name LIKE 'article_starts%' THEN 'index' "
                "ELSE 'other' END, sum(pgsize) FROM dbstat GROUP BY 1"
            ).all()
            if has_dbstat(full)
            else run(
                "SELECT 'index', sum(length(block)) FROM (SELECT block FROM article_search_data "
                "UNION ALL SELECT block FROM article_starts_data)"
            ).all()
        )
        chosen = [row[0] for row in run("SELECT id FROM article ORDER BY id LIMIT 2000")]
        text = 0
        for article_id in chosen:
            found = read_text(session, article_id)
            assert found is not None
            passages = [*found.original, *(p for t in found.translations.values() for p in t)]
            text += sum(len(p.text.encode()) + 1 for p in passages) + len(found.title.encode())
        count = run("SELECT count(*) FROM article").scalar_one()
        translations = run("SELECT count(*) FROM article_translation").scalar_one()
    whole = text / len(chosen) * count
    say(f"{count} articles, {translations} translations, text {whole / 1e6:.0f} MB (from a sample)")
    say(f"file {full._database.path.stat().st_size / 1e6:.0f} MB, index {sizes['index'] / 1e6:.0f} MB")
    say(f"index / text: {sizes['index'] / whole:.2f} (at most 1)")


def has_dbstat(full: Articles) -> bool:
    """Whether this SQLite can tell the pages of each table."""
    with full._database.read() as session:
        options = session.connection().exec_driver_sql("PRAGMA compile_options").scalars().all()
    return "ENABLE_DBSTAT_VTAB" in options


def measure_search(full: Articles, count: int) -> None:
    """Searches of words that stand in the library, counts and the first screen with snippets included."""
    search = Search(full._database, {**SPEEDS, "": DEFAULT_SPEED})
    rng = random.Random(4)
    words = sample_words(full, rng)
    kinds: dict[str, Callable[[], str]] = {
        "1 word": lambda: rng.choice(words) + " ",
        "2 words": lambda: " ".join(rng.sample(words, 2)) + " ",
        "3 words": lambda: " ".join(rng.sample(words, 3)) + " ",
        "prefix of 3 letters": lambda: rng.choice([w for w in words if len(w) > 3])[:3],
        "prefix of 4 letters": lambda: rng.choice([w for w in words if len(w) > 4])[:4],
        "word and prefix": lambda: f"{rng.choice(words)} {rng.choice([w for w in words if len(w) > 3])[:3]}",
        "prefix of 2 letters": lambda: rng.choice([w for w in words if len(w) > 2])[:2],
        "phrase": lambda: f'"{rng.choice(words)} {rng.choice(words)}"',
        "word and filters": lambda: f"{rng.choice(words)} is:unread lang:fr after:2020 time:<10",
    }
    say("search, ms:              p95   work    p50   work    max   results p50")
    goal = Watch()
    for name, make in kinds.items():
        watch, results = Watch(), []
        for _ in range(count // 3 if "filters" in name else count):
            query = make()
            found = watch.time(functools.partial(_find_and_show, search, query))
            results.append(len(found.ids))
        if name in ("1 word", "2 words", "3 words", "prefix of 3 letters", "prefix of 4 letters"):
            goal.clock += watch.clock
            goal.work += watch.work
        say(
            f"  {name:20}{p95(watch.clock):8.1f}{p95(watch.work):7.1f}{statistics.median(watch.clock):7.1f}"
            f"{statistics.median(watch.work):7.1f}{max(watch.clock):7.1f}{statistics.median(results):14.0f}"
        )
    say(f"search, 1-3 words and prefixes of 3+ letters, counts and snippets: {goal} (p95 under 50)")


def _find_and_show(search: Search, query: str) -> Found:
    found = search.find(query)
    search.page(found, limit=PAGE)
    return found


def sample_words(full: Articles, rng: random.Random) -> list[str]:
    """Words as often as they stand in the texts: a third of them are very common ones."""
    with full._database.read() as session:
        top = session.connection().exec_driver_sql("SELECT max(id) FROM article").scalar_one()
        texts = [read_text(session, rng.randint(1, top)) for _ in range(200)]
    return [w for t in texts if t is not None for p in t.original for w in word_texts(p.text)]


def measure_views(full: Articles) -> None:
    """What the library does for each view in each order, for a tag, and for a page of cards anywhere."""
    switching, scrolling, tagged, counting = Watch(), Watch(), Watch(), Watch()
    rng = random.Random(5)

    def switch(view: str, sort: str, tag: str = "") -> list[int]:
        ids = full.ids(view, tag=tag, sort=sort)
        full.by_ids(ids[:CARDS])
        full.counts()
        full.tags()
        return ids

    for view, sort in itertools.product(CONDITIONS, SORTS):
        ids = switching.time(functools.partial(switch, view, sort))
        for _ in range(10):
            start = rng.randrange(max(1, len(ids)))
            scrolling.time(functools.partial(full.by_ids, ids[start : start + CARDS]))
    for sort in SORTS:
        tagged.time(functools.partial(switch, "all", sort, "maroc"))
    for _ in range(10):
        counting.time(full.counts)
    say(f"a view with all counts, from the library: {switching} (p95 under 50)")
    say(f"a tag's articles: {tagged}")
    say(f"counts of all views: {counting}")
    say(f"{CARDS} cards anywhere: {scrolling} (p95 under 50)")


def measure_adding(full: Articles, languages: dict[str, Language], present: int) -> None:
    """One article at a time beside a full library, each with its own commit."""
    first = max(present, full.ids("all")[0])
    adding, tagging, deleting = Watch(), Watch(), Watch()
    for made in articles(100, languages, every=0, first=first):
        document = made.document
        add_one = functools.partial(
            full.add, document, document.url, f"added {document.url}", SAVED, tags=made.tags
        )
        number = adding.time(add_one)
        tagging.time(functools.partial(full.set_tags, number, ["neu"]))
        deleting.time(functools.partial(full.delete_forever, [number]))
    say(f"adding one article: {adding} (under 20)")
    say(f"tagging one: {tagging}")
    say(f"deleting one for ever: {deleting}")


def measure_opening(full: Path, small: Path) -> None:
    """The first list of the window, and the opening of the database, against 10 articles."""
    for name, work in (
        ("first list by plain SQLite", quick_list),
        ("opening the database", _open_and_close),
    ):
        large, little = Watch(), Watch()
        for _ in range(9):
            large.time(functools.partial(work, full))
            little.time(functools.partial(work, small))
        say(f"{name}: {min(large.work):.2f} ms of work, with 10 articles {min(little.work):.2f}")


def _open_and_close(path: Path) -> None:
    Database.open(path).close()


def measure_backup(folder: Path) -> None:
    """The copy of the day, so that the window does not make it while it is measured."""
    paths, watch = LibraryPaths(folder), Watch()
    with LibrarySession.open(paths, Settings(paths.settings)) as session:
        watch.time(lambda: keep_backups(session))
    clock, work = watch.clock[0] / 1000, watch.work[0] / 1000
    say(f"the copy of the day of {folder.name}: {clock:.1f} s ({work:.1f} of work)")


def measure_window(full: Path, small: Path) -> None:
    """The real window on both libraries, each run a process of its own."""
    opened: dict[Path, list[dict[str, Any]]] = {full: [], small: []}
    for _ in range(OPENINGS):
        for folder, runs in opened.items():
            runs.append(_window(folder, "--opening"))
    for name, words in (("first_paint", "cards in the window"), ("whole_list", "whole list and counts")):
        for place, kind in ((0, "clock"), (1, "work")):
            large, little = (statistics.median(run[name][place] for run in opened[f]) for f in (full, small))
            say(
                f"window opens, {words}, {kind}: {large:.0f} ms, with 10 articles {little:.0f}, "
                f"ratio {large / little:.2f} (at most 1.2)"
            )
    large, little = (
        statistics.median(run["opened_memory"]["now"] for run in opened[f]) for f in (full, small)
    )
    say(f"memory of the opened window: {large:.0f} MB, {large - little:+.1f} against 10 articles (under 60)")
    used, quiet = _window(full), _window(small)
    growth = used["memory"]["most"] - quiet["memory"]["most"]
    say(f"memory after all views, scrolling and searches, peak: {growth:+.1f} MB against 10 articles")
    for name, words in (
        ("switch", "switching views in the window, painted"),
        ("scroll", "scrolling anywhere in the window, cards painted"),
        ("search", "searching in the window, results painted"),
    ):
        say(f"{words}: {of_times(*used[name])}")
        say(f"    with 10 articles: {of_times(*quiet[name])}")
    say(f"longest turn of the event loop while switching: {used['stall']:.0f} ms of work")


def _window(folder: Path, *options: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.library_window", str(folder), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


class Watch:
    """Times pieces of work in ms: `clock` by the clock, `work` on the processor, all threads."""

    def __init__(self) -> None:
        self.clock: list[float] = []
        self.work: list[float] = []

    def time(self, work: Callable[[], T]) -> T:
        """Do it and note how long it took."""
        started = time.perf_counter(), time.process_time()
        result = work()
        self.clock.append(1000 * (time.perf_counter() - started[0]))
        self.work.append(1000 * (time.process_time() - started[1]))
        return result

    def __str__(self) -> str:
        """The 95th percentile, the median and the worst."""
        return of_times(self.clock, self.work)


def of_times(clock: Sequence[float], work: Sequence[float]) -> str:
    """Times in words."""
    return (
        f"p95 {p95(clock):.1f} ms (work {p95(work):.1f}), p50 {statistics.median(clock):.1f} "
        f"({statistics.median(work):.1f}), max {max(clock):.1f} ({max(work):.1f})"
    )


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(values, n=20)[18] if len(values) > 1 else values[0]


if __name__ == "__main__":
    main()
