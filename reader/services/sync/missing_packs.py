"""Packs of pictures that are gone from a store, or cut short, although files that name them are there."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from reader.library.database import Database
from reader.library.replication.kept.kept_files import KeptFiles
from reader.library.replication.part import keep_value, kept_value
from reader.library.replication.shared_pictures import SharedPictures
from reader.library.tables import NOW
from reader.services.sync.mending.turns import Turns
from reader.services.sync.noted_state import DAY
from reader.sync.address import HUB, is_address, is_s3

if TYPE_CHECKING:
    from reader.sync.store import Store

HOUR = 3600
"""After how many seconds the packs of a large library are looked for again in a folder."""
FEW = 5000
"""Of so many pictures at most the packs in a folder are looked for in every round."""
SIZES = 64
"""Of so many packs in a folder the size is asked for in one round."""
FOLDERS = 8
"""So many folders of packs are looked into in one round on a server that is asked for one at a time."""

_SECOND = 1_000_000  # µs
_NOTED = "packs looked for"


@dataclass
class _Looked:
    """What is noted: when the last look began (µs), which folders it still has before it, since when (µs)
    packs have been missing."""

    at: int = 0
    left: list[str] = field(default_factory=list)
    missing: dict[str, int] = field(default_factory=dict)


def missing_packs(database: Database, store: Store) -> set[str]:
    """The packs that are gone for good, as far as it is time to look for them.

    A server is asked once a day, over several rounds where it shows one folder at a time. Where others carry
    the files, one that this computer did not put there itself is given a day to come.

    Args:
        database: the library's, which notes what was looked at.
        store: where they lie.

    Raises:
        ReaderError: `sync-unreachable`, or what the disk reports.
    """
    pictures = SharedPictures(database)
    with database.read() as session:
        noted = _Looked(*(kept_value(session, _NOTED) or ()))
        now = int(session.connection().exec_driver_sql(f"SELECT {NOW}").scalar_one())
    is_server = is_address(store.place)
    always = not is_server and pictures.are_few(FEW)
    if not always and not noted.left and abs(now - noted.at) < (DAY if is_server else HOUR) * _SECOND:
        return set()
    known = pictures.packs()
    looked = _Looked(noted.at, list(noted.left), dict(noted.missing))
    if not looked.left:
        looked.at = 0 if always else now
        looked.left = sorted({pack.rpartition("/")[0] for pack in known})
    folders = _next_folders(store, looked)
    there = {name for folder in _asked(folders) for name in store.names(folder)}
    if not is_server:
        sizes = pictures.sizes(there)
        turns = Turns(database, "pack sizes asked for")
        turn = list(islice(turns.of(sizes), SIZES if always else None))
        short = {name for name in {*turn, *noted.missing} & sizes.keys() if store.size(name) < sizes[name]}
        there = sizes.keys() - short
        if always and turn:
            turns.note(turn[-1])
    there -= getattr(store, "lost", set)()  # a hub's alone: out of the bucket beside it
    gone = {pack for pack in known if pack.rpartition("/")[0] in folders} - there
    looked.missing = {
        pack: since for pack, since in noted.missing.items() if pack.rpartition("/")[0] not in folders
    } | {pack: noted.missing.get(pack, now) for pack in gone}
    if looked != noted:
        with database.write(index=False) as session:
            keep_value(session, _NOTED, [looked.at, looked.left, looked.missing])
    if store.lists_all or not gone:
        return gone
    own = KeptFiles(database).packs()
    return {pack for pack in gone if pack in own or abs(now - looked.missing[pack]) >= DAY * _SECOND}


def _next_folders(store: Store, looked: _Looked) -> list[str]:
    """The folders that are looked into now; the others stay for later rounds."""
    one_by_one = is_address(store.place) and not is_s3(store.place) and not store.place.startswith(f"{HUB}:")
    now = len(looked.left) if not one_by_one else FOLDERS
    folders, looked.left = looked.left[:now], looked.left[now:]
    return folders


def _asked(folders: list[str]) -> list[str]:
    """What is listed to see some folders: all of them at once where they are many."""
    return folders if len(folders) <= FOLDERS else ["pack"]
