"""Packs of pictures whose bytes changed where they lie in a folder: one after the other is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.database import Database
from reader.library.replication.shared_pictures import SharedPictures
from reader.services.sync.mending.turns import Turns
from reader.sync.address import is_address
from reader.sync.envelope import Envelope
from reader.sync.local_disk import is_on_local_disk
from reader.sync.packs import are_whole

if TYPE_CHECKING:
    from reader.sync.store import Store

HOUR = 3_600_000_000  # µs after which a pack is read in any case
LEAST = HOUR // 6
"""µs before which no more are read: to know how large each is, all pictures are gone through."""
MOST = 64 * 1024 * 1024
"""Bytes that one round reads at most: about 100 ms of a processor."""
AT_ONCE = 8
"""So many packs are read in one round at most, be they small."""

_WHOLE = 24 * HOUR
"""In which time (µs) all packs of a folder on a disk of this computer are read."""


def damaged_packs(database: Database, store: Store, envelope: Envelope) -> set[str]:
    """The packs in which pictures that articles name do not open, of those whose turn it is.

    On a disk of this computer so many bytes are read that all packs had their turn within a day; elsewhere,
    where each byte may come over a line, one pack an hour. On a server none is. The day begins with the first
    round after the store was joined, which has just written its packs or taken the pictures out of them.

    Raises:
        ReaderError: what the disk reports.
    """
    if store.lists_all or is_address(store.place):
        return set()
    turns, pictures = Turns(database, "packs read"), SharedPictures(database)
    if turns.is_first:
        turns.note("")
    if turns.waited < LEAST:
        return set()
    sizes = pictures.all_sizes()
    every = max(1, sum(sizes.values()))
    credit = min(MOST, every * turns.waited // _WHOLE) if is_on_local_disk(store.place) else 0
    chosen: list[str] = []
    for pack in turns.of(sizes):
        is_due = sizes[pack] <= credit or (not chosen and turns.waited >= HOUR)
        if not is_due or len(chosen) == AT_ONCE:
            break
        chosen.append(pack)
        credit = max(0, credit - sizes[pack])
    if not chosen:
        return set()
    left = credit * _WHOLE // every  # time for which nothing was read yet
    turns.note(chosen[-1], turns.now - min(left, HOUR // 2 if len(chosen) < AT_ONCE else LEAST // 2))
    return {pack for pack in chosen if _is_damaged(store, envelope, pictures, pack, sizes[pack])}


def _is_damaged(store: Store, envelope: Envelope, pictures: SharedPictures, pack: str, size: int) -> bool:
    """Whether a pack is; one that is gone or too short is left to `missing_packs`: the rest may be coming."""
    if store.size(pack) < size:
        return False
    held = pictures.in_packs([pack]).get(pack, [])
    unused = pictures.unused({blob.digest for blob in held})
    places = [(b.digest, b.pack, b.place, b.size) for b in held if b.digest not in unused]
    return not are_whole(store, envelope, places)
