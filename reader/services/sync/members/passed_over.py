"""How others read, which was passed over as long as the reader kept to himself how he reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.core.replication.changes import Change
from reader.library.database import Database
from reader.library.replication.choices import is_of_reading, privacy_of
from reader.library.replication.part import keep_value, kept_value
from reader.sync.change_files import read_file
from reader.sync.envelope import Envelope

if TYPE_CHECKING:
    from reader.services.sync.folding import Files, Folding
    from reader.sync.store import Store

_HEARD = "reading heard"


class PassedOver:
    """Reads the files of others once more when the reader begins to share how he reads.

    Args:
        database: the library's, which notes whether he hears of it.
        store: where the files lie.
        envelope: opens them.
        folding: the folds of the store, as this round sees them.
    """

    def __init__(self, database: Database, store: Store, envelope: Envelope, folding: Folding) -> None:
        self._database, self._store, self._envelope = database, store, envelope
        self._folding = folding

    def of_reading(self, files: Files, own: str, progress: Progress) -> Iterator[list[Change]]:
        """What others told of how they read, if it was passed over and is heard from now on.

        A round that is broken off before the last one was taken begins anew.

        Args:
            files: numbers and tags of the files of each computer that are in the store.
            own: the name of this computer.
            progress: `receiving`, file by file.

        Raises:
            ReaderError: `sync-unreachable`, or what the disk reports. Cancelled.
        """
        with self._database.read() as session:
            privacy = privacy_of(session)
            hears = privacy.others and privacy.way and not privacy.reading
            known = kept_value(session, _HEARD)
        if known == hears or not (privacy.others and privacy.way):
            return  # alone again he hears of nobody else's
        if hears and known is not None:
            yield from filter(None, map(_of_reading, self._every(files, own, progress)))
        with self._database.write(index=False) as session:
            keep_value(session, _HEARD, hears)

    def _every(self, files: Files, own: str, progress: Progress) -> Iterator[Iterable[Change]]:
        folds = [of for of in self._folding.whole if of.machine != own]
        held = {(of.machine, *file) for of in folds for file in self._folding.whole[of]}
        single = [
            (machine, *file)
            for machine, found in files.items()
            if machine != own
            for file in found
            if (machine, *file) not in held
        ]
        for place, of in enumerate(folds, start=1):
            progress.step(place, len(folds) + len(single), "receiving")
            fold = self._folding.read(of)
            yield fold.changes if fold is not None else ()
        for place, name in enumerate(single, start=len(folds) + 1):
            progress.step(place, len(folds) + len(single), "receiving")
            try:
                found_file = read_file(self._store, self._envelope, *name)
            except ReaderError as error:
                if error.kind != "sync-damaged":
                    raise
                continue  # it is taken whole once it is
            yield found_file[0].changes if found_file is not None else ()


def _of_reading(changes: Iterable[Change]) -> list[Change]:
    return [change for change in changes if is_of_reading(change)]
