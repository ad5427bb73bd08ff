"""How a library stands to its store, and which computers share it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.storage_errors import storage_errors
from reader.library.replication.choices import ALONE, Choices
from reader.library.replication.part import Part, part_of
from reader.services.sync.copies import copy_before_deletion
from reader.services.sync.noted_state import lasting_held, noted_damage, noted_size, noted_trouble
from reader.services.sync.sharing import sharing_of
from reader.sync.address import HUB, is_address, is_s3

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession


@dataclass(frozen=True, slots=True)
class MachineState:
    """A computer: when it last told something (ISO 8601, by its clock), how many files, and how many bytes
    with their pictures."""

    machine: str
    name: str
    last: str
    files: int
    size: int
    own: bool


@dataclass(frozen=True, slots=True)
class SyncState:
    """Where the store is, when the last whole round was, what waits to be sent, and who shares it.

    `sealed` says whether the store is encrypted, `paused` whether nothing is sent or taken for now; `role`
    what the reader is in a library of a hub ("" elsewhere), and `others` who takes part in it beside him;
    `deleted` whether what others deleted can be brought back; `may_choose` whether the reader may say what is
    told to whom, `alone` which kinds (`choices.KINDS`) go to his own computers alone, `own_notes` how many
    notes and highlights do; `trouble` why the last round failed; `held` how many changes of others are kept
    aside that this version does not understand, once some stay so; `damaged` the files of the store that
    stayed damaged or away in the last whole round.
    """

    store: str
    last: str
    sent: int
    waiting: int
    machines: tuple[MachineState, ...]
    sealed: bool = True
    paused: bool = False
    role: str = ""
    others: tuple[str, ...] = ()
    deleted: bool = False
    may_choose: bool = False
    alone: frozenset[str] = frozenset()
    own_notes: int = 0
    trouble: ReaderError | None = None
    held: int = 0
    damaged: tuple[str, ...] = ()

    @property
    def notes_are_seen(self) -> bool:
        """Whether others read what the reader notes."""
        return bool(self.others) and not self.only_reads and "notes" not in self.alone

    @property
    def only_reads(self) -> bool:
        """Whether what the reader changes reaches nobody."""
        return self.role == "reader"

    @property
    def may_make_anew(self) -> bool:
        """Whether the reader may make the store anew: where there are roles, an owner."""
        return self.role in ("", "owner")

    @property
    def on_server(self) -> bool:
        """Whether the store is reached over the network, by its address."""
        return is_address(self.store)

    @property
    def on_s3(self) -> bool:
        """Whether the store is in a bucket, where an access key stands for user and password."""
        return is_s3(self.store)

    @property
    def on_hub(self) -> bool:
        """Whether the store is in a hub, which tells at once what comes."""
        return self.store.startswith(f"{HUB}:")


def sync_state(session: LibrarySession) -> SyncState | None:
    """How the library stands, `None` when it has joined no store. The store is not asked."""
    part = _part(session)
    if part is None:
        return None
    from reader.library.replication.membership import Membership  # most libraries are one computer's alone

    membership = Membership(session.database)
    size = noted_size(session.database, part.machine) or 0
    own = MachineState(part.machine, part.name, part.last_at, part.sent, size, True)
    choices = Choices(session.database)
    forgotten = choices.forgotten()
    others = [
        MachineState(m.machine, m.name, m.last_at, m.seq, m.size, False)
        for m in membership.machines().values()
        if m.seq > forgotten.get(m.machine, -1)
    ]
    sharing = sharing_of(session.database)
    return SyncState(
        part.place,
        part.last_at,
        part.sent,
        membership.waiting(),
        (own, *others),
        part.sealed,
        choices.paused(),
        sharing.role,
        sharing.readers,
        copy_before_deletion(session) is not None,
        choices.can_choose(),
        frozenset(kind for kind, whom in choices.share().items() if whom == ALONE and choices.can_choose()),
        choices.own_notes(),
        noted_trouble(session.database),
        lasting_held(session.database),
        tuple(noted_damage(session.database, not is_address(part.place))),
    )


def choose_share(session: LibrarySession, share: Mapping[str, str]) -> None:
    """Say what is told to whom from now on; what nobody but the reader had, and all are to have, is told.

    Args:
        session: the library.
        share: `choices.ALONE` or `EVERYBODY`, by `choices.KINDS`.

    Raises:
        ReaderError: `sync-not-joined`; `sync-no-secret` where nothing can be told to his computers alone; the
            disk.
    """
    if _part(session) is None:
        raise ReaderError("sync-not-joined", "no store")
    choices = Choices(session.database)
    if not choices.can_choose():
        raise ReaderError("sync-no-secret", "no hub, an old one, or a reader in it")
    choices.choose(share)


def pause(session: LibrarySession, on: bool) -> None:
    """Send and take nothing from now on, or go on with it.

    Raises:
        ReaderError: the disk.
    """
    Choices(session.database).pause(on)


def forget_machine(session: LibrarySession, machine: str) -> None:
    """Show a computer no more, until it is heard of again. What it changed stays.

    Raises:
        ReaderError: the disk.
    """
    Choices(session.database).forget(machine)


def is_urgent(session: LibrarySession) -> bool:
    """Whether the library is in step, not paused, and something was changed that should be sent soon."""
    choices = Choices(session.database)
    return _part(session) is not None and not choices.paused() and choices.is_urgent()


def folders_of_others(session: LibrarySession) -> list[str]:
    """The folders of the store in which something new of other computers appears; none while it is away.

    A store on a server is not watched: now and then a round looks.

    Raises:
        ReaderError: what the disk reports.
    """
    part = _part(session)
    if part is None or is_address(part.place):
        return []
    log = Path(part.place) / "log"
    with storage_errors(log):
        if not log.is_dir():
            return []
        with os.scandir(log) as found:
            others = [one.path for one in found if one.is_dir() and one.name != part.machine]
    return [str(log), *sorted(others)]


def _part(session: LibrarySession) -> Part | None:
    with session.database.read() as reading:
        return part_of(reading)
