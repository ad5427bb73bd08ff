"""What importing costs beside the least it could: `make bench-import`, ARGS="--rows 50000".

Preview beside reading the rows bare, listing beside plain inserts of the same rows by SQLite in batches (into
the same tables, indexes and triggers), and the memory that both need. Work is the processor time of this
process: on a machine that others use, only that says what the program did.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from reader.core.progress import Progress
from reader.exchange.imports.detect import open_import
from reader.library.database import Database
from reader.services.importing.import_choices import ImportChoices
from reader.services.importing.preview_import import preview_import
from reader.services.importing.run_import import BATCH, run_import
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.benchmarks.library_build import say

TABLES = ("article", "article_address", "article_body", "article_origin", "tag", "article_tag")
WORDS = ("eau", "port", "ville", "presse", "marché", "climat", "école", "train")
WANTED = {"preview": 2.0, "listing": 4.0}


def write_export(path: Path, rows: int) -> None:
    """A Pocket export with invented rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("title", "url", "time_added", "tags", "status"))
        for number in range(rows):
            words = [WORDS[(number // step) % len(WORDS)] for step in (1, 3, 7)]
            address = f"https://www.site-{number % 400}.example/{number}-{words[0]}-{words[2]}".replace(
                "é", "e"
            )
            address += "?utm_source=pocket" if number % 10 == 0 else ""
            title = f"{words[0].title()}, {words[1]} et {words[2]} : le dossier {number}"
            status = "archive" if number % 3 else "unread"
            writer.writerow((title, address, 1_400_000_000 + number * 60, "|".join(words[:2]), status))


def work_of(task: Callable[[], object]) -> float:
    """Seconds of processor time that a task takes."""
    started = time.process_time()
    task()
    return time.process_time() - started


def bare(path: Path) -> None:
    """Read every row and do nothing with it."""
    with open_import(path) as file:
        for _ in file.rows(texts=False):
            pass


def bare_table(path: Path) -> None:
    """Read every line as the standard library reads a table."""
    with path.open(encoding="utf-8", newline="") as file:
        for _ in csv.reader(file):
            pass


def plain_inserts(source: Path, target: Path) -> float:
    """Work of putting the rows of one library into another by plain SQLite, in batches of the same size."""
    with contextlib.closing(sqlite3.connect(source)) as connection:
        held = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
    with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        started = time.process_time()
        for table, rows in held.items():
            marks = ", ".join("?" * len(rows[0]))
            for batch in _batches(rows):
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", batch)
                connection.execute("COMMIT")
        return time.process_time() - started


def _batches(rows: list[tuple[object, ...]]) -> Iterator[list[tuple[object, ...]]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def peak_mb() -> float:
    """The most memory that this process has had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Measure and print; 1 when a ratio is over what is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        export, plain = Path(folder) / "export.csv", Path(folder) / "plain" / "library.db"
        write_export(export, rows)
        paths = LibraryPaths(Path(folder) / "library")
        with LibrarySession.open(paths) as session:
            preview_import(session, export, Progress())  # every module is loaded
            reading = min(work_of(lambda: bare(export)) for _ in range(3))
            table = min(work_of(lambda: bare_table(export)) for _ in range(3))
            looking = min(work_of(lambda: preview_import(session, export, Progress())) for _ in range(3))
            before = peak_mb()
            listing = work_of(lambda: run_import(session, export, ImportChoices(), Progress()))
            grown = peak_mb() - before
            again = work_of(lambda: run_import(session, export, ImportChoices(), Progress()))
        plain.parent.mkdir()
        Database.open(plain).close()
        inserting = plain_inserts(paths.database, plain)
    ratios = {"preview": looking / reading, "listing": listing / inserting}
    say(f"{rows} rows; seconds of work: the csv module {table:.2f}, reading rows {reading:.2f}")
    say(f"preview {looking:.2f}: {ratios['preview']:.2f} x reading them (wanted: {WANTED['preview']:.0f})")
    say(f"plain inserts {inserting:.2f}, listing {listing:.2f}: {ratios['listing']:.2f} x (wanted: 4)")
    say(f"a second import {again:.2f}; memory while listing +{grown:.0f} MB (wanted: 150)")
    return int(any(ratio > WANTED[name] for name, ratio in ratios.items()) or grown > 150)


if __name__ == "__main__":
    sys.exit(main())
