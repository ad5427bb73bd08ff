"""What a round puts into the store: pictures in packs, then the files that tell of them.

A file that is gone from a folder is written again, from what is kept of the newest ones: at once by who wrote
it, under whatever name, after a day by whoever read it.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.progress import Cancelled, Progress
from reader.library.assets import TYPES
from reader.library.clock import now
from reader.library.replication.kept.kept_files import KeptFiles
from reader.library.replication.membership import Membership
from reader.library.replication.outbox import Blob, Outbound
from reader.library.replication.part import Part, keep_value, kept_value
from reader.library.replication.shared_pictures import SharedPictures
from reader.library.tables import NOW
from reader.services.sync.folding import PATIENCE
from reader.services.sync.high_water import note_high_water
from reader.services.sync.mending.damaged_packs import damaged_packs
from reader.services.sync.mending.own_files import OwnFiles
from reader.services.sync.missing_packs import missing_packs
from reader.services.sync.noted_state import DAY
from reader.services.sync.own_part import OwnPart
from reader.services.sync.round_report import RoundReport
from reader.sync.change_files import ChangeFile, name_of, read_file, sealed
from reader.sync.envelope import Envelope
from reader.sync.packs import put_again, put_pictures

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.sync.store import Store

log = logging.getLogger(__name__)

FileName = tuple[str, int, str]
"""A file's computer, number and tag."""

_PUT = "pictures put"
_FRESH = PATIENCE * 86_400_000_000  # µs for which a file cannot have been folded and taken away


