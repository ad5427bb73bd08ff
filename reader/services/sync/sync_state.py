"""How a library stands to its store, and which computers share it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.library.replication.membership import Membership

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession


@dataclass(frozen=True, slots=True)
class MachineState:
    """A computer: when it last told something (ISO 8601, by its clock), and how many files and bytes."""

    machine: str
    name: str
    last: str
    files: int
    size: int
    own: bool


@dataclass(frozen=True, slots=True)
class SyncState:
    """Where the store is, when the last whole round was, what waits to be sent, and who shares it."""

    store: str
    last: str
    sent: int
    waiting: int
    machines: tuple[MachineState, ...]


def sync_state(session: LibrarySession) -> SyncState | None:
    """How the library stands, `None` when it has joined no store. The store is not asked."""
    membership = Membership(session.database)
    part = membership.part()
    if part is None:
        return None
    own = MachineState(part.machine, part.name, part.last_at, part.sent, 0, True)
    others = [
        MachineState(m.machine, m.name, m.last_at, m.seq, m.size, False)
        for m in membership.machines().values()
    ]
    return SyncState(part.place, part.last_at, part.sent, membership.waiting(), (own, *others))
