"""The part that a library has in a store, as it is noted; light enough for every start to look."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class Part:
    """A library's part in a store. `sent` is the number of its last file, `last_at` its last whole round.

    `sealed` says whether the store was encrypted when it was joined.
    """

    machine: str
    name: str
    store: str
    place: str
    sent: int
    last_at: str
    sealed: bool


def part_of(session: Session) -> Part | None:
    """The library's part, `None` while it has none."""
    row = (
        session.connection()
        .exec_driver_sql("SELECT machine, name, store, place, sent, last_at, sealed FROM sync_self")
        .first()
    )
    return Part(*(*row[:-1], bool(row[-1]))) if row is not None else None
