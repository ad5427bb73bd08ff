"""Folding many small files of a store into few, safely beside computers that have not read them.

Any computer may fold the files of any, once it has read them. The fold is written beside what it holds; that
is taken away only after a week of days with rounds in which the fold lay there whole, so that whoever
carries the files has brought it everywhere. A computer that was away longer reads the fold instead.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.library.database import Database
from reader.library.replication.folds import FileKey, Folds
from reader.library.replication.membership import Membership
from reader.sync.change_files import ChangeFile, name_of, read_file
from reader.sync.envelope import Envelope
from reader.sync.folded_files import Fold, FoldName, folded, list_folds, read_fold, sealed_fold
from reader.sync.store import Store

log = logging.getLogger(__name__)

ENOUGH = 24
"""So many small files of this computer are folded, or so many small folds; of another one, twice as many: it
may do so itself. A round neither reads nor takes away more than these for it, and whoever comes once a day
asks for less than these beside the folds."""
PATIENCE = 7
"""On how many days with a round a fold lies beside what it holds before that is taken away."""

_SMALL = 256 * 1024  # bytes of a file that is worth folding
_MOST = 4 * 1024 * 1024  # bytes of what is folded at once
_LARGE, _MANY = 512 * 1024, 10_000
"""Bytes as they lie there, and changes, with which a fold is large enough: all of it is in memory, here and
where it is read."""
_REMEMBERED = 512 * 1024
"""Bytes of new folds that are not read again when they are taken; of changes as many as above."""

Files = dict[str, list[FileKey]]
"""The numbers and tags of the files of each computer."""


@dataclass(frozen=True, slots=True)
class _Item:
    """What lies in the store and is worth folding: a file, or a fold."""

    name: str
    first: int
    last: int
    tag: str
    of: FoldName | None = None


class Folding:
    """The folds of one store, in one round.

    Args:
        database: the library's.
        store: the place.
        envelope: opens its files.
        progress: checked between two files.
    """

    def __init__(self, database: Database, store: Store, envelope: Envelope, progress: Progress) -> None:
        self._membership, self._folds = Membership(database), Folds(database)
        self._store, self._envelope, self._progress = store, envelope, progress
        self._new: dict[FoldName, Fold] = {}
        self.whole: dict[FoldName, set[FileKey]] = {}
        self.half: set[FoldName] = set()
        self.newer: dict[FoldName, ReaderError] = {}
        """Those of `half` that a later version of the program wrote."""

    def look(self, names: Iterable[str]) -> None:
        """See which folds there are among the names of the store's files, and read those that are new.

        Raises:
            ReaderError: `sync-unreachable`, or what the disk reports. Cancelled.
        """
        listed = list_folds(names)
        known = self._folds.files([of.name for of in listed])
        for of in listed:
            self._progress.check()
            files = known.get(of.name) or self._noted(of)
            if files:
                self.whole[of] = files
            else:
                self.half.add(of)

    def _noted(self, of: FoldName) -> set[FileKey]:
        fold = self._read(of)
        if fold is None:
            return set()
        self._folds.note(of.name, of.machine, fold.files)
        kept = [*self._new.values(), fold]
        if sum(one.size for one in kept) <= _REMEMBERED and sum(len(one.changes) for one in kept) <= _MANY:
            self._new[of] = fold
        return set(fold.files)

    def _read(self, of: FoldName) -> Fold | None:
        try:
            return read_fold(self._store, self._envelope, of)
        except ReaderError as error:
            if error.kind == "sync-newer":
                self.newer[of] = error
            elif error.kind != "sync-damaged":
                raise
            log.warning("a fold in the store cannot be read: %s", error.detail)
            return None

    def read(self, of: FoldName) -> Fold | None:
        """A fold as it lies in the store, `None` when it does not, or not whole.

        Raises:
            ReaderError: as `look`.
        """
        return self._new.pop(of, None) or self._read(of)

    def held(self, machine: str) -> set[FileKey]:
        """The files of a computer that some fold in the store holds."""
        return set().union(*(files for of, files in self.whole.items() if of.machine == machine))

    def may_hold(self, machine: str, seq: int) -> bool:
        """Whether a fold that did not come whole yet may hold a file."""
        return any(of.machine == machine and of.first <= seq <= of.last for of in self.half)

    def check_newer(self, own: str) -> None:
        """Say that a later version of the program is needed, once all else is done.

        Args:
            own: the name of this computer, which knows its own files.

        Raises:
            ReaderError: `sync-newer`: only a fold that it wrote has what is missing here.
        """
        read = self._membership.machines()
        for of, error in self.newer.items():
            if of.machine != own and (of.machine not in read or of.last > read[of.machine].seq):
                raise error

    def fold(self, files: Files, enough: int = ENOUGH) -> int:
        """Fold what is worth it, of each computer some; gives how many folds were written.

        Args:
            files: the files of each computer that are in the store.
            enough: how many small ones of this computer are worth it.

        Raises:
            ReaderError: what the disk reports. Cancelled.
        """
        part = self._membership.part()
        taken = self._membership.files()
        count, left = 0, max(ENOUGH, enough)
        for machine in sorted({*files, *(of.machine for of in self.whole)}):
            wanted = max(2, enough if part is not None and machine == part.machine else 2 * enough)
            worth = self._worth_it(machine, files.get(machine, []), taken.get(machine, set()))
            # Files and folds each for themselves, else every fold would be written anew with the next.
            for folds in (False, True):
                items = [one for one in worth if (one.of is not None) == folds]
                if len(items) < wanted:
                    continue  # nothing is looked at on the disk
                run = max(self._rows(items), key=len)
                now = run[:left]
                if len(run) >= wanted and len(now) >= min(len(run), ENOUGH) and self._write(machine, now):
                    left -= len(now)
                    count += 1
        return count

    def _worth_it(self, machine: str, files: list[FileKey], taken: set[FileKey]) -> list[_Item]:
        """The files and folds of a computer that were read here and that no other fold holds, in order."""
        held = self.held(machine)
        items = [
            _Item(of.name, of.first, of.last, of.tag, of)
            for of in self.whole
            if of.machine == machine and self.whole[of] <= taken and self._cover(of, self.whole) is None
        ]
        items += [
            _Item(name_of(machine, seq, tag), seq, seq, tag)
            for seq, tag in files
            if (seq, tag) in taken and (seq, tag) not in held
        ]
        return sorted(items, key=lambda one: (one.first, one.last, one.tag))

    def _rows(self, items: Iterable[_Item]) -> Iterator[list[_Item]]:
        """Rows of small files that follow each other."""
        row: list[_Item] = []
        total = last = 0
        for item in items:
            size = self._store.size(item.name)
            fits = 0 < size <= _SMALL and total + size <= _MOST and (not row or item.first <= last + 1)
            if not fits:
                yield row
                row, total = [], 0
            if 0 < size <= _SMALL:
                row.append(item)
                total += size
                last = item.last if len(row) == 1 else max(last, item.last)
        yield row

    def _write(self, machine: str, run: list[_Item]) -> bool:
        parts: list[ChangeFile | Fold] = []
        size = count = 0
        for item in run:
            self._progress.check()
            found = self._part(machine, item)
            if found is None:
                return False
            parts.append(found[0])
            size, count = size + found[1], count + len(found[0].changes)
            if len(parts) > 1 and (size > _LARGE or count > _MANY):
                break
        run = run[: len(parts)]  # the rest is folded another time
        first, last = min(item.first for item in run), max(item.last for item in run)
        of = FoldName(machine, first, last, secrets.token_hex(8))
        made = folded(of, parts)
        if not self._store.put(of.name, sealed_fold(self._envelope, made)):
            return False
        self._folds.note(of.name, machine, made.files)
        self.whole[of] = set(made.files)
        return True

    def _part(self, machine: str, item: _Item) -> tuple[ChangeFile | Fold, int] | None:
        """What lies there of a computer, and its bytes; `None` when it is not whole."""
        if item.of is not None:
            fold = self._read(item.of)
            return (fold, fold.size) if fold is not None else None
        try:
            found = read_file(self._store, self._envelope, machine, item.first, item.tag)
        except ReaderError as error:
            if error.kind != "sync-damaged":
                raise
            return None
        return (replace(found[0], lines=""), found[1]) if found is not None else None

    def clear(self, files: Files, patience: int = PATIENCE, most: int = ENOUGH) -> int:
        """Take away what folds hold that have lain there long enough; gives how many files.

        Args:
            files: the files of each computer that are in the store.
            patience: how many days with a round are long enough.
            most: how many files may go now.

        Raises:
            ReaderError: what the disk reports. Cancelled.
        """
        settled = self._folds.settled(patience)
        lasting = {of: held for of, held in self.whole.items() if of.name in settled}
        taken = self._membership.files()
        count = 0
        for of in sorted(lasting, key=lambda one: one.name):
            if count >= most:
                break
            cover = self._cover(of, lasting)
            if cover is not None:
                if self._holds(cover, lasting[of]):
                    self._store.remove(of.name)
                    self._folds.forget(of.name)
                    del self.whole[of]
                    count += 1
                continue
            going = lasting[of].intersection(files.get(of.machine, ()), taken.get(of.machine, ()))
            if going and self._holds(of, going):
                for seq, tag in sorted(going)[: most - count]:
                    self._progress.check()
                    self._store.remove(name_of(of.machine, seq, tag))
                    count += 1
        return count

    def _holds(self, of: FoldName, files: set[FileKey]) -> bool:
        """Whether a fold still lies there whole, with these files in it: it may have been damaged since."""
        fold = self._read(of)
        return fold is not None and files <= set(fold.files)

    def _cover(self, of: FoldName, among: dict[FoldName, set[FileKey]]) -> FoldName | None:
        """The largest fold that holds all that this one does; of two that hold the same, one has none."""
        mine = among[of]
        covers = [
            other
            for other, held in among.items()
            if other.machine == of.machine
            and other != of
            and (mine < held or (mine == held and other.name < of.name))
        ]
        return max(covers, key=lambda other: (len(among[other]), other.name), default=None)
