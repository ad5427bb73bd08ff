"""Joining a store, and leaving it."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.library.replication.membership import Membership
from reader.services.sync.copies import ANEW, copy_library
from reader.services.sync.damage import note_headers
from reader.services.sync.high_water import forget_high_water, note_high_water
from reader.services.sync.joined import find_there, open_joined
from reader.services.sync.own_part import choose_at_joining
from reader.services.sync.places import check_place, keep_passphrase, keep_password, known_passphrase
from reader.services.sync.round_report import RoundReport
from reader.services.sync.run_round import whole_round
from reader.sync.store_header import (
    Opened,
    change_passphrase,
    create_store,
    find_store,
    names_there,
    open_store,
)

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession


def join_store(
    session: LibrarySession,
    place: str,
    passphrase: str | None,
    progress: Progress,
    name: str = "",
    password: str | None = None,
    begins: bool | None = None,
    notes: str | None = None,
) -> RoundReport:
    """Join the store at a place, or begin one there, and bring the library in step with it.

    A copy of the library is made before. Both sides are merged; nothing is asked and nothing lost.

    Args:
        session: the library.
        place: a folder, or an address on a server.
        passphrase: `None` for a store that is not encrypted.
        progress: `sending` and `receiving`.
        name: what the other computers call this one; its network name by itself.
        password: of the address's user; `None` to ask environment and keyring.
        begins: whether the reader was told that no store lies there yet; `None` when he was told nothing.
        notes: to whom his notes are told where others take part, as `own_part.choose_at_joining`.

    Raises:
        ReaderError: as `preview_store`; `sync-joined`, `sync-passphrase`, or what the disk reports;
            `sync-begun` or `sync-unreachable` when it is not as the reader was told. Once it is
            joined, a round that fails or is cancelled is taken up by the next one.
    """
    membership = Membership(session.database)
    if membership.part() is not None:
        raise ReaderError("sync-joined", "leave first")
    store = check_place(place, session.paths, session.require_network, password)
    found = find_store(store) if store.exists() else None
    if begins is not None and begins != (found is None):
        kind = "sync-begun" if begins else "sync-unreachable"
        raise ReaderError(kind, "another thing lies there than was looked at", store=store.place)
    if found is not None and passphrase is not None and not found.encrypted:
        raise ReaderError("sync-not-encrypted", "a passphrase was given", store=store.place)
    copy_library(session)
    opened = open_store(found, passphrase) if found is not None else create_store(store, passphrase)
    if password:
        keep_password(store.place, password)
    _take_part(session, opened, store.place, passphrase, name or platform.node() or "Liseuse")
    choose_at_joining(session.database, store, notes)
    note_headers(session.database, store)
    return whole_round(session, store, opened, progress)


def _take_part(
    session: LibrarySession, opened: Opened, place: str, passphrase: str | None, name: str, former: str = ""
) -> None:
    """Belong to a store from now on; what opened the `former` one is forgotten only then."""
    if passphrase is not None:
        keep_passphrase(opened.store, passphrase)
    part = Membership(session.database).join(opened.store, place, name, opened.key is not None)
    note_high_water(session.paths.root, part)
    if former and former != opened.store:
        keep_passphrase(former, None)


def choose_passphrase(
    session: LibrarySession, former: str | None, passphrase: str, password: str | None = None
) -> None:
    """Let another passphrase open the store, from now on on every computer; the former one does no more.

    Args:
        session: the library.
        former: the present passphrase; `None` to ask environment and keyring.
        passphrase: the new one.
        password: of the store's server; `None` to ask environment and keyring.

    Raises:
        ReaderError: `sync-not-joined`, `sync-emptied`, `sync-other-store`, `sync-damaged`, `sync-passphrase`,
            `sync-not-encrypted`, or what the disk reports; then the former one stays.
    """
    part, store, found, opened = open_joined(session, former, password)
    if not found.encrypted:
        raise ReaderError("sync-not-encrypted", "it has no passphrase", store=part.place)
    change_passphrase(store, found, opened, passphrase)
    keep_passphrase(part.store, passphrase)


def begin_anew(
    session: LibrarySession, passphrase: str | None, progress: Progress, password: str | None = None
) -> RoundReport:
    """Make the store of this library anew, out of this library: what lies there of it is taken away.

    The other computers notice that another store lies there, and ask whether to join it. A copy of the
    library is made before. When it is broken off, the library belongs to one of both stores, and knows what
    opens it: the act is done again, or the store that lies there joined.

    Args:
        session: the library.
        passphrase: of the store; `None` to ask environment and keyring, or for one that is not encrypted.
        progress: `sending`.
        password: of the store's server; `None` to ask environment and keyring.

    Raises:
        ReaderError: `sync-not-joined`, `sync-unreachable`, `sync-foreign`, `sync-other-store` when the store
            of other computers lies there, `sync-passphrase`, `sync-store-read-only` when the reader does not
            own the library of a hub, or what the disk reports. Cancelled.
    """
    membership = Membership(session.database)
    part = membership.part()
    if part is None:
        raise ReaderError("sync-not-joined", "no store")
    store = check_place(part.place, session.paths, session.require_network, password)
    given = (passphrase or known_passphrase(part.store)) if part.sealed else None
    if part.sealed and given is None:
        raise ReaderError("sync-locked", "none was given")
    if getattr(store, "role", "owner") != "owner":  # a hub would refuse the header when the rest is gone
        raise ReaderError("sync-store-read-only", "only an owner makes it anew", store=part.place)
    copy_library(session, ANEW)
    if store.exists():
        there = names_there(store)  # two, when two computers made it anew at once
        if there and part.store not in there:
            raise ReaderError("sync-other-store", "it is not this library's", store=part.place)
        for prefix in ("store", "log", "pack"):  # without a header nobody takes the rest for a store
            for name in list(store.names(prefix)):
                progress.check()
                store.remove(name)
    opened = create_store(store, given)
    _take_part(session, opened, part.place, given, part.name, former=part.store)
    note_headers(session.database, store)
    return whole_round(session, store, opened, progress)


def join_again(
    session: LibrarySession, passphrase: str | None, progress: Progress, password: str | None = None
) -> RoundReport:
    """Join the store that lies where this library's was: another computer made it anew.

    Args:
        session: the library.
        passphrase: of the new store; `None` to use that of the former one.
        progress: `sending` and `receiving`.
        password: of the store's server; `None` to ask environment and keyring.

    Raises:
        ReaderError: as `join_store`; the library stays with its former store when the passphrase is another.
    """
    part, store, found = find_there(session, password)
    given = (passphrase or known_passphrase(part.store)) if found.encrypted else None
    if part.sealed and not found.encrypted:
        raise ReaderError("sync-not-encrypted", "the former one was", store=part.place)
    opened = open_store(found, given)
    copy_library(session, ANEW)
    _take_part(session, opened, part.place, given, part.name, former=part.store)
    note_headers(session.database, store)
    return whole_round(session, store, opened, progress)


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
    keep_password(part.place, None)
