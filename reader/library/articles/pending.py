"""Links on their way: kept from the moment they are given until they are articles or removed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, delete, select

from reader.core.model import PendingSave
from reader.core.origin import TYPED, UNKNOWN, Origin, origin_named
from reader.library.clock import now
from reader.library.database import Database
from reader.library.tables import PendingOriginRow, PendingRetryRow, PendingRow


class PendingSaves:
    """The links that wait, run or failed, oldest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, url: str, tags: Sequence[str] = (), origin: Origin = TYPED) -> PendingSave:
        """Keep a link; the same link twice is one entry, its failure forgotten, named as the last time."""
        with self._database.write() as session:
            return _added(session, url, tags, origin)

    def add_all(
        self, urls: Sequence[str], tags: Sequence[str] = (), origin: Origin = TYPED
    ) -> list[PendingSave]:
        """Keep several links, all or none: one flush to the disk instead of one for each."""
        with self._database.write() as session:
            return [_added(session, url, tags, origin) for url in urls]

    def all(self) -> list[PendingSave]:
        """Every kept link."""
        with self._database.read() as session:
            retries = {row.pending_id: row for row in session.exec(select(PendingRetryRow))}
            origins = {row.pending_id: _origin(row) for row in session.exec(select(PendingOriginRow))}
            rows = session.exec(select(PendingRow).order_by(col(PendingRow.id)))
            return [
                _pending(row, retries.get(row.id or 0), origins.get(row.id or 0, UNKNOWN)) for row in rows
            ]

    def agree(self, pending_id: int, link: str) -> None:
        """Note that the reader lets a local link be asked; an entry that is gone is left alone."""
        with self._database.write() as session:
            row = session.get(PendingOriginRow, pending_id)
            if row is None and session.get(PendingRow, pending_id) is not None:
                row = _origin_row(pending_id, UNKNOWN)
            if row is not None:
                row.agreed = link
                session.add(row)

    def fail(
        self,
        pending_id: int,
        kind: str,
        values: Mapping[str, object],
        attempts: int = 0,
        next_at: str = "",
    ) -> None:
        """Note why a save failed, so that it can be said after a restart.

        Args:
            pending_id: the entry; one that was removed meanwhile is left alone.
            kind: the error's.
            values: what fills its words.
            attempts: failures so far that waiting can mend.
            next_at: when it is tried again by itself, ISO 8601 in UTC; "" for not by the clock.
        """
        with self._database.write() as session:
            row = session.get(PendingRow, pending_id)
            if row is None:
                return
            row.error = kind
            row.error_values = json.dumps({name: str(value) for name, value in values.items()})
            session.add(row)
            retry = session.get(PendingRetryRow, pending_id)
            if retry is None:
                retry = PendingRetryRow(pending_id=pending_id, attempts=0, next_at="")
            retry.attempts, retry.next_at = attempts, next_at
            session.add(retry)

    def remove(self, pending_id: int) -> None:
        """Forget a link: it is saved, or the reader removed it."""
        with self._database.write() as session:
            session.exec(delete(PendingRow).where(col(PendingRow.id) == pending_id))

    def remove_all(self, pending_ids: Sequence[int]) -> None:
        """Forget several links, all or none."""
        with self._database.write() as session:
            for pending_id in pending_ids:
                session.exec(delete(PendingRow).where(col(PendingRow.id) == pending_id))

    def remove_link(self, url: str) -> None:
        """Forget a link by its address."""
        with self._database.write() as session:
            session.exec(delete(PendingRow).where(col(PendingRow.url) == url))


def _added(session: Session, url: str, tags: Sequence[str], origin: Origin) -> PendingSave:
    row = session.exec(select(PendingRow).where(PendingRow.url == url)).first()
    if row is None:
        row = PendingRow(url=url, added_at=now())
    else:
        for table in (PendingRetryRow, PendingOriginRow):
            session.exec(delete(table).where(col(table.pending_id) == row.id))
    row.error, row.error_values, row.tags = "", "{}", json.dumps(list(tags))
    session.add(row)
    session.flush()
    assert row.id is not None
    session.add(_origin_row(row.id, origin))
    session.flush()
    return _pending(row, None, origin)


def _origin_row(pending_id: int, origin: Origin) -> PendingOriginRow:
    return PendingOriginRow(
        pending_id=pending_id,
        named_by=origin.by.value,
        page=origin.page,
        reached=origin.reached.name.lower(),
        agreed=origin.agreed,
    )


def _origin(row: PendingOriginRow) -> Origin:
    return origin_named(row.named_by, row.page, row.reached, row.agreed)


def _pending(row: PendingRow, retry: PendingRetryRow | None, origin: Origin) -> PendingSave:
    assert row.id is not None
    values: dict[str, str] = json.loads(row.error_values)
    tags = tuple(json.loads(row.tags))
    attempts, next_at = (retry.attempts, retry.next_at) if retry is not None else (0, "")
    return PendingSave(row.id, row.url, row.added_at, row.error, values, tags, attempts, next_at, origin)
