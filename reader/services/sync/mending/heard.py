"""Small files of other computers, kept as they are read, to be written again when they are gone."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reader.library.replication.kept.kept_files import SMALL, Kept, note_heard
from reader.library.replication.outbox import Blob, Outbound

if TYPE_CHECKING:
    from reader.library.database import Database
    from reader.sync.change_files import ChangeFile
    from reader.sync.store import Store

_AT_ONCE = 1024 * 1024  # characters of lines in one write


class Heard:
    """What one round reads. Where what is gone is gone for sure, nobody writes it again, and nothing is kept.

    Inside `with`, also of a round that breaks off: it does not read again what it took.

    Args:
        database: the library's, which keeps it.
        store: where the files lie.
    """

    def __init__(self, database: Database, store: Store) -> None:
        self._database, self._keeps = database, not store.lists_all
        self._waiting: list[Kept] = []

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_error: object) -> None:
        self._flush()

    def note(self, file: ChangeFile) -> None:
        """Keep what a file said; it is stored with some others, or at the end.

        Raises:
            ReaderError: the disk.
        """
        if not self._keeps or len(file.lines) > SMALL:
            return
        blobs = tuple(Blob(*place) for place in file.pictures)
        outbound = Outbound(file.seq, file.tag, file.lines, blobs)
        read_at = time.time_ns() // 1000
        self._waiting.append(Kept(file.machine, outbound, file.name, file.at, read_at, own=False))
        if sum(len(one.outbound.lines) for one in self._waiting) > _AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            with self._database.write(index=False) as session:
                note_heard(session, self._waiting)
            self._waiting.clear()
