"""Where a store is, and what opens it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.services import key_ring
from reader.settings.disks import require_mounted
from reader.sync.address import HUB, Address, is_address, is_s3, parse_address
from reader.sync.folder_store import FolderStore

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.settings.paths import LibraryPaths
    from reader.sync.store import Store

log = logging.getLogger(__name__)

PASSPHRASE_VARIABLE = "LISEUSE_SYNC_PASSPHRASE"
NEW_PASSPHRASE_VARIABLE = "LISEUSE_SYNC_NEW_PASSPHRASE"

PASSWORD_VARIABLE = "LISEUSE_SYNC_PASSWORD"
NO_PASSWORD = "sync-no-password"
"""The kind of failure where nobody knows the password of a server; nothing that was typed is wrong."""

SHORTEST = 8
"""Characters of a new passphrase, at least: whoever has the folder may try millions."""

_SERVICE = "liseuse-sync"
_SERVERS = "liseuse-sync-server"


def store_at(place: str, allowed: Callable[[], None], password: str | None = None) -> Store:
    """The store at a place.

    Args:
        place: a folder, or an address on a server or of a hub.
        allowed: called before a server is asked anything; raises where the network may not be used now.
        password: of the address's user, of S3 the access key, a colon and its secret; `None` to ask
            environment and keyring.

    Raises:
        ReaderError: what `allowed` raises; `sync-unknown-place` when it is neither, `sync-password-shown`,
            `sync-open-line`, `sync-part-missing`; `sync-no-password` when none is known and WebDAV or S3
            wants one, which is not asked then: many a server shuts out who comes without too often. SFTP and
            a hub are connected at once: `sync-unreachable`, `sync-password`, or `sync-no-password` where it
            was tried without one, `sync-host-key`, `sync-certificate`, `sync-not-hub`, `sync-hub-old`,
            `sync-hub-no-library`.
    """
    if not is_address(place):
        return FolderStore(Path(place))
    allowed()
    address = parse_address(place)
    given = password or known_password(address.text)
    if given is None and needs_password(address.text):
        raise ReaderError(NO_PASSWORD, "none is known", store=address.text)
    try:
        return _opened(address, given)
    except ReaderError as error:
        if given is not None or error.kind != "sync-password" or not address.user:
            raise
        raise ReaderError(NO_PASSWORD, error.detail, store=address.text) from error


def _opened(address: Address, password: str | None) -> Store:
    if address.scheme == HUB:
        from reader.sync.hub.opening import open_hub

        return open_hub(address, password)
    from reader.sync.remote.opening import open_remote

    return open_remote(address, password)


def check_place(
    place: str, paths: LibraryPaths, allowed: Callable[[], None], password: str | None = None
) -> Store:
    """Make sure that a place may become a store: empty, or a store already, and not the library's own.

    Hidden files are not looked at: carriers keep their notes in such, and what they put beside a store that
    is there does no harm.

    Raises:
        ReaderError: as `store_at`; `disk-unmounted`, `sync-foreign`, `sync-unreachable`, or what the server
            reports; `sync-no-server` when what stands first in an address of S3 seems to be the bucket.
    """
    store = store_at(place, allowed, password)
    if isinstance(store, FolderStore):
        require_mounted(store.folder)
        root, folder = Path(os.path.realpath(paths.root)), Path(os.path.realpath(store.folder))
        if folder.is_relative_to(root) or root.is_relative_to(folder):
            raise ReaderError("sync-foreign", "the library itself lies there", store=store.place)
    names = [name for name in _top_of(store, place) if not name.startswith(".")]
    if names and not {"store", "log", "pack"}.issuperset(names) and not any(store.names("store")):
        raise ReaderError("sync-foreign", f"there is {sorted(names)[0]}", store=store.place)
    return store


def _top_of(store: Store, place: str) -> list[str]:
    try:
        return store.top()
    except ReaderError as error:
        if error.kind == "sync-unreachable" and is_s3(place) and parse_address(place).may_lack_server:
            name = parse_address(place).host
            raise ReaderError("sync-no-server", error.detail, host=name) from error
        raise


def known_password(place: str) -> str | None:
    """The password of a store's server out of the environment or the system's keyring."""
    return os.environ.get(PASSWORD_VARIABLE) or key_ring.kept(_SERVERS, place) or None


def keep_password(place: str, password: str | None) -> bool:
    """Keep a server's password in the system's keyring, or take it out; whether there is a keyring."""
    return _into_keyring(_SERVERS, place, password)


def known_passphrase(store: str) -> str | None:
    """The passphrase of a store out of the environment or the system's keyring."""
    return os.environ.get(PASSPHRASE_VARIABLE) or key_ring.kept(_SERVICE, store) or None


def is_kept(session: LibrarySession, password: str | None = None) -> bool:
    """Whether what opens a library's store is where a round finds it by itself.

    Args:
        session: the library.
        password: what its server was given just now, `None` when it was not typed.
    """
    # The command line reads this module at each start, its help too; that one loads the whole database.
    from reader.library.replication.membership import Membership

    part = Membership(session.database).part()
    if part is None or (part.sealed and known_passphrase(part.store) is None):
        return False
    if password:
        return known_password(part.place) == password
    return not needs_password(part.place) or known_password(part.place) is not None


def needs_password(place: str) -> bool:
    """Whether the server at an address asks for a password as a rule.

    One of SSH may have a key for that, a hub a certificate or a password file; S3 has an access key whose
    name is not in its address.
    """
    if not is_address(place) or place.startswith(("sftp:", f"{HUB}:")):
        return False
    return is_s3(place) or bool(parse_address(place).user)


def takes_access_key(place: str) -> bool:
    """Whether the password of a place is an access key of S3, a colon, and its secret."""
    return is_s3(place)


def keep_passphrase(store: str, passphrase: str | None) -> bool:
    """Keep a store's passphrase in the system's keyring, or take it out; whether there is a keyring."""
    return _into_keyring(_SERVICE, store, passphrase)


def _into_keyring(service: str, name: str, secret: str | None) -> bool:
    try:
        if secret is None:
            key_ring.forget(service, name)
        else:
            key_ring.keep(service, name, secret)
    except ReaderError as error:
        log.info("a secret of a store is not in the keyring: %s", error.detail)
        return False
    return True
