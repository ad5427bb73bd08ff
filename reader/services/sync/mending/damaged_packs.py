"""Packs of pictures whose bytes changed where they lie in a folder: one after the other is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.database import Database
from reader.library.replication.part import keep_value, kept_value
from reader.library.replication.shared_pictures import SharedPictures
from reader.library.tables import NOW
from reader.sync.address import is_address
from reader.sync.envelope import Envelope
from reader.sync.packs import are_whole

if TYPE_CHECKING:
    from reader.sync.store import Store

HOUR = 3_600_000_000  # µs between two packs that are read

_READ = "packs read"


def damaged_pack(database: Database, store: Store, envelope: Envelope) -> set[str]:
    """The pack whose turn it is, if pictures that articles name do not open in it.

    One that is gone or too short is left to `missing_packs`: the rest of it may be on its way.

    Raises:
        ReaderError: what the disk reports.
    """
    if store.lists_all or is_address(store.place):
        return set()
    pictures = SharedPictures(database)
    with database.read() as session:
        now = int(session.connection().exec_driver_sql(f"SELECT {NOW}").scalar_one())
        at, after = kept_value(session, _READ) or (0, "")
    if abs(now - at) < HOUR or not (packs := sorted(pictures.packs())):
        return set()
    turn = next((pack for pack in packs if pack > after), packs[0])
    with database.write(index=False) as session:
        keep_value(session, _READ, [now, turn])
    if store.size(turn) < pictures.sizes([turn]).get(turn, 0):
        return set()
    held = pictures.in_packs([turn]).get(turn, [])
    unused = pictures.unused({blob.digest for blob in held})
    places = [(b.digest, b.pack, b.place, b.size) for b in held if b.digest not in unused]
    return set() if are_whole(store, envelope, places) else {turn}
