"""The way to a server, which can be broken off at any moment: by a watch, or by whoever cancels.

A time-out of the socket is not enough: it begins anew with every byte, so a server that drips is waited
for without end, and one that is silent keeps a reader who no longer wants it. Here the name is asked for on a
thread of its own, the connection is made step by step, and the socket is shut under a read that waits.
"""

from __future__ import annotations

import contextlib
import errno
import queue
import selectors
import socket
import threading
import time
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from reader.core.progress import Cancelled

_LOOK = 0.1  # seconds between two looks whether the request is still wanted
_MOST_ADDRESSES = 4  # of one name
_ON_ITS_WAY = frozenset((errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EAGAIN))
LATE, UNWANTED = "total time", "cancelled"
"""Why a line is broken off."""

Resolved = list[tuple[Any, ...]]


class Line:
    """The way to a server, for one request, which another thread can break off at any moment.

    Args:
        seconds: how long the request may take, from the name on.
        connect: how long one address of it is tried.
    """

    def __init__(self, seconds: float, connect: float = 10.0) -> None:
        self._seconds = seconds
        self._connect_seconds = connect
        self._deadline = time.monotonic() + seconds
        self._broken = ""
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def in_time(self) -> Iterator[None]:
        """End what is done inside when the request's time is over.

        Raises:
            Cancelled, TimeoutError: it was broken off, whatever came of that: headers and answers without a
                length end as well when the socket is shut.
        """
        watch = threading.Timer(self._seconds, self.break_off, (LATE,))
        watch.daemon = True
        watch.start()
        try:
            yield
        except Exception:
            self.check()
            raise
        finally:
            watch.cancel()
        self.check()

    def break_off(self, reason: str = UNWANTED) -> None:
        """End the request: nothing is waited for any more."""
        with self._lock:
            self._broken = self._broken or reason
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)

    def check(self) -> None:
        """Raise `Cancelled` or `TimeoutError` when the request was broken off."""
        if self._broken == UNWANTED:
            raise Cancelled
        if self._broken or time.monotonic() > self._deadline:
            raise TimeoutError(LATE)

    def release(self) -> None:
        """Give back the descriptor that was kept to shut the socket by."""
        with self._lock:
            held, self._socket = self._socket, None
        if held is not None:
            held.close()

    def open(self, host: str, port: int) -> socket.socket:
        """A connected socket.

        Raises:
            OSError: as the system says. Cancelled, TimeoutError.
        """
        failure: OSError = OSError("no address")
        for family, kind, protocol, _, address in _by_turns(self._resolved(host.strip("[]"), port)):
            try:
                sock = socket.socket(family, kind, protocol)
            except OSError as error:  # a family that this system does not have
                failure = error
                continue
            try:
                self._connect(sock, address)
                self._hold(sock)
                return sock
            except OSError as error:
                sock.close()
                self.check()
                failure = error
            except BaseException:
                sock.close()
                raise
        raise failure

    def _hold(self, sock: socket.socket) -> None:
        """Keep the connection to shut it by: a second descriptor, as TLS takes the first one over."""
        with self._lock:
            self._socket = sock.dup()
            broken = self._broken
        if broken:
            self.break_off(broken)

    def _connect(self, sock: socket.socket, address: tuple[Any, ...]) -> None:
        sock.setblocking(False)
        code = sock.connect_ex(address)
        end = min(self._deadline, time.monotonic() + self._connect_seconds)
        if code in _ON_ITS_WAY:
            with selectors.DefaultSelector() as selector:
                selector.register(sock, selectors.EVENT_WRITE)
                while not selector.select(_LOOK):
                    self.check()
                    if time.monotonic() > end:
                        raise TimeoutError("not connected in time")
            code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if code:
            raise OSError(code, "not connected")
        sock.settimeout(max(_LOOK, self._deadline - time.monotonic()))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _resolved(self, host: str, port: int) -> Resolved:
        """The addresses of a name. The system's call cannot be broken off, but waiting for it can."""
        answers: queue.SimpleQueue[Resolved | OSError | UnicodeError] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=ask, name="resolver", daemon=True).start()
        while True:
            self.check()
            try:
                answer = answers.get(timeout=_LOOK)
            except queue.Empty:
                continue
            if isinstance(answer, Exception):
                raise answer
            return answer


def _by_turns(found: Resolved) -> Resolved:
    """As many addresses as are tried, each family in its turn.

    Many computers have an IPv6 that leads nowhere, and many names more addresses of it than are tried.
    """
    families = dict.fromkeys(one[0] for one in found)
    rows = zip_longest(*([one for one in found if one[0] == family] for family in families))
    return [one for row in rows for one in row if one is not None][:_MOST_ADDRESSES]
