"""Imports what another program exported, in batches: broken off anywhere, it goes on where it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.core.serialize import dumps, loads
from reader.exchange.imports.detect import ImportFile, open_import
from reader.exchange.imports.own_export import ARTICLES
from reader.exchange.imports.rows import ImportedRow
from reader.library.imports.entries import Entry, ImportRecord, Settled
from reader.services.importing.import_choices import ImportChoices
from reader.services.importing.import_library import import_library
from reader.services.importing.imported_text import with_text
from reader.services.importing.judging import judge
from reader.services.importing.preview_import import digest_of, numbers_by_date

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

BATCH = 1_000
_BATCH_TEXT = 20
"""Rows stored in one transaction; of those with a text, so many."""

Settle = Callable[[Sequence[Settled]], None]


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of a file: the number of its import, and rows by outcome (`OUTCOMES`).

    Of those that came without a text, `waiting` are still to be fetched; `fetched` have their text by now,
    `unavailable` cannot be had, `removed` the reader has thrown away.
    """

    id: int
    format: str
    file: str
    read: int
    saved: int = 0
    waiting: int = 0
    merged: int = 0
    duplicates: int = 0
    failed: int = 0
    fetched: int = 0
    unavailable: int = 0
    removed: int = 0


def run_import(
    session: LibrarySession,
    path: Path,
    choices: ImportChoices,
    progress: Progress,
    settled: Settle | None = None,
) -> ImportOutcome:
    """Take every row of a file: nothing is lost, each ends as an article, in one, or with its reason.

    An import of the same file that was broken off goes on with the choices made then. Articles without a
    text are listed at once; `fetch_waiting` fetches them.

    Args:
        session: the library.
        path: a file, a folder or an archive.
        choices: the reader's.
        progress: `reading`, then `importing` row by row. Cancelling keeps what is done, to go on later.
        settled: called with each batch when it is on the disk.

    Raises:
        ReaderError: as `preview_import`, or the disk; what is done is kept. Cancelled.
    """
    with open_import(path, choices.format) as file:
        if file.library is not None:
            record = _begin(session, file, path, choices, file.library.count(ARTICLES))
            chosen = loads(ImportChoices, record.options)
            import_library(session, file.library, record, chosen, progress, settled)
        else:
            order = numbers_by_date(file.rows(texts=False), choices, progress)
            record = _begin(session, file, path, choices, len(order))
            chosen = loads(ImportChoices, record.options)
            _Work(session, record, chosen, progress, settled).take(file, order)
    session.imports.finish(record.id)
    return outcome_of(session.imports.get(record.id))


def stop_import(session: LibrarySession, path: Path) -> None:
    """Give up what is broken off of a file: it goes on when the reader says so, and not by itself.

    Raises:
        ReaderError: the disk.
    """
    session.imports.stop(recorded(path))


def _begin(
    session: LibrarySession, file: ImportFile, path: Path, choices: ImportChoices, rows: int
) -> ImportRecord:
    return session.imports.begin(
        ImportRecord(
            0,
            file.format,
            _named(file.name),
            recorded(path),
            _digest(path),
            dumps(choices),
            "running",
            "",
            "",
            rows_total=rows,
            rows_done=0,
            first_id=0,
        )
    )


def outcome_of(record: ImportRecord) -> ImportOutcome:
    """The numbers of a recorded import."""
    counts = record.counts
    return ImportOutcome(
        record.id,
        record.format,
        record.file,
        sum(counts.values()),
        *(counts.get(name, 0) for name in ("saved", "waiting", "merged", "duplicate", "failed")),
    )


class _Work:
    """One import on its way."""

    def __init__(
        self,
        session: LibrarySession,
        record: ImportRecord,
        choices: ImportChoices,
        progress: Progress,
        settled: Settle | None,
    ) -> None:
        self._session = session
        self._record = record
        self._choices = choices
        self._progress = progress
        self._settled = settled
        self._batch: list[Entry] = []
        self._texts = 0

    def take(self, file: ImportFile, order: Sequence[int]) -> None:
        """Take the rows that are not taken yet."""
        record = self._record
        for number, row in enumerate(file.rows(), start=1):
            if number <= record.rows_done:
                continue
            if number > len(order):
                raise ReaderError("file-damaged", "it changed while it was read", file=file.name)
            entry = judge(row, number, record.first_id + order[number - 1], self._choices)
            if isinstance(row, ImportedRow) and row.html and not entry.reason:
                entry = with_text(self._session, entry, row.html, self._progress)
                self._texts += 1
            self._batch.append(entry)
            if len(self._batch) >= BATCH or self._texts >= _BATCH_TEXT:
                self._store()
        self._store()

    def _store(self) -> None:
        if not self._batch:
            return
        self._progress.check()
        fetch = self._choices.fetch != "never"
        settled = self._session.imports.take(self._record.id, self._batch, fetch)
        if self._settled is not None:
            self._settled(settled)
        done = self._batch[-1].number
        self._batch, self._texts = [], 0
        self._progress.step(done, self._record.rows_total, "importing")


def recorded(path: Path) -> str:
    """Where a file lies, as the record of its import says it."""
    return _named(str(path.absolute()))


def _named(name: str) -> str:
    """A name of a file as the library can keep it, whatever bytes it has."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _digest(path: Path) -> str:
    try:
        return digest_of(path)
    except OSError as error:
        raise ReaderError("file-unreadable", str(error), file=path.name) from error
