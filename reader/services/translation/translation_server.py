"""The reader's own LibreTranslate server: off until its address is set, and marked wherever it is used.

The address is an option; the access key lies in the system's keyring and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from reader.core.model import Hop, Route
from reader.core.progress import Progress
from reader.services import key_ring

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.settings.paths import LibraryPaths
    from reader.translation.engines.libretranslate_engine import LibreTranslateEngine

_SERVICE = "liseuse"


class Texts(Protocol):
    """Options, as they are stored or as they hold in a window."""

    def text(self, key: str, /) -> str:
        """An option that is a text."""


class HasModels(Protocol):
    """An open library, or one that is not open yet, as far as its models go."""

    @property
    def paths(self) -> LibraryPaths:
        """Where it lies."""

    @property
    def settings(self) -> Texts:
        """Its options."""


def address_of(settings: Texts) -> str:
    """The server's address; "" while texts stay on this computer."""
    return settings.text("translation_server").strip()


def server_route(session: LibrarySession, source: str, target: str) -> Route | None:
    """The route through the reader's server, where one is set and may be asked now."""
    from reader.translation.engines import libretranslate_engine

    address = address_of(session.settings) if session.sends_texts else ""
    return libretranslate_engine.server_route(address, source, target) if address else None


def open_server(session: LibrarySession) -> LibreTranslateEngine:
    """The engine on the reader's server.

    Raises:
        ReaderError: `server-address`, `private-reading`.
    """
    from reader.translation.engines.libretranslate_engine import LibreTranslateEngine

    session.require_sending()
    address = address_of(session.settings)
    return LibreTranslateEngine(address, stored_key(address), session.require_sending)


def try_server(
    address: str, key: str, allowed: Callable[[], None], progress: Progress | None = None
) -> list[tuple[str, str]]:
    """The pairs that a server translates, from asking it: sends no text of the reader's.

    Args:
        address: of the server.
        key: its access key, "" without one.
        allowed: called before each request; raises where nothing may be asked of the network now.
        progress: can cancel.

    Raises:
        ReaderError: what `allowed` raises; `server-address`, `server-unreachable`, `server-refused`.
        Cancelled: as asked.
    """
    from reader.translation.engines.libretranslate_engine import LibreTranslateEngine

    engine = LibreTranslateEngine(address, key, allowed)
    pairs = engine.languages(progress)
    source, target = next(((s, t) for s, t in pairs if s != t), ("fr", "en"))
    engine.translate(["Rabat."], Hop(source, target, "", ""), progress=progress)
    return pairs


def stored_key(address: str) -> str:
    """The key kept for a server in the system's keyring; "" without one."""
    return key_ring.kept(_SERVICE, address)


def store_key(address: str, key: str) -> None:
    """Keep a server's key in the system's keyring, or take it out when it is "".

    Raises:
        ReaderError: `no-keyring`, `keyring-closed`; the key is kept nowhere.
    """
    if key:
        key_ring.keep(_SERVICE, address, key)
    else:
        key_ring.forget(_SERVICE, address)
