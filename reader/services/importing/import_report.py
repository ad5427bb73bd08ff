"""What became of an import, read later: its rows, as a table for a spreadsheet too, and another try."""

from __future__ import annotations

import csv
import dataclasses
import io
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.messages import Translate, plain, untranslated
from reader.core.serialize import loads
from reader.exchange.formula_cells import guarded
from reader.library.imports.entries import ImportRecord, Settled
from reader.services.importing.import_choices import ImportChoices, reason_text
from reader.services.importing.run_import import ImportOutcome, outcome_of
from reader.services.whole_file import whole_file

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

HEADING = ("line", "url", "title", "outcome", "article", "reason")


def imports(session: LibrarySession) -> list[ImportRecord]:
    """Every import of a library, the newest first."""
    return session.imports.all()


def import_outcome(session: LibrarySession, import_id: int) -> ImportOutcome:
    """The numbers of an import, as they are now.

    Raises:
        ReaderError: `no-such-import`.
    """
    return _outcome_now(session, session.imports.get(import_id))


def _outcome_now(session: LibrarySession, record: ImportRecord) -> ImportOutcome:
    outcome = outcome_of(record)
    if not outcome.waiting:
        return outcome
    came = session.waiting.came(record.id)
    return dataclasses.replace(outcome, waiting=outcome.waiting - sum(came), **came._asdict())


@dataclasses.dataclass(frozen=True, slots=True)
class ImportedRows:
    """An import, what became of its rows, and the first of those that were not taken."""

    record: ImportRecord
    outcome: ImportOutcome
    failed: tuple[Settled, ...]


def imported_rows(session: LibrarySession, import_id: int = 0, most: int = 0) -> list[ImportedRows]:
    """The imports of a library, the newest first, or one of them with at most `most` rows not taken.

    Raises:
        ReaderError: `no-such-import`.
    """
    if not import_id:
        return [ImportedRows(record, _outcome_now(session, record), ()) for record in session.imports.all()]
    record = session.imports.get(import_id)
    failed = tuple(itertools.islice(session.imports.rows(import_id, ("failed",)), most))
    return [ImportedRows(record, _outcome_now(session, record), failed)]


def report_rows(session: LibrarySession, import_id: int, outcomes: Sequence[str] = ()) -> Iterator[Settled]:
    """What became of each row, in the order of the file; of those with these outcomes only, when given."""
    return session.imports.rows(import_id, outcomes)


def write_report(
    session: LibrarySession, import_id: int, path: Path, translate: Translate = untranslated
) -> int:
    """Write what became of each row as CSV, whole or not at all; returns how many rows were written.

    Raises:
        ReaderError: `no-such-import`, or the file cannot be written.
    """
    session.imports.get(import_id)
    count = 0
    with whole_file(path) as data:
        file = io.TextIOWrapper(data, "utf-8-sig", newline="")
        writer = csv.writer(file)
        writer.writerow(HEADING)
        for row in session.imports.rows(import_id):
            why = plain(reason_text(row.reason).show(translate)) if row.reason else ""
            cells = (row.line, row.url, row.title, row.outcome, str(row.article_id or ""), why)
            writer.writerow([guarded(cell) for cell in cells])
            count += 1
        file.detach()  # written out; whoever opened the file closes it
    return count


def retry_import(session: LibrarySession, import_id: int) -> int:
    """Let what could not be fetched of an import be fetched again; returns how many articles wait now.

    Raises:
        ReaderError: `no-such-import`.
    """
    session.imports.get(import_id)
    return session.waiting.retry(import_id)


def choices_of(session: LibrarySession, import_id: int) -> ImportChoices:
    """What the reader chose for an import.

    Raises:
        ReaderError: `no-such-import`.
    """
    return loads(ImportChoices, session.imports.get(import_id).options)


def source_of(record: ImportRecord) -> Path:
    """Where the file of an import lies.

    Raises:
        ReaderError: `file-unreadable` when it is not there any more.
    """
    path = Path(record.path)
    if not path.exists():
        raise ReaderError("file-unreadable", "it is gone", file=path.name)
    return path
