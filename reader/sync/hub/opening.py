"""The store at the address of a hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.sync.address import Address

if TYPE_CHECKING:
    from reader.sync.hub.hub_store import HubStore

COMMAND = "pip install liseuse[hub]"


def open_hub(address: Address, password: str | None) -> HubStore:
    """The library that an address names, in a hub. It is connected at once.

    Args:
        address: of the hub.
        password: of the address's user; `None` when a certificate or a password file stands for it.

    Raises:
        ReaderError: `sync-part-missing` when what speaks to PostgreSQL is not installed; as
            `hub_store.HubStore`.
    """
    try:
        from reader.sync.hub.hub_store import HubStore
    except ImportError as error:
        raise ReaderError("sync-part-missing", str(error), store=address.text, command=COMMAND) from error
    return HubStore(address, password)
