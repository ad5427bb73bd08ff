"""Files of this computer that are damaged where they lie: by their size, or read some at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.library.database import Database
from reader.library.replication.kept.kept_files import KeptFiles
from reader.library.replication.part import keep_value, kept_value
from reader.library.tables import NOW
from reader.sync.address import is_address
from reader.sync.change_files import name_of, read_file
from reader.sync.envelope import Envelope

if TYPE_CHECKING:
    from reader.sync.store import Store

AT_ONCE = 8
"""So many files are read in one round in a folder. On a server it is one an hour, no size is asked for."""
HOUR = 3_600_000_000  # µs

_READ = "files read"


class OwnFiles:
    """Those of which it is kept what they said, in one round.

    Args:
        database: the library's, which notes up to which one they were read, and when.
        store: where they lie.
        envelope: opens them.
    """

    def __init__(self, database: Database, store: Store, envelope: Envelope) -> None:
        self._database, self._store, self._envelope = database, store, envelope

    def damaged(self, files: Mapping[str, Sequence[tuple[int, str]]]) -> list[tuple[str, int, str]]:
        """Which of those that are there do not open, among those whose turn it is.

        Args:
            files: numbers and tags of the files of each computer that are in the store.

        Raises:
            ReaderError: `sync-unreachable`, or what the disk reports.
        """
        if self._store.lists_all:  # its keeper sees to that
            return []
        sizes = KeptFiles(self._database).own()
        there = sorted(file for file in sizes if file[1:] in files.get(file[0], ()))
        now, at, last = self._noted()
        on_server = is_address(self._store.place)
        if not there or (on_server and abs(now - at) < HOUR):
            return []
        after = [file for file in there if file > last]
        turn = [*after, *there[: len(there) - len(after)]][: 1 if on_server else AT_ONCE]
        odd = [] if on_server else [one for one in there if self._has_another_size(one, sizes[one])]
        damaged = [file for file in dict.fromkeys([*odd[:AT_ONCE], *turn]) if self._is_damaged(file)]
        with self._database.write(index=False) as session:
            keep_value(session, _READ, [now, list(turn[-1])])
        return damaged

    def _noted(self) -> tuple[int, int, tuple[str, int, str]]:
        """The time now, when a file was read last, and which one."""
        with self._database.read() as session:
            now = int(session.connection().exec_driver_sql(f"SELECT {NOW}").scalar_one())
            at, last = kept_value(session, _READ) or (0, ("", 0, ""))
        return now, at, (last[0], last[1], last[2])

    def _has_another_size(self, file: tuple[str, int, str], size: int) -> bool:
        return bool(size) and self._store.size(name_of(*file)) != size

    def _is_damaged(self, file: tuple[str, int, str]) -> bool:
        try:
            read_file(self._store, self._envelope, *file)
        except ReaderError as error:
            if error.kind != "sync-damaged":
                raise
            return True
        return False
