"""Links on their way: kept from the moment they are given until they are articles or removed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sqlmodel import col, delete, select

from reader.core.model import PendingSave
from reader.library.clock import now
from reader.library.database import Database
from reader.library.tables import PendingRow


class PendingSaves:
    """The links that wait, run or failed, oldest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, url: str, tags: Sequence[str] = ()) -> PendingSave:
        """Keep a link; the same link twice is one entry, its failure forgotten."""
        with self._database.write() as session:
            row = session.exec(select(PendingRow).where(PendingRow.url == url)).first()
            if row is None:
                row = PendingRow(url=url, added_at=now())
            row.error, row.error_values, row.tags = "", "{}", json.dumps(list(tags))
            session.add(row)
            session.flush()
            return _pending(row)

    def all(self) -> list[PendingSave]:
        """Every kept link."""
        with self._database.read() as session:
            return [_pending(row) for row in session.exec(select(PendingRow).order_by(col(PendingRow.id)))]

    def fail(self, pending_id: int, kind: str, values: Mapping[str, object]) -> None:
        """Note why a save failed, so that it can be said after a restart."""
        with self._database.write() as session:
            row = session.get(PendingRow, pending_id)
            if row is not None:
                row.error = kind
                row.error_values = json.dumps({name: str(value) for name, value in values.items()})
                session.add(row)

    def remove(self, pending_id: int) -> None:
        """Forget a link: it is saved, or the reader removed it."""
        with self._database.write() as session:
            session.exec(delete(PendingRow).where(col(PendingRow.id) == pending_id))


def _pending(row: PendingRow) -> PendingSave:
    assert row.id is not None
    values: dict[str, str] = json.loads(row.error_values)
    return PendingSave(row.id, row.url, row.added_at, row.error, values, tuple(json.loads(row.tags)))
