"""Files of a store that do not open or do not come: told once they stay so; a header put back as it was."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reader.core.errors import ReaderError
from reader.library.database import Database
from reader.library.replication.part import keep_value, kept_value
from reader.library.tables import NOW
from reader.services.sync.noted_state import DAMAGED, lasting
from reader.sync.change_files import name_of
from reader.sync.store_header import header_names

if TYPE_CHECKING:
    from reader.sync.store import Store

log = logging.getLogger(__name__)

_HEADERS = "headers"
_NO_HEADER = "store"
"""Under which name it is noted among damaged files that all headers are gone."""
_HOUR = 3_600_000_000  # µs


def lasting_damage(
    database: Database, store: Store, names: Iterable[str], awaited: Iterable[str]
) -> list[str]:
    """The files that are damaged, of those that just did not open, or missing, of those that are awaited.

    Args:
        database: the library's, which notes since when each is as it is.
        store: where they lie.
        names: of the files that did not open.
        awaited: the names, as far as they are known, of those that did not come although later ones did.

    Raises:
        ReaderError: `sync-unreachable`, or what the disk reports.
    """
    with database.read() as session:
        noted = kept_value(session, DAMAGED) or {}
        now = int(session.connection().exec_driver_sql(f"SELECT {NOW}").scalar_one())
    awaited = set(awaited)
    found: dict[str, list[Any]] = {}
    for name in (*names, *awaited):
        digest = "" if name in awaited else _digest(store, name)
        before = noted.get(name)
        found[name] = before if before and before[0] == digest else [digest, now]
    if found != noted:
        with database.write(index=False) as session:
            keep_value(session, DAMAGED, found or None)
    return lasting(found, now, not store.lists_all)


def awaited_files(
    next_ones: Mapping[str, int],
    files: Mapping[str, Sequence[tuple[int, str]]],
    may_hold: Callable[[str, int], bool],
) -> set[str]:
    """The names, without tags, of files that did not come although later ones of the same computer did.

    Args:
        next_ones: the number of the file that is to be read next, of each computer whose files wait.
        files: numbers and tags of the files that are there, of each computer.
        may_hold: whether a fold that is not whole yet may hold a file.
    """
    return {
        name_of(machine, seq)
        for machine, seq in next_ones.items()
        if all(there != seq for there, _ in files.get(machine, ())) and not may_hold(machine, seq)
    }


def _digest(store: Store, name: str) -> str:
    try:
        return hashlib.sha256(store.get(name) or b"").hexdigest()
    except ReaderError as error:
        if error.kind != "sync-damaged":  # far too large
            raise
        return "too large"


def note_headers(database: Database, store: Store, names: Iterable[str] | None = None) -> None:
    """Note the headers of a store that was opened just now, so that each can be put back as it is.

    Args:
        database: the library's.
        store: the store.
        names: of its headers; `None` to list them. What was noted under the same names is not read again.

    Raises:
        ReaderError: likewise.
    """
    there = set(header_names(store) if names is None else names)
    with database.read() as session:
        noted = kept_value(session, _HEADERS) or {}
    if there == noted.keys():
        return
    found = {name: data.hex() for name in there if (data := store.get(name)) is not None}
    with database.write(index=False) as session:
        keep_value(session, _HEADERS, found)


def put_headers_back(database: Database, store: Store) -> bool:
    """Put back each header that lies under its name with other bytes; whether there was one.

    A header is written once, and another passphrase makes another name. So one that changed is damaged. Where
    none is left of a store with changes, another passphrase may be on its way: they come back after an hour.

    Raises:
        ReaderError: `sync-header` when it cannot be written; `sync-unreachable`.
    """
    with database.read() as session:
        noted = kept_value(session, _HEADERS) or {}
    there = set(header_names(store))
    damaged = [name for name in noted if name in there and store.get(name) != bytes.fromhex(noted[name])]
    if not there and noted and any(True for _ in store.names("log")) and _are_gone_for_good(database):
        damaged = list(noted)
    for name in damaged:
        try:
            store.remove(name)
            store.put(name, bytes.fromhex(noted[name]))
        except ReaderError as error:
            if error.kind == "sync-unreachable":
                raise
            raise ReaderError("sync-header", error.detail, file=name) from error
        log.warning("the header %s was damaged, and is put back", name)
    return bool(damaged)


def _are_gone_for_good(database: Database) -> bool:
    """Whether all headers have been away for an hour; a round over a whole store forgets since when."""
    with database.read() as session:
        noted = kept_value(session, DAMAGED) or {}
        now = int(session.connection().exec_driver_sql(f"SELECT {NOW}").scalar_one())
    if _NO_HEADER not in noted:
        with database.write(index=False) as session:
            keep_value(session, DAMAGED, {**noted, _NO_HEADER: ["", now]})
        return False
    return bool(now - noted[_NO_HEADER][1] >= _HOUR)
