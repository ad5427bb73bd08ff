"""A port at which nothing listens yet, or not any more, and which no other program is given meanwhile."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator


@contextlib.contextmanager
def kept_port() -> Iterator[int]:
    """A port of 127.0.0.1 for the time of the block.

    Whoever connects to it is refused until a server of the test listens there. To find a port, close it and
    use it later would let any program of the computer have it in between. Servers of the standard library and
    their like say that they share their address, which a bound socket that does not listen allows.
    """
    with socket.socket() as keeper:
        keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        keeper.bind(("127.0.0.1", 0))
        yield keeper.getsockname()[1]
