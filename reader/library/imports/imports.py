"""The record of imports: begun, filled batch by batch, read later. A batch is stored whole or not at all."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence

from sqlmodel import Session

from reader.core.errors import ReaderError
from reader.library.clock import now
from reader.library.database import Database
from reader.library.imports.entries import Entry, ImportRecord, Settled
from reader.library.imports.merging import effect_json, join, merge
from reader.library.imports.new_articles import insert_articles
from reader.library.imports.recorded_rows import (
    Row,
    lacking_pictures,
    lacks_pictures,
    note_pictures_asked,
    note_rows,
)
from reader.library.imports.undoing import made_effect, take_apart, untouched

_RUN = (
    "SELECT id, format, file, path, sha256, options, state, started_at, finished_at, rows_total, rows_done, "
    "first_id FROM import_run"
)
_ROWS = (
    "SELECT number, line, outcome, reason, coalesce(nullif(row.url, ''), article.requested_url, ''), "
    "coalesce(nullif(row.title, ''), article.title, ''), article_id "
    "FROM import_row AS row LEFT JOIN article ON article.id = article_id WHERE import_id = ?"
)
_PAGE = 5_000  # rows of a report that are read in one look at the library


class Imports:
    """The imports of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, record: ImportRecord) -> ImportRecord:
        """Record an import that begins and keep numbers for its articles; returns it with both.

        One of the same file (by `sha256`) that was broken off goes on instead, with its own choices.
        """
        with self._database.write() as session:
            run = session.connection().exec_driver_sql
            broken_off = run(
                f"{_RUN} WHERE sha256 = ? AND state IN ('running', 'stopped') ORDER BY id DESC LIMIT 1",
                (record.sha256,),
            ).first()
            if broken_off is not None and broken_off.rows_total == record.rows_total:
                run(
                    "UPDATE import_run SET path = ?, state = 'running' WHERE id = ?",
                    (record.path, broken_off.id),
                )
                return ImportRecord(*broken_off)
            first = _keep_numbers(session, record.rows_total)
            added = run(
                "INSERT INTO import_run (format, file, path, sha256, options, state, started_at, "
                "finished_at, rows_total, rows_done, first_id) "
                "VALUES (?, ?, ?, ?, ?, 'running', ?, '', ?, 0, ?)",
                (
                    *(record.format, record.file, record.path, record.sha256, record.options),
                    *(now(), record.rows_total, first),
                ),
            ).lastrowid
            return ImportRecord(*run(f"{_RUN} WHERE id = ?", (added,)).one())

    def take(self, import_id: int, entries: Sequence[Entry], fetch: bool = True) -> list[Settled]:
        """Store a batch of rows with what becomes of each, in one transaction.

        Args:
            import_id: of which import.
            entries: the next rows of its file, in order.
            fetch: articles without a text are to be fetched.

        Raises:
            ReaderError: the disk; nothing of the batch is stored.
        """
        with self._database.write(index=False) as session:
            batch = _Batch(session, import_id, fetch)
            batch.look_up(entries)
            settled = [batch.settle(entry) for entry in entries]
            batch.finish(entries)
            return settled

    def known(self, keys: Sequence[str]) -> int:
        """How many of these addresses (comparison keys) the library has."""
        statement = "SELECT count(*) FROM article_address WHERE key IN (SELECT value FROM json_each(?))"
        with self._database.read() as session:
            found = session.connection().exec_driver_sql(statement, (json.dumps(list(keys)),))
            return int(found.scalar_one())

    def join(self, article_id: int, into: int) -> None:
        """Take an article without a text into another one: its link turned out to lead there.

        Raises:
            ReaderError: the disk; then nothing is changed.
        """
        with self._database.write() as session:
            join(session, article_id, into, now())

    def stop(self, path: str) -> None:
        """Note that the reader gave up what is broken off of a file: it goes on when he says so."""
        with self._database.write() as session:
            session.connection().exec_driver_sql(
                "UPDATE import_run SET state = 'stopped' WHERE path = ? AND state = 'running'", (path,)
            )

    def unfinished(self) -> list[ImportRecord]:
        """The imports that were broken off and not given up, the oldest first, without their counts."""
        with self._database.read() as session:
            found = session.connection().exec_driver_sql(f"{_RUN} WHERE state = 'running' ORDER BY id")
            return [ImportRecord(*row) for row in found]

    def finish(self, import_id: int) -> None:
        """Note that every row of an import is settled."""
        with self._database.write() as session:
            session.connection().exec_driver_sql(
                "UPDATE import_run SET state = 'done', finished_at = ? WHERE id = ?", (now(), import_id)
            )

    def get(self, import_id: int) -> ImportRecord:
        """An import with its counts.

        Raises:
            ReaderError: `no-such-import`.
        """
        with self._database.read() as session:
            return _record(session, import_id)

    def all(self) -> list[ImportRecord]:
        """Every import, the newest first."""
        with self._database.read() as session:
            ids = session.connection().exec_driver_sql("SELECT id FROM import_run ORDER BY id DESC").scalars()
            return [_record(session, number) for number in list(ids)]

    def rows(self, import_id: int, outcomes: Sequence[str] = ()) -> Iterator[Settled]:
        """What became of the rows of an import, in order: of all, or of those with these outcomes."""
        after = 0
        chosen = " AND outcome IN (SELECT value FROM json_each(?))" if outcomes else ""
        values = (json.dumps(list(outcomes)),) if outcomes else ()
        while True:
            statement = f"{_ROWS}{chosen} AND number > ? ORDER BY number LIMIT {_PAGE}"
            with self._database.read() as session:
                found = session.connection().exec_driver_sql(statement, (import_id, *values, after)).all()
            yield from (Settled(*row) for row in found)
            if len(found) < _PAGE:
                return
            after = found[-1].number

    def untouched(self, import_id: int) -> tuple[list[int], int]:
        """The articles that go when an import is taken back, and how many of its articles stay.

        Raises:
            ReaderError: `no-such-import`.
        """
        with self._database.read() as session:
            _record(session, import_id)
            return untouched(session, import_id)

    def lacking_pictures(self, import_id: int) -> list[int]:
        """The articles whose text an import brought and whose pictures were not asked for, the newest
        first."""
        with self._database.read() as session:
            return lacking_pictures(session, import_id)

    def lacks_pictures(self, article_id: int) -> bool:
        """Whether an article's text came by an import that may fetch, and its pictures were not asked for."""
        with self._database.read() as session:
            return lacks_pictures(session, article_id)

    def note_pictures_asked(self, article_id: int) -> None:
        """Note that the pictures of an article were asked for; they are not again.

        Raises:
            ReaderError: the disk.
        """
        with self._database.write() as session:
            note_pictures_asked(session, article_id)

    def take_apart(self, import_id: int) -> None:
        """Take from other articles what an import added to them, and note that it is undone.

        Raises:
            ReaderError: the disk; then nothing is changed.
        """
        with self._database.write() as session:
            take_apart(session, import_id)


