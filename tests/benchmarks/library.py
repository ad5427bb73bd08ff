"""How a full library behaves: `python -m tests.benchmarks.library --articles 100000`.

Prints what issue 4 asks for, and ratios to a library of 10 articles. The library is kept in
`--folder` when one is given, and used again when it has as many articles.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import itertools
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reader.core.model import TranslatedBlock, TranslatedSentence, Translation
from reader.library.article_text import read_text
from reader.library.articles import Articles, NewArticle
from reader.library.assets import Assets
from reader.library.database import Database
from reader.library.quick_list import quick_list
from reader.library.search import Search
from reader.library.search_text import word_texts
from reader.library.translations import _route_id, _status_values
from reader.library.views import CONDITIONS
from reader.reading.reading_time import DEFAULT_SPEED, SPEEDS
from tests.benchmarks.library_texts import Language, Made, articles, keyed, make_languages, route

BATCH = 100
SAVED = "2026-11-25T08:00:00+00:00"
PAGE = 12  # rows of one screen
SORTS = ("saved", "published", "title", "reading-time", "source", "progress")


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
        present = full.counts()["all"]
        build(full, languages, present, options.articles)
        small = stack.enter_context(library(folder / "small"))
        if not small.counts()["all"]:
            build(small, languages, 0, 10)
        measure_sizes(full)
        measure_search(full, options.queries)
        measure_views(full)
        measure_adding(full, languages, options.articles)
        measure_opening(full._database.path, small._database.path)


@contextlib.contextmanager
def library(folder: Path) -> Iterator[Articles]:
    """An open library."""
    database = Database.open(folder / "library.db")
    assets = Assets(folder / "pictures")
    yield Articles(database, assets)
    assets.close()
    database.close()


def build(into: Articles, languages: dict[str, Language], present: int, count: int) -> None:
    """Add what is missing in batches, and tell how the time of a batch grows."""
    times: list[tuple[int, float]] = []
    made = articles(count - present, languages, first=present)
    generating = 0.0
    for _ in range(present, count, BATCH):
        started = time.perf_counter()
        batch = list(itertools.islice(made, BATCH))
        generating += time.perf_counter() - started
        started = time.perf_counter()
        add(into, batch)
        times.append((len(batch), time.perf_counter() - started))
        done = present + sum(n for n, _ in times)
        if done % 10_000 == 0:
            recent = times[-10_000 // BATCH :]
            rate = 1000 * sum(s for _, s in recent) / sum(n for n, _ in recent)
            say(f"  {done:>7} added; the last 10,000 in {rate:.2f} ms each, translations included")
    if len(times) >= 200:
        first, last = times[: len(times) // 10], times[-len(times) // 10 :]
        ratio = statistics.median(s for _, s in last) / statistics.median(s for _, s in first)
        say(f"adding in batches: the last tenth takes {ratio:.2f} x the time of the first (linear: 1)")


def add(into: Articles, batch: Sequence[Made]) -> None:
    """One batch of articles, then its translations, each in one transaction."""
    new = [
        NewArticle(m.document, m.document.url, m.document.url.split("//")[1], SAVED, tags=m.tags)
        for m in batch
    ]
    ids = into.add_many(new)
    database = into._database
    with database.write() as session:
        run = session.connection().exec_driver_sql
        for article_id, one in zip(ids, batch, strict=True):
            for target, pairs in one.translations.items():
                way = route(target)
                route_id = _route_id(session, "fr", target, way.key)
                rows = [(k, route_id, "", t, 0.0, "ok", SAVED) for k, t in keyed(pairs).items()]
                run(
                    "INSERT OR IGNORE INTO sentence_translation "
                    "(source_key, route_id, source, target, score, state, created_at) VALUES (?,?,?,?,?,?,?)",
                    rows,
                )
                title = TranslatedSentence(one.document.title, pairs[one.document.title])
                status = _status_values(
                    Translation(target, way, TranslatedBlock("title", (title,)), None, ()), way
                )
                names = ", ".join(status)
                run(
                    f"INSERT INTO article_translation (article_id, {names}) VALUES (?{', ?' * len(status)})",
                    (article_id, *status.values()),
                )


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
    say("search, ms:                p50    p95    max   of it snippets p50; results p50")
    everything: list[float] = []
    for name, make in kinds.items():
        times, cutting, results = [], [], []
        for _ in range(count // 3 if "filters" in name else count):
            query = make()
            started = time.perf_counter()
            found = search.find(query)
            between = time.perf_counter()
            search.page(found, limit=PAGE)
            ended = time.perf_counter()
            times.append(1000 * (ended - started))
            cutting.append(1000 * (ended - between))
            results.append(len(found.ids))
        if name in ("1 word", "2 words", "3 words", "prefix of 3 letters", "prefix of 4 letters"):
            everything += times
        say(
            f"  {name:22}{statistics.median(times):8.1f}{p95(times):7.1f}{max(times):7.1f}"
            f"{statistics.median(cutting):10.1f}{statistics.median(results):20.0f}"
        )
    say(f"search p95, 1-3 words and prefixes of 3+ letters: {p95(everything):.1f} ms (under 50)")


def sample_words(full: Articles, rng: random.Random) -> list[str]:
    """Words as often as they stand in the texts: a third of them are very common ones."""
    with full._database.read() as session:
        top = session.connection().exec_driver_sql("SELECT max(id) FROM article").scalar_one()
        texts = [read_text(session, rng.randint(1, top)) for _ in range(200)]
    return [w for t in texts if t is not None for p in t.original for w in word_texts(p.text)]


def measure_views(full: Articles) -> None:
    """Switching to each view in each order, and scrolling to a page anywhere."""
    switching, scrolling, counting = [], [], []
    rng = random.Random(5)
    for view, sort in itertools.product(CONDITIONS, SORTS):
        started = time.perf_counter()
        ids = full.ids(view, sort=sort)
        full.by_ids(ids[:PAGE])
        switching.append(1000 * (time.perf_counter() - started))
        for _ in range(10):
            start = rng.randrange(max(1, len(ids)))
            started = time.perf_counter()
            full.by_ids(ids[start : start + PAGE])
            scrolling.append(1000 * (time.perf_counter() - started))
    for _ in range(10):
        started = time.perf_counter()
        full.counts()
        counting.append(1000 * (time.perf_counter() - started))
    tagged = timed(lambda: full.by_ids(full.ids("all", tag="maroc")[:PAGE]))
    say(f"switching views: p95 {p95(switching):.1f} ms, max {max(switching):.1f} (under 50)")
    say(f"a tag's articles: {tagged:.1f} ms; counts of all views: {statistics.median(counting):.1f} ms")
    say(f"scrolling anywhere: p95 {p95(scrolling):.2f} ms, max {max(scrolling):.1f} (under 50)")


def measure_adding(full: Articles, languages: dict[str, Language], present: int) -> None:
    """One article at a time beside a full library, each with its own commit."""
    first = max(present, full.ids("all")[0])
    times, tagging, deleting = [], [], []
    for made in articles(100, languages, every=0, first=first):
        document = made.document
        started = time.perf_counter()
        number = full.add(document, document.url, f"added {document.url}", SAVED, tags=made.tags)
        times.append(1000 * (time.perf_counter() - started))
        tagging.append(timed(functools.partial(full.set_tags, number, ["neu"])))
        deleting.append(timed(functools.partial(full.delete_forever, [number])))
    say(
        f"adding one article: p50 {statistics.median(times):.1f} ms, p95 {p95(times):.1f}, "
        f"max {max(times):.1f} (under 20)"
    )
    say(f"tagging one: p95 {p95(tagging):.1f} ms; deleting one for ever: p95 {p95(deleting):.1f} ms")


def measure_opening(full: Path, small: Path) -> None:
    """The first list of the window, the opening of the database, and memory, against 10 articles."""
    for name, work in (
        ("first list by plain SQLite", quick_list),
        ("opening the database", _open_and_close),
    ):
        large, little = (
            min(timed(functools.partial(work, path)) for _ in range(9)) for path in (full, small)
        )
        say(f"{name}: {large:.2f} ms, with 10 articles {little:.2f} ms, difference {large - little:.2f} ms")
    large, little = (memory(path) for path in (full, small))
    say(f"memory of opening, listing and searching: {large - little:+.1f} MB against 10 articles (under 60)")


def _open_and_close(path: Path) -> None:
    Database.open(path).close()


_MEMORY = """
import sys
from pathlib import Path
from reader.library.articles import Articles
from reader.library.database import Database
from reader.library.search import Search
articles = Articles(Database.open(Path(sys.argv[1])))
ids = articles.ids("unread"); rows = articles.by_ids(ids[:50]); articles.counts()
found = Search(articles._database).find("de")
print(next(int(l.split()[1]) for l in open("/proc/self/status") if l.startswith("VmHWM")))
"""


def memory(path: Path) -> float:
    """The peak memory (MB) of a process that opens a library, lists and searches it."""
    done = subprocess.run(
        [sys.executable, "-c", _MEMORY, str(path)], capture_output=True, text=True, check=True
    )
    return int(done.stdout) / 1024


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(values, n=20)[18] if len(values) > 1 else values[0]


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    print(text, flush=True)


if __name__ == "__main__":
    main()
