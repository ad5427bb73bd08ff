"""The store that a library has joined, found again where it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.library.replication.membership import Membership
from reader.library.replication.part import Part
from reader.services.sync.places import store_at
from reader.settings.disks import require_mounted
from reader.sync.folder_store import FolderStore
from reader.sync.store import Store
from reader.sync.store_header import Found, find_store

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession


def find_there(session: LibrarySession, password: str | None = None) -> tuple[Part, Store, Found]:
    """The library's part, and the store that lies where it has joined one, perhaps another by now.

    Raises:
        ReaderError: as `places.store_at`; `private-reading`, `sync-not-joined`, `sync-unreachable`,
            `sync-emptied`.
    """
    part = Membership(session.database).part()
    if part is None:
        raise ReaderError("sync-not-joined", "no store")
    store = store_at(part.place, session.require_network, password)
    found = find_store(store)
    if found is None:
        _require_disk(store)
        raise ReaderError("sync-emptied", "there is no store any more", store=part.place)
    return part, store, found


def _require_disk(store: Store) -> None:
    """Make sure that a folder is not empty for want of its disk: the store is there, and out of reach."""
    if isinstance(store, FolderStore):
        try:
            require_mounted(store.folder)
        except ReaderError as error:
            raise ReaderError("sync-unreachable", error.detail, store=store.place) from error


def find_joined(session: LibrarySession, password: str | None = None) -> tuple[Part, Store, Found]:
    """The library's part, and the store that it has joined, where that still lies.

    Raises:
        ReaderError: as `find_there`; `sync-other-store`; `sync-damaged` when it is encrypted no more, or all
            at once: the folder does not decide that.
    """
    part, store, found = find_there(session, password)
    if found.store != part.store:
        raise ReaderError("sync-other-store", "another store lies there", store=part.place)
    if found.encrypted != part.sealed:
        raise ReaderError("sync-damaged", "it is not encrypted as it was", file="store")
    return part, store, found
