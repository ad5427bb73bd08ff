"""The first of a host's addresses that answers: one that is dead costs a quarter of a second (RFC 8305).

Many computers have an IPv6 address that leads nowhere, and many sites one that nobody tends. Tried one
after the other, each such address would cost the whole time that a connection may take.
"""

from __future__ import annotations

import errno
import os
import selectors
import socket
import time
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Any

Address = tuple[int, tuple[Any, ...]]
"""A family of the system's, and a socket address of it."""

AHEAD = 0.25  # s that an address has before the next one is tried beside it
_LOOK = 0.1  # s between two looks whether anybody still waits
_MOST = 6  # addresses
_UNDER_WAY = {0, errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EALREADY, errno.EINTR, 10035}  # 10035: Windows


def connect_first(
    addresses: Sequence[Address], limit: float, deadline: float, given_up: Callable[[], bool]
) -> socket.socket:
    """A connection to the first of the addresses that takes one; the other attempts are closed.

    Args:
        limit: s that an attempt may take.
        deadline: `time.monotonic()` when all end.
        given_up: asked time and again; once it is true, nobody wants the connection any more.

    Raises:
        OSError: as the last attempt failed; TimeoutError when one went on to the end, or it was given up.
    """
    race = _Race(alternating(addresses)[:_MOST], limit)
    try:
        while not given_up() and time.monotonic() < min(deadline, race.end):
            winner = race.step()
            if winner is not None:
                return winner
            if race.over:
                raise race.failure
        raise TimeoutError("not connected in time")
    finally:
        race.close()


def alternating(addresses: Sequence[Address]) -> list[Address]:
    """In their order, but by turns of the family that is first and of the others."""
    first = [address for address in addresses if address[0] == addresses[0][0]]
    others = [address for address in addresses if address[0] != addresses[0][0]]
    return [address for pair in zip_longest(first, others) for address in pair if address is not None]


class _Race:
    """The attempts that are under way, and the addresses that none was made for yet."""

    def __init__(self, addresses: list[Address], limit: float) -> None:
        self.failure: OSError = OSError("no address")
        self.end = time.monotonic() + limit
        self._limit = limit
        self._waiting = addresses
        self._next = 0.0
        self._selector = selectors.DefaultSelector()

    @property
    def over(self) -> bool:
        """Whether every attempt has failed."""
        return not self._waiting and not self._selector.get_map()

    def step(self) -> socket.socket | None:
        """Begin what is due, and wait a moment for an answer."""
        now = time.monotonic()
        if self._waiting and (now >= self._next or not self._selector.get_map()):
            self._next = now + AHEAD
            self._begin(*self._waiting.pop(0), now)
        if not self._selector.get_map():
            return None
        pause = min(_LOOK, max(0.0, self._next - now)) if self._waiting else _LOOK
        for key, _ in self._selector.select(pause):
            sock = key.fileobj
            assert isinstance(sock, socket.socket)
            self._selector.unregister(sock)
            code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if not code:
                return sock
            self._failed(sock, code)
        return None

    def close(self) -> None:
        """Close what is still under way."""
        for key in list(self._selector.get_map().values()):
            assert isinstance(key.fileobj, socket.socket)
            key.fileobj.close()
        self._selector.close()

    def _begin(self, family: int, address: tuple[Any, ...], now: float) -> None:
        try:
            sock = socket.socket(family, socket.SOCK_STREAM)
        except OSError as error:  # a family that this system does not have
            self.failure = error
            return
        sock.setblocking(False)
        self.end = now + self._limit
        try:
            code = sock.connect_ex(address)
        except OSError as error:
            sock.close()
            self.failure = error
            return
        if code in _UNDER_WAY:
            self._selector.register(sock, selectors.EVENT_WRITE)
        else:
            self._failed(sock, code)

    def _failed(self, sock: socket.socket, code: int) -> None:
        sock.close()
        self._next = 0.0  # the next one need not wait
        self.failure = OSError(code, os.strerror(code))
