"""What can still be read of a damaged library file, copied row by row into a new one.

The damaged file is not touched: a copy of it is worked on. SQLite only brings that copy up to date with
its log; the rows are read by their pages (`table_pages`, `records`), so that one bad page costs its own
rows only, a file that was cut short gives what is left of it, and nothing that somebody wrote into the
file's schema (a trigger, a view) is ever run.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.private_files import make_file
from reader.core.progress import Progress
from reader.library.articles.documents import text_hash
from reader.library.assets import flush_file
from reader.library.backup import check_whole
from reader.library.creation import prepare_file
from reader.library.file_kind import APPLICATION_ID
from reader.library.recovery.missing_parents import make_articles, make_routes
from reader.library.recovery.page_file import PageFile
from reader.library.recovery.page_size import DEFAULT_SIZE, likely_size, stated_size
from reader.library.recovery.records import Value, records_of
from reader.library.recovery.rescue_copy import BROKEN, rescue_copy
from reader.library.recovery.row_shapes import Column, shapes_of
from reader.library.recovery.table_pages import TablePages, find_pages
from reader.library.sqlite_errors import library_errors

log = logging.getLogger(__name__)

TABLES = (
    *("article", "article_address", "article_body", "article_source", "article_edit", "article_picture"),
    *("article_origin",),
    *("tag", "article_tag", "route", "sentence_translation", "sentence_detail", "article_translation"),
    *("translation_health", "annotation", "article_note", "saved_search", "pending_save", "pending_retry"),
    *("pending_origin", "glossary_term", "translation_job", "feed", "feed_rule"),
)
"""Whatever holds something of the reader's, each after what it refers to. The index is made anew."""

_WITHOUT_TEXT = "SELECT count(*) FROM article WHERE id NOT IN (SELECT article_id FROM article_body)"
_BATCH = 500
_HEADER = 100  # bytes
_MOST_PAGES = 0xFFFFFFFE  # that a header can tell and SQLite reads
_MOST_PADDED = 8  # times its size that a file is filled up; a larger number of pages is not to be believed


@dataclass
class Tally:
    """How many rows of each table were read, and how many places of it could not be; of how many articles the
    text is damaged or gone."""

    rows: dict[str, int] = field(default_factory=dict)
    broken: dict[str, int] = field(default_factory=dict)
    damaged_texts: int = 0


def salvage_file(damaged: Path, draft: Path, progress: Progress) -> Tally:
    """Make a new library file at `draft` of what can be read of `damaged`, which stays as it is.

    What its disk does not give is left out; holes of a file cost neither time nor room. Progress reports the
    steps `reading`, in bytes, and `salvaging`, by tables.

    Raises:
        ReaderError: the disk, or `nothing-salvaged`. Cancelled: as asked; `draft` is to be removed.
    """
    copy = draft.with_name(f"{draft.name}.copy")
    try:
        with library_errors(draft):
            make_file(copy)
            rescue_copy(damaged, copy, progress)
            for suffix in ("-wal", "-journal"):
                _copy_log(damaged.with_name(damaged.name + suffix), Path(f"{copy}{suffix}"), progress)
            prepare_file(draft)
            _mend_header(copy, draft)
            _fill_up(copy)
            _apply_log(copy)
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


def _copy_log(log_file: Path, copy: Path, progress: Progress) -> None:
    """Copy what a file's log has, if there is one; the file is worth having without it."""
    if not log_file.exists():
        return
    make_file(copy)
    try:
        rescue_copy(log_file, copy, progress)
    except OSError as error:
        if error.errno not in BROKEN:
            raise
        log.warning("the log of a damaged file cannot be read: %s", error)
        copy.unlink()


