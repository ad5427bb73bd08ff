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

_LOOK = 60  # seconds after which a line that says nothing is looked at


def listen(address: Address, password: str | None, machine: str, until: int | None) -> Iterator[None]:
    """Tell that it listens, and from then on whenever a file of another computer was written or taken away.

    Args:
        address: of the hub.
        password: of its user.
        machine: the name under which this computer writes.
        until: a descriptor at whose end the listening ends; `None` for none, as Windows can wait for none.

    Raises:
        ReaderError: as `connection.connect`; `sync-hub-no-library`; `sync-unreachable` when the line is cut.
    """
    with connect(address, password) as connection:
        with errors(address):
            library = library_of(address)
            found = connection.execute(statements.LIBRARY, {"library": library}).fetchone()
            if found is None:
                raise ReaderError("sync-hub-no-library", "not a member", store=address.text, library=library)
            connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(str(found[1]))))
        yield
        own = f"log/{machine}/"
        waited_for = [connection.fileno(), *([until] if until is not None else [])]
        while True:
            ready, _, _ = select.select(waited_for, [], [], _LOOK)
            if until is not None and until in ready and not os.read(until, 4096):
                return
            with errors(address):
                news = _news(connection, own)
                if not ready:
                    connection.execute("SELECT")  # a line that was cut without a word says so now
            if news:
                yield


def _news(connection: psycopg.Connection[tuple[object, ...]], own: str) -> bool:
    """Whether another computer wrote; pictures do no more than come before what names them."""
    told = [note.payload for note in connection.notifies(timeout=0)]
    return any(not name.startswith((own, "pack/")) for name in told)