class Sending:
    """For one round.

    Args:
        session: the library.
        membership: its part.
        store: an open store.
        envelope: seals its files.
        own: seals what is the reader's alone.
        progress: `sending`, file by file.
        report: is told what was sent.
    """

    def __init__(
        self,
        session: LibrarySession,
        membership: Membership,
        store: Store,
        envelope: Envelope,
        own: OwnPart,
        progress: Progress,
        report: RoundReport,
    ) -> None:
        self._session, self._membership = session, membership
        self._store, self._envelope, self._own = store, envelope, own
        self._progress, self._report = progress, report

    def send(self) -> None:
        """Put what was changed here into the store, in files of some articles each.

        Where the reader may only read, it waits: he may be given another role.

        Raises:
            ReaderError: what store or disk report. Cancelled. What is done is kept.
        """
        while self._store.may_write:
            self._progress.step(self._report.sent, 0, "sending")
            told = self._membership.capture(self._put_pictures())
            self._note_put([])
            note_high_water(self._session.paths.root, self._part())
            self._flush()
            if not told:
                return

    def write_again(self, gone: Collection[FileName], waited: int) -> list[FileName]:
        """Write files again that are gone from a folder, as far as it is kept what they said.

        Args:
            gone: files that the folder had and that no fold holds, also no half one.
            waited: for how long (s) some have been missing. What may have been folded on another computer is
                given a day: who carries the folder may bring the fold after the deletions. So is what
                another computer wrote, which may write it again itself.

        Returns:
            The files that were written.

        Raises:
            ReaderError: what the disk reports. Cancelled.
        """
        written: list[FileName] = []
        with self._session.database.read() as session:
            moment = int(session.connection().exec_driver_sql(f"SELECT {NOW}").scalar_one())
        for kept in KeptFiles(self._session.database).of(gone):
            self._progress.check()
            if waited < DAY and not (kept.own and abs(moment - kept.written) < _FRESH):
                continue
            file = self._file(kept.machine, kept.outbound, kept.name, kept.at)
            if file is not None and self._put(file):
                written.append((kept.machine, file.seq, file.tag))
                packs: dict[str, list[Blob]] = {}
                for blob in kept.outbound.blobs:
                    packs.setdefault(blob.pack, []).append(blob)
                self.packs_again({name: held for name, held in packs.items() if not self._store.size(name)})
        if written:
            log.info("%d files were missing, and are written again", len(written))
        self._report.written_again += len(written)
        return written

    def damaged_again(self, files: Mapping[str, Sequence[tuple[int, str]]]) -> None:
        """Write files of this computer again that are damaged, as `OwnFiles` finds them.

        Args:
            files: numbers and tags of the files of each computer that are in the store.

        Raises:
            ReaderError: what store or disk report. Cancelled.
        """
        damaged = OwnFiles(self._session.database, self._store, self._envelope).damaged(files)
        if damaged:
            self.write_again(damaged, DAY)

    def packs_again(self, packs: Mapping[str, Sequence[Blob]]) -> int:
        """Write packs again that are gone, where all of their pictures that articles name are here.

        Args:
            packs: what lies in each.

        Returns:
            How many are there again.

        Raises:
            ReaderError: what store or disk report. Cancelled.
        """
        count, pictures = 0, SharedPictures(self._session.database)
        for pack, held in packs.items():
            self._progress.check()
            here = {digest: rest for digest, *rest in self._files_of(blob.digest for blob in held)}
            lacking = {blob.digest for blob in held} - here.keys()
            if not here or pictures.unused(lacking) != lacking:
                continue
            whole = [(b.digest, *here.get(b.digest, ("", None)), b.place, b.size) for b in held]
            there = put_again(self._store, self._envelope, pack, whole)
            log.info("a pack of pictures was missing: %s", "written again" if there else "it was another")
            count += there
        return count

    def _part(self) -> Part:
        part = self._membership.part()
        if part is None:
            raise ReaderError("sync-not-joined", "it was left meanwhile")
        return part

    def _put_pictures(self) -> list[Blob]:
        """Put pictures into packs for the next file; after a failure no whole pack is sent again."""
        with self._session.database.read() as session:
            blobs = [Blob(*row) for row in kept_value(session, _PUT) or ()]
        before = {blob.digest for blob in blobs}
        lacking = [digest for digest in self._membership.new_pictures() if digest not in before]
        try:
            for place in put_pictures(self._store, self._envelope, self._files_of(lacking)):
                blobs.append(Blob(*place))
        except (ReaderError, Cancelled):
            self._note_put(blobs)
            raise
        return blobs

    def _note_put(self, blobs: Sequence[Blob]) -> None:
        """Note pictures that are in the store and of which no file tells yet."""
        rows = [[blob.digest, blob.pack, blob.place, blob.size] for blob in blobs] or None
        with self._session.database.read() as session:
            if kept_value(session, _PUT) == rows:
                return
        with self._session.database.write(index=False) as session:
            keep_value(session, _PUT, rows)

    def missing_packs_again(self) -> None:
        """Write packs of pictures again that are gone or damaged, as far as it is time to look for them.

        Raises:
            ReaderError: what store or disk report. Cancelled.
        """
        missing = missing_packs(self._session.database, self._store)
        missing |= damaged_packs(self._session.database, self._store, self._envelope)
        if missing:
            # a picture of two computers has one place here, which may be the other's
            own = KeptFiles(self._session.database).packs()
            packs = SharedPictures(self._session.database).in_packs(missing)
            packs |= {name: own[name] for name in missing & own.keys()}
            self._report.written_again += self.packs_again(packs)

    def _files_of(self, digests: Iterable[str]) -> Iterator[tuple[str, str, bytes]]:
        for digest in digests:
            self._progress.check()
            path = self._session.assets.path(digest)
            if path is not None:
                yield digest, TYPES.get(path.suffix, ""), path.read_bytes()

    def _flush(self) -> None:
        """Put the files that are ready into the store, in order."""
        for seq in self._membership.outbox():
            self._progress.check()
            outbound = self._membership.outbound(seq)
            if outbound is None:
                continue
            part = self._part()
            file = self._file(part.machine, outbound, part.name, now())
            if file is None:
                return  # nothing of his goes into a hub that keeps no secret
            size = self._put(file)
            if not size:
                log.info("a copy of this library uses the same name: it goes on as another computer")
                self._membership.renew()
                self._flush()
                return
            self._membership.sent(outbound, size, "" if self._store.lists_all else file.at)
            self._report.sent += 1

    def _file(self, machine: str, outbound: Outbound, name: str, at: str) -> ChangeFile | None:
        """A file as it goes into the store; `None` when it must wait, as `OwnPart.sealed`."""
        lines = self._own.sealed(outbound.lines, outbound.tag, machine)
        if lines is None:
            return None
        pictures = tuple((b.digest, b.pack, b.place, b.size) for b in outbound.blobs)
        return ChangeFile(machine, outbound.seq, outbound.tag, name, at, lines, pictures)

    def _put(self, file: ChangeFile) -> int:
        """Put a file into the store, where it may be already; its bytes, 0 when another one is there."""
        name, data = name_of(file.machine, file.seq, file.tag), sealed(self._envelope, file)
        if self._store.put(name, data):
            return len(data)
        try:
            found = read_file(self._store, self._envelope, file.machine, file.seq, file.tag)
        except ReaderError as error:
            if error.kind != "sync-damaged":
                raise
            self._store.remove(name)  # half of our own, by whoever carries it
            return len(data) if self._store.put(name, data) else 0
        return found[1] if found is not None and found[0].lines == file.lines else 0
