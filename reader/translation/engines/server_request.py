"""One request to the reader's translation server: it ends in time, and at once when it is no longer wanted.

A watch ends the whole request at its time, and so does whoever cancels it; `line` says how.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from reader.core.progress import Progress
from reader.translation.line import Line

FAILURES = (OSError, HTTPError, http.client.HTTPException, ValueError)
"""What a request may fail with; time-outs are `TimeoutError`, an `OSError`."""

_PIECE = 64 * 1024  # bytes read at a time


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
        line = Line(self.seconds)
        if progress is not None:
            progress.on_cancel(line.break_off)
        try:
            with line.in_time():
                return self._exchange(line)
        finally:
            if progress is not None:
                progress.on_cancel(None)
            line.release()

    def _exchange(self, line: Line) -> tuple[int, bytes]:
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


class _Plain(HTTPConnection):
    line: Line

    def _new_conn(self) -> socket.socket:
        return self.line.open(self.host, self.port)


class _Secure(HTTPSConnection):
    line: Line

    def _new_conn(self) -> socket.socket:
        return self.line.open(self.host, self.port)


def _connection(line: Line, url: str, seconds: float) -> _Plain | _Secure:
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
