"""Hearing from a hub at once that another computer wrote something."""

from __future__ import annotations

import os
import select
from collections.abc import Iterator

import psycopg
from psycopg import sql

from reader.core.errors import ReaderError
from reader.sync.address import Address
from reader.sync.hub import statements
from reader.sync.hub.connection import connect, errors, library_of

_LOOK = 60  # seconds without a word after which the library and thereby the line is looked at


def listen(address: Address, password: str | None, machine: str, until: int | None) -> Iterator[None]:
    """Tell that it listens, and from then on whenever a file of another computer was written or taken away.

    Args:
        address: of the hub.
        password: of its user.
        machine: the name under which this computer writes.
        until: a descriptor at whose end the listening ends; `None` for none, as Windows can wait for none.

    It ends by itself some time after the library's channel got another name.

    Raises:
        ReaderError: as `connection.connect`; `sync-hub-no-library`, also some time after the user was
            removed; `sync-unreachable` when the line is cut.
    """
    with connect(address, password) as connection:
        with errors(address):
            channel = _channel(connection, address)
            connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
        yield
        own = f"log/{machine}/"
        waited_for = [connection.fileno(), *([until] if until is not None else [])]
        while True:
            ready, _, _ = select.select(waited_for, [], [], _LOOK)
            if until is not None and until in ready and not os.read(until, 4096):
                return
            with errors(address):
                # A line that was cut without a word says so now; what is told meanwhile is read below.
                if not ready and _channel(connection, address) != channel:
                    return
                news = _news(connection, own)
            if news:
                yield


def _channel(connection: psycopg.Connection[tuple[object, ...]], address: Address) -> str:
    """Where changes of the library are told, as long as the user takes part in it."""
    library = library_of(address)
    found = connection.execute(statements.LIBRARY, {"library": library}).fetchone()
    if found is None:
        raise ReaderError("sync-hub-no-library", "not a member", store=address.text, library=library)
    return str(found[1])


def _news(connection: psycopg.Connection[tuple[object, ...]], own: str) -> bool:
    """Whether another computer wrote; pictures do no more than come before what names them."""
    told = [note.payload for note in connection.notifies(timeout=0)]
    return any(not name.startswith((own, "pack/")) for name in told)