class _Batch:
    """Rows on their way into the library, inside one transaction."""

    def __init__(self, session: Session, import_id: int, fetch: bool) -> None:
        self._session = session
        self._import_id = import_id
        self._fetch = fetch
        self._run = session.connection().exec_driver_sql
        self._moment = now()
        self._new: dict[str, Entry] = {}
        self._known: dict[str, int] = {}
        self._taken: dict[int, int] = {}
        self._records: list[Row] = []
        self._waiting: list[int] = []

    def settle(self, entry: Entry) -> Settled:
        """Decide what becomes of a row."""
        effect = ""
        outcome, article_id = "failed", 0
        if not entry.reason:
            if entry.key in self._new:
                self._insert()
            outcome, article_id, effect = self._settle(entry)
        own = outcome == "failed"
        self._records.append(
            (
                *(self._import_id, entry.number, entry.line, entry.digest, outcome, entry.reason),
                *(entry.url if own else "", entry.title if own else "", article_id, effect),
            )
        )
        return Settled(entry.number, entry.line, outcome, entry.reason, entry.url, entry.title, article_id)

    def finish(self, entries: Sequence[Entry]) -> None:
        """Write what is not written yet, and the record of the batch."""
        self._insert()
        if self._waiting:
            self._run(
                "INSERT OR IGNORE INTO article_waiting VALUES (?, '', '{}', 0, '', 0)",
                [(number,) for number in self._waiting],
            )
        if self._records:
            note_rows(self._session, self._records)
            self._run(
                "UPDATE import_run SET rows_done = ? WHERE id = ?", (entries[-1].number, self._import_id)
            )

    def look_up(self, entries: Sequence[Entry]) -> None:
        """Find at once which addresses the library has, and which rows it took before."""
        keys = json.dumps([entry.key for entry in entries if not entry.reason])
        digests = json.dumps([entry.digest for entry in entries if not entry.reason])
        self._known = dict(
            self._run(
                "SELECT key, article_id FROM article_address WHERE key IN (SELECT value FROM json_each(?))",
                (keys,),
            ).all()
        )
        self._taken = dict(
            self._run(
                "SELECT digest, article_id FROM import_row WHERE article_id <> 0 AND outcome <> 'failed' "
                "AND +article_id IN (SELECT id FROM article) AND digest IN (SELECT value FROM json_each(?)) "
                "AND import_id IN (SELECT id FROM import_run WHERE state <> 'undone')",
                (digests,),
            ).all()
        )

    def _settle(self, entry: Entry) -> tuple[str, int, str]:
        if entry.digest in self._taken:
            return "duplicate", self._taken[entry.digest], ""
        known = self._known.get(entry.key)
        if known is not None:
            self._taken[entry.digest] = known
            effect = merge(self._session, known, entry, self._moment)
            return ("merged" if effect else "duplicate"), known, effect_json(effect)
        self._new[entry.key] = entry
        self._taken[entry.digest] = entry.article_id
        has_text = entry.document is not None and bool(entry.document.blocks)
        if not has_text and self._fetch:
            self._waiting.append(entry.article_id)
        return ("saved" if has_text else "waiting"), entry.article_id, effect_json(made_effect(entry))

    def _insert(self) -> None:
        insert_articles(self._session, list(self._new.values()), self._moment)
        self._known.update({key: entry.article_id for key, entry in self._new.items()})
        self._new.clear()


def _keep_numbers(session: Session, count: int) -> int:
    """Keep the next numbers of articles for an import; returns the one before the first of them."""
    run = session.connection().exec_driver_sql
    last = run(
        "SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'article'), 0), "
        "coalesce((SELECT max(id) FROM article), 0))"
    ).scalar_one()
    if run("UPDATE sqlite_sequence SET seq = ? WHERE name = 'article'", (last + count,)).rowcount == 0:
        run("INSERT INTO sqlite_sequence (name, seq) VALUES ('article', ?)", (last + count,))
    return int(last)


def _record(session: Session, import_id: int) -> ImportRecord:
    run = session.connection().exec_driver_sql
    row = run(f"{_RUN} WHERE id = ?", (import_id,)).first()
    if row is None:
        raise ReaderError("no-such-import", f"import {import_id}", id=import_id)
    counted = "SELECT outcome, count(*) FROM import_row WHERE import_id = ? AND number > 0 GROUP BY outcome"
    counts = {outcome: count for outcome, count in run(counted, (import_id,))}
    return dataclasses.replace(ImportRecord(*row), counts=counts)
