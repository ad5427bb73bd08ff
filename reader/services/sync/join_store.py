"""Joining a store, and leaving it."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.library.replication.membership import Membership
from reader.services.sync.high_water import forget_high_water, note_high_water
from reader.services.sync.places import check_place, keep_passphrase, known_passphrase, store_at
from reader.services.sync.run_round import RoundReport, copy_library, find_joined, whole_round
from reader.sync.change_files import list_files
from reader.sync.folded_files import list_folds
from reader.sync.store_header import change_passphrase, create_store, find_store, open_store

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.settings.paths import LibraryPaths


@dataclass(frozen=True, slots=True)
class StorePreview:
    """What lies at a place: nothing yet (`is_new`), or a store of so many computers, encrypted or not."""

    is_new: bool
    encrypted: bool
    machines: int
    files: int


def preview_store(paths: LibraryPaths, place: str) -> StorePreview:
    """Look at a place without changing anything.

    Raises:
        ReaderError: `sync-foreign`, `sync-unreachable`, `sync-unknown-place`, `sync-two-stores`,
            `sync-newer`, `sync-damaged`.
    """
    folder = check_place(place, paths)
    store = store_at(str(folder))
    found = find_store(store) if folder.is_dir() else None
    if found is None:
        return StorePreview(True, True, 0, 0)
    names = list(store.names("log"))
    files, folds = list_files(names), list_folds(names)
    machines = {*files, *(of.machine for of in folds)}
    return StorePreview(False, found.encrypted, len(machines), sum(map(len, files.values())) + len(folds))


def join_store(
    session: LibrarySession, place: str, passphrase: str | None, progress: Progress, name: str = ""
) -> RoundReport:
    """Join the store in a folder, or begin one there, and bring the library in step with it.

    A copy of the library is made before. Both sides are merged; nothing is asked and nothing lost.

    Args:
        session: the library.
        place: the folder.
        passphrase: `None` for a store that is not encrypted.
        progress: `sending` and `receiving`.
        name: what the other computers call this one; its network name by itself.

    Raises:
        ReaderError: as `preview_store`; `sync-joined`, `sync-passphrase`, or what the disk reports. Once it
            is joined, a round that fails or is cancelled is taken up by the next one.
    """
    membership = Membership(session.database)
    if membership.part() is not None:
        raise ReaderError("sync-joined", "leave first")
    folder = check_place(place, session.paths)
    store = store_at(str(folder))
    found = find_store(store) if folder.is_dir() else None
    if found is not None and passphrase is not None and not found.encrypted:
        raise ReaderError("sync-not-encrypted", "a passphrase was given", store=folder)
    copy_library(session)
    opened = open_store(found, passphrase) if found is not None else create_store(store, passphrase)
    part = membership.join(
        opened.store, str(folder), name or platform.node() or "Liseuse", opened.key is not None
    )
    note_high_water(session.paths.root, part)
    if passphrase is not None:
        keep_passphrase(opened.store, passphrase)
    return whole_round(session, store, opened, progress)


def choose_passphrase(session: LibrarySession, former: str | None, passphrase: str) -> None:
    """Let another passphrase open the store, from now on on every computer; the former one does no more.

    Args:
        session: the library.
        former: the present passphrase; `None` to ask environment and keyring.
        passphrase: the new one.

    Raises:
        ReaderError: `sync-not-joined`, `sync-emptied`, `sync-other-store`, `sync-damaged`, `sync-passphrase`,
            `sync-not-encrypted`, or what the disk reports; then the former one stays.
    """
    part, store, found = find_joined(session)
    if not found.encrypted:
        raise ReaderError("sync-not-encrypted", "it has no passphrase", store=part.place)
    opened = open_store(found, former or known_passphrase(part.store))
    change_passphrase(store, found, opened, passphrase)
    keep_passphrase(part.store, passphrase)


def leave_store(session: LibrarySession) -> None:
    """Take part no more. Library and store stay as they are.

    Raises:
        ReaderError: `sync-not-joined`, or what the disk reports.
    """
    membership = Membership(session.database)
    part = membership.part()
    if part is None:
        raise ReaderError("sync-not-joined", "no store")
    membership.leave()
    forget_high_water(session.paths.root)
    keep_passphrase(part.store, None)
