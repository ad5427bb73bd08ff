"""What can still be read of a damaged library file, copied row by row into a new one.

The damaged file is not touched: SQLite works on a copy of it. Where a page is broken, the rows
behind it are reached from the other end and by halves, so that one bad page costs its own rows only.
"""

from __future__ import annotations

import contextlib
import logging
import shutil
import sqlite3
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.library.articles.documents import text_hash
from reader.library.assets import flush_file
from reader.library.backup import check_whole
from reader.library.creation import prepare_file
from reader.library.file_kind import APPLICATION_ID
from reader.library.schema_check import forget_programs
from reader.library.sqlite_errors import library_errors

log = logging.getLogger(__name__)

TABLES = (
    *("article", "article_address", "article_body", "article_source", "article_edit", "article_picture"),
    *("tag", "article_tag", "route", "sentence_translation", "sentence_detail", "article_translation"),
    *("translation_health", "annotation", "article_note", "saved_search", "pending_save", "pending_retry"),
    *("glossary_term", "translation_job"),
)
"""Whatever holds something of the reader's, each after what it refers to. The index is made anew."""

_MOST_PROBES = 20_000  # looks at one table between its broken places
_TOP = 1 << 40  # higher than any number of a row
_BEYOND = 1 << 17  # so far behind a broken end it is looked for more
_BATCH = 500
_HEADER = 100  # bytes
_Row = Sequence[Any]


@dataclass
class Tally:
    """How many rows of each table were read, and how many places of it could not be."""

    rows: dict[str, int] = field(default_factory=dict)
    broken: dict[str, int] = field(default_factory=dict)
    damaged_texts: int = 0


def salvage_file(damaged: Path, draft: Path, progress: Progress) -> Tally:
    """Make a new library file at `draft` of what can be read of `damaged`, which stays as it is.

    Raises:
        ReaderError: the disk, or `nothing-salvaged`. Cancelled: as asked; `draft` is to be removed.
    """
    copy = draft.with_name(f"{draft.name}.copy")
    try:
        with library_errors(draft):
            for suffix in ("", "-wal", "-journal"):
                if damaged.with_name(damaged.name + suffix).exists():
                    shutil.copyfile(damaged.with_name(damaged.name + suffix), f"{copy}{suffix}")
            prepare_file(draft)
            _mend_header(copy, draft)
            tally = _copy_rows(copy, draft, progress)
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            with contextlib.suppress(OSError):
                copy.with_name(copy.name + suffix).unlink()
    if not tally.rows.get("article"):
        raise ReaderError("nothing-salvaged", "no article could be read", file=damaged.name)
    check_whole(draft)
    flush_file(draft)
    return tally


def _mend_header(copy: Path, sound: Path) -> None:
    """Give a file whose first bytes are broken those of a sound one, so that SQLite tries to read it."""
    with sound.open("rb") as file:
        header = bytearray(file.read(_HEADER))
    with copy.open("r+b") as file:
        present = file.read(_HEADER)
        if len(present) == _HEADER and _fits(present):
            return
        file.seek(0, 2)
        size = int.from_bytes(header[16:18], "big")
        header[28:32] = (file.tell() // size).to_bytes(4, "big")
        header[92:96] = header[24:28]
        file.seek(0)
        file.write(header)


def _fits(header: bytes) -> bool:
    size = int.from_bytes(header[16:18], "big")
    return (
        header.startswith(b"SQLite format 3\x00")
        and size in (512, 1024, 2048, 4096, 8192, 16384, 32768, 1)
        and header[20] == 0
        and header[21:24] == b"\x40\x20\x20"
        and header[18] in (1, 2)
        and header[19] in (1, 2)
        and int.from_bytes(header[56:60], "big") == 1
        and int.from_bytes(header[68:72], "big") == APPLICATION_ID
    )


def _copy_rows(copy: Path, draft: Path, progress: Progress) -> Tally:
    tally = Tally()
    with (
        contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as source,
        contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as target,
    ):
        forget_programs(source)
        source.text_factory = lambda data: data.decode("utf-8", "replace")
        source.execute("PRAGMA cell_size_check = ON")
        target.execute("PRAGMA foreign_keys = ON")
        target.execute("PRAGMA synchronous = OFF")  # the whole file is brought to the disk afterwards
        for done, table in enumerate(TABLES):
            progress.step(done, len(TABLES), "salvaging")
            _copy_table(table, source, target, tally, progress)
        target.execute("PRAGMA journal_mode = DELETE")
    return tally


def _copy_table(
    table: str, source: sqlite3.Connection, target: sqlite3.Connection, tally: Tally, progress: Progress
) -> None:
    wanted = [row[1] for row in target.execute(f"PRAGMA table_info({table})")]
    try:
        present = {row[1] for row in source.execute(f"PRAGMA table_info({table})")}
    except sqlite3.Error as error:
        log.warning("the schema cannot be read: %s", error)
        present = set()
    columns = [name for name in wanted if name in present]
    if not columns:
        return
    names = ", ".join(f'"{name}"' for name in columns)
    reader = _Reader(source, f"SELECT rowid, {names} FROM {table} WHERE rowid > ? AND rowid < ?")
    insert = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"
    count = 0
    target.execute("BEGIN")
    for row in reader.rows(-1, _TOP):
        values = list(row[1:])
        if table == "article_body":
            tally.damaged_texts += _mark_damaged(columns, values)
        try:
            count += target.execute(insert, values).rowcount
        except (sqlite3.IntegrityError, sqlite3.DataError, OverflowError):
            reader.broken += 1  # what it belongs to is lost, or a value is none that can stand there
        if count % _BATCH == 0:
            progress.check()
    target.execute("COMMIT")
    tally.rows[table], tally.broken[table] = count, reader.broken


def _mark_damaged(columns: Sequence[str], values: list[object]) -> bool:
    found = dict(zip(columns, values, strict=True))
    try:
        whole = text_hash(*(str(found[name]) for name in ("html", "blocks", "extras"))) == found["sha256"]
    except KeyError:
        whole = True
    if not whole and "damaged" in found:
        values[columns.index("damaged")] = 1
    return not whole


class _Reader:
    """Reads a table from both ends towards each broken place, then between the broken places by halves."""

    def __init__(self, source: sqlite3.Connection, statement: str) -> None:
        self._source = source
        self._statement = statement
        self._probes = 0
        self.broken = 0

    def rows(self, low: int, high: int) -> Iterator[_Row]:
        """The rows with numbers between `low` and `high`, both not among them."""
        ranges = deque([(low, high)])
        while ranges and self._probes < _MOST_PROBES:
            low, high = ranges.popleft()
            low, whole = yield from self._run(low, high, low, "")
            if not whole:
                high, whole = yield from self._run(low, high, high, " DESC")
            if whole:
                continue
            self.broken += 1
            if high == _TOP:
                high = low + _BEYOND
            middle = (low + high) // 2
            if high - low > 2:
                ranges += [(low, middle + 1), (middle, high)]

    def _run(self, low: int, high: int, last: int, order: str) -> Generator[_Row, None, tuple[int, bool]]:
        """Read as far as it goes; returns the last number read, and whether the end was reached."""
        self._probes += 1
        try:
            for row in self._source.execute(f"{self._statement} ORDER BY rowid{order}", (low, high)):
                last = row[0]
                yield row
        except sqlite3.DatabaseError as error:
            log.debug("a broken place after row %d: %s", last, error)
            return last, False
        return last, True
