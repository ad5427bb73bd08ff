"""Brings back the articles that other computers deleted, out of the copy that was made before."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.core.error_kinds import NO_LIBRARY
from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.library.database import Database
from reader.library.imports.entries import ImportRecord
from reader.library.replication.shared_pictures import SharedPictures
from reader.library.transfer.record_check import checked_article
from reader.library.transfer.records_in import IncomingRecords, IncomingRow
from reader.library.transfer.records_out import article_records
from reader.services.search_library import catch_up
from reader.services.sync.copies import copy_before_deletion

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

_FORM = "liseuse"
"""The form of an import by which it is taken back as one of an exported library."""
_AT_ONCE = 20  # articles in one transaction


def bring_back(session: LibrarySession, progress: Progress) -> int:
    """Take out of the newest such copy what is in the library no more; all computers get it as saved anew.

    It is recorded as an import, and can be taken back as one. Pictures that were not kept for the copy come
    with the next round.

    Args:
        session: the library.
        progress: `importing`, article by article.

    Returns:
        How many articles came back, none where there is no copy; those that are here by any of their
        addresses stay as they are.

    Raises:
        ReaderError: `backup-damaged`: the copy; the disk. Cancelled: what came back by then stays.
    """
    path = copy_before_deletion(session)
    if path is None:
        return 0
    with _told_of_copy(path):
        copy = Database.open_read_only(path)
    try:
        missing = _missing(session.database, copy)
        if not missing:
            return 0
        record = session.imports.begin(
            ImportRecord(
                *(0, _FORM, path.name, str(path), path.name, "{}", "running", "", ""),
                rows_total=len(missing),
                rows_done=0,
                first_id=0,
            )
        )
        # Broken off, it is not to go on as of a file: the next time finds what is missing then.
        session.imports.finish(record.id)
        records = IncomingRecords(session.database, record.id)
        came = 0
        for rows in _rows(copy, missing, record.first_id):
            progress.check()
            _bring_pictures(session, rows)
            settled = records.take_articles(record.id, rows)
            came += sum(one.outcome in ("saved", "waiting") for one in settled)
            progress.step(rows[-1].number, len(missing), "importing")
        session.imports.finish(record.id)
    finally:
        copy.close()
    catch_up(session, progress)
    return came


@contextlib.contextmanager
def _told_of_copy(path: Path) -> Iterator[None]:
    """Tell damage as that of a copy: it is not the library that is damaged."""
    try:
        yield
    except ReaderError as error:
        if error.kind not in NO_LIBRARY:
            raise
        raise ReaderError("backup-damaged", f"{error.kind}: {error.detail}", file=path.name) from error


def _missing(here: Database, copy: Database) -> list[int]:
    """The numbers that articles have in the copy which the library has by none of their addresses."""
    with _told_of_copy(copy.path), copy.read() as session:
        rows = session.connection().exec_driver_sql("SELECT key, article_id FROM article_address")
        known = {row[0]: row[1] for row in rows}
    with here.read() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT key FROM article_address WHERE key IN (SELECT value FROM json_each(?))",
            (json.dumps(list(known)),),
        )
        stay = {known[key] for key in rows.scalars()}
    return sorted(set(known.values()) - stay)


def _rows(copy: Database, numbers: Sequence[int], first_id: int) -> Iterator[list[IncomingRow]]:
    for start in range(0, len(numbers), _AT_ONCE):
        with _told_of_copy(copy.path), copy.read() as session:
            found = article_records(session, numbers[start : start + _AT_ONCE])
        yield [_row(start + place, record, first_id) for place, record in enumerate(found, start=1)]


def _row(number: int, record: dict[str, Any], first_id: int) -> IncomingRow:
    url, title = (str(record.get(name, ""))[:500] for name in ("url", "title"))
    row = IncomingRow(number, str(number), url=url, title=title, article_id=first_id + number)
    try:  # whoever wrote into the library's folder may have written into the copy
        return replace(row, article=checked_article(record))
    except ValueError:
        return replace(row, reason="broken")


def _bring_pictures(session: LibrarySession, rows: Sequence[IncomingRow]) -> None:
    """Put the pictures that were kept in their place, and note the others as wanted, before any is named."""
    named = {digest for row in rows if row.article is not None for digest in row.article.pictures}
    session.assets.bring_back(named)
    SharedPictures(session.database).want(
        [digest for digest in sorted(named) if session.assets.path(digest) is None]
    )