def _mend_header(copy: Path, sound: Path) -> None:
    """Give a file whose first bytes are broken those of a sound one, so that SQLite tries to read it, and
    the size of its pages by which they can be told."""
    with copy.open("r+b", buffering=0) as file:
        present = file.read(_HEADER)
        stated, length = stated_size(present), file.seek(0, 2)
        agrees = stated > 0 and int.from_bytes(present[28:32], "big") * stated == length
        size = stated if agrees else likely_size(file.fileno(), stated or DEFAULT_SIZE)
        if len(present) == _HEADER and _fits(present):
            header = bytearray(present)
        else:
            header = bytearray(sound.read_bytes()[:_HEADER])
            header[28:32] = min(length // size, _MOST_PAGES).to_bytes(4, "big")
            header[92:96] = header[24:28]
        header[16:18] = (size % 65536 or 1).to_bytes(2, "big")
        if header != present:
            file.seek(0)
            file.write(header)


def _fits(header: bytes) -> bool:
    return (
        header.startswith(b"SQLite format 3\x00")
        and stated_size(header) > 0
        and header[20] == 0
        and header[21:24] == b"\x40\x20\x20"
        and header[18] in (1, 2)
        and header[19] in (1, 2)
        and int.from_bytes(header[56:60], "big") == 1
        and int.from_bytes(header[68:72], "big") == APPLICATION_ID
    )


def _fill_up(copy: Path) -> None:
    """Make a file that was cut short as long as it says it is: SQLite would refuse to look at its log."""
    with copy.open("r+b") as file:
        header = file.read(_HEADER)
        present = file.seek(0, 2)
        whole = int.from_bytes(header[28:32], "big") * stated_size(header)
        if present < whole <= _MOST_PADDED * max(present, 1 << 20):
            file.truncate(whole)


def _apply_log(copy: Path) -> None:
    """Bring what was written last out of the log, or take back what a kill cut short, as SQLite does."""
    if not any(copy.with_name(copy.name + suffix).exists() for suffix in ("-wal", "-journal")):
        return
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as connection,
    ):
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA user_version").fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _copy_rows(copy: Path, draft: Path, progress: Progress) -> Tally:
    tally = Tally()
    with (
        PageFile(copy) as pages,
        contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as target,
    ):
        target.execute("PRAGMA foreign_keys = OFF")  # what they refer to is seen to at the end
        target.execute("PRAGMA synchronous = OFF")  # the whole file is brought to the disk afterwards
        progress.step(0, len(TABLES), "salvaging")
        shapes = shapes_of(target, TABLES)
        found = find_pages(pages, shapes, progress)
        for done, table in enumerate(TABLES):
            progress.step(done, len(TABLES), "salvaging")
            _copy_table(pages, found[table], shapes[table].columns, target, tally, progress)
        target.execute("BEGIN")
        tally.rows["article"] += make_articles(target)
        make_routes(target)
        # Their pieces are not copied: the feeds are asked for all they have, whatever changed since.
        target.execute("UPDATE feed SET etag = '', last_modified = '', body_digest = '', next_at = ''")
        _drop_loose_rows(target, tally)
        tally.damaged_texts += target.execute(_WITHOUT_TEXT).fetchone()[0]
        target.execute("COMMIT")
        target.execute("PRAGMA journal_mode = DELETE")
    return tally


def _copy_table(
    pages: PageFile,
    source: TablePages,
    wanted: tuple[Column, ...],
    target: sqlite3.Connection,
    tally: Tally,
    progress: Progress,
) -> None:
    table, names = source.shape.table, [column.name for column in wanted]
    quoted = ", ".join(f'"{name}"' for name in names)
    insert = f"INSERT OR IGNORE INTO {table} ({quoted}) VALUES ({', '.join('?' * len(names))})"
    count, broken, seen = 0, source.broken, 0
    target.execute("BEGIN")
    for number in source.pages:
        for record in records_of(pages, number):
            seen += 1
            if seen % _BATCH == 0:
                progress.check()
            if record is None or not source.shape.fits(record):
                broken += 1
                continue
            values = source.shape.values(record, wanted)
            marked = table == "article_body" and _mark_damaged(names, values)
            try:
                added = target.execute(insert, values).rowcount
            except (sqlite3.IntegrityError, sqlite3.DataError, OverflowError, UnicodeEncodeError):
                added = 0
            count += added
            broken += not added  # a value that cannot stand there, or a row that is there already
            tally.damaged_texts += marked and added
    target.execute("COMMIT")
    tally.rows[table], tally.broken[table] = count, broken


def _mark_damaged(names: list[str], values: list[Value]) -> bool:
    found = dict(zip(names, values, strict=True))
    whole = text_hash(*(str(found[name]) for name in ("html", "blocks", "extras"))) == found["sha256"]
    if not whole:
        values[names.index("damaged")] = 1
    return not whole


def _drop_loose_rows(target: sqlite3.Connection, tally: Tally) -> None:
    """Leave out rows that refer to what is lost: a tag of no article, the details of no sentence."""
    while loose := target.execute("PRAGMA foreign_key_check").fetchall():
        for table, rowid in {(row[0], row[1]) for row in loose}:
            target.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))
            tally.rows[table] -= 1
            tally.broken[table] += 1
