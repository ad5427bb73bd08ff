"""A library of made-up articles on the disk, for the benchmark: added in batches as an import does."""

from __future__ import annotations

import contextlib
import itertools
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from reader.core.model import TranslatedBlock, TranslatedSentence, Translation
from reader.library.articles.articles import Articles, NewArticle
from reader.library.assets import Assets
from reader.library.database import Database
from reader.library.translations.translations import _route_id, _status_values
from tests.benchmarks.library_texts import Language, Made, articles, keyed, route

BATCH = 100
SAVED = "2026-11-25T08:00:00+00:00"


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
    times: list[tuple[int, float, float]] = []
    made = articles(count - present, languages, first=present)
    for _ in range(present, count, BATCH):
        batch = list(itertools.islice(made, BATCH))
        started = time.perf_counter(), time.process_time()
        add(into, batch)
        times.append((len(batch), time.perf_counter() - started[0], time.process_time() - started[1]))
        done = present + sum(n for n, *_ in times)
        if done % 10_000 == 0:
            recent = times[-10_000 // BATCH :]
            clock, work = (1000 * sum(t[i] for t in recent) / sum(t[0] for t in recent) for i in (1, 2))
            say(f"  {done:>7} added; the last 10,000 in {clock:.2f} ms each, {work:.2f} of work")
    if len(times) >= 100:
        first, last = times[: len(times) // 10], times[-len(times) // 10 :]
        clock, work = (
            statistics.median(t[i] for t in last) / statistics.median(t[i] for t in first) for i in (1, 2)
        )
        say(f"adding in batches: the last tenth takes {clock:.2f} x the first, work {work:.2f} (linear: 1)")


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


def set_flags(articles: Articles) -> None:
    """Of 100 articles 60 are archived, 8 favourites, 25 read, one in Trash; again, it changes nothing."""
    ids = articles.ids("all") + articles.ids("trash")
    for chosen, mark in (
        (range(40, 100), articles.set_archived),
        (range(0, 100, 13), articles.set_favourite),
    ):
        mark([i for i in ids if i % 100 in chosen], True)
    articles.set_unread([i for i in ids if i % 100 in range(15, 40)], False)
    articles.move_to_trash([i for i in ids if i % 100 == 7])


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    print(text, flush=True)
