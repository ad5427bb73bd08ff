"""One request to the reader's translation server: it ends in time, and at once when it is no longer wanted.

A time-out of the socket is not enough: it begins anew with every byte, so a server that drips is waited
for without end. Here a watch ends the whole request at its time, and so does whoever cancels it: the name is
asked for on a thread of its own, the connection is made step by step, and the socket is shut under a read
that waits.
"""

from __future__ import annotations

import contextlib
import errno
import http.client
import queue
import selectors
import socket
import ssl
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from reader.core.progress import Cancelled, Progress

FAILURES = (OSError, HTTPError, http.client.HTTPException, ValueError)
"""What a request may fail with; time-outs are `TimeoutError`, an `OSError`."""

_PIECE = 64 * 1024  # bytes read at a time
_LOOK = 0.1  # seconds between two looks whether the request is still wanted
_MOST_ADDRESSES = 4  # of one name
_CONNECT_SECONDS = 10.0
_ON_ITS_WAY = frozenset((errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EAGAIN))

Resolved = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class ServerRequest:
    """What is asked: `url` is http or https; `seconds` is for everything, from the name to the last byte of
    the answer, of which no more than `most` bytes are read."""

    method: str
    url: str
    body: bytes | None
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 90.0
    most: int = 4 << 20

    def send(self, progress: Progress | None = None) -> tuple[int, bytes]:
        """Send it; returns the status and the body, cut after one byte more than `most`.

        Args:
            progress: cancelling it ends the request at once.

        Raises:
            Cancelled: as asked. One of `FAILURES`: the server is not there, not in time, or speaks no HTTP.
        """
        line = _Line(self.seconds)
        watch = threading.Timer(self.seconds, line.break_off, (_LATE,))
        watch.daemon = True
        watch.start()
        if progress is not None:
            progress.on_cancel(lambda: line.break_off(_UNWANTED))
        try:
            answer = self._exchange(line)
        except FAILURES:
            line.check()
            raise
        finally:
            if progress is not None:
                progress.on_cancel(None)
            watch.cancel()
            line.release()
        line.check()  # an answer without a length ends as well when the socket is shut
        return answer

    def _exchange(self, line: _Line) -> tuple[int, bytes]:
        parts = urlsplit(self.url)
        connection = _connection(line, self.url, self.seconds)
        try:
            path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
            headers = {**self.headers, "Connection": "close"}
            connection.request(
                self.method, path, self.body, headers, preload_content=False, decode_content=False
            )
            response = connection.getresponse()
            received = bytearray()
            while len(received) <= self.most and (piece := response.read(_PIECE, decode_content=False)):
                received += piece
            return response.status, bytes(received)
        finally:
            connection.close()


_LATE, _UNWANTED = "total time", "cancelled"


class _Line:
    """The way to the server, which another thread can break off at any moment."""

    def __init__(self, seconds: float) -> None:
        self._deadline = time.monotonic() + seconds
        self._broken = ""
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()

    def break_off(self, reason: str) -> None:
        """End the request: nothing is waited for any more."""
        with self._lock:
            self._broken = self._broken or reason
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)

    def check(self) -> None:
        """Raise `Cancelled` or `TimeoutError` when the request was broken off."""
        if self._broken == _UNWANTED:
            raise Cancelled
        if self._broken or time.monotonic() > self._deadline:
            raise TimeoutError(_LATE)

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
        for family, kind, protocol, _, address in self._resolved(host.strip("[]"), port)[:_MOST_ADDRESSES]:
            sock = socket.socket(family, kind, protocol)
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
        end = min(self._deadline, time.monotonic() + _CONNECT_SECONDS)
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


class _Plain(HTTPConnection):
    line: _Line

    def _new_conn(self) -> socket.socket:
        return self.line.open(self.host, self.port)


class _Secure(HTTPSConnection):
    line: _Line

    def _new_conn(self) -> socket.socket:
        return self.line.open(self.host, self.port)


def _connection(line: _Line, url: str, seconds: float) -> _Plain | _Secure:
    parts = urlsplit(url)
    host = parts.hostname or ""
    connection: _Plain | _Secure
    if parts.scheme == "https":
        connection = _Secure(host, parts.port or 443, timeout=seconds, ssl_context=_trust())
    else:
        connection = _Plain(host, parts.port or 80, timeout=seconds)
    connection.line = line
    return connection


def _trust() -> ssl.SSLContext:
    """The system's certificates, as the browser uses them."""
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
