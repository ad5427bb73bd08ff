"""Files of this computer that are damaged where they lie: by their size, or read some at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.library.database import Database
from reader.library.replication.kept.kept_files import KeptFiles
from reader.services.sync.mending.turns import Turns
from reader.sync.address import is_address
from reader.sync.change_files import name_of, read_file
from reader.sync.envelope import Envelope

if TYPE_CHECKING:
    from reader.sync.store import Store

AT_ONCE = 8
"""So many files are read in one round in a folder. On a server it is one an hour, no size is asked for."""
MOST = 1024 * 1024
"""Bytes of them from which on no further one is read in that round: the first files hold whole libraries."""
SIZES = 64
"""Of so many files the size is asked for in one round: a folder may lie on another computer."""
HOUR = 3_600_000_000  # µs


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
        there = {name_of(*file): file for file in sizes if file[1:] in files.get(file[0], ())}
        turns = Turns(self._database, "files read")
        on_server = is_address(self._store.place)
        if not there or (on_server and turns.waited < HOUR):
            return []
        turn: list[str] = []
        read = 0
        for name in islice(turns.of(there), 1 if on_server else AT_ONCE):
            read += sizes[there[name]]
            if turn and read > MOST:
                break
            turn.append(name)
        odd = [] if on_server else self._odd({name: sizes[file] for name, file in there.items()})
        damaged = [name for name in dict.fromkeys([*odd, *turn]) if self._is_damaged(there[name])]
        turns.note(turn[-1])
        return [there[name] for name in damaged]

    def _odd(self, sizes: Mapping[str, int]) -> list[str]:
        """Some that have another size than they had, of those whose size it is the turn to look at."""
        turns, odd, last = Turns(self._database, "sizes asked for"), [], ""
        for last in islice(turns.of(name for name, size in sizes.items() if size), SIZES):
            if self._store.size(last) != sizes[last]:
                odd.append(last)
            if len(odd) == AT_ONCE:
                break
        if last:
            turns.note(last)
        return odd

    def _is_damaged(self, file: tuple[str, int, str]) -> bool:
        try:
            read_file(self._store, self._envelope, *file)
        except ReaderError as error:
            if error.kind != "sync-damaged":
                raise
            return True
        return False
