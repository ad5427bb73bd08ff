"""The hub at an address, for whoever keeps it or owns a library in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.library.replication.membership import Membership
from reader.services.sync.places import known_password
from reader.settings.store import Settings
from reader.sync.address import HUB, Address, parse_address
from reader.sync.hub.opening import COMMAND

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.settings.paths import LibraryPaths
    from reader.sync.hub.administration import HubAdministration


def administration(paths: LibraryPaths, place: str, password: str | None = None) -> HubAdministration:
    """What says who takes part in the libraries of a hub, connected.

    Args:
        paths: of the library, whose settings say whether the network may be used.
        place: the hub's address.
        password: of the address's user; `None` to ask environment and keyring.

    Raises:
        ReaderError: `private-reading`, `sync-unknown-place`, `sync-part-missing`; as
            `reader.sync.hub.connection.connect`.
    """
    address = _address(paths, place)
    try:
        from reader.sync.hub.administration import HubAdministration
    except ImportError as error:
        raise ReaderError("sync-part-missing", str(error), store=address.text, command=COMMAND) from error
    return HubAdministration(address, password or known_password(address.text))


def back_up_hub(
    paths: LibraryPaths, place: str, target: Path, password: str | None = None, replace: bool = False
) -> int:
    """Copy a hub into a file; gives its bytes.

    Raises:
        ReaderError: as `administration` and `reader.sync.hub.copies.back_up`.
    """
    administration(paths, place, password).close()  # the password is right, the server answers
    from reader.sync.hub.copies import back_up

    address = parse_address(place)
    return back_up(address, password or known_password(address.text), target, replace)


def put_back_hub(
    paths: LibraryPaths, place: str, source: Path, password: str | None = None, replace: bool = False
) -> list[str]:
    """Put a copy of a hub back; gives the members that the server has no login for.

    Raises:
        ReaderError: as `administration` and `reader.sync.hub.copies.put_back`.
    """
    administration(paths, place, password).close()
    from reader.sync.hub.copies import put_back

    address = parse_address(place)
    return put_back(address, password or known_password(address.text), source, replace)


def news(session: LibrarySession, password: str | None, until: int | None) -> Iterator[None]:
    """Tell that the hub of a library is listened to, and whenever another computer wrote into it.

    Args:
        session: the library, which may be closed once the first is told.
        password: of the hub's user; `None` to ask environment and keyring.
        until: a descriptor at whose end the listening ends; `None` for none.

    Raises:
        ReaderError: `private-reading`, `sync-not-joined`, `sync-unknown-place` when its store is in no hub,
            `sync-part-missing`; as `reader.sync.hub.listening.listen`.
    """
    part = Membership(session.database).part()
    if part is None:
        raise ReaderError("sync-not-joined", "no store")
    address = _address(session.paths, part.place)
    try:
        from reader.sync.hub.listening import listen
    except ImportError as error:
        raise ReaderError("sync-part-missing", str(error), store=address.text, command=COMMAND) from error
    yield from listen(address, password or known_password(address.text), part.machine, until)


def _address(paths: LibraryPaths, place: str) -> Address:
    if Settings(paths.settings).flag("private_reading"):
        raise ReaderError("private-reading", "the option private_reading is on")
    address = parse_address(place)
    if address.scheme != HUB:
        raise ReaderError("sync-unknown-place", "no hub", store=address.text)
    return address
