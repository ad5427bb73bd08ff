"""Where a store is, and what opens it."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.library.replication.membership import Membership
from reader.services import key_ring
from reader.sync.folder_store import FolderStore

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.settings.paths import LibraryPaths

log = logging.getLogger(__name__)

PASSPHRASE_VARIABLE = "LISEUSE_SYNC_PASSPHRASE"
NEW_PASSPHRASE_VARIABLE = "LISEUSE_SYNC_NEW_PASSPHRASE"

_SERVICE = "liseuse-sync"


def store_at(place: str) -> FolderStore:
    """The store at a place.

    Raises:
        ReaderError: `sync-unknown-place` when it is no folder.
    """
    if "://" in place:
        raise ReaderError("sync-unknown-place", "only folders", store=place)
    return FolderStore(Path(place))


def check_place(place: str, paths: LibraryPaths) -> Path:
    """Make sure that a folder may become a store: empty, or a store already, and not the library's own.

    Hidden files are not looked at: carriers keep their notes in such, and what they put beside a store that
    is there does no harm.

    Raises:
        ReaderError: `sync-foreign`, `sync-unreachable`, `sync-unknown-place`.
    """
    folder = store_at(place).folder
    root = paths.root.resolve()
    if folder.resolve().is_relative_to(root) or root.is_relative_to(folder.resolve()):
        raise ReaderError("sync-foreign", "the library itself lies there", store=folder)
    try:
        names = [name for name in os.listdir(folder) if not name.startswith(".")]
    except FileNotFoundError:
        if not folder.parent.is_dir():
            raise ReaderError("sync-unreachable", f"{folder.parent} is not there", store=folder) from None
        return folder
    except OSError as error:
        raise ReaderError("sync-unreachable", str(error.strerror), store=folder) from error
    if names and not {"store", "log", "pack"}.issuperset(names) and not any(folder.glob("store/*-*")):
        raise ReaderError("sync-foreign", f"there is {sorted(names)[0]}", store=folder)
    return folder


def known_passphrase(store: str) -> str | None:
    """The passphrase of a store out of the environment or the system's keyring."""
    given = os.environ.get(PASSPHRASE_VARIABLE)
    if given:
        return given
    return key_ring.kept(_SERVICE, store) or None


def is_kept(session: LibrarySession) -> bool:
    """Whether the passphrase of a library's store is where a round finds it by itself."""
    part = Membership(session.database).part()
    return part is not None and known_passphrase(part.store) is not None


def keep_passphrase(store: str, passphrase: str | None) -> bool:
    """Keep a store's passphrase in the system's keyring, or take it out; whether there is a keyring."""
    try:
        if passphrase is None:
            key_ring.forget(_SERVICE, store)
        else:
            key_ring.keep(_SERVICE, store, passphrase)
    except ReaderError as error:
        log.info("a passphrase is not in the keyring: %s", error.detail)
        return False
    return True
