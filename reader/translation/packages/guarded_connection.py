"""Connections for downloads that reach nothing more local than what named the address.

The computer that was connected to is judged, before it is sent a byte: a name may lead anywhere. Each is
reached over a `Line`, so that one that is silent can be left at any moment.
"""

from __future__ import annotations

import socket
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from reader.core.errors import ReaderError
from reader.core.origin import AddressClass, allowed, classify
from reader.translation.line import Line


class Gate:
    """What may be connected to: nothing more local than `limit`, which is `None` for whatever the reader
    named. `reached` is how local the last computer was, `line` the way of the request under way."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.limit: AddressClass | None = None
        self.reached = AddressClass.PUBLIC

    def open(self, connection: HTTPConnection) -> socket.socket:
        """A socket for a connection, its failures told as urllib3 tells them.

        Raises:
            ReaderError: `model-address`. urllib3's own. Cancelled.
        """
        host = connection.host
        try:
            sock = self.line.open(host, connection.port)
        except socket.gaierror as error:
            raise NameResolutionError(host, connection, error) from error
        except UnicodeError as error:
            unknown = socket.gaierror(socket.EAI_NONAME, "not a host name")
            raise NameResolutionError(host, connection, unknown) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(connection, str(error)) from error
        except OSError as error:
            raise NewConnectionError(connection, str(error)) from error
        self.judge(sock, host)
        return sock

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
            return gate.open(self)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return gate.open(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
