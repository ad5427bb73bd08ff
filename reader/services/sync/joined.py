"""The store that a library has joined, found again where it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.library.replication.membership import Membership
from reader.library.replication.part import Part
from reader.services.sync.damage import note_headers, put_headers_back
from reader.services.sync.places import known_passphrase, store_at
from reader.settings.disks import require_mounted
from reader.sync.folder_store import FolderStore
from reader.sync.store import Store
from reader.sync.store_header import Found, Opened, find_store, open_store

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

_OF_A_HEADER = frozenset(
    ("sync-damaged", "sync-passphrase", "sync-other-store", "sync-two-stores", "sync-newer", "sync-emptied")
)
"""What is said of a store whose header is damaged, besides what is truly so."""


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


def open_joined(
    session: LibrarySession, passphrase: str | None, password: str | None = None
) -> tuple[Part, Store, Found, Opened]:
    """The store that the library has joined, open; a header that was damaged meanwhile is put back.

    Args:
        session: the library.
        passphrase: of the store; `None` to ask environment and keyring.
        password: of its server, likewise.

    Raises:
        ReaderError: as `find_joined`; `sync-passphrase`, `sync-locked`; `sync-header` when a damaged header
            cannot be put back.
    """
    try:
        return _opened(session, passphrase, password)
    except ReaderError as error:
        part = Membership(session.database).part()
        if error.kind not in _OF_A_HEADER or part is None:
            raise
        store = store_at(part.place, session.require_network, password)
        if not put_headers_back(session.database, store):
            raise
    return _opened(session, passphrase, password)


def _opened(
    session: LibrarySession, passphrase: str | None, password: str | None
) -> tuple[Part, Store, Found, Opened]:
    part, store, found = find_joined(session, password)
    opened = open_store(found, passphrase or (known_passphrase(part.store) if found.encrypted else None))
    note_headers(session.database, store, found.names)
    return part, store, found, opened


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
