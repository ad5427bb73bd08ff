"""Connections for downloads that reach nothing more local than what named the address.

The computer that was connected to is judged, before it is sent a byte: a name may lead anywhere.
"""

from __future__ import annotations

import socket
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from reader.core.errors import ReaderError
from reader.core.origin import AddressClass, allowed, classify


class Gate:
    """What may be connected to: nothing more local than `limit`, which is `None` for whatever the reader
    named. `reached` is how local the last computer was."""

    def __init__(self) -> None:
        self.limit: AddressClass | None = None
        self.reached = AddressClass.PUBLIC

    def judge(self, sock: socket.socket, host: str) -> None:
        """Look who was connected to.

        Raises:
            ReaderError: `model-address`; the socket is closed.
        """
        self.reached = classify(str(sock.getpeername()[0]))
        if not allowed(self.reached, self.limit):
            sock.close()
            raise ReaderError("model-address", f"{self.reached.name.lower()} address", host=host)


def guarded_pools(gate: Gate) -> dict[str, Any]:
    """The kinds of connection pools by scheme, as `urllib3.PoolManager` takes them."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _judged(super()._new_conn(), gate, self.host)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _judged(super()._new_conn(), gate, self.host)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _judged(sock: socket.socket, gate: Gate, host: str) -> socket.socket:
    gate.judge(sock, host)
    return sock
