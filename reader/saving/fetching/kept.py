"""Connections that stay open between the requests of one save: a host's pictures come over few of them."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from reader.saving.fetching.connection import GuardedHTTPConnection, GuardedHTTPSConnection, Held

Connection = GuardedHTTPConnection | GuardedHTTPSConnection
Place = tuple[str, str, int]
"""Scheme, host and port."""

_AT_MOST = 8
_LONGEST = 4.0  # s without a request; servers close after five and more


@dataclass(frozen=True, slots=True)
class Kept:
    """An open connection that nothing is under way on, since the `time.monotonic()` of `since`."""

    place: Place
    connection: Connection
    held: Held
    since: float

    def close(self) -> None:
        """Close it."""
        self.connection.close()
        self.held.shut_by.close()


class KeptConnections:
    """The open connections of one fetcher. Safe to use from several threads."""

    def __init__(self) -> None:
        self._idle: list[Kept] = []
        self._lock = threading.Lock()
        self._closed = False

    def take(self, place: Place) -> Kept | None:
        """A connection to `place` for the taker alone, or nothing; those that died meanwhile are closed."""
        while True:
            with self._lock:
                found = next((kept for kept in reversed(self._idle) if kept.place == place), None)
                if found is None:
                    return None
                self._idle.remove(found)
            # What arrives unasked is the server's farewell, or no answer to anything of ours.
            if time.monotonic() - found.since < _LONGEST and found.connection.is_connected:
                return found
            found.close()

    def give(self, place: Place, connection: Connection, held: Held) -> None:
        """Keep a connection whose last answer was read to its end; the oldest makes room."""
        kept = Kept(place, connection, held, time.monotonic())
        with self._lock:
            if self._closed:
                surplus = [kept]
            else:
                self._idle.append(kept)
                surplus, self._idle = self._idle[:-_AT_MOST], self._idle[-_AT_MOST:]
        for old in surplus:
            old.close()

    def close(self) -> None:
        """Close all, and each that is given from now on."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for kept in idle:
            kept.close()
