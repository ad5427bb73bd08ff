"""One round: what changed here goes into the store, what others changed comes out of it.

Every step is whole or not done, and doing it again does no harm; so a round may be broken off anywhere, and
two may run at once.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.core.replication.changes import Change
from reader.library.backup import backup
from reader.library.clock import now
from reader.library.replication.membership import Blob, Machine, Membership, Part
from reader.services.search_library import catch_up
from reader.services.sync.cleaning import cleaned
from reader.services.sync.high_water import high_water, note_high_water
from reader.services.sync.places import known_passphrase, store_at
from reader.sync.change_files import ChangeFile, list_files, name_of, read_file, sealed
from reader.sync.envelope import Envelope
from reader.sync.packs import get_picture, put_pictures
from reader.sync.store_header import Found, Opened, find_store, open_store

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.sync.folder_store import FolderStore
    from reader.sync.store import Store

log = logging.getLogger(__name__)

MOST_DELETED, MOST_SHARE = 20, 0.05
"""More articles than these are deleted by others in one round only after a copy of the library was made."""

_TYPES = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
}


@dataclass
class RoundReport:
    """What a round did: files sent and changes received; `kept` articles that another computer had deleted.

    `late` are the computers whose next file did not come whole yet, `held` changes that this version does
    not understand; `waiting` is what is still to be sent. `articles` are those that changed here,
    `pictures` those that deleted ones had.
    """

    sent: int = 0
    received: int = 0
    deleted: int = 0
    kept: int = 0
    held: int = 0
    waiting: int = 0
    late: list[str] = field(default_factory=list)
    articles: set[int] = field(default_factory=set)
    pictures: set[str] = field(default_factory=set)
    copied: bool = False


def run_round(session: LibrarySession, passphrase: str | None, progress: Progress) -> RoundReport:
    """Bring the library in step with its store.

    Args:
        session: the library.
        passphrase: of the store; `None` to ask environment and keyring.
        progress: `sending` and `receiving`, file by file.

    Raises:
        ReaderError: `sync-not-joined`, `sync-unreachable`, `sync-passphrase`, `sync-other-store`,
            `sync-emptied`, `sync-newer`, or what the disk reports; what is done is kept.
            Cancelled: likewise.
    """
    part, store, found = find_joined(session)
    opened = open_store(found, passphrase or (known_passphrase(part.store) if found.encrypted else None))
    return whole_round(session, store, opened, progress)


def whole_round(session: LibrarySession, store: Store, opened: Opened, progress: Progress) -> RoundReport:
    """A round with a store that is open; what it brought can be searched at once.

    Raises:
        ReaderError: as `run_round`. Cancelled.
    """
    report = Round(session, store, Envelope(opened.store, opened.key), progress).run()
    if report.articles:
        catch_up(session, progress)
    return report


def find_joined(session: LibrarySession) -> tuple[Part, FolderStore, Found]:
    """The library's part, and the store that it has joined, where that still lies.

    Raises:
        ReaderError: `sync-not-joined`, `sync-unreachable`, `sync-emptied`, `sync-other-store`.
    """
    part = Membership(session.database).part()
    if part is None:
        raise ReaderError("sync-not-joined", "no store")
    store = store_at(part.place)
    found = find_store(store)
    if found is None:
        raise ReaderError("sync-emptied", "there is no store any more", store=part.place)
    if found.store != part.store:
        raise ReaderError("sync-other-store", "another store lies there", store=part.place)
    return part, store, found


class Round:
    """One round with an open store."""

    def __init__(self, session: LibrarySession, store: Store, envelope: Envelope, progress: Progress) -> None:
        self._session = session
        self._membership = Membership(session.database)
        self._store = store
        self._envelope = envelope
        self._progress = progress
        self._report = RoundReport()

    def run(self) -> RoundReport:
        """Send, receive, and send what came of that."""
        files = list_files(self._store)
        self._check_files(self._own_part(files), files)
        self._send()
        self._receive(files)
        self._fetch_wanted()
        if self._report.pictures:
            self._session.assets.remove(self._report.pictures - self._session.articles.known_digests())
        self._send()
        self._membership.done()
        self._report.waiting = self._membership.waiting()
        return self._report

    def _part(self) -> Part:
        part = self._membership.part()
        if part is None:
            raise ReaderError("sync-not-joined", "it was left meanwhile")
        return part

    def _own_part(self, files: dict[str, list[int]]) -> Part:
        """The library's part; under a new name when a later state, or a copy, of it used the present one."""
        noted, reached = high_water(self._session.paths.root)
        part = self._part()  # after what it is compared with: another process may be sending
        reached = max((reached if noted == part.machine else 0, *files.get(part.machine, ())))
        if reached > part.sent:
            log.info("the library was put back or copied: it goes on as another computer")
            part = self._membership.renew()
        return part

    def _check_files(self, part: Part, files: dict[str, list[int]]) -> None:
        """Make sure that the store has all that it had: else it was emptied or put back, and is not followed.

        Raises:
            ReaderError: `sync-emptied`.
        """
        unsent = self._membership.outbox()
        wanted = {part.machine: min([*unsent, part.sent + 1]) - 1}
        wanted |= {machine.machine: machine.seq for machine in self._membership.machines().values()}
        for machine, seq in wanted.items():
            missing = set(range(1, seq + 1)).difference(files.get(machine, ()))
            if missing:
                raise ReaderError(
                    "sync-emptied", f"{len(missing)} files of {machine} are gone", store=part.place
                )

    def _send(self) -> None:
        """Put what was changed here into the store, in files of some articles each."""
        while True:
            self._progress.step(self._report.sent, 0, "sending")
            blobs = [Blob(*place) for place in self._put_pictures()]
            told = self._membership.capture(blobs)
            note_high_water(self._session.paths.root, self._part())
            self._flush()
            if not told:
                return

    def _put_pictures(self) -> Iterator[tuple[str, str, int, int]]:
        return put_pictures(self._store, self._envelope, self._pictures(self._membership.new_pictures()))

    def _pictures(self, digests: Iterable[str]) -> Iterator[tuple[str, str, bytes]]:
        for digest in digests:
            self._progress.check()
            path = self._session.assets.path(digest)
            if path is not None:
                yield digest, _TYPES.get(path.suffix, ""), path.read_bytes()

    def _flush(self) -> None:
        """Put the files that are ready into the store, in order."""
        for seq in self._membership.outbox():
            self._progress.check()
            outbound = self._membership.outbound(seq)
            if outbound is None:
                continue
            part = self._part()
            pictures = tuple((b.digest, b.pack, b.place, b.size) for b in outbound.blobs)
            file = ChangeFile(part.machine, seq, part.name, now(), outbound.lines, pictures)
            if not self._put(file):
                log.info("a copy of this library uses the same name: it goes on as another computer")
                self._membership.renew()
                self._flush()
                return
            self._membership.sent(seq)
            self._report.sent += 1

    def _put(self, file: ChangeFile) -> bool:
        """Put a file into the store, where it may be already; whether it is this one that is there."""
        name, data = name_of(file.machine, file.seq), sealed(self._envelope, file)
        if self._store.put(name, data):
            return True
        try:
            found = read_file(self._store, self._envelope, file.machine, file.seq)
        except ReaderError as error:
            if error.kind != "sync-damaged":
                raise
            self._store.remove(name)  # half of our own, by whoever carries it
            return self._store.put(name, data)
        return found is not None and found[0].lines == file.lines

    def _receive(self, files: dict[str, list[int]]) -> None:
        own = self._part().machine
        known = self._membership.machines()
        coming = [
            (machine, seq)
            for machine, numbers in sorted(files.items())
            if machine != own
            for seq in numbers
            if seq > (known[machine].seq if machine in known else 0)
        ]
        late: set[str] = set()
        for place, (machine, seq) in enumerate(coming, start=1):
            self._progress.step(place, len(coming), "receiving")
            if machine not in late and not self._take(machine, seq):
                late.add(machine)
        self._report.late = sorted(late)

    def _take(self, machine: str, seq: int) -> bool:
        """Take another computer's file; `False` when it, or one before it, did not come whole yet."""
        cursor = self._membership.machines().get(machine)
        if cursor is not None and cursor.seq >= seq:
            return True
        if seq != (cursor.seq if cursor is not None else 0) + 1:
            return False
        try:
            found = read_file(self._store, self._envelope, machine, seq)
        except ReaderError as error:
            if error.kind != "sync-damaged":
                raise
            log.warning("a file in the store is not whole: %s", error.detail)
            return False
        if found is None:
            return False
        file, size = found
        changes = [cleaned(change) for change in file.changes]
        self._copy_before_deletion(changes)
        blobs = [Blob(*place) for place in file.pictures]
        missing = self._fetch(changes, blobs)
        taken = self._membership.take(
            Machine(machine, seq, file.name, file.at, size), changes, blobs, missing
        )
        if taken is not None:
            self._report.received += taken.new
            self._report.held += taken.held
            self._report.kept += taken.kept
            self._report.deleted += taken.deleted
            self._report.articles |= taken.articles
            self._report.pictures |= taken.pictures
        return True

    def _copy_before_deletion(self, changes: Sequence[Change]) -> None:
        """Make a copy of the library before others delete much of it; once a round."""
        going, there = self._membership.deletions(changes)
        going += self._report.deleted
        if self._report.copied or (going <= MOST_DELETED and going <= MOST_SHARE * there):
            return
        copy_library(self._session)
        self._report.copied = True

    def _fetch(self, changes: Sequence[Change], blobs: Sequence[Blob]) -> list[str]:
        """Bring the pictures that changes name into the library; gives those that did not come yet."""
        named = {digest for change in changes for digest in pictures_named(change)}
        lacking = [digest for digest in sorted(named) if self._session.assets.path(digest) is None]
        places = self._membership.places(lacking) | {blob.digest: blob for blob in blobs}
        return [digest for digest in lacking if not self._fetch_one(places.get(digest))]

    def _fetch_one(self, blob: Blob | None) -> bool:
        self._progress.check()
        if blob is None or not blob.pack:
            return False
        try:
            found = get_picture(self._store, self._envelope, (blob.digest, blob.pack, blob.place, blob.size))
        except ReaderError as error:
            if error.kind != "sync-damaged":
                raise
            return False
        if found is None:
            return False
        self._session.assets.add(*found)
        return True

    def _fetch_wanted(self) -> None:
        """Look again for pictures that had not come."""
        for blob in self._membership.wanted():
            if self._session.assets.path(blob.digest) is not None or self._fetch_one(blob):
                self._membership.came(blob.digest)


def copy_library(session: LibrarySession) -> None:
    """Make a copy of the library among its backups.

    Raises:
        ReaderError: what the disk reports.
    """
    moment = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    backup(session.paths.database, session.paths.backups / f"before-sync-{moment}-{time.monotonic_ns()}.db")


def pictures_named(change: Change) -> Iterator[str]:
    """The digests of the pictures that a change names."""
    value = change.value
    if change.field == "pictures" and isinstance(value, dict):
        yield from (row[0] for row in value.values() if isinstance(row, list) and row and _is_text(row[0]))
    elif change.field == "text" and isinstance(value, dict) and isinstance(value.get("document"), dict):
        document = value["document"]
        blocks = document.get("blocks")
        found = [document.get("lead"), document.get("avatar")]
        found += [block.get("picture") for block in blocks or () if isinstance(block, dict)]
        yield from (p["digest"] for p in found if isinstance(p, dict) and _is_text(p.get("digest")))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)
