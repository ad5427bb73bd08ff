"""Who else takes part in a library, and what its reader may do there, as the last round found it."""

from __future__ import annotations

from dataclasses import dataclass

from reader.library.database import Database
from reader.library.replication.part import keep_value, kept_value
from reader.sync.store import Store

_NAME = "sharing"


@dataclass(frozen=True, slots=True)
class Sharing:
    """The reader's role (`owner`, `editor`, `reader`), "" where the place knows none; the others' names."""

    role: str = ""
    readers: tuple[str, ...] = ()


def note_sharing(database: Database, store: Store) -> None:
    """Note what a store says of that; a hub alone does.

    Raises:
        ReaderError: the disk.
    """
    found = Sharing(getattr(store, "role", ""), getattr(store, "readers", ()))
    if found != sharing_of(database):
        with database.write(index=False) as session:
            keep_value(session, _NAME, [found.role, list(found.readers)])


def sharing_of(database: Database) -> Sharing:
    """What was noted."""
    with database.read() as session:
        noted = kept_value(session, _NAME)
    return Sharing(noted[0], tuple(noted[1])) if noted else Sharing()
