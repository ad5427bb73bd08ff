"""What lies at a place that is to be shared, before anything is changed: computers, and articles counted."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.core.replication.changes import Change
from reader.library.replication.choices import Choices
from reader.services.sync.own_part import others_in
from reader.services.sync.places import check_place
from reader.services.sync.store_counts import StoreCounts, StorePreview
from reader.sync.change_files import list_files, read_file
from reader.sync.envelope import Envelope
from reader.sync.folded_files import list_folds, read_fold
from reader.sync.store import Store
from reader.sync.store_header import find_store, open_store

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.settings.paths import LibraryPaths


def preview_store(
    paths: LibraryPaths, place: str, allowed: Callable[[], None], password: str | None = None
) -> StorePreview:
    """Look at a place without changing anything.

    Args:
        paths: of the library.
        place: a folder, or an address on a server.
        allowed: as in `places.store_at`.
        password: of the address's user; `None` to ask environment and keyring.

    Raises:
        ReaderError: as `places.check_place`; `sync-two-stores`, `sync-newer`, `sync-damaged`.
    """
    store = check_place(place, paths, allowed, password)
    found = find_store(store) if store.exists() else None
    if found is None:
        return StorePreview(True, True, 0, 0)
    names = list(store.names("log"))
    files, folds = list_files(names), list_folds(names)
    machines = {*files, *(of.machine for of in folds)}
    return StorePreview(False, found.encrypted, len(machines), sum(map(len, files.values())) + len(folds))


def try_store(
    session: LibrarySession,
    place: str,
    passphrase: str | None,
    progress: Progress,
    password: str | None = None,
) -> StoreCounts:
    """Try a place as joining would use it: write, read and open, then count the articles of both sides.

    What is written for it is taken away at once; an empty folder on a server may stay.

    Args:
        session: the library.
        place: a folder, or an address on a server.
        passphrase: `None` for a store that is not encrypted.
        progress: `receiving`, file by file.
        password: of the address's user; `None` to ask environment and keyring.

    Raises:
        ReaderError: as `preview_store`; `sync-passphrase`, `sync-not-encrypted`, or what disk or server
            report. Cancelled.
    """
    store = check_place(place, session.paths, session.require_network, password)
    choices = Choices(session.database)
    if store.may_write:
        store.try_writing()
    found = find_store(store) if store.exists() else None
    if found is None and not store.may_write:
        raise ReaderError("sync-store-read-only", "nothing was begun there yet", store=store.place)
    if found is None:
        return StoreCounts(0, choices.count(), 0, True, True, *others_in(store))
    if passphrase is not None and not found.encrypted:
        raise ReaderError("sync-not-encrypted", "a passphrase was given", store=store.place)
    opened = open_store(found, passphrase)
    there = articles_in(store, Envelope(opened.store, opened.key), progress)
    both = len(there & choices.names())
    return StoreCounts(len(there), choices.count(), both, False, store.may_write, *others_in(store))


def articles_in(store: Store, envelope: Envelope, progress: Progress) -> set[str]:
    """The names of the articles that the files of a store tell of and that nobody deleted.

    Raises:
        ReaderError: `sync-newer`, `sync-unreachable`. Cancelled.
    """
    names = list(store.names("log"))
    files, folds = list_files(names), list_folds(names)
    told: dict[str, int] = {}
    gone: dict[str, int] = {}
    total, place = sum(map(len, files.values())) + len(folds), 0
    held: set[tuple[str, int, str]] = set()
    for of in folds:
        place += 1
        progress.step(place, total, "receiving")
        with _half_passed_over():
            fold = read_fold(store, envelope, of)
            if fold is not None:
                _count(fold.changes, told, gone)
                held.update((of.machine, *file) for file in fold.files)
    for machine, found in files.items():
        for seq, tag in found:
            place += 1
            progress.step(place, total, "receiving")
            if (machine, seq, tag) in held:
                continue
            with _half_passed_over():
                file = read_file(store, envelope, machine, seq, tag)
                _count(file[0].changes if file is not None else (), told, gone)
    return {uid for uid, stamp in told.items() if stamp > gone.get(uid, -1)}


@contextlib.contextmanager
def _half_passed_over() -> Iterator[None]:
    """Pass over a file that did not come whole yet."""
    try:
        yield
    except ReaderError as error:
        if error.kind != "sync-damaged":
            raise


def _count(changes: Iterable[Change], told: dict[str, int], gone: dict[str, int]) -> None:
    for change in changes:
        if change.field == "text" and change.value is not None:
            told[change.uid] = max(change.stamp, told.get(change.uid, -1))
        elif change.field == "gone":
            gone[change.uid] = max(change.stamp, gone.get(change.uid, -1))
