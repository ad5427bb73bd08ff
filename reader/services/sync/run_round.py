"""One round: what changed here goes into the store, what others changed comes out of it.

Every step is whole or not done, and doing it again does no harm; so a round may be broken off anywhere, and
two may run at once.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader import __version__
from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.core.replication.changes import Change
from reader.library.replication.choices import Choices
from reader.library.replication.folds import FileKey
from reader.library.replication.kept.kept_files import KeptFiles, with_names
from reader.library.replication.membership import Machine, Membership
from reader.library.replication.outbox import Blob, pictures_named, wrapped
from reader.library.replication.part import Part
from reader.library.replication.shared_pictures import SharedPictures
from reader.library.replication.taking import Taken
from reader.services.search_library import catch_up
from reader.services.sync.cleaning import cleaned
from reader.services.sync.copies import DELETED, copy_library
from reader.services.sync.damage import awaited_files, lasting_damage
from reader.services.sync.folding import Files, Folding
from reader.services.sync.high_water import high_water
from reader.services.sync.joined import open_joined
from reader.services.sync.members.passed_over import PassedOver
from reader.services.sync.mending.heard import Heard
from reader.services.sync.noted_state import (
    DAY,
    note_held,
    note_size,
    note_trouble,
    noted_size,
    trouble_noted,
)
from reader.services.sync.options_in_step import note_options, options_chosen_at, write_options
from reader.services.sync.own_part import OwnPart
from reader.services.sync.places import keep_passphrase, keep_password
from reader.services.sync.round_report import RoundReport
from reader.services.sync.sending import Sending
from reader.services.sync.sharing import note_sharing
from reader.sync.change_files import list_files, name_of, read_file
from reader.sync.envelope import Envelope
from reader.sync.folded_files import FoldName
from reader.sync.packs import get_pictures
from reader.sync.store_header import Opened

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.sync.store import Store

log = logging.getLogger(__name__)

MOST_DELETED, MOST_SHARE, FEW_DELETED = 20, 0.05, 4
"""More articles than these are deleted by others in one round only after a copy of the library was made. Of a
small library the share is a few, which the reader deletes every day."""


def run_round(
    session: LibrarySession, passphrase: str | None, progress: Progress, password: str | None = None
) -> RoundReport:
    """Bring the library in step with its store.

    Args:
        session: the library.
        passphrase: of the store, which the keyring gets when it is right; `None` to ask environment and
            keyring.
        progress: `sending` and `receiving`, file by file.
        password: of the store's server, likewise.

    Raises:
        ReaderError: as `places.store_at`; `sync-not-joined`, `sync-unreachable`, `sync-passphrase`,
            `sync-other-store`, `sync-emptied`, `sync-damaged`, `sync-header`, `sync-newer`, or what the
            disk reports; what is done is kept. Cancelled: likewise.
    """
    with trouble_noted(session.database):
        part, store, found, opened = open_joined(session, passphrase, password)
    if passphrase and found.encrypted:
        keep_passphrase(part.store, passphrase)
    if password:
        keep_password(part.place, password)
    return whole_round(session, store, opened, progress)


def whole_round(session: LibrarySession, store: Store, opened: Opened, progress: Progress) -> RoundReport:
    """A round with a store that is open; what it brought can be searched at once.

    Raises:
        ReaderError: as `run_round`. Cancelled.
    """
    with trouble_noted(session.database):
        report = Round(session, store, Envelope(opened.store, opened.key), progress).run()
    note_trouble(session.database, report.bucket)
    if report.received:
        catch_up(session, progress)
    return report


class Round:
    """One round with an open store."""

    def __init__(self, session: LibrarySession, store: Store, envelope: Envelope, progress: Progress) -> None:
        self._session = session
        self._membership = Membership(
            session.database, lambda digest: session.assets.path(digest) is not None
        )
        self._pictures = SharedPictures(session.database)
        self._store = store
        self._envelope = envelope
        self._own = OwnPart(store, envelope.store)
        self._progress = progress
        self._folding = Folding(session.database, store, envelope, progress)
        self._report = RoundReport()
        self._sending = Sending(session, self._membership, store, envelope, self._own, progress, self._report)
        self._heard = Heard(session.database, store)
        self._gaps: set[str] = set()
        self._unopened: set[str] = set()
        self._awaited: set[str] = set()
        self._asks = True  # for pictures

    def run(self) -> RoundReport:
        """Send, receive, and send what came of that.

        Where a hub's bucket fails (`RoundReport.bucket`), all is done that needs none: what is to be sent
        waits behind the first large file, pictures that do not come are wanted.
        """
        known = self._membership.files()  # before they are listed: another process may be sending or taking
        names = list(self._store.names("log"))
        files = list_files(names)
        self._folding.look(names)
        self._own.agree(self._session.database)
        note_sharing(self._session.database, self._store)
        self._check_files(self._own_part(files), files, known)
        self._note_size(files, known)
        note_options(self._session, options_chosen_at(self._session))
        with self._bucket_may_fail():
            self._sending.send()
        waits = self._report.bucket is not None
        self._take_held()
        self._receive(files)
        self._hear_reading(files)
        write_options(self._session)
        self._fetch_wanted()
        Choices(self._session.database).tell_owed()
        if not waits:
            with self._bucket_may_fail():
                self._sending.send()
        note_held(self._session.database)
        if self._report.bucket is not None:
            return self._report
        self._folding.check_newer(self._part().machine)
        if self._store.may_write:
            self._sending.damaged_again(files)
            if not self._report.late:  # all that names pictures is here
                self._sending.missing_packs_again()
            if not self._folding.fold(files):
                self._folding.clear(files)
        self._membership.done()
        unopened = self._unopened | {of.name for of in self._folding.half if of not in self._folding.newer}
        awaited = self._awaited | self._pictures.awaited_packs()
        self._report.damaged = lasting_damage(self._session.database, self._store, unopened, awaited)
        self._report.waiting = self._membership.waiting()
        return self._report

    @contextlib.contextmanager
    def _bucket_may_fail(self) -> Iterator[None]:
        try:
            yield
        except ReaderError as error:
            if not error.kind.startswith("sync-bucket-"):
                raise
            self._report.bucket = self._report.bucket or error

    def _note_size(self, files: Files, known: dict[str, set[FileKey]]) -> None:
        """Note how much this computer told, where nothing counts it yet."""
        database, machine = self._session.database, self._part().machine
        if noted_size(database, machine) is None:
            names = [of.name for of in self._folding.whole if of.machine == machine]
            names += [
                name_of(machine, *key) for key in files.get(machine, ()) if key in known.get(machine, ())
            ]
            note_size(database, machine, sum(self._store.size(name) for name in names))

    def _part(self) -> Part:
        part = self._membership.part()
        if part is None:
            raise ReaderError("sync-not-joined", "it was left meanwhile")
        return part

    def _own_part(self, files: Files) -> Part:
        """The library's part; under a new name when a later state, or a copy, of it used the present one."""
        noted, reached = high_water(self._session.paths.root)
        part = self._part()  # after what it is compared with: another process may be sending
        there = {*files.get(part.machine, ()), *self._folding.held(part.machine)}
        unknown = there - self._membership.own_files()
        if noted != part.machine or reached > part.sent or unknown:
            log.info("the library was put back or copied: it goes on as another computer")
            part = self._membership.renew()
        return part

    def _check_files(self, part: Part, files: Files, known_of: dict[str, set[FileKey]]) -> None:
        """Make sure that the store has all that it had: else it was emptied or put back, and is not followed.

        Files that are gone from a folder are written again as far as may be, and then it has them.
        Files may be missing for a while where others carry them, even all of them: somebody folded them, and
        the fold is still on its way. Where the store itself is gone, `find_there` has said so already.

        Raises:
            ReaderError: `sync-emptied`.
        """
        own = {} if self._store.lists_all else KeptFiles(self._session.database).own()
        gone = self._gone(files, with_names(known_of, own))
        waited = Choices(self._session.database).gap(bool(gone))
        # One that was emptied is asked about, and one that was put back for sure, as it lists all it has.
        if gone and not self._store.lists_all and (files or self._folding.whole):
            names = [(machine, *key) for machine, keys in gone.items() for key in keys]
            for machine, seq, tag in self._sending.write_again(names, waited):
                gone[machine].discard((seq, tag))
                files[machine] = sorted([*files.get(machine, ()), (seq, tag)])
        lost = {machine: len(missing) for machine, missing in gone.items() if missing}
        # Their deletion may come before the fold that has them.
        if lost and (self._store.lists_all or waited >= DAY):
            raise ReaderError("sync-emptied", f"files are gone: {lost}", store=part.place)
        self._gaps = set(lost)

    def _gone(self, files: Files, known_of: dict[str, set[FileKey]]) -> dict[str, set[FileKey]]:
        """The files of each computer that the store had, and that neither it nor a fold has, nor half one."""
        gone: dict[str, set[FileKey]] = {}
        for machine, known in known_of.items():
            missing = known.difference(files.get(machine, ()), self._folding.held(machine))
            if lost := {key for key in missing if not self._folding.may_hold(machine, key[0])}:
                gone[machine] = lost
        return gone

    def _receive(self, files: Files) -> None:
        own = self._part().machine
        known = self._membership.files()
        coming: list[tuple[str, int, str | FoldName]] = [
            (machine, seq, tag)
            for machine, found in files.items()
            if machine != own
            for seq, tag in found
            if (seq, tag) not in known.get(machine, ())
        ]
        coming += [
            (of.machine, of.first, of)
            for of, found in self._folding.whole.items()
            if of.machine != own and not found <= known.get(of.machine, set())
        ]
        coming.sort(key=lambda one: (one[0], one[1], not isinstance(one[2], FoldName), str(one[2])))
        late = set(self._gaps)
        with self._heard:
            for place, (machine, seq, what) in enumerate(coming, start=1):
                self._progress.step(place, len(coming), "receiving")
                holds = self._folding.whole[what] if isinstance(what, FoldName) else {(seq, what)}
                read_before = known.setdefault(machine, set())
                if machine in late or holds <= read_before:  # as a fold has them that was read just now
                    continue
                if self._take_one(machine, seq, what):
                    read_before |= holds
                else:
                    late.add(machine)
        read = self._membership.machines()
        next_ones = {one: read[one].seq + 1 if one in read else 1 for one in late - self._gaps}
        self._awaited = awaited_files(next_ones, files, self._folding.may_hold)
        late |= {of.machine for of in self._folding.half if of.machine not in read}
        late |= {m for of in self._folding.half if (m := of.machine) in read and of.last > read[m].seq}
        self._report.late = sorted(late - {own})

    def _hear_reading(self, files: Files) -> None:
        """Take how others read out of what was read before, where the reader has begun to share it."""
        passed_over = PassedOver(self._session.database, self._store, self._envelope, self._folding)
        for changes in passed_over.of_reading(files, self._part().machine, self._progress):
            self._note(self._membership.hear(self._prepared(changes, (), ())[0]))

    def _take_one(self, machine: str, seq: int, what: str | FoldName) -> bool:
        """Take another computer's file (by its tag) or a fold; `False` when it, or one before, is half."""
        cursor = self._membership.machines().get(machine)
        if seq > (cursor.seq if cursor is not None else 0) + 1:
            return False
        with self._bucket_may_fail():
            return self._take_fold(what) if isinstance(what, FoldName) else self._take(machine, seq, what)
        return False

    def _take(self, machine: str, seq: int, tag: str) -> bool:
        try:
            found = read_file(self._store, self._envelope, machine, seq, tag)
        except ReaderError as error:
            if error.kind != "sync-damaged":
                raise
            log.warning("a file in the store is not whole: %s", error.detail)
            self._unopened.add(name_of(machine, seq, tag))
            return False
        if found is None:
            return False
        file, size = found
        self._heard.note(file)
        source = Machine(machine, seq, file.name, file.at, size)
        self._take_changes(source, [(seq, tag)], file.changes, file.pictures)
        return True

    def _take_fold(self, of: FoldName) -> bool:
        fold = self._folding.read(of)
        if fold is not None:
            source = Machine(of.machine, of.last, fold.name, fold.at, fold.size)
            self._take_changes(source, fold.files, fold.changes, fold.pictures)
        return fold is not None

    def _take_changes(
        self,
        source: Machine,
        files: Sequence[tuple[int, str]],
        said: Sequence[Change],
        pictures: Sequence[tuple[str, str, int, int]],
    ) -> None:
        blobs = [Blob(*place) for place in pictures]
        source = replace(source, size=source.size + sum(blob.size for blob in blobs))
        changes, odd, own, missing = self._prepared(*self._own.opened(said), blobs)
        self._note(self._membership.take(source, files, changes, blobs, missing, odd, own))

    def _prepared(
        self, said: Sequence[Change], said_to_own: Sequence[Change], blobs: Sequence[Blob]
    ) -> tuple[list[Change], list[Change], list[Change], list[str]]:
        """What is taken of changes, what is kept aside, what is the reader's alone; pictures that lack."""
        changes, odd = cleaned(said)
        own, odd_own = cleaned(said_to_own)
        odd += [wrapped([change], change.machine) for change in odd_own]
        every = [*changes, *own]
        self._copy_before_deletion(every)
        missing = self._fetch(every, blobs)
        self._session.assets.note(self._pictures.doomed(every))
        return changes, odd, own, missing

    def _take_held(self) -> None:
        """Take what an earlier version of the program did not understand and kept aside."""
        held = self._membership.held(__version__)
        if held is None:
            return
        changes, odd, own, missing = self._prepared(*self._own.opened(held, True), ())
        self._note(self._membership.retake(__version__, changes, odd, missing, own))

    def _note(self, taken: Taken | None) -> None:
        if taken is not None:
            self._report.received += taken.new
            self._report.held += taken.held
            self._report.kept += taken.kept
            self._report.deleted += taken.deleted
            self._report.rewritten |= taken.rewritten
            self._session.assets.remove(self._pictures.unused(taken.pictures))

    def _copy_before_deletion(self, changes: Sequence[Change]) -> None:
        """Make a copy of the library before others delete much of it; of one that just joins there is one."""
        going, there = self._membership.deletions(changes)
        going += self._report.deleted
        if (
            self._report.copied
            or not self._part().last_at
            or going <= max(FEW_DELETED, min(MOST_DELETED, MOST_SHARE * there))
        ):
            return
        copy_library(self._session, DELETED)
        self._report.copied = True

    def _fetch(self, changes: Sequence[Change], blobs: Sequence[Blob]) -> list[str]:
        """Bring the pictures that changes name into the library; gives those that did not come yet."""
        named = {digest for change in changes for digest in pictures_named(change)}
        lacking = [digest for digest in sorted(named) if self._session.assets.path(digest) is None]
        places = self._pictures.places(lacking) | {blob.digest: blob for blob in blobs}
        came = self._bring(places[digest] for digest in lacking if digest in places)
        return [digest for digest in lacking if digest not in came]

    def _bring(self, blobs: Iterable[Blob]) -> set[str]:
        """Bring pictures out of the store into the library; gives the digests of those that came."""
        came: set[str] = set()
        known = ((blob.digest, blob.pack, blob.place, blob.size) for blob in blobs if blob.pack)
        with self._bucket_may_fail():
            for digest, data, mime in get_pictures(self._store, self._envelope, known if self._asks else ()):
                self._progress.check()
                self._session.assets.add(data, mime)
                came.add(digest)
            return came
        self._asks = False  # whoever does not answer would be waited for with every file
        return came

    def _fetch_wanted(self) -> None:
        """Look again for pictures that had not come."""
        wanted = self._pictures.wanted()
        while wanted:
            here = {blob.digest for blob in wanted if self._session.assets.path(blob.digest) is not None}
            self._pictures.came(here | self._bring(blob for blob in wanted if blob.digest not in here))
            wanted = self._pictures.wanted(wanted[-1])
