"""The reader's own LibreTranslate server: off until its address is set, and marked wherever it is used.

The address is an option; the access key lies in the system's keyring and nowhere else.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Protocol

from reader.core.errors import ReaderError
from reader.core.model import Hop, Route
from reader.core.progress import Progress

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.translation.engines.libretranslate_engine import LibreTranslateEngine

log = logging.getLogger(__name__)

_SERVICE = "liseuse"


class Texts(Protocol):
    """Options, as they are stored or as they hold in a window."""

    def text(self, key: str, /) -> str:
        """An option that is a text."""


def address_of(settings: Texts) -> str:
    """The server's address; "" while texts stay on this computer."""
    return settings.text("translation_server").strip()


def server_route(session: LibrarySession, source: str, target: str) -> Route | None:
    """The route through the reader's server, where one is set and may be asked now."""
    from reader.translation.engines import libretranslate_engine

    address = "" if session.private else address_of(session.settings)
    return libretranslate_engine.server_route(address, source, target) if address else None


def open_server(session: LibrarySession) -> LibreTranslateEngine:
    """The engine on the reader's server.

    Raises:
        ReaderError: `server-address`, `private-reading`.
    """
    from reader.translation.engines.libretranslate_engine import LibreTranslateEngine

    session.require_network()
    address = address_of(session.settings)
    return LibreTranslateEngine(address, stored_key(address))


def try_server(address: str, key: str, progress: Progress | None = None) -> list[tuple[str, str]]:
    """The pairs that a server translates, from asking it: sends no text of the reader's.

    Raises:
        ReaderError: `server-address`, `server-unreachable`, `server-refused`. Cancelled: as asked.
    """
    from reader.translation.engines.libretranslate_engine import LibreTranslateEngine

    engine = LibreTranslateEngine(address, key)
    pairs = engine.languages(progress)
    source, target = next(((s, t) for s, t in pairs if s != t), ("fr", "en"))
    engine.translate(["Rabat."], Hop(source, target, "", ""), progress=progress)
    return pairs


def stored_key(address: str) -> str:
    """The key kept for a server in the system's keyring; "" without one."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    try:
        return keyring.get_password(_SERVICE, address) or ""
    except KeyringError as error:
        log.info("no keyring: %s", type(error).__name__)
        return ""


def store_key(address: str, key: str) -> None:
    """Keep a server's key in the system's keyring, or take it out when it is "".

    Raises:
        ReaderError: `no-keyring`; the key is kept nowhere.
    """
    if not key and not stored_key(address):
        return
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError as error:
        raise ReaderError("no-keyring", "keyring is not installed") from error
    try:
        if key:
            keyring.set_password(_SERVICE, address, key)
        else:
            keyring.delete_password(_SERVICE, address)
    except KeyringError as error:
        raise ReaderError("no-keyring", type(error).__name__) from error
